"""The parties, as elements of Finvoice."""

from __future__ import annotations

from collections.abc import Iterator

from depesch.model.invoice import Delivery, Identifier, Invoice, Party, Payee, PostalAddress, TaxRepresentative
from depesch.syntaxes.finvoice.codes import PAYEE, SPECIFICATIONS, TAX_REPRESENTATIVE
from depesch.syntaxes.finvoice.elements import NOTHING, Page
from depesch.syntaxes.finvoice.fits import spread
from depesch.syntaxes.finvoice.keeping_parties import LINE, customer_number, unit_number
from depesch.syntaxes.finvoice.values import SCHEME
from depesch.syntaxes.markup import attribute

_MESSAGE = 48


def add_transmission(page: Page, invoice: Invoice) -> None:
    """Write from whom to whom the message goes, if the invoice says; which banks are on its way it does not."""
    sender, receiver = (party.electronic_address if party else None for party in (invoice.seller, invoice.buyer))
    if not any(one is not None for one in (sender, receiver, invoice.business_process, invoice.specification)):
        return
    page.append("<MessageTransmissionDetails>")
    for details, tag, one in (("Sender", "From", sender), ("Receiver", "To", receiver)):
        page.append(f"<Message{details}Details>")
        _add_electronic_address(page, f"{tag}Identifier", one)
        page.stated(f"{tag}Intermediator", None)
        page.append(f"</Message{details}Details>")
    page.append("<MessageDetails>")
    page.text("MessageIdentifier", (invoice.number or NOTHING).ljust(2)[:_MESSAGE])
    page.text("MessageTimeStamp", f"{invoice.issue_date}T00:00:00")
    page.text("ImplementationCode", invoice.business_process)
    page.text("SpecificationIdentifier", _specification(invoice.specification))
    page.append("</MessageDetails></MessageTransmissionDetails>")


def _specification(specification: str | None) -> str | None:
    return next((name for name, meant in SPECIFICATIONS.items() if meant == specification), specification)


def _add_electronic_address(page: Page, tag: str, one: Identifier | None) -> None:
    if one is None:
        page.stated(tag, None)
    else:
        page.text(tag, one.value, attribute(SCHEME, one.scheme) if page.edition.is_en16931 else "")


def add_party(page: Page, who: str, party: Party) -> None:
    """Write the seller or the buyer, and what stands beside it: unit number, contact."""
    codes = list(party.identifiers)
    unit = _taken(codes, unit_number(party.identifiers))
    if who == "Buyer":
        _taken(codes, customer_number(tuple(codes)))  # it stands among the references
    page.append(f"<{who}PartyDetails>")
    page.identifier(f"{who}PartyIdentifier", party.legal_registration)
    page.stated(f"{who}OrganisationName", party.name)
    tag = f"{who}OrganisationTradingName" if page.edition.is_en16931 else f"{who}OrganisationName"
    page.text(tag, party.trading_name)
    page.text(f"{who}OrganisationTaxCode", party.vat_identifier)
    for one in codes:
        page.party_code(f"{who}Code", one)
    if party.address is not None:
        page.address(who, party.address)
    page.append(f"</{who}PartyDetails>")
    if unit is not None:
        page.text(f"{who}OrganisationUnitNumber", unit.value)
    contact = party.contact
    if contact is not None:
        page.text(f"{who}ContactPersonName", contact.name)
        if contact.telephone is not None or contact.email is not None:
            page.append(f"<{who}CommunicationDetails>")
            page.text(f"{who}PhoneNumberIdentifier", contact.telephone)
            page.text(f"{who}EmailaddressIdentifier", contact.email)
            page.append(f"</{who}CommunicationDetails>")


def _taken(codes: list[Identifier], index: int | None) -> Identifier | None:
    return None if index is None else codes.pop(index)


def customer(party: Party | None) -> Identifier | None:
    """Return the number that the seller knows the buyer by."""
    codes = list(party.identifiers) if party else []
    _taken(codes, unit_number(tuple(codes)))
    return _taken(codes, customer_number(tuple(codes)))


def add_delivery(page: Page, invoice: Invoice) -> None:
    """Write where and when was delivered, and the papers of it."""
    delivery = invoice.delivery or Delivery()
    is_new = page.edition.is_en16931
    old_location = None if is_new else delivery.location
    if delivery.party_name is not None or delivery.address is not None or old_location is not None:
        page.append("<DeliveryPartyDetails>")
        for name in _names(delivery.party_name, 3):
            page.text("DeliveryOrganisationName", name)
        page.party_code("DeliveryCode", old_location)
        page.address("Delivery", delivery.address or PostalAddress())
        page.append("</DeliveryPartyDetails>")
    papers = (invoice.receiving_advice_reference, invoice.despatch_advice_reference)
    location = delivery.location if is_new else None
    if delivery.delivery_date is not None or location is not None or papers != (None, None):
        page.append("<DeliveryDetails>")
        page.day("DeliveryDate", delivery.delivery_date)
        page.text("WaybillIdentifier", papers[0])
        page.text("DeliveryNoteIdentifier", papers[1])
        page.identifier("FinalDestinationName", location)
        page.append("</DeliveryDetails>")


def _names(name: str | None, count: int) -> Iterator[str]:
    yield from spread(name, LINE, count) or (NOTHING,)


def add_payee(page: Page, payee: Payee) -> None:
    """Write who is paid instead of the seller."""
    _begin(page, PAYEE, "Payee")
    page.identifier("AnyPartyIdentifier", payee.legal_registration)
    for name in _names(payee.name, 2):
        page.text("AnyPartyOrganisationName", name)
    page.party_code("AnyPartyCode", payee.identifier)
    page.append("</AnyPartyDetails>")


def add_representative(page: Page, representative: TaxRepresentative) -> None:
    """Write the seller's tax representative."""
    _begin(page, TAX_REPRESENTATIVE, "Tax representative")
    for name in _names(representative.name, 2):
        page.text("AnyPartyOrganisationName", name)
    page.text("AnyPartyOrganisationTaxCode", representative.vat_identifier)
    if representative.address is not None:
        page.address("AnyParty", representative.address)
    page.append("</AnyPartyDetails>")


def _begin(page: Page, code: str, text: str) -> None:
    page.append("<AnyPartyDetails>")
    page.text("AnyPartyText", text, attribute("AnyPartyCode", code))
