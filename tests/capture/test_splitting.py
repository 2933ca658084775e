"""One PDF with several invoices gives each of them by itself (D-15)."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import msgspec
import pikepdf
import pytest

from depesch.capture import read_paper
from depesch.rendering.pdf import render_pdf
from tests.rendering.samples import long_invoice, norwegian_invoice, short_invoice


def joined(files: Sequence[bytes]) -> bytes:
    """Return one PDF with the pages of all."""
    whole, out = pikepdf.new(), BytesIO()
    for file in files:
        with pikepdf.open(BytesIO(file)) as pdf:
            whole.pages.extend(pdf.pages)
    whole.save(out)
    return out.getvalue()


@pytest.mark.row("D-15")
def test_invoices_in_one_pdf_are_told_apart_by_number_and_first_page() -> None:
    invoices = (
        msgspec.structs.replace(short_invoice(), number="7001"),
        msgspec.structs.replace(long_invoice(60), number="7002"),
        msgspec.structs.replace(norwegian_invoice(), number="7003"),
    )
    pdf = joined([render_pdf(invoice, language="sv") for invoice in invoices])
    captured = read_paper(pdf)
    assert [one.invoice.number for one in captured] == ["7001", "7002", "7003"]
    assert [one.invoice.currency for one in captured] == ["SEK", "SEK", "NOK"]
    assert len(captured[1].invoice.lines) == 60
    pages = [page for one in captured for page in one.pages]
    assert pages == list(range(1, len(pages) + 1))


def test_two_pages_with_one_number_are_one_invoice() -> None:
    pdf = joined([render_pdf(short_invoice(), language="nb")] * 2)
    assert [tuple(one.pages) for one in read_paper(pdf)] == [(1, 2)]
