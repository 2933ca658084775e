"""Factur-X and ZUGFeRD 2: the invoice as a PDF for people (PDF/A-3a, PDF/UA-1) with itself as CII inside for programs.

Sources: Factur-X 1.0.8 / ZUGFeRD 2.3.2 (profiles, name of the XML, relationship, metadata); CEN/TS 16931-3-3 (CII).
Lost when writing: what CII cannot hold, and the specification (BT-24) that the invoice stated, when it is another one.
XRechnung has a process (BT-23) added where none is stated.
MINIMUM and BASIC WL are read and never written: they have no lines, so that they are no invoices under EN 16931.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from depesch.model.invoice import Invoice
from depesch.model.xrechnung import CIUS
from depesch.rendering.designs import Design
from depesch.rendering.pdf import render_pdf
from depesch.syntaxes import Done, Loss, Writing, syntaxes

# The profiles that are written, by name, with the BT-24 that says so.
SPECIFICATIONS: Mapping[str, str] = {
    "en16931": "urn:cen.eu:en16931:2017",
    "extended": "urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended",
    "xrechnung": CIUS,
}

# XRechnung demands a process (BT-23), and has none of its own; that of Peppol is what the others use.
PROCESSES: Mapping[str, str] = {"xrechnung": "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"}


class UnknownProfile(LookupError):
    """The profile asked for is not written; the message names those that are."""


def write_facturx(
    invoice: Invoice,
    *,
    profile: str,
    language: str = "en",
    send_mode: str = "production",
    logo: bytes | None = None,
    design: Design | None = None,
) -> Writing:
    """Return the PDF of the invoice with its CII inside, and what the CII could not hold.

    `profile` is one of `SPECIFICATIONS`; `language` is the reader's, for the pages; a `send_mode` other than
    `production` is marked on each of them, and `logo` and `design` are the seller's. Files of supporting documents
    stand in the CII and beside it in the PDF. The same invoice gives the same bytes. Raises
    UnknownProfile, and RenderingFailed.
    """
    if profile not in SPECIFICATIONS:
        raise UnknownProfile(f"{profile!r} is no profile that is written; there are {', '.join(SPECIFICATIONS)}")
    specification, process = SPECIFICATIONS[profile], invoice.business_process or PROCESSES.get(profile)
    declared = msgspec.structs.replace(invoice, specification=specification, business_process=process)
    write = syntaxes()["cii_d16b"].write
    assert write is not None  # noqa: S101 - CII is written
    writing = write(declared)
    pdf = render_pdf(
        declared, language=language, xml=writing.data, send_mode=send_mode, attach_files=True, logo=logo, design=design
    )
    return Writing(data=pdf, losses=(*_declared_anew(invoice, declared), *writing.losses))


def _declared_anew(invoice: Invoice, declared: Invoice) -> tuple[Loss, ...]:
    """Return what became of the specification (BT-24) and the process (BT-23) that the invoice stated."""
    found = []
    for term, field in (("BT-24", "specification"), ("BT-23", "business_process")):
        stated, declares = getattr(invoice, field), getattr(declared, field)
        if stated != declares:
            done = Done.ADDED if stated is None else Done.CHANGED
            why = f"the document says by its profile that it follows {declares}"
            found.append(Loss(term=term, path=field, value=declares if stated is None else stated, why=why, done=done))
    return tuple(found)
