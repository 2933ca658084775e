"""The model as Finvoice 3.0 and 2.01, in ISO-8859-15 as the guidelines have it.

What the schema demands and the invoice does not state: a text is two dashes, which read as nothing; a missing date,
currency or total is named as added. Characters that ISO-8859-15 has not are written as references, and so kept.
A credit note has negative amounts and the type INV02. One whose total is negative in the model, so that it is to be
paid, is INV01 with UNTDID 381 in 3.0, and an invoice in 2.01.

Source: Finvoice implementation guidelines and data lists 2.01 and 3.0.
"""

from __future__ import annotations

from depesch.model.invoice import Invoice, Party, Totals
from depesch.syntaxes import Writing
from depesch.syntaxes.finvoice.codes import CREDIT, TYPE_TEXTS, code_for
from depesch.syntaxes.finvoice.editions import FINVOICE_30, FINVOICE_201, Edition
from depesch.syntaxes.finvoice.elements import ENCODING, Page
from depesch.syntaxes.finvoice.fits import TEXT_OF_TERMS, split
from depesch.syntaxes.finvoice.keeping import TEXTS_OF_VAT, kept
from depesch.syntaxes.finvoice.party_writing import (
    add_delivery,
    add_party,
    add_payee,
    add_representative,
    add_transmission,
    customer,
)
from depesch.syntaxes.finvoice.payment_writing import add_accounts, add_card_and_debit, add_order
from depesch.syntaxes.finvoice.reasons import ADDED, REASONS, REASONS_201
from depesch.syntaxes.finvoice.row_writing import add_charge, add_row
from depesch.syntaxes.fitting import name_differences
from depesch.syntaxes.markup import attribute

_SCHEMA = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation='


def write_30(invoice: Invoice) -> Writing:
    """Return the invoice in Finvoice 3.0, and what it could not hold."""
    return _write(invoice, FINVOICE_30)


def write_201(invoice: Invoice) -> Writing:
    """Return the invoice in Finvoice 2.01, and what it could not hold."""
    return _write(invoice, FINVOICE_201)


def _write(invoice: Invoice, edition: Edition) -> Writing:
    fitting = kept(invoice, edition)
    page = Page(edition, fitting.currency or "", is_turned=fitting.is_credit_note)
    page.append(f'<?xml version="1.0" encoding="{ENCODING}"?>')
    page.append('<?xml-stylesheet type="text/xsl" href="Finvoice.xsl"?>')
    page.append(f'<Finvoice Version="{edition.version}" {_SCHEMA}"Finvoice{edition.version}.xsd">')
    add_transmission(page, fitting)
    _add_parties(page, fitting)
    _add_details(page, fitting)
    if edition.is_en16931:
        add_card_and_debit(page, fitting.payment)
    for line in fitting.lines:
        add_row(page, line)
    if not fitting.lines:
        page.append("<InvoiceRow></InvoiceRow>")
    add_order(page, fitting)
    _add_links(page, fitting)
    page.append("</Finvoice>")
    data = page.encoded(invoice)
    name_differences(page, invoice, fitting, REASONS if edition.is_en16931 else REASONS_201, ADDED)
    beside = tuple(one.attachment for one in invoice.supporting_documents if one.attachment is not None)
    return Writing(data=data, losses=tuple(page.losses), beside=beside)


def _add_parties(page: Page, invoice: Invoice) -> None:
    seller = invoice.seller or Party()
    add_party(page, "Seller", seller)
    accounts = [one for one in invoice.payment.means if one.credit_transfer] if invoice.payment else []
    if accounts or seller.tax_registration is not None or seller.additional_legal_information is not None:
        page.append("<SellerInformationDetails>")
        page.text("SellerTaxRegistrationText", seller.tax_registration)
        page.text("SellerAdditionalLegalInfo", seller.additional_legal_information)
        add_accounts(page, invoice.payment)
        page.append("</SellerInformationDetails>")
    add_party(page, "Buyer", invoice.buyer or Party())
    add_delivery(page, invoice)
    if invoice.payee is not None:
        add_payee(page, invoice.payee)
    if invoice.tax_representative is not None:
        add_representative(page, invoice.tax_representative)


def _invoice_code(invoice: Invoice) -> str:
    """Return the InvoiceTypeCode: a credit note that is to be paid is handled as an invoice."""
    code = code_for(invoice.type_code or "")
    total = (invoice.totals or Totals()).amount_incl_vat
    return "INV01" if code == CREDIT and total is not None and total < 0 else code


