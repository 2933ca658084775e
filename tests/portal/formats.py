"""Documents in other formats on the portal, each really handed over and sent: a file of several, one that does not fit
its receiver's format, one that loses something on its way, and some that are no XML.
"""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path
from uuid import UUID

import msgspec

from depesch.documents.converting import convert
from depesch.documents.reading import read
from depesch.hub.directory.participants import register_company
from depesch.hub.flows.delivering import deliver
from depesch.hub.flows.models import Document
from depesch.hub.flows.processing import process
from depesch.hub.flows.submission import submit
from depesch.hub.tenancy.companies import create_company
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.model.invoice import Party
from depesch.syntaxes.ubl21 import SYNTAX
from tests.rendering.samples import FJELLHUS, JARVI, NORDBYGG, REGION, short_invoice

SYNTAXES = Path(__file__).resolve().parents[1] / "golden" / "syntaxes"
FAULTY_EDIFACT = SYNTAXES / "edifact_d96a" / "faulty_values" / "document.edi"
ANONYMOUS = msgspec.structs.replace(NORDBYGG, contact=None)  # whom nobody can call
EVERY_TERM = SYNTAXES / "ubl21" / "full" / "document.xml"


def handed_over(company: Company, *, actor: str) -> dict[str, UUID]:
    """Hand the documents over, let each go its way, and return their ids by the names of their pages."""
    receivers()
    given = {
        "several": (several(), "fakturor-maj.zip"),
        "unfit": (written(to=JARVI, number="2026-2001", seller=ANONYMOUS), "2026-2001.xml"),
        "lossy": (every_term(), "2026-2002.xml"),
        "edifact": (FAULTY_EDIFACT.read_bytes(), "50019.edi"),
        "csv": (faulty_csv(), "export.csv"),
    }
    found = {name: _sent(company, content, file, actor) for name, (content, file) in given.items()}
    for position, part in enumerate(parts_of(company, found["several"]), 1):
        _go(company, part)
        found[f"part-{position}"] = part
    return found


def receivers() -> None:
    """Put buyers on the hub: one wants XRechnung, which asks for more than others, one Finvoice, one Svefaktura."""
    fjordhandel = read(EVERY_TERM.read_bytes()).invoice.buyer
    assert fjordhandel is not None
    for buyer, country, syntax in (
        (JARVI, "FI", "xrechnung"), (FJELLHUS, "NO", "finvoice30"), (fjordhandel, "NO", "svefaktura1"),
    ):  # fmt: skip
        assert buyer.name is not None
        assert buyer.legal_registration is not None
        number = buyer.legal_registration.value
        company = create_company(name=buyer.name, country=country, organisation_number=number, language="en")
        register_company(company, syntax=syntax)


@cache
def written(*, to: Party, number: str, seller: Party = NORDBYGG) -> bytes:
    """Return an invoice in UBL to that buyer."""
    assert SYNTAX.write is not None
    return SYNTAX.write(msgspec.structs.replace(short_invoice(), number=number, seller=seller, buyer=to)).data


def every_term() -> bytes:
    """Return an invoice with a value for every business term; it has one way to pay, so that it keeps the rules."""
    assert SYNTAX.write is not None
    invoice = read(EVERY_TERM.read_bytes()).invoice
    assert invoice.payment is not None
    payment = msgspec.structs.replace(invoice.payment, means=invoice.payment.means[:1])
    plain = msgspec.structs.replace(invoice, specification="urn:cen.eu:en16931:2017", payment=payment)
    return SYNTAX.write(plain).data


def several() -> bytes:
    """Return a ZIP with four invoices: UBL with a file, EDIFACT, CSV, and XML that breaks off."""
    ubl = written(to=FJELLHUS, number="2026-2003")
    other = written(to=REGION, number="2026-2004")
    csv = convert(written(to=FJELLHUS, number="2026-2005"), to="csv_lines").data
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("2026-2003.xml", ubl)
        archive.writestr("2026-2003.pdf", b"%PDF-1.7 timesheet")
        archive.writestr("2026-2004.edi", convert(other, to="edifact_d96a").data)
        archive.writestr("2026-2005.csv", csv)
        archive.writestr("2026-2006.xml", ubl[:900])
    return out.getvalue()


def faulty_csv() -> bytes:
    """Return an invoice as CSV in which the last day to pay is none."""
    invoice = read(written(to=FJELLHUS, number="2026-2007")).invoice
    assert invoice.due_date is not None
    data = convert(written(to=FJELLHUS, number="2026-2007"), to="csv_lines").data
    return data.replace(invoice.due_date.isoformat().encode(), b"31 februari")


def parts_of(company: Company, file: UUID) -> list[UUID]:
    """Return the documents out of a file of several, in their order."""
    with acting_for(company.pk):
        return list(Document.objects.filter(unpacked_from=file).order_by("position").values_list("pk", flat=True))


def _sent(company: Company, content: bytes, name: str, actor: str) -> UUID:
    submission = submit(content, company_id=company.pk, actor=actor, route="portal", file_name=name)
    _go(company, submission.document_id)
    return submission.document_id


def _go(company: Company, document: UUID) -> None:
    deliver(company.pk, document, process(company.pk, document), draw=lambda: 0.0)
