"""The model as UBL 2.1: a CreditNote when the type code (BT-3) says so, else an Invoice.

Named as losses, because UBL has no place for them or would have them read otherwise: a seller's or payee's identifier
in the scheme SEPA (that is BT-90), a note's subject code that cannot stand between number signs, VAT of a line's
allowance, a VAT amount in an accounting currency that is not there; and what UBL demands beside a term: an order
reference beside BT-14, a discount beside BT-148.

Source: OASIS UBL 2.1; CEN/TS 16931-3-2; Peppol BIS Billing 3.0 (due date of a credit note in the payment means).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from depesch.model.invoice import (
    Delivery,
    Identifier,
    Invoice,
    Note,
    Party,
    Payee,
    Payment,
    PaymentMeans,
    Period,
    PostalAddress,
    SupportingDocument,
    TaxRepresentative,
    VatBreakdown,
)
from depesch.syntaxes import Done, Writing
from depesch.syntaxes.binary import base64_text
from depesch.syntaxes.implied import summed
from depesch.syntaxes.markup import Out, add_id, add_number, add_text, attribute, escaped
from depesch.syntaxes.payment import mandated
from depesch.syntaxes.ubl.line_writing import add_line
from depesch.syntaxes.ubl.names import CAC_NS, CBC_NS, CREDIT_NOTE_NS, INVOICE_NS, INVOICED_OBJECT, PROJECT, SEPA
from depesch.syntaxes.ubl.notes import note_text
from depesch.syntaxes.ubl.parts import VAT_SCHEME, add_allowances, add_date, add_period

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NOT_DEFINED = "1"  # UNTDID 4461: instrument not defined
_NAMESPACES = f'xmlns:cac="{CAC_NS}" xmlns:cbc="{CBC_NS}"'


def write(invoice: Invoice) -> Writing:
    """Return the invoice in UBL 2.1, in UTF-8, and what UBL could not hold."""
    out = Out()
    credit_note = invoice.is_credit_note
    root, namespace = ("CreditNote", CREDIT_NOTE_NS) if credit_note else ("Invoice", INVOICE_NS)
    currency = attribute("currencyID", invoice.currency)
    out.append(f'{_DECLARATION}<{root} xmlns="{namespace}" {_NAMESPACES}>')
    _add_head(out, invoice, credit_note=credit_note)
    _add_references(out, invoice, credit_note=credit_note)
    _add_parties(out, invoice)
    if invoice.delivery is not None:
        _add_delivery(out, invoice.delivery)
    _add_payment(out, invoice, due_date=invoice.due_date if credit_note else None)
    add_allowances(out, invoice.allowances, currency, "false")
    add_allowances(out, invoice.charges, currency, "true")
    _add_tax_totals(out, invoice, currency)
    _add_totals(out, invoice, currency)
    for index, line in enumerate(invoice.lines):
        add_line(out, line, index, currency, "Credit" if credit_note else "Invoice")
    out.append(f"</{root}>\n")
    return Writing(data=out.document(invoice), losses=tuple(out.losses))


def _add_head(out: Out, invoice: Invoice, *, credit_note: bool) -> None:
    add_text(out, "cbc:CustomizationID", invoice.specification)
    add_text(out, "cbc:ProfileID", invoice.business_process)
    add_text(out, "cbc:ID", invoice.number)
    add_date(out, "cbc:IssueDate", invoice.issue_date)
    if credit_note:
        add_date(out, "cbc:TaxPointDate", invoice.tax_point_date)
        add_text(out, "cbc:CreditNoteTypeCode", invoice.type_code)
    else:
        add_date(out, "cbc:DueDate", invoice.due_date)
        add_text(out, "cbc:InvoiceTypeCode", invoice.type_code)
    for index, note in enumerate(invoice.notes):
        _add_note(out, note, index)
    if not credit_note:
        add_date(out, "cbc:TaxPointDate", invoice.tax_point_date)
    add_text(out, "cbc:DocumentCurrencyCode", invoice.currency)
    add_text(out, "cbc:TaxCurrencyCode", invoice.vat_currency)
    add_text(out, "cbc:AccountingCost", invoice.buyer_accounting_reference)
    add_text(out, "cbc:BuyerReference", invoice.buyer_reference)
    if invoice.period is not None or invoice.tax_point_date_code is not None:
        add_period(out, invoice.period or Period(), invoice.tax_point_date_code)


def _add_note(out: Out, note: Note, index: int) -> None:
    text, lost = note_text(note)
    for field, why in lost.items():
        out.lose(f"notes[{index}].{field}", getattr(note, field), why)
    add_text(out, "cbc:Note", text)


def _add_references(out: Out, invoice: Invoice, *, credit_note: bool) -> None:
    order, sales_order = invoice.order_reference, invoice.sales_order_reference
    if order is None and sales_order is not None:
        order = "NA"
        why = "UBL demands an order reference beside BT-14; NA stands for none"
        out.lose("order_reference", order, why, done=Done.ADDED)
    if order is not None:
        out.append("<cac:OrderReference>")
        add_text(out, "cbc:ID", order)
        add_text(out, "cbc:SalesOrderID", sales_order)
        out.append("</cac:OrderReference>")
    for preceding in invoice.preceding_invoices:
        out.append("<cac:BillingReference><cac:InvoiceDocumentReference>")
        add_text(out, "cbc:ID", preceding.number)
        add_date(out, "cbc:IssueDate", preceding.issue_date)
        out.append("</cac:InvoiceDocumentReference></cac:BillingReference>")
    _add_reference(out, "cac:DespatchDocumentReference", invoice.despatch_advice_reference)
    _add_reference(out, "cac:ReceiptDocumentReference", invoice.receiving_advice_reference)
    if not credit_note:
        _add_reference(out, "cac:OriginatorDocumentReference", invoice.tender_or_lot_reference)
    _add_reference(out, "cac:ContractDocumentReference", invoice.contract_reference)
    _add_additional_references(out, invoice, credit_note=credit_note)
    if credit_note:
        _add_reference(out, "cac:OriginatorDocumentReference", invoice.tender_or_lot_reference)
    else:
        _add_reference(out, "cac:ProjectReference", invoice.project_reference)


def _add_reference(out: Out, tag: str, value: str | None) -> None:
    if value is not None:
        out.append(f"<{tag}><cbc:ID>{escaped(value)}</cbc:ID></{tag}>")


def _add_additional_references(out: Out, invoice: Invoice, *, credit_note: bool) -> None:
    if invoice.invoiced_object is not None:
        _add_typed_reference(out, invoice.invoiced_object, INVOICED_OBJECT)
    if credit_note and invoice.project_reference is not None:
        _add_typed_reference(out, Identifier(value=invoice.project_reference), PROJECT)
    for document in invoice.supporting_documents:
        _add_supporting_document(out, document)


def _add_typed_reference(out: Out, reference: Identifier, type_code: str) -> None:
    out.append("<cac:AdditionalDocumentReference>")
    add_id(out, "cbc:ID", reference)
    out.append(f"<cbc:DocumentTypeCode>{type_code}</cbc:DocumentTypeCode></cac:AdditionalDocumentReference>")


def _add_supporting_document(out: Out, document: SupportingDocument) -> None:
    out.append("<cac:AdditionalDocumentReference>")
    add_text(out, "cbc:ID", document.reference)
    add_text(out, "cbc:DocumentDescription", document.description)
    attachment = document.attachment
    if attachment is not None or document.location is not None:
        out.append("<cac:Attachment>")
        if attachment is not None:
            marks = attribute("mimeCode", attachment.mime_code) + attribute("filename", attachment.filename)
            out.append(f"<cbc:EmbeddedDocumentBinaryObject{marks}>{base64_text(attachment.content)}")
            out.append("</cbc:EmbeddedDocumentBinaryObject>")
        if document.location is not None:
            out.append(
                f"<cac:ExternalReference><cbc:URI>{escaped(document.location)}</cbc:URI></cac:ExternalReference>"
            )
        out.append("</cac:Attachment>")
    out.append("</cac:AdditionalDocumentReference>")


def _add_parties(out: Out, invoice: Invoice) -> None:
    debit = invoice.payment.direct_debit if invoice.payment else None
    creditor = debit.creditor_identifier if debit else None
    on_payee = invoice.seller is None and invoice.payee is not None
    if invoice.seller is not None or (creditor is not None and not on_payee):
        _add_party(out, "AccountingSupplierParty", invoice.seller or Party(), "seller", None if on_payee else creditor)
    if invoice.buyer is not None:
        _add_party(out, "AccountingCustomerParty", invoice.buyer, "buyer", None)
    if invoice.payee is not None:
        _add_payee(out, invoice.payee, creditor if on_payee else None)
    if invoice.tax_representative is not None:
        _add_tax_representative(out, invoice.tax_representative)


def _add_party(out: Out, role: str, party: Party, path: str, creditor: str | None) -> None:
    out.append(f"<cac:{role}><cac:Party>")
    add_id(out, "cbc:EndpointID", party.electronic_address)
    for index, identifier in enumerate(party.identifiers):
        _add_identification(out, identifier, f"{path}.identifiers[{index}]", sells=path == "seller")
    _add_creditor(out, creditor)
    if party.trading_name is not None:
        out.append(f"<cac:PartyName><cbc:Name>{escaped(party.trading_name)}</cbc:Name></cac:PartyName>")
    if party.address is not None:
        _add_address(out, "cac:PostalAddress", party.address)
    _add_tax_schemes(out, party.vat_identifier, party.tax_registration)
    legal = (party.name, party.legal_registration, party.additional_legal_information)
    if legal != (None, None, None):
        out.append("<cac:PartyLegalEntity>")
        add_text(out, "cbc:RegistrationName", party.name)
        add_id(out, "cbc:CompanyID", party.legal_registration)
        add_text(out, "cbc:CompanyLegalForm", party.additional_legal_information)
        out.append("</cac:PartyLegalEntity>")
    contact = party.contact
    if contact is not None:
        out.append("<cac:Contact>")
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


def _add_tax_schemes(out: Out, vat_identifier: str | None, tax_registration: str | None = None) -> None:
    if vat_identifier is not None:
        out.append(f"<cac:PartyTaxScheme><cbc:CompanyID>{escaped(vat_identifier)}</cbc:CompanyID>")
        out.append(f"{VAT_SCHEME}</cac:PartyTaxScheme>")
    if tax_registration is not None:
        out.append(f"<cac:PartyTaxScheme><cbc:CompanyID>{escaped(tax_registration)}</cbc:CompanyID>")
        out.append("<cac:TaxScheme><cbc:ID>TAX</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>")


def _add_address(out: Out, tag: str, address: PostalAddress) -> None:
    out.append(f"<{tag}>")
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
        _add_identification(out, payee.identifier, "payee.identifier", sells=True)
    _add_creditor(out, creditor)
    if payee.name is not None:
        out.append(f"<cac:PartyName><cbc:Name>{escaped(payee.name)}</cbc:Name></cac:PartyName>")
    if payee.legal_registration is not None:
        out.append("<cac:PartyLegalEntity>")
        add_id(out, "cbc:CompanyID", payee.legal_registration)
        out.append("</cac:PartyLegalEntity>")
    out.append("</cac:PayeeParty>")


def _add_tax_representative(out: Out, representative: TaxRepresentative) -> None:
    out.append("<cac:TaxRepresentativeParty>")
    if representative.name is not None:
        out.append(f"<cac:PartyName><cbc:Name>{escaped(representative.name)}</cbc:Name></cac:PartyName>")
    if representative.address is not None:
        _add_address(out, "cac:PostalAddress", representative.address)
    _add_tax_schemes(out, representative.vat_identifier)
    out.append("</cac:TaxRepresentativeParty>")


def _add_delivery(out: Out, delivery: Delivery) -> None:
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


def _add_payment(out: Out, invoice: Invoice, *, due_date: date | None) -> None:
    """Write the payment means and terms; a credit note's due date stands in them."""
    payment = invoice.payment
    if payment is not None:
        carrier = mandated(payment)
        for index in range(max(1, len(payment.means))):
            _add_payment_means(out, payment, index, due_date, carries_mandate=index == carrier)
        due_date = None
    if invoice.payment_terms is not None or due_date is not None:
        out.append("<cac:PaymentTerms>")
        add_text(out, "cbc:Note", invoice.payment_terms)
        add_date(out, "cbc:PaymentDueDate", due_date)
        out.append("</cac:PaymentTerms>")


