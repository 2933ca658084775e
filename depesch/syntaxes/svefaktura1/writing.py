"""The model as Svefaktura 1.0, in UTF-8: what it keeps of the invoice, element by element.

The amount to pay is what TaxInclusiveTotalAmount says; the rounding, and what is paid already, stand in
RoundOffAmount. Attached files go beside, and the invoice refers to them by their numbers.

Source: SFTI Basic Invoice 1.0, schema of 2008-12-27; SFTI, guide on the treatment of certain elements.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from depesch.model.invoice import AllowanceCharge, Identifier, Invoice, Party, Payment, PostalAddress, Totals
from depesch.syntaxes import Writing
from depesch.syntaxes.fitting import name_differences
from depesch.syntaxes.markup import Out, add_number, add_text, attribute, escaped
from depesch.syntaxes.payment import is_iban
from depesch.syntaxes.svefaktura1.finishing import finish
from depesch.syntaxes.svefaktura1.keeping import Kept, keep
from depesch.syntaxes.svefaktura1.line_writing import add_line, add_schemed_id
from depesch.syntaxes.svefaktura1.losing import ADDED, REASONS
from depesch.syntaxes.svefaktura1.names import (
    ATTACHED,
    CAC_NS,
    CBC_NS,
    CONTRACT,
    CURRENCY,
    DELIVERY_NOTE,
    DELIVERY_TERMS,
    GIROS_WRITTEN,
    GLN,
    INVOICE_NS,
    MUTUALLY_DEFINED,
    OBJECT,
    OBJECT_URN,
    seat_parts,
    split_penalty,
)

_OPENING = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n<Invoice xmlns="{INVOICE_NS}" xmlns:cac="{CAC_NS}" xmlns:cbc="{CBC_NS}">'
)
_VAT = "<cac:TaxScheme><cac:ID>VAT</cac:ID></cac:TaxScheme>"
_INCOME_TAX = "<cac:TaxScheme><cac:ID>SWT</cac:ID></cac:TaxScheme>"
_MIDNIGHT = "T00:00:00"


def write(invoice: Invoice) -> Writing:
    """Return the invoice in Svefaktura 1.0, what it could not hold, and its files."""
    out = Out()
    kept = keep(invoice)
    name_differences(out, invoice, finish(kept.invoice), REASONS, ADDED)
    out.append(_OPENING)
    _add_all(out, kept)
    out.append("</Invoice>\n")
    return Writing(data=out.document(invoice), losses=tuple(out.losses), beside=kept.files)


def _add_all(out: Out, kept: Kept) -> None:
    invoice = kept.invoice
    currency = attribute(CURRENCY, invoice.currency or None)
    _add_head(out, invoice)
    _add_references(out, kept)
    _add_party(out, "BuyerParty", invoice.buyer)
    _add_party(out, "SellerParty", invoice.seller)
    _add_delivery(out, invoice)
    _add_means(out, invoice)
    _add_terms(out, invoice.payment_terms)
    _add_allowances(out, invoice.allowances, currency, "false")
    _add_allowances(out, invoice.charges, currency, "true")
    totals = invoice.totals or Totals()
    _add_exchange(out, invoice)
    _add_taxes(out, invoice, totals, currency)
    out.append("<cac:LegalTotal>")
    add_number(out, "cbc:LineExtensionTotalAmount", totals.line_net_amount, currency)
    add_number(out, "cbc:TaxExclusiveTotalAmount", totals.amount_excl_vat, currency)
    add_number(out, "cbc:TaxInclusiveTotalAmount", totals.amount_due, currency)
    add_number(out, "cac:RoundOffAmount", totals.rounding_amount, currency)
    out.append("</cac:LegalTotal>")
    for line in invoice.lines:
        add_line(out, line, currency, invoice.order_reference)
    _add_tail(out, invoice)


def _add_head(out: Out, invoice: Invoice) -> None:
    add_text(out, "ID", invoice.number)
    add_date(out, "cbc:IssueDate", invoice.issue_date)
    add_text(out, "InvoiceTypeCode", invoice.type_code)
    for note in invoice.notes:
        if _terms_of(note.text) is None:
            add_text(out, "cbc:Note", note.text)
    add_date(out, "TaxPointDate", invoice.tax_point_date)
    add_text(out, "InvoiceCurrencyCode", invoice.currency or None)
    add_text(out, "TaxCurrencyCode", invoice.vat_currency)
    out.append(f"<LineItemCountNumeric>{len(invoice.lines)}</LineItemCountNumeric>")


def _terms_of(text: str | None) -> str | None:
    """Return the terms of delivery that a note tells, None when it tells something else."""
    if text is None or not text.startswith(DELIVERY_TERMS) or len(text) == len(DELIVERY_TERMS):
        return None
    return text.removeprefix(DELIVERY_TERMS)


def add_date(out: Out, tag: str, value: date | None, time: str = "") -> None:
    """Write an element with a date, if there is one."""
    if value is not None:
        out.append(f"<{tag}>{value.isoformat()}{time}</{tag}>")


def _add_references(out: Out, kept: Kept) -> None:
    invoice = kept.invoice
    _add_reference(out, CONTRACT, invoice.contract_reference)
    _add_reference(out, OBJECT, invoice.invoiced_object.value if invoice.invoiced_object is not None else None)
    _add_reference(out, DELIVERY_NOTE, invoice.despatch_advice_reference)
    for document, number in zip(invoice.supporting_documents, kept.objects, strict=True):
        if number is not None:
            _add_reference(out, ATTACHED, OBJECT_URN + number)
        elif document.location is not None:
            _add_reference(out, ATTACHED, document.location)
        else:
            _add_reference(out, DELIVERY_NOTE if document.description else None, document.reference)


def _add_reference(out: Out, scheme: str | None, value: str | None) -> None:
    if value is None:
        return
    marks = f' identificationSchemeID="{scheme}" identificationSchemeAgencyName="SFTI"' if scheme else ""
    out.append(f"<AdditionalDocumentReference><cac:ID{marks}>{escaped(value)}</cac:ID></AdditionalDocumentReference>")


def _add_party(out: Out, role: str, party: Party | None) -> None:
    if party is None:
        out.append(f"<cac:{role}/>")
        return
    out.append(f"<cac:{role}><cac:Party>")
    for identifier in party.identifiers:
        out.append("<cac:PartyIdentification>")
        add_schemed_id(out, identifier, gs1=GLN)
        out.append("</cac:PartyIdentification>")
    name = party.name if party.trading_name is None else party.trading_name
    out.append(f"<cac:PartyName><cbc:Name>{escaped(name or '')}</cbc:Name></cac:PartyName>")
    _add_address(out, "Address", party.address or PostalAddress())
    _add_registrations(out, party)
    contact = party.contact
    if contact is not None:
        out.append("<cac:Contact>")
        add_text(out, "cbc:Name", contact.name)
        add_text(out, "cbc:Telephone", contact.telephone)
        add_text(out, "cbc:ElectronicMail", contact.email)
        out.append("</cac:Contact>")
    out.append(f"</cac:Party></cac:{role}>")


def _add_registrations(out: Out, party: Party) -> None:
    legal, information = party.legal_registration, party.additional_legal_information
    name = party.name if party.trading_name is not None else None
    if legal is not None or party.tax_registration or information or name:
        out.append("<cac:PartyTaxScheme>")
        add_text(out, "cbc:RegistrationName", name)
        add_schemed_id(out, legal or Identifier(value=""), tag="cac:CompanyID")
        add_text(out, "cbc:ExemptionReason", party.tax_registration)
        if information:
            _add_seat(out, information)
        out.append(f"{_INCOME_TAX}</cac:PartyTaxScheme>")
    if party.vat_identifier:
        out.append(f"<cac:PartyTaxScheme><cac:CompanyID>{escaped(party.vat_identifier)}</cac:CompanyID>")
        out.append(f"{_VAT}</cac:PartyTaxScheme>")


def _add_seat(out: Out, information: str) -> None:
    city, country = seat_parts(information) or (None, None)  # other information is noted and not here
    _add_address(out, "RegistrationAddress", PostalAddress(city=city, country=country))


def _add_address(out: Out, tag: str, address: PostalAddress, location: Identifier | None = None) -> None:
    out.append(f"<cac:{tag}>")
    if location is not None:
        add_schemed_id(out, location, gs1=GLN)
    add_text(out, "cbc:Postbox", address.line_2)
    add_text(out, "cbc:StreetName", address.line_1)
    add_text(out, "cbc:Department", address.line_3)
    add_text(out, "cbc:CityName", address.city)
    add_text(out, "cbc:PostalZone", address.post_code)
    if address.country:
        code = escaped(address.country)
        out.append(f"<cac:Country><cac:IdentificationCode>{code}</cac:IdentificationCode></cac:Country>")
    out.append(f"</cac:{tag}>")


def _add_delivery(out: Out, invoice: Invoice) -> None:
    delivery = invoice.delivery
    if delivery is None:
        return
    out.append("<cac:Delivery>")
    add_date(out, "cbc:ActualDeliveryDateTime", delivery.delivery_date, _MIDNIGHT)
    if delivery.address is not None or delivery.location is not None:
        _add_address(out, "DeliveryAddress", delivery.address or PostalAddress(), delivery.location)
    out.append("</cac:Delivery>")


def _add_means(out: Out, invoice: Invoice) -> None:
    payment = invoice.payment or Payment()
    payee = invoice.payee.name if invoice.payee is not None else None
    reference = payment.remittance_information
    transfers = [one.credit_transfer for one in payment.means]
    if not transfers and (invoice.due_date is not None or reference or payee):
        transfers = [None]
    for transfer in transfers:
        out.append("<cac:PaymentMeans><cac:PaymentMeansTypeCode>1</cac:PaymentMeansTypeCode>")
        add_date(out, "cbc:DuePaymentDate", invoice.due_date)
        if transfer is not None or reference:
            out.append("<cac:PayeeFinancialAccount>")
            if transfer is not None and transfer.account:
                form = ' identificationSchemeName="IBAN"' if is_iban(transfer.account) else ""
                out.append(f"<cac:ID{form}>{escaped(transfer.account)}</cac:ID>")
            if transfer is not None and transfer.provider:
                bic = escaped(GIROS_WRITTEN.get(transfer.provider, transfer.provider))
                out.append(f"<cac:FinancialInstitutionBranch><cac:FinancialInstitution><cac:ID>{bic}</cac:ID>")
                out.append("</cac:FinancialInstitution></cac:FinancialInstitutionBranch>")
            add_text(out, "cac:PaymentInstructionID", reference or None)
            out.append("</cac:PayeeFinancialAccount>")
        if payee:
            out.append(f"<cac:PayeePartyName><cbc:Name>{escaped(payee)}</cbc:Name></cac:PayeePartyName>")
        out.append("</cac:PaymentMeans>")


def _add_terms(out: Out, terms: str | None) -> None:
    if not terms:
        return
    text, penalty = split_penalty(terms)
    out.append("<cac:PaymentTerms>")
    add_text(out, "cbc:Note", text or None)
    add_text(out, "cbc:PenaltySurchargePercent", penalty)
    out.append("</cac:PaymentTerms>")


def _add_allowances(out: Out, some: tuple[AllowanceCharge, ...], currency: str, is_charge: str) -> None:
    for one in some:
        out.append(f"<AllowanceCharge><cbc:ChargeIndicator>{is_charge}</cbc:ChargeIndicator>")
        if one.reason is not None:
            out.append(f"<cac:ReasonCode{attribute('name', one.reason)}>{MUTUALLY_DEFINED}</cac:ReasonCode>")
        add_number(out, "cbc:MultiplierFactorNumeric", one.percentage)
        add_number(out, "cbc:Amount", one.amount, currency)
        add_category(out, one.vat_category, one.vat_rate)
        add_number(out, "cac:AllowanceChargeBaseAmount", one.base_amount, currency)
        out.append("</AllowanceCharge>")


def add_category(out: Out, category: str | None, rate: Decimal | None, reason: str | None = None) -> None:
    """Write a tax category."""
    out.append(f"<cac:TaxCategory><cac:ID>{escaped(category or '')}</cac:ID>")
    add_number(out, "cbc:Percent", rate)
    add_text(out, "cbc:ExemptionReason", reason)
    out.append(f"{_VAT}</cac:TaxCategory>")


def _add_exchange(out: Out, invoice: Invoice) -> None:
    """Write between which currencies VAT was exchanged, as SFTI demands it; the model does not know the rate."""
    if invoice.vat_currency is not None:
        out.append("<cac:ExchangeRate>")
        add_text(out, "cac:SourceCurrencyCode", invoice.currency)
        add_text(out, "cac:TargetCurrencyCode", invoice.vat_currency)
        out.append("</cac:ExchangeRate>")


def _add_taxes(out: Out, invoice: Invoice, totals: Totals, currency: str) -> None:
    if totals.vat_amount is None:
        return
    out.append("<cac:TaxTotal>")
    add_number(out, "cbc:TotalTaxAmount", totals.vat_amount, currency)
    for row in invoice.vat_breakdown:
        out.append("<cac:TaxSubTotal>")
        add_number(out, "cbc:TaxableAmount", row.taxable_amount, currency)
        add_number(out, "cbc:TaxAmount", row.tax_amount, currency)
        add_category(out, row.category, row.rate, row.exemption_reason or None)
        add_number(
            out, "cac:TaxCurrencyTaxAmount", totals.vat_amount_accounting, attribute(CURRENCY, invoice.vat_currency)
        )
        out.append("</cac:TaxSubTotal>")
    out.append("</cac:TaxTotal>")


def _add_tail(out: Out, invoice: Invoice) -> None:
    for reference in (invoice.buyer_reference, invoice.buyer_accounting_reference or None):
        if reference is not None:
            out.append(f"<RequisitionistDocumentReference><cac:ID>{escaped(reference)}</cac:ID>")
            out.append("</RequisitionistDocumentReference>")
    for one in invoice.preceding_invoices:
        out.append(f"<InitialInvoiceDocumentReference><cac:ID>{escaped(one.number or '')}</cac:ID>")
        out.append("</InitialInvoiceDocumentReference>")
    for note in invoice.notes:
        terms = _terms_of(note.text)
        if terms is not None:
            out.append(f"<cac:DeliveryTerms><cbc:SpecialTerms>{escaped(terms)}</cbc:SpecialTerms></cac:DeliveryTerms>")
    if invoice.period is not None:
        out.append("<InvoicingPeriod>")
        add_date(out, "cbc:StartDateTime", invoice.period.start, _MIDNIGHT)
        add_date(out, "cbc:EndDateTime", invoice.period.end, _MIDNIGHT)
        out.append("</InvoicingPeriod>")
