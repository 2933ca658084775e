"""Parties, addresses and the delivery in OIOUBL."""

from __future__ import annotations

import re

from depesch.model.invoice import Delivery, Identifier, Invoice, Party, Payee, PostalAddress, TaxRepresentative
from depesch.syntaxes.markup import Out, add_id, add_text, escaped
from depesch.syntaxes.oioubl.codes import VAT_MARKUP, named_id
from depesch.syntaxes.ubl.names import SEPA
from depesch.syntaxes.ubl.parts import add_date
from depesch.syntaxes.ubl.schemes import MUTUAL

_FORMAT = (
    '<cbc:AddressFormatCode listAgencyID="320" listID="urn:oioubl:codelist:addressformatcode-1.1">'
    "StructuredLax</cbc:AddressFormatCode>"
)
_is_danish_vat = re.compile(r"DK[0-9]{8}").fullmatch


def add_parties(out: Out, invoice: Invoice) -> None:
    """Write seller, buyer, payee and tax representative."""
    debit = invoice.payment.direct_debit if invoice.payment else None
    creditor = debit.creditor_identifier if debit else None
    on_payee = invoice.seller is None and invoice.payee is not None
    _add_party(out, "AccountingSupplierParty", invoice.seller or Party(), None, None if on_payee else creditor)
    _add_party(out, "AccountingCustomerParty", invoice.buyer or Party(), invoice.buyer_reference or "n/a", None)
    if invoice.payee is not None:
        _add_payee(out, invoice.payee, creditor if on_payee else None)
    if invoice.tax_representative is not None:
        _add_tax_representative(out, invoice.tax_representative)


def _add_party(out: Out, role: str, party: Party, contact: str | None, creditor: str | None) -> None:
    """Write seller or buyer; `contact` is the identifier of the buyer's contact, its own reference (BT-10)."""
    out.append(f"<cac:{role}><cac:Party>")
    add_id(out, "cbc:EndpointID", named_id(party.electronic_address))
    for identifier in party.identifiers:
        _add_identification(out, identifier)
    _add_creditor(out, creditor)
    name = party.trading_name if party.trading_name is not None else party.name
    if name is not None:
        out.append(f"<cac:PartyName><cbc:Name>{escaped(name)}</cbc:Name></cac:PartyName>")
    if party.address is not None:
        _add_address(out, "cac:PostalAddress", party.address)
    _add_vat(out, party.vat_identifier)
    legal = party.legal_registration
    if (party.name, legal, party.additional_legal_information) != (None, None, None):
        out.append("<cac:PartyLegalEntity>")
        add_text(out, "cbc:RegistrationName", party.name)
        _add_legal_id(out, legal)
        add_text(out, "cbc:CompanyLegalForm", party.additional_legal_information)
        out.append("</cac:PartyLegalEntity>")
    person = party.contact
    if person is not None or contact is not None:
        out.append("<cac:Contact>")
        add_text(out, "cbc:ID", contact)
        if person is not None:
            add_text(out, "cbc:Name", person.name)
            add_text(out, "cbc:Telephone", person.telephone)
            add_text(out, "cbc:ElectronicMail", person.email)
        out.append("</cac:Contact>")
    out.append(f"</cac:Party></cac:{role}>")


def _add_identification(out: Out, identifier: Identifier) -> None:
    out.append("<cac:PartyIdentification>")
    add_id(out, "cbc:ID", named_id(identifier))
    out.append("</cac:PartyIdentification>")


def _add_creditor(out: Out, creditor: str | None) -> None:
    if creditor is not None:
        _add_identification(out, Identifier(value=creditor, scheme=SEPA))


def _add_legal_id(out: Out, legal: Identifier | None) -> None:
    if legal is not None:
        written = named_id(legal)
        add_id(out, "cbc:CompanyID", written if legal.scheme else Identifier(value=legal.value, scheme=MUTUAL))


def _add_vat(out: Out, number: str | None) -> None:
    if number is not None:
        scheme = "DK:SE" if _is_danish_vat(number) else MUTUAL
        out.append(f'<cac:PartyTaxScheme><cbc:CompanyID schemeID="{scheme}">{escaped(number)}</cbc:CompanyID>')
        out.append(f"{VAT_MARKUP}</cac:PartyTaxScheme>")


def _add_address(out: Out, tag: str, address: PostalAddress) -> None:
    out.append(f"<{tag}>{_FORMAT}")
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


def _add_payee(out: Out, payee: Payee, creditor: str | None) -> None:
    out.append("<cac:PayeeParty>")
    if payee.identifier is not None:
        _add_identification(out, payee.identifier)
    _add_creditor(out, creditor)
    if payee.name is not None:
        out.append(f"<cac:PartyName><cbc:Name>{escaped(payee.name)}</cbc:Name></cac:PartyName>")
    if payee.legal_registration is not None:
        out.append("<cac:PartyLegalEntity>")
        _add_legal_id(out, payee.legal_registration)
        out.append("</cac:PartyLegalEntity>")
    out.append("</cac:PayeeParty>")


def _add_tax_representative(out: Out, representative: TaxRepresentative) -> None:
    out.append("<cac:TaxRepresentativeParty>")
    if representative.name is not None:
        out.append(f"<cac:PartyName><cbc:Name>{escaped(representative.name)}</cbc:Name></cac:PartyName>")
    if representative.address is not None:
        _add_address(out, "cac:PostalAddress", representative.address)
    _add_vat(out, representative.vat_identifier)
    out.append("</cac:TaxRepresentativeParty>")


def add_delivery(out: Out, delivery: Delivery) -> None:
    """Write the delivery."""
    out.append("<cac:Delivery>")
    add_date(out, "cbc:ActualDeliveryDate", delivery.delivery_date)
    if delivery.location is not None or delivery.address is not None:
        out.append("<cac:DeliveryLocation>")
        add_id(out, "cbc:ID", delivery.location)
        if delivery.address is not None:
            _add_address(out, "cac:Address", delivery.address)
        out.append("</cac:DeliveryLocation>")
    if delivery.party_name is not None:
        name = escaped(delivery.party_name)
        out.append(f"<cac:DeliveryParty><cac:PartyName><cbc:Name>{name}</cbc:Name></cac:PartyName></cac:DeliveryParty>")
    out.append("</cac:Delivery>")
