"""Parties, their addresses and the delivery, in UBL."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from depesch.model.invoice import Delivery, Identifier, Invoice, Party, Payee, PostalAddress, TaxRepresentative
from depesch.syntaxes.markup import Out, add_id, add_text, escaped
from depesch.syntaxes.ubl.names import SEPA
from depesch.syntaxes.ubl.parts import VAT_SCHEME, add_date


class PartyMarkup(NamedTuple):
    """How a format of the family writes VAT numbers, and what stands first in its addresses."""

    vat: Callable[[str], str]
    address: str = ""


def _plain_vat(number: str) -> str:
    return f"<cac:PartyTaxScheme><cbc:CompanyID>{escaped(number)}</cbc:CompanyID>{VAT_SCHEME}</cac:PartyTaxScheme>"


PLAIN = PartyMarkup(_plain_vat)


def add_parties(out: Out, invoice: Invoice) -> None:
    """Write seller, buyer, payee and tax representative."""
    debit = invoice.payment.direct_debit if invoice.payment else None
    creditor = debit.creditor_identifier if debit else None
    on_payee = invoice.seller is None and invoice.payee is not None
    if invoice.seller is not None or (creditor is not None and not on_payee):
        add_party(out, "AccountingSupplierParty", invoice.seller or Party(), "seller", None if on_payee else creditor)
    if invoice.buyer is not None:
        add_party(out, "AccountingCustomerParty", invoice.buyer, "buyer", None)
    if invoice.payee is not None:
        add_payee(out, invoice.payee, creditor if on_payee else None)
    if invoice.tax_representative is not None:
        add_tax_representative(out, invoice.tax_representative)


def add_party(
    out: Out,
    role: str,
    party: Party,
    path: str,
    creditor: str | None,
    markup: PartyMarkup = PLAIN,
    contact_id: str | None = None,
) -> None:
    """Write seller or buyer; a creditor (BT-90) is among the seller's identifiers."""
    out.append(f"<cac:{role}><cac:Party>")
    add_id(out, "cbc:EndpointID", party.electronic_address)
    for index, identifier in enumerate(party.identifiers):
        _add_identification(out, identifier, f"{path}.identifiers[{index}]", sells=path == "seller")
    _add_creditor(out, creditor)
    if party.trading_name is not None:
        out.append(f"<cac:PartyName><cbc:Name>{escaped(party.trading_name)}</cbc:Name></cac:PartyName>")
    if party.address is not None:
        add_address(out, "cac:PostalAddress", party.address, markup)
    _add_tax_schemes(out, markup, party.vat_identifier, party.tax_registration)
    legal = (party.name, party.legal_registration, party.additional_legal_information)
    if legal != (None, None, None):
        out.append("<cac:PartyLegalEntity>")
        add_text(out, "cbc:RegistrationName", party.name)
        add_id(out, "cbc:CompanyID", party.legal_registration)
        add_text(out, "cbc:CompanyLegalForm", party.additional_legal_information)
        out.append("</cac:PartyLegalEntity>")
    contact = party.contact
    if contact is not None or contact_id is not None:
        out.append("<cac:Contact>")
        add_text(out, "cbc:ID", contact_id)
        if contact is not None:
            add_text(out, "cbc:Name", contact.name)
            add_text(out, "cbc:Telephone", contact.telephone)
            add_text(out, "cbc:ElectronicMail", contact.email)
        out.append("</cac:Contact>")
    out.append(f"</cac:Party></cac:{role}>")


def _add_identification(out: Out, identifier: Identifier, path: str, *, sells: bool) -> None:
    if sells and identifier.scheme == SEPA:
        out.lose(
            path, identifier.value, "UBL reads an identifier in the scheme SEPA as the creditor identifier (BT-90)"
        )
        return
    out.append("<cac:PartyIdentification>")
    add_id(out, "cbc:ID", identifier)
    out.append("</cac:PartyIdentification>")


