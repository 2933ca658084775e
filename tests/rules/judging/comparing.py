"""The comparison: the multiset of (rule, flag) that ours gives on a case, beside the official one.

Documents that fail their schema are left out: they get the schema's findings and no rules, and are counted. A
fragment of a unit test runs on the rules alone, and only the rules in its scope count.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from depesch.documents.checking import check
from depesch.documents.reading import read
from depesch.syntaxes import Reading, UnreadableDocument, syntaxes
from tests.rules.judging.cases import Case, Fired
from tests.rules.judging.official_sets import SETS, written_ids

KNOWN = Path(__file__).parents[1] / "known_disagreements.json"


class Disagreement(msgspec.Struct, frozen=True, order=True):
    """One rule on one case: how often it should fire and how often it does."""

    case: str  # the official set and the case's name
    rule: str
    flag: str
    official: int
    ours: int


class Report(msgspec.Struct):
    """What the cases of one kind gave for one official set."""

    cases: int = 0
    schema_invalid: list[str] = msgspec.field(default_factory=list)
    unreadable: list[str] = msgspec.field(default_factory=list)
    identical: int = 0
    fired: Fired = msgspec.field(default_factory=Counter)
    disagreements: list[Disagreement] = msgspec.field(default_factory=list)

    @property
    def judged(self) -> int:
        """How many cases got as far as the rules."""
        return self.cases - len(self.schema_invalid) - len(self.unreadable)


Reports = dict[tuple[str, str], Report]  # by official set and kind of case


def compare(cases: Iterable[Case]) -> Reports:
    """Return how far ours agree with the official rules over the cases; each is read once for all its sets."""
    reports: Reports = {}
    for case in cases:
        verdicts = _verdicts(case)
        for name, official in case.official.items():
            counted = written_ids(name) if official.scope is None else written_ids(name) & official.scope
            if not counted:
                continue
            report = reports.setdefault((name, official.kind), Report())
            report.cases += 1
            if verdicts is None:
                report.unreadable.append(case.name)
            elif name not in verdicts:
                report.schema_invalid.append(case.name)
            else:
                _note(report, f"{name} {case.name}", _of(official.fired, counted), _of(verdicts[name], counted))
    return reports


def _note(report: Report, case: str, official: Fired, ours: Fired) -> None:
    report.fired += official
    found = differences(case, official, ours)
    report.disagreements += found
    report.identical += not found


def differences(case: str, official: Fired, ours: Fired) -> list[Disagreement]:
    """Return each rule and flag that the two do not count alike."""
    return [
        Disagreement(case, rule, flag, official[rule, flag], ours[rule, flag])
        for rule, flag in sorted(official.keys() | ours.keys())
        if official[rule, flag] != ours[rule, flag]
    ]


def _of(fired: Mapping[tuple[str, str], int], counted: frozenset[str]) -> Fired:
    return Counter({key: count for key, count in fired.items() if key[0] in counted})


def _verdicts(case: Case) -> dict[str, Fired] | None:
    """Return what ours say by official set, nothing where the schema is not kept, None for what cannot be read."""
    try:
        reading = _as_bound(read(case.data))
    except UnreadableDocument:
        return None
    found: dict[str, Fired] = {}
    for name in case.official:
        with_schema = not case.is_fragment and not found
        verdict = check(reading, rules=[SETS[name].ours], schema=with_schema)
        if verdict.schema_valid is False:
            return {}
        found[name] = Counter((issue.rule, str(issue.severity)) for issue in verdict.issues)
    return found


def _as_bound(reading: Reading) -> Reading:
    """Return the reading in the format that the rules are bound to: the official runs know of no dialect of it."""
    base = reading.syntax.dialect_of
    return reading if base is None else syntaxes()[base].read(reading.data, reading.root)


def known() -> list[dict[str, Any]]:
    """Return the disagreements that are listed with their reasons."""
    listed: list[dict[str, Any]] = json.loads(KNOWN.read_text("utf-8"))
    return listed


def unlisted(report: Report) -> list[Disagreement]:
    """Return the disagreements that no listed entry, by case and rule, accounts for."""
    listed = {(entry["case"], entry["rule"]) for entry in known()}
    return [d for d in report.disagreements if (d.case, d.rule) not in listed]


def outlived(reports: Reports) -> list[tuple[str, str]]:
    """Return the listed entries, by case and rule, of the sets and kinds at hand that do not disagree any more."""
    found = {(d.case, d.rule) for report in reports.values() for d in report.disagreements}
    names = {name for name, _ in reports}
    listed = ((entry["case"], entry["rule"]) for entry in known())
    return [entry for entry in listed if entry not in found and entry[0].partition(" ")[0] in names]
