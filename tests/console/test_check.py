"""`depesch check`: a verdict for each file, for people and for programs, without a hub."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.console.running import SAMPLES, depesch

INVOICE = SAMPLES / "invoice-municipality.xml"
ALL_SAMPLES = sorted(SAMPLES.glob("*.xml"))


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """The municipality's invoice with a total that is one öre too high."""
    path = tmp_path / "broken.xml"
    path.write_bytes(INVOICE.read_bytes().replace(b">13370.31<", b">13370.32<"))
    return path


def reports(output: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def test_our_own_samples_are_accepted_without_a_finding() -> None:
    ended = depesch("check", "--json", *ALL_SAMPLES)
    assert ended.returncode == 0, ended.stdout
    told = reports(ended.stdout)
    assert [Path(each["file"]) for each in told] == ALL_SAMPLES
    assert all(each["verdict"] == "accepted" and each["schema_valid"] and not each["findings"] for each in told)


def test_the_report_has_exactly_the_promised_keys(broken: Path) -> None:
    (report,) = reports(depesch("check", "--json", broken).stdout)
    assert list(report) == [
        "file", "syntax", "document", "number", "profile", "rule_sets", "schema_valid", "verdict", "findings",
    ]  # fmt: skip
    assert list(report["findings"][0]) == [
        "rule", "severity", "terms", "field", "path", "where", "line", "value", "expected", "message", "mend",
    ]  # fmt: skip


def test_kind_number_and_profile_are_told() -> None:
    (report,) = reports(depesch("check", "--json", SAMPLES / "credit-note-norway.xml").stdout)
    assert (report["syntax"], report["document"], report["number"]) == ("ubl21", "credit_note", "261104")
    assert report["profile"].endswith("poacc:billing:3.0")
    assert any(name.startswith("en16931") for name in report["rule_sets"])


def test_a_broken_document_is_refused_with_place_and_value(broken: Path) -> None:
    ended = depesch("check", "--json", broken)
    assert ended.returncode == 1
    (report,) = reports(ended.stdout)
    assert report["verdict"] == "refused"
    finding = next(each for each in report["findings"] if each["rule"] == "BR-CO-15")
    assert finding["severity"] == "fatal"
    assert "BT-112" in finding["terms"]
    assert finding["value"] == "13370.32"
    line = broken.read_text(encoding="utf-8").splitlines()[finding["line"] - 1]
    assert "TaxInclusiveAmount" in line


def test_people_get_an_aligned_line_for_each_finding_and_the_next_step(broken: Path) -> None:
    lines = depesch("check", "--lang", "en", broken).stdout.decode().splitlines()
    assert lines[0].startswith(f"{broken}: refused, ")
    assert any(line.startswith("  BR-CO-15") for line in lines)
    assert lines[-1] == f"next: correct the file, then `depesch send {broken}`"


@pytest.mark.parametrize(("language", "word"), [("sv", "underkänd"), ("nb", "underkjent"), ("en", "refused")])
def test_people_are_told_in_their_language(broken: Path, language: str, word: str) -> None:
    assert f": {word}, " in depesch("check", "--lang", language, broken).stdout.decode()


def test_the_environment_says_the_language_when_nobody_else_does(broken: Path) -> None:
    assert ": underkjent, " in depesch("check", broken, LANG="nb_NO.UTF-8").stdout.decode()


def test_an_unreadable_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "text.xml").write_text("no invoice")
    ended = depesch("check", "--json", tmp_path / "text.xml", tmp_path / "absent.xml", INVOICE)
    assert ended.returncode == 1
    assert [each["verdict"] for each in reports(ended.stdout)] == ["unreadable", "unreadable", "accepted"]
    assert all(each["findings"][0]["message"] for each in reports(ended.stdout)[:2])


def test_names_may_come_from_a_list(tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text(f"{ALL_SAMPLES[0]}\n\n{ALL_SAMPLES[1]}\r\n")
    ended = depesch("check", "--json", "--files-from", names)
    assert [Path(each["file"]) for each in reports(ended.stdout)] == ALL_SAMPLES[:2]


def test_the_list_may_come_from_stdin() -> None:
    ended = depesch("check", "--json", "--files-from", "-", stdin=f"{INVOICE}\n".encode())
    assert [Path(each["file"]) for each in reports(ended.stdout)] == [INVOICE]


def test_a_document_may_come_from_stdin() -> None:
    ended = depesch("check", "--json", "-", stdin=INVOICE.read_bytes())
    assert [each["verdict"] for each in reports(ended.stdout)] == ["accepted"]


def test_chosen_rule_sets_are_the_only_ones(broken: Path) -> None:
    (report,) = reports(depesch("check", "--json", "--rules", "en16931", broken).stdout)
    assert [name.split()[0] for name in report["rule_sets"]] == ["en16931"]


def test_an_unknown_rule_set_is_wrong_use_and_the_known_are_named() -> None:
    ended = depesch("check", "--rules", "en16391", INVOICE)
    assert ended.returncode == 2
    assert b"en16931, peppol_bis3" in ended.stderr


def test_without_a_schema_it_is_not_said_to_be_valid() -> None:
    (report,) = reports(depesch("check", "--json", "--no-schema", INVOICE).stdout)
    assert report["schema_valid"] is None


def test_no_file_at_all_is_wrong_use() -> None:
    assert depesch("check").returncode == 2


def test_a_list_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    assert depesch("check", "--files-from", tmp_path / "absent.txt").returncode == 2


def test_a_day_chooses_the_versions_and_a_wrong_one_is_wrong_use() -> None:
    (report,) = reports(depesch("check", "--json", "--on", "2026-11-01", INVOICE).stdout)
    assert "en16931 1.3.16" in report["rule_sets"]
    assert depesch("check", "--on", "1/11", INVOICE).returncode == 2


def test_people_are_told_what_the_verdict_rests_on() -> None:
    assert b"checked against en16931 1.3.16" in depesch("check", "--lang", "en", INVOICE).stdout


def test_findings_that_are_alike_are_told_once(tmp_path: Path) -> None:
    path = tmp_path / "crowns.xml"
    path.write_bytes(INVOICE.read_bytes().replace(b'currencyID="SEK"', b'currencyID="KR"'))
    told = depesch("check", "--lang", "en", "--rules", "en16931", path).stdout.decode()
    assert told.count("  BR-CL-03") == 1
    assert " times" in told