def _add_creditor(out: Out, creditor: str | None) -> None:
    if creditor is not None:
        out.append(f'<cac:PartyIdentification><cbc:ID schemeID="{SEPA}">{escaped(creditor)}</cbc:ID>')
        out.append("</cac:PartyIdentification>")


def _add_tax_schemes(
    out: Out, markup: PartyMarkup, vat_identifier: str | None, tax_registration: str | None = None
) -> None:
    if vat_identifier is not None:
        out.append(markup.vat(vat_identifier))
    if tax_registration is not None:
        out.append(f"<cac:PartyTaxScheme><cbc:CompanyID>{escaped(tax_registration)}</cbc:CompanyID>")
        out.append("<cac:TaxScheme><cbc:ID>TAX</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>")


def add_address(out: Out, tag: str, address: PostalAddress, markup: PartyMarkup = PLAIN) -> None:
    """Write an address as the element `tag`."""
    out.append(f"<{tag}>{markup.address}")
    add_text(out, "cbc:StreetName", address.line_1)
    add_text(out, "cbc:AdditionalStreetName", address.line_2)
    add_text(out, "cbc:CityName", address.city)
    add_text(out, "cbc:PostalZone", address.post_code)
    add_text(out, "cbc:CountrySubentity", address.subdivision)
    if address.line_3 is not None:
        out.append(f"<cac:AddressLine><cbc:Line>{escaped(address.line_3)}</cbc:Line></cac:AddressLine>")
    if address.country is not None:
        code = escaped(address.country)
        out.append(f"<cac:Country><cbc:IdentificationCode>{code}</cbc:IdentificationCode></cac:Country>")
    out.append(f"</{tag}>")


def add_payee(out: Out, payee: Payee, creditor: str | None) -> None:
    """Write the payee; a creditor (BT-90) is among its identifiers where there is no seller."""
    out.append("<cac:PayeeParty>")
    if payee.identifier is not None:
        _add_identification(out, payee.identifier, "payee.identifier", sells=True)
    _add_creditor(out, creditor)
    if payee.name is not None:
        out.append(f"<cac:PartyName><cbc:Name>{escaped(payee.name)}</cbc:Name></cac:PartyName>")
    if payee.legal_registration is not None:
        out.append("<cac:PartyLegalEntity>")
        add_id(out, "cbc:CompanyID", payee.legal_registration)
        out.append("</cac:PartyLegalEntity>")
    out.append("</cac:PayeeParty>")


def add_tax_representative(out: Out, representative: TaxRepresentative, markup: PartyMarkup = PLAIN) -> None:
    """Write the seller's tax representative."""
    out.append("<cac:TaxRepresentativeParty>")
    if representative.name is not None:
        out.append(f"<cac:PartyName><cbc:Name>{escaped(representative.name)}</cbc:Name></cac:PartyName>")
    if representative.address is not None:
        add_address(out, "cac:PostalAddress", representative.address, markup)
    _add_tax_schemes(out, markup, representative.vat_identifier)
    out.append("</cac:TaxRepresentativeParty>")


def add_delivery(out: Out, delivery: Delivery, markup: PartyMarkup = PLAIN) -> None:
    """Write the delivery."""
    out.append("<cac:Delivery>")
    add_date(out, "cbc:ActualDeliveryDate", delivery.delivery_date)
    if delivery.location is not None or delivery.address is not None:
        out.append("<cac:DeliveryLocation>")
        add_id(out, "cbc:ID", delivery.location)
        if delivery.address is not None:
            add_address(out, "cac:Address", delivery.address, markup)
        out.append("</cac:DeliveryLocation>")
    if delivery.party_name is not None:
        name = escaped(delivery.party_name)
        out.append(f"<cac:DeliveryParty><cac:PartyName><cbc:Name>{name}</cbc:Name></cac:PartyName></cac:DeliveryParty>")
    out.append("</cac:Delivery>")
