"""`depesch convert`: another format, with what was lost named, and nothing ever written over."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import depesch as library
from tests.console.running import SAMPLES, depesch

INVOICE = SAMPLES / "invoice-norway.xml"


def reports(output: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.xml")), ids=lambda path: path.stem)
def test_a_sample_says_the_same_in_cii(sample: Path, tmp_path: Path) -> None:
    ended = depesch("convert", sample, "--to", "cii_d16b", "--out-dir", tmp_path, "--json")
    (report,) = reports(ended.stdout)
    assert (ended.returncode, report["from"], report["to"]) == (0, "ubl21", "cii_d16b")
    assert (report["unread"], report["losses"]) == ([], [])
    written = library.read(Path(report["out"]).read_bytes())
    assert written.invoice == library.read(sample.read_bytes()).invoice


def test_the_report_has_exactly_the_promised_keys(tmp_path: Path) -> None:
    (report,) = reports(depesch("convert", INVOICE, "--to", "cii_d16b", "--out-dir", tmp_path, "--json").stdout)
    assert list(report) == ["file", "from", "to", "out", "beside", "unread", "losses", "error"]


def test_without_a_folder_the_result_lies_beside_its_input(tmp_path: Path) -> None:
    shutil.copy(INVOICE, tmp_path / "F-1.xml")
    assert depesch("convert", tmp_path / "F-1.xml", "--to", "cii_d16b").returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["F-1.cii_d16b.xml", "F-1.xml"]


def test_inputs_of_one_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    inputs = [tmp_path / folder / "F-1.xml" for folder in ("a", "b", "c")]
    for path, sample in zip(inputs, sorted(SAMPLES.glob("*.xml")), strict=False):
        path.parent.mkdir()
        shutil.copy(sample, path)
    out = tmp_path / "out"
    told = reports(depesch("convert", *inputs, "--to", "cii_d16b", "--out-dir", out, "--json").stdout)
    assert sorted(path.name for path in out.iterdir()) == [
        "F-1.cii_d16b-2.xml", "F-1.cii_d16b-3.xml", "F-1.cii_d16b.xml",
    ]  # fmt: skip
    for source, report in zip(inputs, told, strict=True):
        read_back = library.read(Path(report["out"]).read_bytes()).invoice.number
        assert read_back == library.read(source.read_bytes()).invoice.number


def test_what_was_there_before_is_kept(tmp_path: Path) -> None:
    (tmp_path / "invoice-norway.cii_d16b.xml").write_text("mine")
    depesch("convert", INVOICE, "--to", "cii_d16b", "--out-dir", tmp_path)
    assert (tmp_path / "invoice-norway.cii_d16b.xml").read_text() == "mine"


def test_no_half_written_file_is_left(tmp_path: Path) -> None:
    depesch("convert", INVOICE, "--to", "cii_d16b", "--out-dir", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["invoice-norway.cii_d16b.xml"]


def test_an_unreadable_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "text.xml").write_text("no invoice")
    ended = depesch("convert", tmp_path / "text.xml", INVOICE, "--to", "cii_d16b", "--out-dir", tmp_path, "--json")
    assert ended.returncode == 1
    refused, written = reports(ended.stdout)
    assert (refused["out"], refused["error"]["code"]) == (None, "not-xml")
    assert written["out"]


def test_an_unknown_format_is_wrong_use_and_the_known_are_named(tmp_path: Path) -> None:
    ended = depesch("convert", INVOICE, "--to", "cii", "--out-dir", tmp_path)
    assert ended.returncode == 2
    assert b"cii_d16b" in ended.stderr
