"""Files of several documents, and files that are no XML, on the command line: each document by itself."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

import depesch as library
from depesch.syntaxes import syntaxes
from tests.console.running import SAMPLES, depesch

NORWAY, FINLAND = SAMPLES / "invoice-norway.xml", SAMPLES / "invoice-finland.xml"
FAULTY_EDIFACT = (
    SAMPLES.parents[2] / "tests" / "golden" / "syntaxes" / "edifact_d96a" / "faulty_values" / "document.edi"
)
EITHER = ("ubl21", "edifact_d96a", "csv_lines", "json_model", "facturx-en16931")


@pytest.fixture
def several(tmp_path: Path) -> Path:
    """A ZIP with an invoice and a file of its, one as EDIFACT, and one that breaks off."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.xml", NORWAY.read_bytes())
        archive.writestr("a.pdf", b"%PDF-1.7 timesheet")
        archive.writestr("b.edi", library.convert(FINLAND.read_bytes(), to="edifact_d96a").data)
        archive.writestr("c.xml", NORWAY.read_bytes()[:700])
    file = tmp_path / "may.zip"
    file.write_bytes(out.getvalue())
    return file


def number(sample: Path) -> str | None:
    return library.read(sample.read_bytes()).invoice.number


def test_check_tells_of_each_document_and_names_it_after_the_file(several: Path) -> None:
    ended = depesch("check", several, NORWAY, "--json")
    told = [json.loads(line) for line in ended.stdout.splitlines()]
    assert [(each["file"], each["syntax"], each["verdict"]) for each in told] == [
        (f"{several}#1", "ubl21", "accepted"), (f"{several}#2", "edifact_d96a", "accepted"),
        (f"{several}#3", None, "unreadable"), (str(NORWAY), "ubl21", "accepted"),
    ]  # fmt: skip
    assert [each["number"] for each in told[:2]] == [number(NORWAY), number(FINLAND)]
    assert ended.returncode == 1


def test_the_next_step_names_the_file_that_is_corrected(several: Path) -> None:
    ended = depesch("check", several)
    assert f"`depesch send {several}`" in ended.stdout.decode()


def test_convert_writes_each_document_with_its_number_and_its_files_beside(several: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ended = depesch("convert", several, "--to", "finvoice30", "--out-dir", out, "--json")
    told = [json.loads(line) for line in ended.stdout.splitlines()]
    assert sorted(path.name for path in out.iterdir()) == [
        "may-1.finvoice30.a.pdf", "may-1.finvoice30.xml", "may-2.finvoice30.xml",
    ]  # fmt: skip
    assert library.read((out / "may-2.finvoice30.xml").read_bytes()).invoice.number == number(FINLAND)
    assert told[0]["beside"] == [str(out / "may-1.finvoice30.a.pdf")]
    assert (told[2]["file"], told[2]["out"], told[2]["error"]["code"]) == (f"{several}#3", None, "not-xml")
    assert ended.returncode == 1


def test_read_prints_an_array_of_several_documents(several: Path) -> None:
    ended = depesch("read", several)
    printed = json.loads(ended.stdout)
    assert [each["number"] for each in printed] == [number(NORWAY), number(FINLAND)]
    assert f"{several}#3: " in ended.stderr.decode()
    assert ended.returncode == 1


def test_what_read_prints_of_several_can_be_checked_again(several: Path) -> None:
    told = depesch("check", "-", "--json", stdin=depesch("read", several).stdout)
    assert [json.loads(line)["file"] for line in told.stdout.splitlines()] == ["-#1", "-#2"]


@pytest.mark.parametrize("name", EITHER)
def test_each_kind_of_file_is_checked_read_converted_and_rendered(name: str, tmp_path: Path) -> None:
    converted = library.convert(NORWAY.read_bytes(), to=name).data
    file = tmp_path / "given.txt"  # the name says nothing of the format
    file.write_bytes(converted)
    (report,) = (json.loads(line) for line in depesch("check", file, "--json").stdout.splitlines())
    assert (report["verdict"], report["number"]) == ("accepted", number(NORWAY))
    assert json.loads(depesch("read", file).stdout)["number"] == number(NORWAY)
    assert depesch("convert", file, "--to", "ubl21", "--out-dir", tmp_path).returncode == 0
    assert library.read((tmp_path / "given.ubl21.xml").read_bytes()).invoice.number == number(NORWAY)
    assert depesch("render", file, "--out", "-").stdout.startswith(b"%PDF-")


@pytest.mark.parametrize(("language", "place"), [("sv", "segment 11"), ("nb", "segment 11"), ("en", "segment 11")])
def test_places_in_edifact_are_segments(language: str, place: str) -> None:
    told = depesch("check", FAULTY_EDIFACT, "--lang", language).stdout.decode()
    assert place in told
    assert syntaxes()["edifact_d96a"].counted.value == "segments"


def test_a_mended_document_of_several_is_named_by_its_number(tmp_path: Path) -> None:
    mendable = NORWAY.read_bytes().replace(b'unitCode="MTK"', b'unitCode="mtk"')
    assert mendable != NORWAY.read_bytes()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.xml", FINLAND.read_bytes())
        archive.writestr("b.xml", mendable)
    file = tmp_path / "may.zip"
    file.write_bytes(out.getvalue())
    depesch("check", file, "--mend")
    assert library.check((tmp_path / "may-2.mended.xml").read_bytes()).accepted
