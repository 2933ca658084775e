"""What can be written, by name: a format, or a profile of one, such as `peppol-bis3` (UBL) or `facturx-en16931` (PDF).

A format that EN 16931 is bound to says in BT-24 which specification a document follows. A target with a specification
writes it; one without keeps the document's own where it fits that format, and writes EN 16931's where it does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import msgspec

from depesch.model.invoice import Invoice
from depesch.rendering.designs import Design
from depesch.syntaxes import Done, Loss, Writing, syntaxes

_EN = "urn:cen.eu:en16931:2017"
_PEPPOL = f"{_EN}#compliant#urn:fdc:peppol.eu:2017:poacc"
_PEPPOL_PROCESS = "urn:fdc:peppol.eu:2017:poacc"
_EHF = "urn:fdc:anskaffelser.no:2019:ehf"
_CII_ONLY = ("factur-x", "zugferd")


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that can be written: the format, the specification (BT-24) and process (BT-23) that it states."""

    name: str  # never renamed: receivers have chosen it
    title: str
    syntax: str  # the format; of a PDF, that of the XML in it
    media_type: str = "application/xml"
    suffix: str = ".xml"
    specification: str | None = None
    process: str | None = None
    pdf_profile: str = ""  # of Factur-X; empty: no PDF


def _row(name: str, title: str, syntax: str, specification: str, process: str | None = None) -> Target:
    return Target(name=name, title=title, syntax=syntax, specification=specification, process=process)


def _pdf(profile: str, title: str) -> Target:
    return Target(
        name=f"facturx-{profile}", title=title, syntax="cii_d16b", media_type="application/pdf", suffix=".pdf",
        pdf_profile=profile,
    )  # fmt: skip


PROFILED: tuple[Target, ...] = (
    _row(
        "peppol-bis3", "Peppol BIS Billing 3.0, EHF Billing 3.0", "ubl21", f"{_PEPPOL}:billing:3.0",
        f"{_PEPPOL_PROCESS}:billing:01:1.0",
    ),
    _row(
        "peppol-bis3-selfbilling", "Peppol BIS Self-Billing 3.0", "ubl21", f"{_PEPPOL}:selfbilling:3.0",
        f"{_PEPPOL_PROCESS}:selfbilling:01:1.0",
    ),
    _row("en16931", "EN 16931 in UBL", "ubl21", _EN),
    _row("en16931-cii", "EN 16931 in CII", "cii_d16b", _EN),
    _row(
        "xrechnung", "XRechnung 3.0 in UBL", "ubl21", f"{_EN}#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0",
        f"{_PEPPOL_PROCESS}:billing:01:1.0",
    ),
    _row(
        "xrechnung-cii", "XRechnung 3.0 in CII", "cii_d16b", f"{_EN}#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0",
        f"{_PEPPOL_PROCESS}:billing:01:1.0",
    ),
    _row(
        "nlcius", "NLCIUS (SI-UBL 2.0)", "ubl21", f"{_EN}#compliant#urn:fdc:nen.nl:nlcius:v1.0",
        f"{_PEPPOL_PROCESS}:billing:01:1.0",
    ),
    _row(
        "ublbe", "UBL.BE", "ubl21", f"{_EN}#conformant#urn:UBL.BE:1.0.0.20180214", f"{_PEPPOL_PROCESS}:billing:01:1.0"
    ),
    _row("cius-ro", "CIUS-RO", "ubl21", f"{_EN}#compliant#urn:efactura.mfinante.ro:CIUS-RO:1.0.1"),
    _row(
        "ehf-reminder", "EHF Reminder 3.0", "ubl21", f"{_PEPPOL}:billing:3.0#conformant#{_EHF}:reminder:3.0",
        f"{_EHF}:postaward:g3:06:1.0",
    ),
    _row(
        "ehf-payment-request", "EHF Payment Request 3.0", "ubl21", f"{_EHF}:spec:payment-request:3.0",
        f"{_EHF}:postaward:g3:07:1.0",
    ),
    _pdf("en16931", "Factur-X and ZUGFeRD 2, EN 16931"),
    _pdf("extended", "Factur-X and ZUGFeRD 2, Extended"),
    _pdf("xrechnung", "ZUGFeRD 2, XRechnung"),
)  # fmt: skip