def _add_payment_means(out: Out, payment: Payment, index: int, due_date: date | None, *, carries_mandate: bool) -> None:
    out.append("<cac:PaymentMeans>")
    means = payment.means[index] if payment.means else None
    if means is None:
        why = "UBL demands a payment means code beside BT-83 and a mandate; 1 (not defined) is written"
        out.lose("payment.means[0].code", _NOT_DEFINED, why, done=Done.ADDED)
        means = PaymentMeans(code=_NOT_DEFINED)
    if means.code is not None or means.text is not None:
        code = escaped(means.code or "")
        out.append(f"<cbc:PaymentMeansCode{attribute('name', means.text)}>{code}</cbc:PaymentMeansCode>")
    add_date(out, "cbc:PaymentDueDate", due_date)
    add_text(out, "cbc:PaymentID", payment.remittance_information)
    if means.card is not None:
        out.append("<cac:CardAccount>")
        add_text(out, "cbc:PrimaryAccountNumberID", means.card.primary_account_number)
        out.append("<cbc:NetworkID>NA</cbc:NetworkID>")
        add_text(out, "cbc:HolderName", means.card.holder_name)
        out.append("</cac:CardAccount>")
    if means.credit_transfer is not None:
        account = means.credit_transfer
        out.append("<cac:PayeeFinancialAccount>")
        add_text(out, "cbc:ID", account.account)
        add_text(out, "cbc:Name", account.account_name)
        _add_reference(out, "cac:FinancialInstitutionBranch", account.provider)
        out.append("</cac:PayeeFinancialAccount>")
    debit = payment.direct_debit
    if carries_mandate and debit is not None and (debit.creditor_identifier is None or _has_mandate(payment)):
        out.append("<cac:PaymentMandate>")
        add_text(out, "cbc:ID", debit.mandate_reference)
        _add_reference(out, "cac:PayerFinancialAccount", debit.debited_account)
        out.append("</cac:PaymentMandate>")
    out.append("</cac:PaymentMeans>")


