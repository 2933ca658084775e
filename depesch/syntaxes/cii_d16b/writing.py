"""The model as UN/CEFACT Cross Industry Invoice D16B.

Named as losses: a tax point code (BT-8) that CII would have read as another one, VAT of a line's allowance, a VAT
amount in an accounting currency that is not there; and what CII demands beside a term: a gross price beside BT-147.
Identifiers of a party without a scheme stand before those with one, since they are two elements here.

Source: UN/CEFACT CII D16B; CEN/TS 16931-3-3.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from depesch.model.invoice import Delivery, Invoice, Payment, PaymentMeans, Totals, VatBreakdown
from depesch.syntaxes import Writing
from depesch.syntaxes.cii_d16b.line_writing import add_line
from depesch.syntaxes.cii_d16b.names import (
    QDT_NS,
    RAM_NS,
    RSM_NS,
    TAX_POINT_CODES,
    TAX_POINT_CODES_WRITTEN,
    UDT_NS,
)
from depesch.syntaxes.cii_d16b.parts import add_allowances, add_date, add_period
from depesch.syntaxes.cii_d16b.party_writing import add_address, add_agreement, add_either_id, add_payee
from depesch.syntaxes.markup import Out, add_number, add_text, attribute, escaped
from depesch.syntaxes.payment import is_iban, mandated

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACES = f'xmlns:rsm="{RSM_NS}" xmlns:ram="{RAM_NS}" xmlns:udt="{UDT_NS}" xmlns:qdt="{QDT_NS}"'


def write(invoice: Invoice) -> Writing:
    """Return the invoice in CII D16B, in UTF-8, and what CII could not hold."""
    out = Out()
    out.append(f"{_DECLARATION}<rsm:CrossIndustryInvoice {_NAMESPACES}>")
    _add_head(out, invoice)
    out.append("<rsm:SupplyChainTradeTransaction>")
    for index, line in enumerate(invoice.lines):
        add_line(out, line, index)
    add_agreement(out, invoice)
    _add_delivery(out, invoice)
    _add_settlement(out, invoice)
    out.append("</rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>\n")
    return Writing(data=out.document(invoice), losses=tuple(out.losses))


def _add_head(out: Out, invoice: Invoice) -> None:
    out.append("<rsm:ExchangedDocumentContext>")
    _add_parameter(out, "ram:BusinessProcessSpecifiedDocumentContextParameter", invoice.business_process)
    _add_parameter(out, "ram:GuidelineSpecifiedDocumentContextParameter", invoice.specification)
    out.append("</rsm:ExchangedDocumentContext><rsm:ExchangedDocument>")
    add_text(out, "ram:ID", invoice.number)
    add_text(out, "ram:TypeCode", invoice.type_code)
    add_date(out, "ram:IssueDateTime", invoice.issue_date)
    for note in invoice.notes:
        out.append("<ram:IncludedNote>")
        add_text(out, "ram:Content", note.text)
        add_text(out, "ram:SubjectCode", note.subject_code)
        out.append("</ram:IncludedNote>")
    out.append("</rsm:ExchangedDocument>")


def _add_parameter(out: Out, tag: str, value: str | None) -> None:
    if value is not None:
        out.append(f"<{tag}><ram:ID>{escaped(value)}</ram:ID></{tag}>")


def _add_delivery(out: Out, invoice: Invoice) -> None:
    out.append("<ram:ApplicableHeaderTradeDelivery>")
    if invoice.delivery is not None:
        _add_ship_to(out, invoice.delivery)
    for tag, reference in (
        ("ram:DespatchAdviceReferencedDocument", invoice.despatch_advice_reference),
        ("ram:ReceivingAdviceReferencedDocument", invoice.receiving_advice_reference),
    ):
        if reference is not None:
            out.append(f"<{tag}><ram:IssuerAssignedID>{escaped(reference)}</ram:IssuerAssignedID></{tag}>")
    out.append("</ram:ApplicableHeaderTradeDelivery>")


def _add_ship_to(out: Out, delivery: Delivery) -> None:
    if (delivery.party_name, delivery.location, delivery.address) != (None, None, None) or not delivery.delivery_date:
        out.append("<ram:ShipToTradeParty>")
        add_either_id(out, delivery.location)
        add_text(out, "ram:Name", delivery.party_name)
        if delivery.address is not None:
            add_address(out, delivery.address)
        out.append("</ram:ShipToTradeParty>")
    if delivery.delivery_date is not None:
        out.append("<ram:ActualDeliverySupplyChainEvent>")
        add_date(out, "ram:OccurrenceDateTime", delivery.delivery_date)
        out.append("</ram:ActualDeliverySupplyChainEvent>")


def _add_settlement(out: Out, invoice: Invoice) -> None:
    payment = invoice.payment
    debit = payment.direct_debit if payment else None
    out.append("<ram:ApplicableHeaderTradeSettlement>")
    if debit is not None:
        add_text(out, "ram:CreditorReferenceID", debit.creditor_identifier)
    if payment is not None:
        add_text(out, "ram:PaymentReference", payment.remittance_information)
    add_text(out, "ram:TaxCurrencyCode", invoice.vat_currency)
    add_text(out, "ram:InvoiceCurrencyCode", invoice.currency)
    if invoice.payee is not None:
        add_payee(out, invoice.payee)
    if payment is not None:
        _add_payment(out, payment)
    _add_vat_rows(out, invoice)
    if invoice.period is not None:
        add_period(out, invoice.period)
    add_allowances(out, invoice.allowances, "false")
    add_allowances(out, invoice.charges, "true")
    _add_payment_terms(out, invoice, debit.mandate_reference if debit else None)
    if invoice.totals is not None:
        _add_totals(out, invoice, invoice.totals)
    for preceding in invoice.preceding_invoices:
        out.append("<ram:InvoiceReferencedDocument>")
        add_text(out, "ram:IssuerAssignedID", preceding.number)
        add_date(out, "ram:FormattedIssueDateTime", preceding.issue_date, "qdt")
        out.append("</ram:InvoiceReferencedDocument>")
    if invoice.buyer_accounting_reference is not None:
        reference = escaped(invoice.buyer_accounting_reference)
        out.append(f"<ram:ReceivableSpecifiedTradeAccountingAccount><ram:ID>{reference}</ram:ID>")
        out.append("</ram:ReceivableSpecifiedTradeAccountingAccount>")
    out.append("</ram:ApplicableHeaderTradeSettlement>")


def _add_payment(out: Out, payment: Payment) -> None:
    debit = payment.direct_debit
    says_more = debit is not None and (debit.creditor_identifier is not None or debit.mandate_reference is not None)
    wants_account = debit is not None and (debit.debited_account is not None or not says_more)
    if not payment.means and not wants_account and (says_more or payment.remittance_information is not None):
        return  # the reference, the mandate and the creditor stand elsewhere
    carrier = mandated(payment)
    for index, means in enumerate(payment.means or (PaymentMeans(),)):
        out.append("<ram:SpecifiedTradeSettlementPaymentMeans>")
        add_text(out, "ram:TypeCode", means.code)
        add_text(out, "ram:Information", means.text)
        if means.card is not None:
            out.append("<ram:ApplicableTradeSettlementFinancialCard>")
            add_text(out, "ram:ID", means.card.primary_account_number)
            add_text(out, "ram:CardholderName", means.card.holder_name)
            out.append("</ram:ApplicableTradeSettlementFinancialCard>")
        if index == carrier and wants_account and debit is not None:
            out.append("<ram:PayerPartyDebtorFinancialAccount>")
            _add_account(out, debit.debited_account)
            out.append("</ram:PayerPartyDebtorFinancialAccount>")
        _add_credit_transfer(out, means)
        out.append("</ram:SpecifiedTradeSettlementPaymentMeans>")


def _add_credit_transfer(out: Out, means: PaymentMeans) -> None:
    transfer = means.credit_transfer
    if transfer is None:
        return
    if transfer.account is not None or transfer.account_name is not None or transfer.provider is None:
        out.append("<ram:PayeePartyCreditorFinancialAccount>")
        iban = transfer.account is not None and is_iban(transfer.account)
        add_text(out, "ram:IBANID", transfer.account if iban else None)
        add_text(out, "ram:AccountName", transfer.account_name)
        add_text(out, "ram:ProprietaryID", None if iban else transfer.account)
        out.append("</ram:PayeePartyCreditorFinancialAccount>")
    if transfer.provider is not None:
        provider = escaped(transfer.provider)
        out.append(f"<ram:PayeeSpecifiedCreditorFinancialInstitution><ram:BICID>{provider}</ram:BICID>")
        out.append("</ram:PayeeSpecifiedCreditorFinancialInstitution>")


def _add_account(out: Out, account: str | None) -> None:
    if account is not None:
        add_text(out, "ram:IBANID" if is_iban(account) else "ram:ProprietaryID", account)


def _add_vat_rows(out: Out, invoice: Invoice) -> None:
    code = invoice.tax_point_date_code
    if code in TAX_POINT_CODES:
        why = f"CII writes BT-8 in another code list, where {code} means what {TAX_POINT_CODES[code]} means here"
        out.lose("tax_point_date_code", code, why)
        code = None
    code = TAX_POINT_CODES_WRITTEN.get(code, code) if code is not None else None
    if invoice.vat_breakdown:
        tax_point = invoice.tax_point_date
        for row in invoice.vat_breakdown:
            _add_vat_row(out, row, tax_point, code)
            tax_point = None  # a date stands once, a code with each row (CII-SR-461, CII-SR-462)
    elif code is not None or invoice.tax_point_date is not None:
        out.append("<ram:ApplicableTradeTax>")
        _add_tax_point(out, invoice.tax_point_date, code)
        out.append("</ram:ApplicableTradeTax>")


def _add_vat_row(out: Out, row: VatBreakdown, tax_point: date | None, code: str | None) -> None:
    out.append("<ram:ApplicableTradeTax>")
    add_number(out, "ram:CalculatedAmount", row.tax_amount)
    out.append("<ram:TypeCode>VAT</ram:TypeCode>")
    add_text(out, "ram:ExemptionReason", row.exemption_reason)
    add_number(out, "ram:BasisAmount", row.taxable_amount)
    add_text(out, "ram:CategoryCode", row.category)
    add_text(out, "ram:ExemptionReasonCode", row.exemption_reason_code)
    _add_tax_point(out, tax_point, code)
    add_number(out, "ram:RateApplicablePercent", row.rate)
    out.append("</ram:ApplicableTradeTax>")


def _add_tax_point(out: Out, tax_point: date | None, code: str | None) -> None:
    if tax_point is not None:
        add_date(out, "ram:TaxPointDate", tax_point, element="DateString")
    add_text(out, "ram:DueDateTypeCode", code)


def _add_payment_terms(out: Out, invoice: Invoice, mandate: str | None) -> None:
    if invoice.payment_terms is None and invoice.due_date is None and mandate is None:
        return
    out.append("<ram:SpecifiedTradePaymentTerms>")
    add_text(out, "ram:Description", invoice.payment_terms)
    add_date(out, "ram:DueDateDateTime", invoice.due_date)
    add_text(out, "ram:DirectDebitMandateID", mandate)
    out.append("</ram:SpecifiedTradePaymentTerms>")


def _add_totals(out: Out, invoice: Invoice, totals: Totals) -> None:
    out.append("<ram:SpecifiedTradeSettlementHeaderMonetarySummation>")
    _add_amounts(
        out,
        ("ram:LineTotalAmount", totals.line_net_amount),
        ("ram:ChargeTotalAmount", totals.charge_amount),
        ("ram:AllowanceTotalAmount", totals.allowance_amount),
        ("ram:TaxBasisTotalAmount", totals.amount_excl_vat),
    )
    add_number(out, "ram:TaxTotalAmount", totals.vat_amount, attribute("currencyID", invoice.currency))
    _add_accounting_vat(out, invoice, totals)
    _add_amounts(
        out,
        ("ram:RoundingAmount", totals.rounding_amount),
        ("ram:GrandTotalAmount", totals.amount_incl_vat),
        ("ram:TotalPrepaidAmount", totals.paid_amount),
        ("ram:DuePayableAmount", totals.amount_due),
    )
    out.append("</ram:SpecifiedTradeSettlementHeaderMonetarySummation>")


def _add_amounts(out: Out, *amounts: tuple[str, Decimal | None]) -> None:
    for tag, amount in amounts:
        add_number(out, tag, amount)


def _add_accounting_vat(out: Out, invoice: Invoice, totals: Totals) -> None:
    accounting = totals.vat_amount_accounting
    if accounting is None:
        return
    if invoice.vat_currency is None:
        out.lose(
            "totals.vat_amount_accounting", accounting, "an amount in the accounting currency needs BT-6 to be told"
        )
    elif invoice.vat_currency == invoice.currency and totals.vat_amount is None:
        out.lose("totals.vat_amount_accounting", accounting, "in the invoice currency it would be read as BT-110")
    else:
        add_number(out, "ram:TaxTotalAmount", accounting, attribute("currencyID", invoice.vat_currency))
