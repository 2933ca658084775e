"""What a new draft says before anybody typed: the company as seller, the customer as buyer, accounts, number, dates."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from depesch.hub.accounts.payment_accounts import accounts_for_invoice
from depesch.hub.directory.customers import RecipientChoice, recipient_for_form
from depesch.hub.directory.identifiers import EMAIL, ORGANISATION_SCHEMES, PartyIdentifier, of_company
from depesch.hub.directory.models import Participant, ParticipantIdentifier
from depesch.hub.drafts.back import payment_texts
from depesch.hub.drafts.countries import currency_of, vat_rates_of
from depesch.hub.drafts.models import Draft, DraftKind
from depesch.hub.drafts.numbering import next_number
from depesch.hub.drafts.typed import local_day, text_of
from depesch.hub.tenancy.models import Company, User
from depesch.model.codelists import codes

USUAL_TERM = timedelta(days=30)
TYPE_CODES = {DraftKind.INVOICE: "380", DraftKind.CREDIT_NOTE: "381"}
Texts = dict[str, str]


class NoSuchCustomer(LookupError):
    """The acting company has no such customer."""


def prefilled(company: Company, kind: DraftKind, customer_id: UUID | None, *, language: str, actor: str) -> Texts:
    """Return the fields of a new draft. Call it inside `acting_for`; raises NoSuchCustomer."""
    last = _last_to(customer_id)
    currency = last.currency if last and last.currency else currency_of(company.country)
    texts = {
        **fresh(company, language=language, term=_term_of(last)),
        "type_code": TYPE_CODES[kind],
        "currency": currency,
        **seller_texts(company, actor),
        **(buyer_texts(recipient(customer_id)) if customer_id else {}),
        **payment_texts(accounts_for_invoice(company, currency), language),
        **row_texts(company, 0, language),
    }
    if kind is DraftKind.CREDIT_NOTE:
        texts.pop("due_date", None)
    return {path: text for path, text in texts.items() if text}


def fresh(company: Company, *, language: str, term: timedelta = USUAL_TERM) -> Texts:
    """Return what is new on each invoice: number and dates."""
    today = local_day(company)
    return {
        "number": next_number(),
        "issue_date": text_of(today, language),
        "due_date": text_of(today + term, language),
    }


def row_texts(company: Company, number: int, language: str) -> Texts:
    """Return what a new row has from the start: a unit, and the country's standard VAT where the company has any."""
    rates = vat_rates_of(company.country) if company.vat_number else ()
    vat = {"vat_category": "S", "vat_rate": text_of(rates[0], language)} if rates else {}
    if not company.vat_number:
        vat = {"vat_category": "O"}
    return {f"lines.{number}.{name}": text for name, text in {"unit": "C62", **vat}.items()}


def recipient(customer_id: UUID) -> RecipientChoice:
    """Return the customer as a form needs it; raises NoSuchCustomer."""
    found = recipient_for_form(customer_id)
    if found is None:
        raise NoSuchCustomer(str(customer_id))
    return found


def seller_texts(company: Company, actor: str = "") -> Texts:
    """Return BG-4 from the company's settings."""
    scheme = ORGANISATION_SCHEMES.get(company.country, "")
    endpoint = _own_endpoint(company)
    texts = {
        "seller.name": company.name,
        "seller.legal_registration": company.organisation_number,
        "seller.legal_registration.scheme": scheme,
        "seller.vat_identifier": company.vat_number,
        "seller.tax_registration": _tax_registration(company),
        "seller.additional_legal_information": company.legal_notes,
        "seller.electronic_address": endpoint.value if endpoint else "",
        "seller.electronic_address.scheme": endpoint.scheme if endpoint else "",
        "seller.address.street": company.street,
        "seller.address.street_2": company.street_2,
        "seller.address.post_code": company.postal_code,
        "seller.address.city": company.city,
        "seller.address.country": company.country,
        "seller.contact.name": company.contact_name or _name_of(actor),
        "seller.contact.telephone": company.contact_phone,
        "seller.contact.email": company.contact_email,
    }
    return {path: text for path, text in texts.items() if text}


def buyer_texts(choice: RecipientChoice) -> Texts:
    """Return BG-7 from the customer's card and, where that is silent, from what the network knows."""
    card = _card_texts(choice)
    known = _network_texts(choice.company_id) if choice.company_id else {}
    address = {path for path in card if path.startswith("buyer.address.") and path != "buyer.address.country"}
    if address:  # one address, not the halves of two
        known = {path: text for path, text in known.items() if not path.startswith("buyer.address.")}
    return {**known, **card}