def _has_mandate(payment: Payment) -> bool:
    debit = payment.direct_debit
    return debit is not None and (debit.mandate_reference is not None or debit.debited_account is not None)


def _add_tax_totals(out: Out, invoice: Invoice, currency: str) -> None:
    totals = invoice.totals
    vat = totals.vat_amount if totals else None
    if vat is None and invoice.vat_breakdown:
        vat = summed([row.tax_amount for row in invoice.vat_breakdown])
        why = "UBL holds the VAT breakdown only below a VAT total; the sum of it is written"
        out.lose("totals.vat_amount", vat, why, done=Done.ADDED)
    if vat is not None:
        out.append("<cac:TaxTotal>")
        add_number(out, "cbc:TaxAmount", vat, currency)
        for row in invoice.vat_breakdown:
            _add_subtotal(out, row, currency)
        out.append("</cac:TaxTotal>")
    accounting = totals.vat_amount_accounting if totals else None
    if accounting is None:
        return
    if invoice.vat_currency is None:
        out.lose(
            "totals.vat_amount_accounting", accounting, "an amount in the accounting currency needs BT-6 to be told"
        )
    elif invoice.vat_currency == invoice.currency and vat is None:
        out.lose("totals.vat_amount_accounting", accounting, "in the invoice currency it would be read as BT-110")
    else:
        out.append("<cac:TaxTotal>")
        add_number(out, "cbc:TaxAmount", accounting, attribute("currencyID", invoice.vat_currency))
        out.append("</cac:TaxTotal>")


