"""`depesch read` and `depesch render`: what a document says, as JSON, as a PDF, as a page."""

from __future__ import annotations

import io
import json
from pathlib import Path

import msgspec
import pikepdf
import pytest

import depesch as library
from depesch.model.invoice import Invoice
from depesch.syntaxes import syntaxes
from tests.console.running import SAMPLES, depesch

INVOICE = SAMPLES / "invoice-finland.xml"


def test_the_model_is_printed_as_json_that_reads_back_whole() -> None:
    ended = depesch("read", INVOICE)
    assert ended.returncode == 0
    assert msgspec.json.decode(ended.stdout, type=Invoice) == library.read(INVOICE.read_bytes()).invoice


def test_what_found_no_place_is_told_on_stderr(tmp_path: Path) -> None:
    path = tmp_path / "extended.xml"
    place = b"<cbc:DocumentCurrencyCode>"
    extra = b"<cbc:PricingCurrencyCode>USD</cbc:PricingCurrencyCode>"
    path.write_bytes(INVOICE.read_bytes().replace(b"<cbc:BuyerReference>", extra + b"<cbc:BuyerReference>", 1))
    assert place in path.read_bytes()
    ended = depesch("read", path, "--lang", "en")
    assert ended.returncode == 0
    assert b"USD: found no place in the model" in ended.stderr


def test_a_file_that_is_no_document_is_told_so() -> None:
    ended = depesch("read", "-", "--lang", "en", stdin=b"no invoice")
    assert ended.returncode == 1
    assert b"(not-xml)" in ended.stderr


def test_a_pdf_carries_the_document_itself(tmp_path: Path) -> None:
    out = tmp_path / "F.pdf"
    assert depesch("render", INVOICE, "--out", out).returncode == 0
    with pikepdf.open(out) as pdf:
        kept = [bytes(file.get_file().read_bytes()) for file in pdf.attachments.values()]
    assert INVOICE.read_bytes() in kept


def test_a_page_is_in_the_language_of_the_buyers_country() -> None:
    page = depesch("render", INVOICE, "--to", "html", "--out", "-").stdout.decode()
    assert '<html lang="fi">' in page


def test_a_page_is_in_the_language_that_was_asked_for() -> None:
    page = depesch("render", INVOICE, "--to", "html", "--language", "sv", "--out", "-").stdout.decode()
    assert '<html lang="sv">' in page


@pytest.mark.parametrize(("force", "status"), [((), 1), (("--force",), 0)])
def test_a_file_that_is_there_is_replaced_only_when_asked_for(
    tmp_path: Path, force: tuple[str, ...], status: int
) -> None:
    (tmp_path / "F.html").write_text("mine")
    ended = depesch("render", INVOICE, "--to", "html", "--out", tmp_path / "F.html", *force)
    assert ended.returncode == status
    assert ((tmp_path / "F.html").read_text() == "mine") is (status == 1)


def test_the_library_renders_what_the_command_does() -> None:
    pdf = library.render(INVOICE.read_bytes(), language="en")
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) == 1


def test_formats_are_listed_with_their_directions() -> None:
    listed = [json.loads(line) for line in depesch("formats", "--json").stdout.splitlines()]
    assert {each["name"]: each["does"] for each in listed if each["kind"] == "format"} == {
        name: "read,write" if syntax.write else "read" for name, syntax in syntaxes().items()
    }
