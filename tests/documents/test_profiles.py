"""Profiles: which rule sets a document meets, by what it says of itself; the official runs are the judge."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from depesch.documents.checking import check
from depesch.documents.profiles import COMMON, PROFILES, Profile, profile_of, sets_for
from depesch.documents.reading import read
from depesch.model.invoice import Invoice
from depesch.model.issue import Severity
from depesch.rules import all_rule_sets
from depesch.rules.explaining import explain
from depesch.syntaxes import UnreadableDocument, syntaxes
from tests.golden_files import same_as_golden
from tests.rules.plugged import PlugIn
from tests.rules.samples import put, sendable_invoice
from tests.shared_data import needs_shared, shared

BILLING = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PAGE = Path(__file__).parents[2] / "docs" / "profiles.md"
HEAD = """# Rule sets and profiles

Made by `tests/documents/test_profiles.py` (`make golden`); do not edit by hand. How they work: [rules.md](rules.md).

## Rule sets

| name | version | title | in force from | source |
|---|---|---|---|---|"""
MIDDLE = """
## Profiles

A document says by its specification (BT-24) and its process (BT-23) which profile it follows; a `*` stands for
anything. One that is in no row is checked against EN 16931, and the verdict says that its profile is unknown.

| name | profile | specification | process | rule sets |
|---|---|---|---|---|"""
OFFICIAL = {
    "PEPPOL-EN16931-UBL": "peppol_bis3",
    "PEPPOL-EN16931-UBL-SB": "peppol_bis3_selfbilling",
    "PEPPOL-EN16931-CII": "peppol_bis3_cii",
    "XRECHNUNG-UBL": "xrechnung",
    "XRECHNUNG-CII": "xrechnung",
}


def names(specification: str | None, syntax: str = "ubl21", process: str | None = None) -> set[str]:
    invoice = Invoice(specification=specification, business_process=process)
    return {each.name for each in sets_for(invoice, syntax)}


def written(specification: str) -> bytes:
    write = syntaxes()["ubl21"].write
    assert write is not None
    return write(put(sendable_invoice(), "specification", specification)).data


def claiming_documents() -> Iterator[tuple[str, set[str]]]:
    """Yield the corpus's invoices with the rule sets that were officially run on them as their own."""
    with shared("corpus", "oracle.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            results = row["results"]
            exact = {OFFICIAL[name] for name, run in results.items() if name in OFFICIAL and run["fit"] == "exact"}
            yield row["path"], exact


@needs_shared
def test_every_document_of_the_corpus_gets_the_sets_that_were_officially_run_on_it_and_no_other() -> None:
    differing: list[tuple[str, set[str], set[str]]] = []
    seen = 0
    for path, official in claiming_documents():
        try:
            reading = read(shared("corpus", path).read_bytes())
        except UnreadableDocument:
            assert not official, path
            continue
        ours = {each.name for each in sets_for(reading.invoice, reading.syntax.name)} - {"en16931", COMMON}
        seen += bool(official)
        if ours != official:
            differing.append((path, official, ours))
    assert differing == []
    assert seen > 500


def test_en_16931_holds_for_every_document_whatever_it_says_of_itself() -> None:
    for stated in (None, "urn:nobody:knows", BILLING, "OIOUBL-2.1"):
        assert "en16931" in names(stated)


def test_a_profile_that_builds_on_peppol_does_not_get_peppols_own_rules() -> None:
    assert names(f"{BILLING}#conformant#urn:www.agid.gov.it:trns:fattura:3") == {"en16931"}


def test_white_space_around_the_profile_does_not_hide_it() -> None:
    assert names(f"\n   {BILLING}\n ") == {"en16931", "peppol_bis3"}


def test_the_syntax_decides_between_the_forms_of_a_rule_set() -> None:
    assert names(BILLING, "cii_d16b") == {"en16931", "peppol_bis3_cii"}


def test_the_process_tells_profiles_of_one_specification_apart() -> None:
    si = (
        "urn:www.cenbii.eu:transaction:biitrns010:ver2.0:extended:urn:www.peppol.eu:bis:peppol4a:ver2.0:extended:"
        "urn:www.simplerinvoicing.org:si:si-ubl:ver1.2"
    )
    energy, other = profile_of(si, "urn:www.energie-efactuur.nl:profile:invoice:ver1.0"), profile_of(si, "else")
    assert energy is not None
    assert other is not None
    assert (energy.name, other.name) == ("energie-efactuur", "si-ubl1")


def test_a_process_alone_may_tell_the_profile() -> None:
    found = profile_of(None, "reporting:1.0")
    assert found is not None
    assert found.name == "zatca"
    assert profile_of(None, "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0") is None


def test_an_unknown_profile_and_one_without_its_rules_are_told_apart() -> None:
    (unknown,) = check(written("urn:nobody:knows")).issues
    (known,) = check(written("urn:cen.eu:en16931:2017#compliant#urn:efactura.mfinante.ro:CIUS-RO:1.0.1")).issues
    assert (unknown.rule, known.rule) == ("PROFILE-UNKNOWN", "PROFILE-WITHOUT-OWN-RULES")
    assert {unknown.severity, known.severity} == {Severity.INFORMATION}
    assert "CIUS-RO" in explain(known, "sv").message


def test_every_rule_set_that_a_profile_names_is_there() -> None:
    there = {each.name for each in all_rule_sets().values()}
    assert {name for row in PROFILES for name in row.rule_sets} <= there


def test_no_specification_stands_for_two_profiles() -> None:
    stated = [(text, row.process) for row in PROFILES for text in row.specifications]
    assert len(stated) == len(set(stated))


def test_a_rule_set_that_no_profile_names_decides_by_itself(plug_in: PlugIn) -> None:
    plug_in("a_set(a_rule('T-1', holds))")
    assert "own" in names("urn:nobody:knows")


@pytest.mark.parametrize("row", PROFILES, ids=lambda row: f"{row.name}-{row.process or 'any'}")
def test_every_row_is_found_by_what_it_says(row: Profile) -> None:
    for stated in row.specifications or (None,):
        found = profile_of(stated.replace("*", "1") if stated else None, row.process and row.process.replace("*", "x"))
        assert found is not None
        assert found.name == row.name


def test_the_page_of_profiles_is_the_data() -> None:
    same_as_golden(PAGE, page())


def page() -> str:
    """Return `docs/profiles.md`: every rule set with its versions, and every profile with the sets it asks for."""
    sets = [
        f"| `{each.name}` | {each.version} | {each.title} | {each.in_force_from or 'before Depesch'} | {each.source} |"
        for each in all_rule_sets().values()
    ]
    rows = [
        f"| `{row.name}` | {row.title} | {'<br>'.join(f'`{text}`' for text in row.specifications) or '(none)'} "
        f"| {f'`{row.process}`' if row.process else ''} "
        f"| {', '.join(('en16931', *row.rule_sets))}{'; its own are not here' if row.lacks_rules else ''} |"
        for row in PROFILES
    ]
    return "\n".join((HEAD, *sets, MIDDLE, *rows, ""))
