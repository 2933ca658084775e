"""The official rule sets, which of ours answers to each, and which ids each has."""

from __future__ import annotations

import json
from functools import cache

import msgspec

from depesch.rules import rule_sets
from depesch.syntaxes import syntaxes
from tests.shared_data import SHARED, shared


class OfficialSet(msgspec.Struct, frozen=True):
    """An official rule set: its name in the oracle, ours, the syntax it judges, and its table."""

    name: str
    ours: str
    syntax: str
    table: str


SETS = {
    official.name: official
    for official in (
        OfficialSet("EN16931-UBL", "en16931", "ubl21", "en16931-ubl-1.3.16.jsonl"),
        OfficialSet("EN16931-CII", "en16931", "cii_d16b", "en16931-cii-1.3.16.jsonl"),
        OfficialSet("PEPPOL-EN16931-UBL", "peppol_bis3", "ubl21", "peppol-bis3-ubl-2026.5.jsonl"),
        OfficialSet(
            "PEPPOL-EN16931-UBL-SB", "peppol_bis3_selfbilling", "ubl21", "peppol-bis3-selfbilling-2026.5.jsonl"
        ),
        OfficialSet("PEPPOL-EN16931-CII", "peppol_bis3_cii", "cii_d16b", "peppol-bis3-cii-3.0.19.jsonl"),
        OfficialSet("XRECHNUNG-UBL", "xrechnung", "ubl21", "xrechnung-3.0.2-ubl.jsonl"),
        OfficialSet("XRECHNUNG-CII", "xrechnung", "cii_d16b", "xrechnung-3.0.2-cii.jsonl"),
    )
}


@cache
def official_ids(name: str) -> frozenset[str]:
    """Return the ids of the official set, from its table; empty without the shared folder."""
    if SHARED is None:
        return frozenset()
    lines = shared("rules", SETS[name].table).read_text("utf-8").splitlines()
    return frozenset(json.loads(line)["id"] for line in lines[1:] if line)


@cache
def written_ids(name: str) -> frozenset[str]:
    """Return the ids that ours answers for; those bound to a syntax stand in the syntax's own table."""
    official = SETS[name]
    rule_set = rule_sets()[official.ours]
    bound = syntaxes()[official.syntax].bound_rules
    bound_ids = {rule.id for rule in bound()} if bound is not None and rule_set.syntax_bound else set()
    return frozenset({rule.id for rule in rule_set.rules} | bound_ids)


def sets_there() -> frozenset[str]:
    """Return the official sets that a rule set of ours answers to by now."""
    return frozenset(name for name, official in SETS.items() if official.ours in rule_sets())
