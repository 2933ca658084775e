"""`depesch check --mend`: mends what is certain, says each change, and never loses or replaces anything in silence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.console.running import SAMPLES, depesch

INVOICE = SAMPLES / "invoice-municipality.xml"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """The municipality's invoice with a currency and a country in small letters."""
    path = tmp_path / "broken.xml"
    text = INVOICE.read_text(encoding="utf-8").replace("SEK", "sek").replace(">SE</", ">se</", 1)
    path.write_text(text, encoding="utf-8")
    return path


def report(output: bytes) -> dict[str, Any]:
    (line,) = output.splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


def test_the_mended_document_is_accepted_and_lies_beside_the_broken_one(broken: Path) -> None:
    ended = depesch("check", "--mend", "--json", broken)
    assert ended.returncode == 0, ended.stdout
    told = report(ended.stdout)
    mended = broken.with_name("broken.mended.xml")
    assert (told["verdict"], told["mended"]["out"]) == ("accepted", str(mended))
    assert depesch("check", mended).returncode == 0


def test_each_change_names_rule_field_place_and_both_values(broken: Path) -> None:
    changes = report(depesch("check", "--mend", "--json", "--lang", "sv", broken).stdout)["mended"]["changes"]
    country = next(each for each in changes if each["path"] == "seller.address.country")
    assert list(country) == ["rule", "field", "term", "path", "old", "new", "where", "line", "message"]
    assert (country["rule"], country["field"], country["term"]) == ("BR-CL-14", "Säljarens land", "BT-40")
    assert (country["old"], country["new"]) == ("se", "SE")
    assert broken.read_text(encoding="utf-8").splitlines()[country["line"] - 1].strip().endswith("IdentificationCode>")


def test_the_source_is_left_as_it_was(broken: Path) -> None:
    before = broken.read_bytes()
    depesch("check", "--mend", "--output", broken, broken)
    assert broken.read_bytes() == before


def test_a_file_that_is_there_is_only_replaced_with_force(broken: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xml"
    out.write_text("mine")
    assert depesch("check", "--mend", "--output", out, broken).returncode == 1
    assert out.read_text() == "mine"
    assert depesch("check", "--mend", "--output", out, "--force", broken).returncode == 0
    assert out.read_text(encoding="utf-8").startswith("<?xml")


def test_several_documents_go_into_a_folder(broken: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.xml"
    other.write_bytes(broken.read_bytes())
    folder = tmp_path / "mended"
    assert depesch("check", "--mend", "--output", f"{folder}/", broken, other).returncode == 0
    assert sorted(path.name for path in folder.iterdir()) == ["broken.mended.xml", "other.mended.xml"]
    assert depesch("check", "--mend", "--output", tmp_path / "one.xml", broken, other).returncode == 2


def test_what_the_model_does_not_know_stays_in_the_mended_document(broken: Path) -> None:
    extra = "<cbc:LineCountNumeric>2</cbc:LineCountNumeric>"
    text = broken.read_text(encoding="utf-8")
    assert "<cbc:BuyerReference>" in text
    broken.write_text(text.replace("<cbc:BuyerReference>", f"{extra}<cbc:BuyerReference>"), encoding="utf-8")
    told = report(depesch("check", "--mend", "--json", broken).stdout)
    assert told["mended"]["unread"] == []
    assert extra in broken.with_name("broken.mended.xml").read_text(encoding="utf-8")


def test_comments_and_instructions_stay(broken: Path) -> None:
    text = broken.read_text(encoding="utf-8")
    kept = "<!-- checked by Bo --><cbc:BuyerReference>"
    text = text.replace("<cbc:BuyerReference>", kept).replace("<Invoice", "<?print a4?><Invoice", 1)
    broken.write_text(text, encoding="utf-8")
    assert depesch("check", "--mend", broken).returncode == 0
    mended = broken.with_name("broken.mended.xml").read_text(encoding="utf-8")
    assert kept in mended
    assert "<?print a4?>" in mended


def test_what_was_not_written_is_told_of_the_file_itself(broken: Path) -> None:
    depesch("check", "--mend", broken)
    ended = depesch("check", "--mend", "--json", broken)
    told = report(ended.stdout)
    assert (ended.returncode, told["verdict"], told["mended"]["out"]) == (1, "refused", None)
    assert "broken.mended.xml" in told["mended"]["error"]


def test_a_file_that_cannot_be_read_does_not_stop_the_others(broken: Path, tmp_path: Path) -> None:
    (tmp_path / "text.xml").write_text("no invoice")
    ended = depesch("check", "--mend", "--json", tmp_path / "text.xml", broken)
    first, second = (json.loads(line) for line in ended.stdout.splitlines())
    assert (ended.returncode, first["mended"], second["verdict"]) == (1, None, "accepted")
    assert depesch("check", "--mend", tmp_path / "text.xml").returncode == 1


def test_a_document_from_stdin_is_mended_into_the_named_file(broken: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xml"
    assert depesch("check", "--mend", "--output", out, "-", stdin=broken.read_bytes()).returncode == 0
    assert out.is_file()


def test_a_sound_document_is_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "sound.xml"
    path.write_bytes(INVOICE.read_bytes())
    told = report(depesch("check", "--mend", "--json", path).stdout)
    assert told["mended"] == {"out": None, "changes": [], "unread": [], "losses": [], "error": None}
    assert [each.name for each in tmp_path.iterdir()] == ["sound.xml"]


@pytest.mark.parametrize(
    ("language", "words"), [("sv", "Valuta: sek blir SEK"), ("nb", "rettet til"), ("en", "sek becomes SEK")]
)
def test_people_are_told_in_their_language(broken: Path, language: str, words: str) -> None:
    assert words in depesch("check", "--mend", "--lang", language, broken).stdout.decode()


def test_a_check_says_that_mending_would_help(broken: Path) -> None:
    told = depesch("check", "--lang", "en", broken).stdout.decode()
    assert f"next: `depesch check --mend {broken}` mends" in told


def test_output_without_mend_is_wrong_use(broken: Path) -> None:
    assert depesch("check", "--output", "x.xml", broken).returncode == 2
