"""Parties, references and supporting documents of a Cross Industry Invoice."""

from __future__ import annotations

from depesch.model.invoice import (
    Contact,
    Identifier,
    Invoice,
    Party,
    Payee,
    PostalAddress,
    SupportingDocument,
    TaxRepresentative,
)
from depesch.syntaxes.binary import base64_text
from depesch.syntaxes.cii_d16b.names import (
    FISCAL_REGISTRATION,
    INVOICED_OBJECT,
    PROJECT_NAME,
    SUPPORTING_DOCUMENT,
    TENDER_OR_LOT,
    VAT_REGISTRATION,
)
from depesch.syntaxes.markup import Out, add_id, add_text, attribute, escaped


def add_agreement(out: Out, invoice: Invoice) -> None:
    """Write the parties and what the invoice refers to."""
    out.append("<ram:ApplicableHeaderTradeAgreement>")
    add_text(out, "ram:BuyerReference", invoice.buyer_reference)
    if invoice.seller is not None:
        _add_party(out, "ram:SellerTradeParty", invoice.seller)
    if invoice.buyer is not None:
        _add_party(out, "ram:BuyerTradeParty", invoice.buyer)
    if invoice.tax_representative is not None:
        _add_tax_representative(out, invoice.tax_representative)
    _add_reference(out, "ram:SellerOrderReferencedDocument", invoice.sales_order_reference)
    _add_reference(out, "ram:BuyerOrderReferencedDocument", invoice.order_reference)
    _add_reference(out, "ram:ContractReferencedDocument", invoice.contract_reference)
    if invoice.tender_or_lot_reference is not None:
        add_typed_reference(out, Identifier(value=invoice.tender_or_lot_reference), TENDER_OR_LOT)
    if invoice.invoiced_object is not None:
        add_typed_reference(out, invoice.invoiced_object, INVOICED_OBJECT)
    for document in invoice.supporting_documents:
        _add_supporting_document(out, document)
    if invoice.project_reference is not None:
        out.append(f"<ram:SpecifiedProcuringProject><ram:ID>{escaped(invoice.project_reference)}</ram:ID>")
        out.append(f"<ram:Name>{PROJECT_NAME}</ram:Name></ram:SpecifiedProcuringProject>")
    out.append("</ram:ApplicableHeaderTradeAgreement>")


def _add_reference(out: Out, tag: str, value: str | None) -> None:
    if value is not None:
        out.append(f"<{tag}><ram:IssuerAssignedID>{escaped(value)}</ram:IssuerAssignedID></{tag}>")


def add_typed_reference(out: Out, reference: Identifier, type_code: str) -> None:
    """Write a referenced document that a code says the use of."""
    out.append("<ram:AdditionalReferencedDocument>")
    add_text(out, "ram:IssuerAssignedID", reference.value)
    out.append(f"<ram:TypeCode>{type_code}</ram:TypeCode>")
    add_text(out, "ram:ReferenceTypeCode", reference.scheme)
    out.append("</ram:AdditionalReferencedDocument>")


def _add_supporting_document(out: Out, document: SupportingDocument) -> None:
    out.append("<ram:AdditionalReferencedDocument>")
    add_text(out, "ram:IssuerAssignedID", document.reference)
    add_text(out, "ram:URIID", document.location)
    out.append(f"<ram:TypeCode>{SUPPORTING_DOCUMENT}</ram:TypeCode>")
    add_text(out, "ram:Name", document.description)
    attachment = document.attachment
    if attachment is not None:
        marks = attribute("mimeCode", attachment.mime_code) + attribute("filename", attachment.filename)
        out.append(f"<ram:AttachmentBinaryObject{marks}>{base64_text(attachment.content)}")
        out.append("</ram:AttachmentBinaryObject>")
    out.append("</ram:AdditionalReferencedDocument>")


def add_either_id(out: Out, identifier: Identifier | None) -> None:
    """Write an identifier: with a scheme it is a global one."""
    if identifier is not None:
        add_id(out, "ram:ID" if identifier.scheme is None else "ram:GlobalID", identifier)