@cache
def targets() -> Mapping[str, Target]:
    """Return all that can be written by name: every format that is written, then the profiles."""
    plain = (
        Target(name=name, title=one.title, syntax=name, media_type=one.media_type, suffix=one.suffix)
        for name, one in syntaxes().items()
        if one.write is not None
    )
    return {target.name: target for target in (*plain, *PROFILED) if syntaxes()[target.syntax].write is not None}


def targets_met(invoice: Invoice, syntax: str) -> frozenset[str]:
    """Return the names of what a document in that format is already: the format, and the profiles that it states."""
    return frozenset({syntax}) | {
        target.name
        for target in PROFILED
        if target.syntax == syntax
        and target.specification is not None
        and (target.specification, target.process or invoice.business_process)
        == (invoice.specification, invoice.business_process)
    }


def write_as(
    target: Target,
    invoice: Invoice,
    *,
    completing: bool = False,
    language: str = "en",
    send_mode: str = "production",
    logo: bytes | None = None,
    design: Design | None = None,
) -> Writing:
    """Return the invoice as the target has it; what changed for its specification is among the losses.

    With `completing`, what EN 16931 demands and the invoice implies is written out, where the target is one of EN
    16931: for an invoice from a format that leaves it to be understood. `language`, `send_mode`, `logo` and
    `design` are for the pages of a PDF.
    """
    if completing and syntaxes()[target.syntax].bound_rules is not None:
        from depesch.documents.completing import completed_for_en16931  # seldom asked for

        whole, added = completed_for_en16931(invoice)
        writing = write_as(target, whole, language=language, send_mode=send_mode, logo=logo, design=design)
        return msgspec.structs.replace(writing, losses=(*added, *writing.losses)) if added else writing
    if target.pdf_profile:
        from depesch.documents.facturx import write_facturx  # the renderer is slow to load, and seldom asked for

        return write_facturx(
            invoice, profile=target.pdf_profile, language=language, send_mode=send_mode, logo=logo, design=design
        )
    stated, losses = _stating(target, invoice)
    write = syntaxes()[target.syntax].write
    if write is None:
        raise LookupError(f"{target.syntax} is only read")
    writing = write(stated)
    return msgspec.structs.replace(writing, losses=(*losses, *writing.losses)) if losses else writing


def _stating(target: Target, invoice: Invoice) -> tuple[Invoice, tuple[Loss, ...]]:
    """Return the invoice with the specification and process of the target, and what that changed."""
    if syntaxes()[target.syntax].bound_rules is None:
        return invoice, ()
    specification, process = _specification(target, invoice), _process(target, invoice)
    changes = {"specification": specification, "business_process": process}
    losses = tuple(
        _change(term, field, getattr(invoice, field), changes[field], target)
        for term, field in (("BT-24", "specification"), ("BT-23", "business_process"))
        if getattr(invoice, field) != changes[field]
    )
    return (msgspec.structs.replace(invoice, **changes) if losses else invoice), losses


def _specification(target: Target, invoice: Invoice) -> str:
    own = invoice.specification
    if target.specification is not None:
        return target.specification
    return own if own is not None and _fits(own, target.syntax) else _EN


def _process(target: Target, invoice: Invoice) -> str | None:
    own = invoice.business_process
    if target.process is not None:
        return target.process
    keeps = invoice.specification is not None and _fits(invoice.specification, target.syntax)
    return own if keeps else None


def _fits(specification: str, syntax: str) -> bool:
    """Whether a document in that format may follow the specification: one of EN 16931, and not of CII only in UBL."""
    cii_only = any(mark in specification for mark in _CII_ONLY)
    return specification.startswith(_EN) and (syntax == "cii_d16b" or not cii_only)


def _change(term: str, field: str, before: str | None, after: str | None, target: Target) -> Loss:
    done = Done.ADDED if before is None else Done.DROPPED if after is None else Done.CHANGED
    why = f"{target.title} is written as {after}" if after else f"{target.title} knows no such process"
    return Loss(term=term, path=field, value=before or after or "", why=why, done=done)