def _add_details(page: Page, invoice: Invoice) -> None:
    page.append("<InvoiceDetails>")
    code = _invoice_code(invoice)
    page.text("InvoiceTypeCode", code)
    if page.edition.is_en16931:
        page.text("InvoiceTypeCodeUN", invoice.type_code)
    page.text("InvoiceTypeText", TYPE_TEXTS[code])
    page.text("OriginCode", "Original")
    page.identifier("InvoicedObjectID", invoice.invoiced_object)
    page.stated("InvoiceNumber", invoice.number)
    page.day("InvoiceDate", invoice.issue_date)
    _add_preceding(page, invoice)
    if invoice.period is not None:
        page.day("InvoicingPeriodStartDate", invoice.period.start)
        page.day("InvoicingPeriodEndDate", invoice.period.end)
    page.text("SellerReferenceIdentifier", invoice.sales_order_reference)
    page.party_code("SellersBuyerIdentifier", customer(invoice.buyer))
    page.text("OrderIdentifier", invoice.order_reference)
    page.text("AgreementIdentifier", invoice.contract_reference)
    page.text("BuyerReferenceIdentifier", invoice.buyer_reference)
    page.text("ProjectReferenceIdentifier", invoice.project_reference)
    _add_subjects(page, invoice)
    _add_totals(page, invoice, invoice.totals or Totals())
    page.text("AccountDimensionText", invoice.buyer_accounting_reference)
    _add_tax_point(page, invoice)
    _add_vat_rows(page, invoice)
    for note in invoice.notes:
        if note.subject_code is None:
            page.text("InvoiceFreeText", note.text)
    _add_terms(page, invoice)
    _add_charges(page, invoice)
    page.text("TenderReference", invoice.tender_or_lot_reference)
    page.append("</InvoiceDetails>")


def _add_preceding(page: Page, invoice: Invoice) -> None:
    """Write the first preceding invoice by itself, as all versions have it, then the others."""
    for index, one in enumerate(invoice.preceding_invoices):
        if index == 0:
            page.text("OriginalInvoiceNumber", one.number)
            page.day("OriginalInvoiceDate", one.issue_date)
            continue
        page.append("<OriginalInvoiceReference>")
        page.text("InvoiceNumber", one.number)
        page.day("InvoiceDate", one.issue_date)
        page.append("</OriginalInvoiceReference>")


def _add_subjects(page: Page, invoice: Invoice) -> None:
    for note in invoice.notes:
        if note.subject_code is not None:
            page.append("<DefinitionDetails>")
            page.text("DefinitionHeaderText", "", attribute("DefinitionCode", note.subject_code))
            page.text("DefinitionValue", note.text)
            page.append("</DefinitionDetails>")


def _add_totals(page: Page, invoice: Invoice, totals: Totals) -> None:
    is_new = page.edition.is_en16931
    if is_new:
        page.money("RowsTotalVatExcludedAmount", totals.line_net_amount)
        page.money("DiscountsTotalVatExcludedAmount", totals.allowance_amount)
        page.money("ChargesTotalVatExcludedAmount", totals.charge_amount)
    page.money("InvoiceTotalVatExcludedAmount", totals.amount_excl_vat)
    page.money("InvoiceTotalVatAmount", totals.vat_amount)
    if totals.vat_amount_accounting is not None:
        other = Page(page.edition, invoice.vat_currency or "", is_turned=page.is_turned)
        other.money("InvoiceTotalVatAccountingAmount", totals.vat_amount_accounting)
        page += other
    page.money("InvoiceTotalVatIncludedAmount", totals.amount_incl_vat)
    page.money("InvoiceTotalRoundoffAmount", totals.rounding_amount)
    page.money("InvoicePaidAmount", totals.paid_amount)


def _add_tax_point(page: Page, invoice: Invoice) -> None:
    if invoice.tax_point_date is not None or invoice.tax_point_date_code is not None:
        page.append("<VatPoint>")
        page.day("VatPointDate", invoice.tax_point_date)
        page.text("VatPointDateCode", invoice.tax_point_date_code)
        page.append("</VatPoint>")


def _add_vat_rows(page: Page, invoice: Invoice) -> None:
    for row in invoice.vat_breakdown:
        page.append("<VatSpecificationDetails>")
        page.money("VatBaseAmount", row.taxable_amount)
        page.number("VatRatePercent", row.rate)
        page.text("VatCode", row.category)
        page.money("VatRateAmount", row.tax_amount)
        for text in split(row.exemption_reason or "", TEXT_OF_TERMS, TEXTS_OF_VAT):
            page.text("VatFreeText", text)
        page.text("VatExemptionReasonCode", row.exemption_reason_code)
        page.append("</VatSpecificationDetails>")


def _add_terms(page: Page, invoice: Invoice) -> None:
    """Write the terms of payment, two texts for each element, and the due date in the first."""
    texts = split(invoice.payment_terms or "", TEXT_OF_TERMS)
    for index in range(0, max(len(texts), 1), 2):
        page.append("<PaymentTermsDetails>")
        for text in texts[index : index + 2]:
            page.text("PaymentTermsFreeText", text)
        if index == 0:
            page.day("InvoiceDueDate", invoice.due_date)
        page.append("</PaymentTermsDetails>")


def _add_charges(page: Page, invoice: Invoice) -> None:
    for element, reason, charges in (
        ("DiscountDetails", "FreeText", invoice.allowances),
        ("ChargeDetails", "ReasonText", invoice.charges),
    ):
        for one in charges:
            page.append(f"<{element}>")
            add_charge(page, one, reason)
            page.text("VatCategoryCode", one.vat_category)
            page.number("VatRatePercent", one.vat_rate)
            page.append(f"</{element}>")


def _add_links(page: Page, invoice: Invoice) -> None:
    """Write the links, and their names if any has one: as many as there are links."""
    documents = invoice.supporting_documents
    if any(one.description is not None for one in documents):
        for one in documents:
            page.text("InvoiceUrlNameText", one.description or "")
    for one in documents:
        page.text("InvoiceUrlText", one.location)
