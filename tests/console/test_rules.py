"""`depesch rules`: the rule book on the command line, and what another version would say."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.console.running import SAMPLES, depesch
from tests.rules.plugged import BEGINNING

INVOICE = SAMPLES / "invoice-municipality.xml"


def objects(output: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


@pytest.fixture
def next_release(tmp_path: Path) -> Path:
    """The next release of EN 16931 as a plug-in that is not installed: one rule that no invoice keeps."""
    path = tmp_path / "next_release.py"
    path.write_text(
        BEGINNING + "def refuses(node, context):\n    return False\n\n\n"
        "def fatal(rule):\n    import msgspec\n\n"
        "    return msgspec.structs.replace(rule, severity=Severity.FATAL)\n\n\n"
        "RULES = a_set(fatal(a_rule('BR-02', holds)), fatal(a_rule('BR-99', refuses)), "
        "name='en16931', version='1.4.0', start=date(2027, 1, 1))\n",
        encoding="utf-8",
    )
    return path


def test_every_rule_is_listed_with_what_a_program_needs() -> None:
    rows = objects(depesch("rules", "list", "--set", "en16931", "--json").stdout)
    row = next(row for row in rows if row["rule"] == "BR-CO-15")
    assert list(row) == [
        "rule", "severity", "severity_in", "terms", "syntaxes", "path", "mends", "set", "version", "in_force_from",
    ]  # fmt: skip
    assert (row["set"], row["version"], row["in_force_from"]) == ("en16931", "1.3.16", "2026-03-30")
    assert {"BR-01", "BR-S-08", "UBL-CR-646", "CII-SR-001"} <= {row["rule"] for row in rows}


def test_people_see_how_many_rules_each_set_has() -> None:
    lines = depesch("rules", "list", "--lang", "en").stdout.decode().splitlines()
    heads = [line for line in lines if not line.startswith(" ")]
    assert any(line.startswith("en16931@1.3.16") and "rules, in force from 2026-03-30" in line for line in heads)
    assert any(line.startswith("peppol_bis3@") for line in heads)


def test_an_unknown_set_is_wrong_use() -> None:
    ended = depesch("rules", "list", "--set", "en17000")
    assert ended.returncode == 2
    assert b"en16931, peppol_bis3" in ended.stderr


@pytest.mark.parametrize(
    ("language", "words"),
    [("sv", "Belopp med moms"), ("nb", "Totalbeløpet med mva"), ("en", "The total with VAT")],
)
def test_a_rule_is_told_in_plain_words(language: str, words: str) -> None:
    told = depesch("rules", "explain", "br-co-15", "--lang", language).stdout.decode()
    assert words in told
    assert "BT-112" in told
    assert "{" not in told


def test_a_rule_is_shown_by_an_example_with_values() -> None:
    told = depesch("rules", "explain", "BR-CO-15", "--lang", "en").stdout.decode()
    assert "example   The total with VAT is 506.26 but should be the total without VAT plus the VAT: 506.25." in told
    (row,) = objects(depesch("rules", "explain", "BR-CO-15", "--json").stdout)
    assert (row["example"]["value"], row["example"]["expected"]) == ("506.26", "506.25")


def test_all_formats_of_the_sets_that_say_the_same_are_named() -> None:
    first, _, of_germany = depesch("rules", "explain", "PEPPOL-EN16931-R120").stdout.decode().partition("\n\n")
    assert re.search(r"formats +cii_d16b, ubl21\n", first)
    assert "xrechnung@" in of_germany
    rows = objects(depesch("rules", "list", "--set", "peppol_bis3", "--json").stdout)
    assert {name for row in rows for name in row["syntaxes"]} == {"ubl21"}


def test_a_rule_of_several_sets_is_told_for_each() -> None:
    rows = objects(depesch("rules", "explain", "PEPPOL-EN16931-R008", "--json").stdout)
    assert {"peppol_bis3", "xrechnung"} <= {row["set"] for row in rows}
    assert all(row["message"] and row["fields"] and row["source"] for row in rows)


def test_a_rule_bound_to_a_format_says_of_which_element_it_speaks() -> None:
    told = depesch("rules", "explain", "UBL-CR-646", "--lang", "en").stdout.decode()
    assert "cac:SubInvoiceLine" in told
    assert "ubl21" in told


def test_an_unknown_rule_is_wrong_use_and_the_nearest_are_named() -> None:
    ended = depesch("rules", "explain", "BR-C0-15", "--lang", "en")
    assert ended.returncode == 2
    assert b"did you mean BR-CO-15" in ended.stderr


def test_the_next_release_says_which_documents_it_would_refuse(next_release: Path) -> None:
    ended = depesch("rules", "diff", "en16931", next_release, INVOICE, "--json")
    assert ended.returncode == 1, ended.stderr
    (report,) = objects(ended.stdout)
    assert (report["first"], report["second"]) == ("en16931@1.3.16", "en16931@1.4.0")
    assert report["only_second"] == ["BR-99"]
    assert "BR-01" in report["only_first"]
    (document,) = report["documents"]
    assert (document["refused_by"], document["only_second"]) == ("en16931@1.4.0", {"BR-99": 1})
    assert (report["count"], report["judged"], report["refused_by_second"]) == (1, 1, 1)


def test_people_are_told_the_same_and_the_other_way_is_no_failure(next_release: Path) -> None:
    ended = depesch("rules", "diff", next_release, "en16931", INVOICE, "--lang", "en")
    assert ended.returncode == 0
    told = ended.stdout.decode()
    assert f"{INVOICE}: refused by en16931@1.4.0 only" in told
    assert "1 of 1 documents judged: en16931@1.3.16 refuses 0 that en16931@1.4.0 accepts" in told


def test_without_documents_only_the_rules_are_compared() -> None:
    ended = depesch("rules", "diff", "peppol_bis3", "peppol_bis3_selfbilling", "--lang", "en")
    assert ended.returncode == 0
    assert ended.stdout.startswith(b"only in peppol_bis3@")


def test_documents_that_call_for_neither_set_are_left_out(tmp_path: Path) -> None:
    ended = depesch("rules", "diff", "xrechnung", "peppol_bis3_selfbilling", INVOICE, "--json")
    (report,) = objects(ended.stdout)
    assert (report["count"], report["judged"]) == (1, 0)
    (report,) = objects(depesch("rules", "diff", "xrechnung", "en16931", INVOICE, "--all", "--json").stdout)
    assert report["judged"] == 1


@pytest.mark.parametrize("second", ["en16931", "nobody", "/nowhere.py"])
def test_what_cannot_be_compared_is_wrong_use(second: str) -> None:
    assert depesch("rules", "diff", "en16931", second).returncode == 2


def test_a_broken_plug_in_is_named(tmp_path: Path) -> None:
    path = tmp_path / "broken.py"
    path.write_text("RULES = 1 / 0\n")
    ended = depesch("rules", "diff", "en16931", path)
    assert ended.returncode == 2
    assert b"broken.py could not be loaded: division by zero" in ended.stderr


def test_an_unreadable_file_does_not_stop_the_comparison(tmp_path: Path) -> None:
    (tmp_path / "text.xml").write_text("no invoice")
    ended = depesch("rules", "diff", "en16931", "xrechnung", tmp_path / "text.xml", INVOICE, "--json")
    (report,) = objects(ended.stdout)
    assert report["count"] == 2
    assert report["documents"][0]["error"].startswith("not-xml")