def _add_party(out: Out, tag: str, party: Party) -> None:
    out.append(f"<{tag}>")
    for identifier in party.identifiers:
        if identifier.scheme is None:
            add_id(out, "ram:ID", identifier)
    for identifier in party.identifiers:
        if identifier.scheme is not None:
            add_id(out, "ram:GlobalID", identifier)
    add_text(out, "ram:Name", party.name)
    add_text(out, "ram:Description", party.additional_legal_information)
    if party.legal_registration is not None or party.trading_name is not None:
        out.append("<ram:SpecifiedLegalOrganization>")
        add_id(out, "ram:ID", party.legal_registration)
        add_text(out, "ram:TradingBusinessName", party.trading_name)
        out.append("</ram:SpecifiedLegalOrganization>")
    if party.contact is not None:
        _add_contact(out, party.contact)
    if party.address is not None:
        add_address(out, party.address)
    if party.electronic_address is not None:
        out.append("<ram:URIUniversalCommunication>")
        add_id(out, "ram:URIID", party.electronic_address)
        out.append("</ram:URIUniversalCommunication>")
    _add_registration(out, VAT_REGISTRATION, party.vat_identifier)
    _add_registration(out, FISCAL_REGISTRATION, party.tax_registration)
    out.append(f"</{tag}>")


def _add_contact(out: Out, contact: Contact) -> None:
    out.append("<ram:DefinedTradeContact>")
    add_text(out, "ram:PersonName", contact.name)
    if contact.telephone is not None:
        number = escaped(contact.telephone)
        out.append(f"<ram:TelephoneUniversalCommunication><ram:CompleteNumber>{number}</ram:CompleteNumber>")
        out.append("</ram:TelephoneUniversalCommunication>")
    if contact.email is not None:
        out.append(f"<ram:EmailURIUniversalCommunication><ram:URIID>{escaped(contact.email)}</ram:URIID>")
        out.append("</ram:EmailURIUniversalCommunication>")
    out.append("</ram:DefinedTradeContact>")


def add_address(out: Out, address: PostalAddress) -> None:
    """Write a postal address."""
    out.append("<ram:PostalTradeAddress>")
    add_text(out, "ram:PostcodeCode", address.post_code)
    add_text(out, "ram:LineOne", address.line_1)
    add_text(out, "ram:LineTwo", address.line_2)
    add_text(out, "ram:LineThree", address.line_3)
    add_text(out, "ram:CityName", address.city)
    add_text(out, "ram:CountryID", address.country)
    add_text(out, "ram:CountrySubDivisionName", address.subdivision)
    out.append("</ram:PostalTradeAddress>")


def _add_registration(out: Out, scheme: str, value: str | None) -> None:
    if value is not None:
        out.append(f'<ram:SpecifiedTaxRegistration><ram:ID schemeID="{scheme}">{escaped(value)}</ram:ID>')
        out.append("</ram:SpecifiedTaxRegistration>")


def _add_tax_representative(out: Out, representative: TaxRepresentative) -> None:
    out.append("<ram:SellerTaxRepresentativeTradeParty>")
    add_text(out, "ram:Name", representative.name)
    if representative.address is not None:
        add_address(out, representative.address)
    _add_registration(out, VAT_REGISTRATION, representative.vat_identifier)
    out.append("</ram:SellerTaxRepresentativeTradeParty>")


def add_payee(out: Out, payee: Payee) -> None:
    """Write the payee."""
    out.append("<ram:PayeeTradeParty>")
    add_either_id(out, payee.identifier)
    add_text(out, "ram:Name", payee.name)
    if payee.legal_registration is not None:
        out.append("<ram:SpecifiedLegalOrganization>")
        add_id(out, "ram:ID", payee.legal_registration)
        out.append("</ram:SpecifiedLegalOrganization>")
    out.append("</ram:PayeeTradeParty>")