def _card_texts(choice: RecipientChoice) -> Texts:
    endpoint = _address_of(choice)
    if endpoint is None and choice.company_id is None and choice.email:
        endpoint = PartyIdentifier(EMAIL, choice.email)
    texts = {
        "buyer.name": choice.name,
        "buyer.legal_registration": choice.organisation_number,
        "buyer.legal_registration.scheme": ORGANISATION_SCHEMES.get(choice.country, ""),
        "buyer.vat_identifier": choice.vat_number,
        "buyer.identifiers.0": next(iter(choice.customer_numbers), ""),
        "buyer.electronic_address": endpoint.value if endpoint else "",
        "buyer.electronic_address.scheme": endpoint.scheme if endpoint else "",
        "buyer.address.street": choice.street,
        "buyer.address.street_2": choice.street_2,
        "buyer.address.post_code": choice.postal_code,
        "buyer.address.city": choice.city,
        "buyer.address.country": choice.country,
        "buyer.contact.name": choice.contact_name,
        "buyer_reference": choice.contact_name,
    }
    if not choice.organisation_number:
        texts["buyer.legal_registration.scheme"] = ""
    return {path: text for path, text in texts.items() if text}


def _address_of(choice: RecipientChoice) -> PartyIdentifier | None:
    """Return the card's electronic address; a Finnish business number becomes the OVT code that it stands for."""
    endpoint = choice.electronic_address
    if endpoint is None or is_address(endpoint):
        return endpoint
    others = of_company(choice.country, choice.organisation_number) if choice.organisation_number else ()
    return next((one for one in others if is_address(one)), endpoint)


def _network_texts(company_id: UUID) -> Texts:
    company = Company.objects.get(pk=company_id)
    endpoint = _own_endpoint(company)
    texts = {
        "buyer.legal_registration": company.organisation_number,
        "buyer.legal_registration.scheme": ORGANISATION_SCHEMES.get(company.country, ""),
        "buyer.vat_identifier": company.vat_number,
        "buyer.electronic_address": endpoint.value if endpoint else "",
        "buyer.electronic_address.scheme": endpoint.scheme if endpoint else "",
        "buyer.address.street": company.street,
        "buyer.address.street_2": company.street_2,
        "buyer.address.post_code": company.postal_code,
        "buyer.address.city": company.city,
        "buyer.address.country": company.country,
    }
    return {path: text for path, text in texts.items() if text}


def _own_endpoint(company: Company) -> PartyIdentifier | None:
    """Return the address of a company in the network: the first of its participant, else of its own numbers."""
    own = of_company(company.country, company.organisation_number)
    participant = Participant.objects.filter(company=company, left_network_at=None).first()
    if participant is not None:
        rows = ParticipantIdentifier.objects.filter(participant=participant).order_by("id")
        own = (*(PartyIdentifier(row.scheme, row.value) for row in rows), *own)
    return next((one for one in own if is_address(one)), None)


def is_address(identifier: PartyIdentifier) -> bool:
    """Return whether the identifier may stand as an electronic address (BT-34, BT-49) in Peppol."""
    return identifier.scheme in codes("peppol_eas")


def _tax_registration(company: Company) -> str:
    """Return BT-32: the words by which a country's companies show that they are registered for tax.

    Sources: Peppol BIS Billing 3.0, rules SE-R-005 and NO-R-002.
    """
    notes = company.legal_notes.casefold()
    if company.country == "SE" and "f-skatt" in notes:
        return "Godkänd för F-skatt"
    return "Foretaksregisteret" if company.country == "NO" and "foretaksregisteret" in notes else ""


def _name_of(actor: str) -> str:
    kind, _, key = actor.partition(":")
    user = User.objects.filter(pk=key).first() if kind == "user" and _is_uuid(key) else None
    return user.name if user else ""


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _last_to(customer_id: UUID | None) -> Draft | None:
    """Return the latest draft to the customer, whose currency and term of payment are taken up."""
    if customer_id is None:
        return None
    return Draft.objects.filter(customer_id=customer_id, kind=DraftKind.INVOICE).order_by("-made_at").first()


def _term_of(last: Draft | None) -> timedelta:
    from depesch.hub.drafts.typed import invoice_of

    if last is None:
        return USUAL_TERM
    dates = {path: last.fields.get(path, "") for path in ("issue_date", "due_date")}
    found = invoice_of(dates, language=last.language, today=last.changed_at.date()).invoice
    if found.issue_date is None or found.due_date is None or found.due_date < found.issue_date:
        return USUAL_TERM
    return found.due_date - found.issue_date