def _add_subtotal(out: Out, row: VatBreakdown, currency: str) -> None:
    out.append("<cac:TaxSubtotal>")
    add_number(out, "cbc:TaxableAmount", row.taxable_amount, currency)
    add_number(out, "cbc:TaxAmount", row.tax_amount, currency)
    out.append("<cac:TaxCategory>")
    add_text(out, "cbc:ID", row.category)
    add_number(out, "cbc:Percent", row.rate)
    add_text(out, "cbc:TaxExemptionReasonCode", row.exemption_reason_code)
    add_text(out, "cbc:TaxExemptionReason", row.exemption_reason)
    out.append(f"{VAT_SCHEME}</cac:TaxCategory></cac:TaxSubtotal>")


def _add_totals(out: Out, invoice: Invoice, currency: str) -> None:
    totals = invoice.totals
    if totals is None:
        return
    out.append("<cac:LegalMonetaryTotal>")
    amounts: tuple[tuple[str, Decimal | None], ...] = (
        ("cbc:LineExtensionAmount", totals.line_net_amount),
        ("cbc:TaxExclusiveAmount", totals.amount_excl_vat),
        ("cbc:TaxInclusiveAmount", totals.amount_incl_vat),
        ("cbc:AllowanceTotalAmount", totals.allowance_amount),
        ("cbc:ChargeTotalAmount", totals.charge_amount),
        ("cbc:PrepaidAmount", totals.paid_amount),
        ("cbc:PayableRoundingAmount", totals.rounding_amount),
        ("cbc:PayableAmount", totals.amount_due),
    )
    for tag, amount in amounts:
        add_number(out, tag, amount, currency)
    out.append("</cac:LegalMonetaryTotal>")
