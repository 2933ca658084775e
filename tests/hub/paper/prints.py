"""Prints of Nordbygg's own program, set as any invoice on paper and without data inside; and scans."""

from __future__ import annotations

from uuid import UUID

import msgspec

from depesch.hub.directory.identifiers import ORGANISATION_SCHEMES
from depesch.hub.flows.delivering import deliver
from depesch.hub.flows.models import Document
from depesch.hub.flows.processing import process
from depesch.hub.flows.sending_settings import change_sending_settings
from depesch.hub.flows.submission import submit
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.model.invoice import Identifier, Invoice, Party, PostalAddress
from depesch.rendering.pdf import render_pdf
from tests.rendering.samples import short_invoice

ACTOR = "token:printer"


def print_of(number: str = "2026-1201", invoice: Invoice | None = None, *, language: str = "sv") -> bytes:
    """Return the PDF that a program would print: text, and no XML inside.

    The number stands beside the title, which is the largest type on the page.
    """
    wanted = msgspec.structs.replace(invoice or short_invoice(), number=number)
    return render_pdf(wanted, language=language)


def unsure_print_of(number: str = "2026-1201", invoice: Invoice | None = None) -> bytes:
    """Return a print whose number is also the buyer's order number, so that the reader is not sure of it."""
    return print_of(number, msgspec.structs.replace(invoice or short_invoice(), order_reference=number))


def between(seller: Company, buyer: Company) -> Invoice:
    """Return an invoice of one company to another."""
    return msgspec.structs.replace(short_invoice(), seller=_party(seller), buyer=_party(buyer), supporting_documents=())


def _party(company: Company) -> Party:
    scheme = ORGANISATION_SCHEMES[company.country]
    return Party(
        name=company.name,
        legal_registration=Identifier(value=company.organisation_number, scheme=scheme),
        vat_identifier=company.vat_number,
        address=PostalAddress(line_1="Kajen 3", city="Umeå", post_code="903 20", country=company.country),
    )


def handed_over(company: Company, content: bytes, *, name: str = "print.pdf", send_mode: str = "production") -> UUID:
    """Hand a print over as a printer does, and return its id."""
    return submit(
        content, company_id=company.id, actor=ACTOR, route="api", file_name=name, send_mode=send_mode
    ).document_id  # fmt: skip


def worked_on(company: Company, document_id: UUID) -> Document:
    """Do what the worker's job does with a document, and return what became of it."""
    deliver(company.id, document_id, process(company.id, document_id), draw=lambda: 0.0)
    with acting_for(company.id):
        return Document.objects.get(id=document_id)


def as_seller(company: Company) -> None:
    """Give the company what its e-invoices need of it: an address, a person to ask."""
    Company.objects.filter(pk=company.pk).update(
        street="Kajen 3", postal_code="903 20", city="Umeå", contact_name="Astrid Lind", contact_phone="090 1234567",
        contact_email="astrid@nordbygg.example", legal_notes="Godkänd för F-skatt",
    )  # fmt: skip
    company.refresh_from_db()


def send_certain_prints(company: Company) -> None:
    """Let what was read for certain be sent by itself."""
    change_sending_settings(
        company, duplicate_control=True, fiscal_year_starts=1, four_eyes=False, certain_prints=True, actor=ACTOR
    )
