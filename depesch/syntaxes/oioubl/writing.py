"""The model as OIOUBL 2.1. What it cannot hold as it is was fitted before (`fitted.py`), where it is named.

Source: OIOUBL 2.1, class documentation and published examples; UBL 2.1 (order of elements).
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import msgspec

from depesch.model.invoice import Invoice, Item, Line, Totals, VatBreakdown
from depesch.syntaxes import Writing
from depesch.syntaxes.fitting import name_differences
from depesch.syntaxes.markup import Out, add_number, add_text, attribute, digits, escaped
from depesch.syntaxes.oioubl.codes import VAT_MARKUP, WRITTEN_CATEGORIES, named_id
from depesch.syntaxes.oioubl.fitted import ADDED, REASONS, fitted, including_as_written
from depesch.syntaxes.oioubl.meaning import EXACT, known
from depesch.syntaxes.oioubl.party_writing import MARKUP, add_parties
from depesch.syntaxes.oioubl.payment_writing import add_payment
from depesch.syntaxes.ubl.line_writing import add_item, add_line_head, add_price, kind_of_line
from depesch.syntaxes.ubl.names import CAC_NS, CBC_NS, CREDIT_NOTE_NS, INVOICE_NS
from depesch.syntaxes.ubl.notes import note_text
from depesch.syntaxes.ubl.parts import TaxMarkup, add_allowances, add_date, add_period, category_markup
from depesch.syntaxes.ubl.party_writing import add_delivery
from depesch.syntaxes.ubl.reference_writing import add_references

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_DANISH = 'schemeAgencyID="320"'
_LISTED = 'listAgencyID="320"'
_TAX = TaxMarkup(f' {_DANISH} schemeID="urn:oioubl:id:taxcategoryid-1.1"', VAT_MARKUP)
_CENT = Decimal("0.01")
_changed = msgspec.structs.replace


def write(invoice: Invoice) -> Writing:
    """Return the invoice in OIOUBL 2.1, in UTF-8, and what OIOUBL could not hold."""
    out = Out()
    kept = fitted(invoice)
    name_differences(out, invoice, kept, REASONS, ADDED)
    credit_note = kept.is_credit_note
    root, namespace = ("CreditNote", CREDIT_NOTE_NS) if credit_note else ("Invoice", INVOICE_NS)
    currency = attribute("currencyID", kept.currency)
    spelled = _spelled(kept)
    out.append(f'{_DECLARATION}<{root} xmlns="{namespace}" xmlns:cac="{CAC_NS}" xmlns:cbc="{CBC_NS}">')
    _add_head(out, spelled, credit_note=credit_note)
    add_references(out, spelled, credit_note=credit_note, described_by="cbc:DocumentType")
    add_parties(out, spelled)
    if spelled.delivery is not None:
        add_delivery(out, spelled.delivery, MARKUP)
    add_payment(out, spelled)
    if not credit_note:
        _add_prepaid(out, spelled.totals, currency)
    add_allowances(out, spelled.allowances, currency, "false", _TAX)
    add_allowances(out, spelled.charges, currency, "true", _TAX)
    _add_tax_total(out, spelled, currency)
    if spelled.totals is not None:
        _add_totals(out, spelled.totals, currency)
    for index, line in enumerate(spelled.lines):
        _add_line(out, line, index, currency, "Credit" if credit_note else "Invoice")
    out.append(f"</{root}>\n")
    return Writing(data=out.document(kept), losses=tuple(out.losses))


def _spelled(invoice: Invoice) -> Invoice:
    """Return the invoice with codes and schemes as OIOUBL spells them, ready to be written."""
    order = invoice.order_reference
    if order is None and invoice.sales_order_reference is not None:
        order = "n/a"
    delivery, about = invoice.delivery, invoice.invoiced_object
    if order is invoice.order_reference and not (delivery or about or invoice.allowances or invoice.charges):
        return invoice
    return _changed(
        invoice,
        order_reference=order,
        invoiced_object=named_id(about),
        delivery=None if delivery is None else _changed(delivery, location=named_id(delivery.location)),
        allowances=tuple(
            _changed(one, vat_category=_word(one.vat_category), percentage=_factor(one.percentage))
            for one in invoice.allowances
        ),
        charges=tuple(
            _changed(one, vat_category=_word(one.vat_category), percentage=_factor(one.percentage))
            for one in invoice.charges
        ),
    )


def _word(category: str | None) -> str | None:
    return None if category is None else WRITTEN_CATEGORIES[category]


def _factor(percentage: Decimal | None) -> Decimal | None:
    """Return the percentage as a factor: 25 as 0.25."""
    return percentage if known(percentage) is None or percentage is None else percentage.scaleb(-2, EXACT)


def _add_head(out: Out, invoice: Invoice, *, credit_note: bool) -> None:
    out.append("<cbc:UBLVersionID>2.1</cbc:UBLVersionID>")
    add_text(out, "cbc:CustomizationID", invoice.specification)
    profile = escaped(invoice.business_process or "")
    out.append(f'<cbc:ProfileID {_DANISH} schemeID="urn:oioubl:id:profileid-1.2">{profile}</cbc:ProfileID>')
    add_text(out, "cbc:ID", invoice.number)
    add_date(out, "cbc:IssueDate", invoice.issue_date)
    if credit_note:
        add_date(out, "cbc:TaxPointDate", invoice.tax_point_date)
    else:
        kind = escaped(invoice.type_code or "")
        listed = f'{_LISTED} listID="urn:oioubl:codelist:invoicetypecode-1.1"'
        out.append(f"<cbc:InvoiceTypeCode {listed}>{kind}</cbc:InvoiceTypeCode>")
    for note in invoice.notes:
        add_text(out, "cbc:Note", note_text(note)[0])
    if not credit_note:
        add_date(out, "cbc:TaxPointDate", invoice.tax_point_date)
    add_text(out, "cbc:DocumentCurrencyCode", invoice.currency)
    add_text(out, "cbc:TaxCurrencyCode", invoice.vat_currency)
    add_text(out, "cbc:AccountingCost", invoice.buyer_accounting_reference)
    if invoice.period is not None:
        add_period(out, invoice.period)


def _add_prepaid(out: Out, totals: Totals | None, currency: str) -> None:
    """Write what was paid before; the Danish rules want it beside the total of it."""
    if totals is not None and known(totals.paid_amount):
        out.append("<cac:PrepaidPayment>")
        add_number(out, "cbc:PaidAmount", totals.paid_amount, currency)
        out.append("</cac:PrepaidPayment>")


def _add_tax_total(out: Out, invoice: Invoice, currency: str) -> None:
    totals = invoice.totals
    if totals is None or totals.vat_amount is None:
        return
    out.append("<cac:TaxTotal>")
    add_number(out, "cbc:TaxAmount", totals.vat_amount, currency)
    for row in invoice.vat_breakdown:
        out.append("<cac:TaxSubtotal>")
        add_number(out, "cbc:TaxableAmount", row.taxable_amount, currency)
        add_number(out, "cbc:TaxAmount", row.tax_amount, currency)
        accounting = attribute("currencyID", invoice.vat_currency)
        add_number(out, "cbc:TransactionCurrencyTaxAmount", totals.vat_amount_accounting, accounting)
        _add_row_category(out, row)
        out.append("</cac:TaxSubtotal>")
    out.append("</cac:TaxTotal>")


def _add_row_category(out: Out, row: VatBreakdown) -> None:
    out.append("<cac:TaxCategory>")
    if row.category is not None:
        out.append(f"<cbc:ID{_TAX.attributes}>{WRITTEN_CATEGORIES[row.category]}</cbc:ID>")
    add_number(out, "cbc:Percent", row.rate)
    add_text(out, "cbc:TaxExemptionReasonCode", row.exemption_reason_code)
    add_text(out, "cbc:TaxExemptionReason", row.exemption_reason)
    out.append(f"{VAT_MARKUP}</cac:TaxCategory>")


def _add_totals(out: Out, totals: Totals, currency: str) -> None:
    out.append("<cac:LegalMonetaryTotal>")
    amounts: tuple[tuple[str, Decimal | None], ...] = (
        ("cbc:LineExtensionAmount", totals.line_net_amount),
        ("cbc:TaxExclusiveAmount", totals.vat_amount),
        ("cbc:TaxInclusiveAmount", including_as_written(totals)),
        ("cbc:AllowanceTotalAmount", totals.allowance_amount),
        ("cbc:ChargeTotalAmount", totals.charge_amount),
        ("cbc:PrepaidAmount", totals.paid_amount),
        ("cbc:PayableRoundingAmount", totals.rounding_amount),
        ("cbc:PayableAmount", totals.amount_due),
    )
    for tag, amount in amounts:
        add_number(out, tag, amount, currency)
    out.append("</cac:LegalMonetaryTotal>")


def _add_line(out: Out, line: Line, index: int, currency: str, kind: str) -> None:
    path, element = f"lines[{index}]", kind_of_line(kind)
    out.append(f"<cac:{element}>")
    if line.object_identifier is not None:
        line = _changed(line, object_identifier=named_id(line.object_identifier))
    add_line_head(out, line, path, currency, kind)
    vat, category = line.vat, None
    if vat is not None:
        category = category_markup(out, _word(vat.category), vat.rate, _TAX)
        _add_line_tax(out, line.net_amount, vat.rate, currency, category)
    item = line.item or Item()
    if item.standard_identifier is not None:
        item = _changed(item, standard_identifier=named_id(item.standard_identifier))
    add_item(out, item, category)
    if line.price is not None:
        add_price(out, line.price, currency, path)
    out.append(f"</cac:{element}>")


def _add_line_tax(out: Out, net: Decimal | None, rate: Decimal | None, currency: str, category: str) -> None:
    """Write the VAT of a line, which the Danish rules demand; the amount is what the rate makes it."""
    amount = None if net is None else digits(net)
    if net is None or rate is None or amount is None or digits(rate) is None:
        return
    tax = digits(EXACT.multiply(net, rate).scaleb(-2, EXACT).quantize(_CENT, ROUND_HALF_UP, EXACT))
    if tax is None:
        return
    out.append(
        f"<cac:TaxTotal><cbc:TaxAmount{currency}>{tax}</cbc:TaxAmount><cac:TaxSubtotal>"
        f"<cbc:TaxableAmount{currency}>{amount}</cbc:TaxableAmount><cbc:TaxAmount{currency}>{tax}</cbc:TaxAmount>"
        f"<cac:TaxCategory>{category}</cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>"
    )
