"""Bytes to something that people read, in one step: a PDF with the document's own XML in it, or a page."""

from __future__ import annotations

from typing import Literal

from depesch.documents.passing_on import xml_passed_on
from depesch.documents.reading import read
from depesch.rendering.html import render_html_page
from depesch.rendering.pdf import render_pdf
from depesch.rendering.words import language_of_country
from depesch.syntaxes import Reading


def render(
    data: bytes | Reading,
    *,
    to: Literal["pdf", "html"] = "pdf",
    language: str | None = None,
    send_mode: str = "production",
) -> bytes:
    """Return the document as a PDF (PDF/A-3, the XML attached, where it is XML) or as a page of HTML in UTF-8.

    `language` is the reader's (`sv`, `nb`, `en`, `da`, `fi`, `de`); None takes the one of the buyer's country (BT-55).
    A `send_mode` other than `production` is marked on every page. Raises UnreadableDocument and RenderingFailed.
    """
    reading = data if isinstance(data, Reading) else read(data)
    invoice = reading.invoice
    if language is None:
        address = invoice.buyer.address if invoice.buyer else None
        language = language_of_country(address.country if address else None)
    if to == "html":
        return render_html_page(invoice, language=language, send_mode=send_mode).encode()
    return render_pdf(invoice, language=language, xml=xml_passed_on(reading), send_mode=send_mode)
