"""From what was read of a print to the fields of an invoice of the company's own, as a person would fill them in.

The company itself is the seller as its settings say, and a buyer with a card is the buyer as the card says; a print
names both in fewer words than an e-invoice needs. Call everything here inside `acting_for`.
"""

from __future__ import annotations

from uuid import UUID

import msgspec

from depesch.hub.directory.customers import recipient_for_form
from depesch.hub.directory.identifiers import of_company, of_seller
from depesch.hub.directory.models import Customer
from depesch.hub.directory.recipients import Match, find_recipient
from depesch.hub.drafts.back import fields_of
from depesch.hub.drafts.models import DraftKind
from depesch.hub.drafts.prefilling import prefilled, row_texts
from depesch.hub.tenancy.models import Company
from depesch.model.invoice import Invoice, Party

LANGUAGE = "en"  # in whose way of writing numbers and dates the fields are
_PRINTED = ("number", "issue_date", "due_date")  # what is on the print or nowhere: never made up
_OF_THE_FORM = ("specification", "business_process")


class Filled(msgspec.Struct, frozen=True, kw_only=True):
    """The fields by path, and whose card the buyer is on."""

    kind: DraftKind
    texts: dict[str, str]
    customer_id: UUID | None
    is_own: bool  # whether the print names the company as its seller


def filled(company: Company, invoice: Invoice) -> Filled:
    """Return the fields of what was read."""
    kind = DraftKind.CREDIT_NOTE if invoice.is_credit_note else DraftKind.INVOICE
    customer_id = _customer_of(invoice)
    read = fields_of(invoice, LANGUAGE)
    base = prefilled(company, kind, customer_id, language=LANGUAGE, actor="")
    left_out = [*_PRINTED, "lines.", *(["payment."] if any(path.startswith("payment.") for path in read) else [])]
    base = {path: text for path, text in base.items() if not path.startswith(tuple(left_out))}
    ours = ["seller.", *_OF_THE_FORM, *(["buyer."] if customer_id else [])]
    read = {path: text for path, text in read.items() if not path.startswith(tuple(ours))}
    rows: dict[str, str] = {}
    for number in range(len(invoice.lines)):
        rows |= row_texts(company, number, LANGUAGE)
    if not invoice.lines:
        rows = row_texts(company, 0, LANGUAGE)
    texts = {path: text for path, text in {**base, **rows, **read}.items() if text}
    return Filled(kind=kind, texts=texts, customer_id=customer_id, is_own=is_own(company, invoice.seller or Party()))


def is_own(company: Company, seller: Party) -> bool:
    """Return whether the print names the company as its seller, by its organisation number or its VAT number."""
    ours = {str(each) for each in of_company(company.country, company.organisation_number, company.vat_number)}
    address = seller.address.country if seller.address else None
    theirs = {str(each) for each in of_seller(seller)}
    if seller.legal_registration is not None and not seller.legal_registration.scheme and not address:
        theirs |= {str(each) for each in of_company(company.country, seller.legal_registration.value)}
    return bool(ours & theirs)


def _customer_of(invoice: Invoice) -> UUID | None:
    """Return the card of the buyer: by its identifiers, else by its whole name where one card alone has it."""
    found = find_recipient(invoice)
    if isinstance(found, Match) and found.customer_id is not None:
        return found.customer_id
    name = " ".join(((invoice.buyer.name if invoice.buyer else None) or "").split())
    cards = list(Customer.objects.filter(name__iexact=name).values_list("pk", flat=True)[:2]) if name else []
    chosen = cards[0] if len(cards) == 1 else None
    return chosen if chosen and recipient_for_form(chosen) else None
