"""A document is handed on as it came, but for a declaration of its encoding that is wrong."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from depesch.documents.passing_on import passed_on, xml_passed_on
from depesch.documents.presenting import render
from depesch.documents.reading import read

GOLDEN = Path(__file__).parents[1] / "golden" / "syntaxes"
UBL = (GOLDEN / "ubl21" / "full" / "document.xml").read_bytes()
JSON = (GOLDEN / "json_model" / "full" / "document.json").read_bytes()
CSV = (GOLDEN / "csv_lines" / "full" / "document.csv").read_bytes()
WRONG = [
    UBL.decode().encode("cp1252"),
    UBL.replace(b'"UTF-8"', b'"UTF-16"', 1),
    UBL.replace(b'"UTF-8"', b'"ISO-8859-1"', 1),
    UBL.decode().replace('"UTF-8"', '"klingon"', 1).encode("cp1252"),
]


@pytest.mark.parametrize("data", [UBL, JSON, CSV, UBL.decode().replace('"UTF-8"', '"UTF-16"', 1).encode("utf-16")])
def test_what_says_its_encoding_goes_on_unchanged(data: bytes) -> None:
    assert passed_on(read(data)) == data


@pytest.mark.parametrize("data", WRONG)
def test_what_says_another_encoding_goes_on_in_utf_8_and_says_so(data: bytes) -> None:
    reading = read(data)
    assert reading.data == data
    assert passed_on(reading) == UBL


@pytest.mark.parametrize("data", [UBL, *WRONG, JSON, CSV])
def test_every_document_is_rendered_with_its_xml_where_it_is_xml(data: bytes) -> None:
    reading = read(data)
    with pikepdf.open(io.BytesIO(render(reading))) as pdf:
        files = [name for name in pdf.attachments if name.endswith(".xml")]
    assert len(files) == (1 if xml_passed_on(reading) is not None else 0)
