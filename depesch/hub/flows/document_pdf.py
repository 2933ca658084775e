"""The PDF of a document that lies in the hub, made now: what a company sends looks as its design says."""

from __future__ import annotations

from functools import partial

from depesch.documents.passing_on import xml_passed_on
from depesch.hub.flows.dressing import Dress, drawn, dress_of, for_document
from depesch.hub.flows.models import Direction, Document
from depesch.rendering.pdf import render_pdf
from depesch.syntaxes import Reading


def pdf_of_document(document: Document, reading: Reading, *, language: str) -> bytes:
    """Return the document's PDF with its XML inside; of what came in, in our own look. Raises RenderingFailed."""
    make = partial(_made, document, reading, language)
    if document.direction != Direction.OUT:
        return make(Dress())
    wanted = for_document(reading.invoice, language=language)
    dress = dress_of(document.tenant_id, document.pk, wanted, customer_id=document.customer_id)
    return drawn(dress, make)[0]


def _made(document: Document, reading: Reading, language: str, dress: Dress) -> bytes:
    return render_pdf(
        reading.invoice, language=language, xml=xml_passed_on(reading), send_mode=document.send_mode, logo=dress.logo,
        design=dress.look,
    )  # fmt: skip
