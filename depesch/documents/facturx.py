"""Factur-X and ZUGFeRD 2: the invoice as a PDF for people (PDF/A-3a, PDF/UA-1) with itself as CII inside for programs.

Sources: Factur-X 1.0.8 / ZUGFeRD 2.3.2 (profiles, name of the XML, relationship, metadata); CEN/TS 16931-3-3 (CII).
Lost when writing: what CII cannot hold, and the specification (BT-24) that the invoice stated, when it is another one.
MINIMUM and BASIC WL are read and never written: they have no lines, so that they are no invoices under EN 16931.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from depesch.model.invoice import Invoice
from depesch.model.xrechnung import CIUS
from depesch.rendering.pdf import render_pdf
from depesch.syntaxes import Done, Loss, Writing, syntaxes

# The profiles that are written, by name, with the BT-24 that says so.
SPECIFICATIONS: Mapping[str, str] = {
    "en16931": "urn:cen.eu:en16931:2017",
    "extended": "urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended",
    "xrechnung": CIUS,
}


class UnknownProfile(LookupError):
    """The profile asked for is not written; the message names those that are."""


def write_facturx(invoice: Invoice, *, profile: str, language: str = "en", send_mode: str = "production") -> Writing:
    """Return the PDF of the invoice with its CII inside, and what the CII could not hold.

    `profile` is one of `SPECIFICATIONS`; `language` is the reader's, for the pages; a `send_mode` other than
    `production` is marked on each of them. Files of supporting documents stand in the CII and beside it in the PDF.
    The same invoice gives the same bytes. Raises UnknownProfile, and RenderingFailed.
    """
    if profile not in SPECIFICATIONS:
        raise UnknownProfile(f"{profile!r} is no profile that is written; there are {', '.join(SPECIFICATIONS)}")
    specification = SPECIFICATIONS[profile]
    declared = msgspec.structs.replace(invoice, specification=specification)
    write = syntaxes()["cii_d16b"].write
    assert write is not None  # noqa: S101 - CII is written
    writing = write(declared)
    pdf = render_pdf(declared, language=language, xml=writing.data, send_mode=send_mode, attach_files=True)
    return Writing(data=pdf, losses=(*_declared_anew(invoice.specification, specification), *writing.losses))


def _declared_anew(stated: str | None, specification: str) -> tuple[Loss, ...]:
    """Return what became of the specification (BT-24) that the invoice stated."""
    if stated == specification:
        return ()
    if stated is None:
        why = "the document says which profile it follows"
        return (Loss(term="BT-24", path="specification", value=specification, why=why, done=Done.ADDED),)
    why = f"the document says that it follows {specification}"
    return (Loss(term="BT-24", path="specification", value=stated, why=why, done=Done.CHANGED),)
