"""The model as a document of the UBL family: a CreditNote when the type code (BT-3) says so, else an Invoice.

Named as losses, because UBL has no place for them or would have them read otherwise: a seller's or payee's identifier
in the scheme SEPA (that is BT-90), a note's subject code that cannot stand between number signs, VAT of a line's
allowance, a VAT amount in an accounting currency that is not there; and what UBL demands beside a term: an order
reference beside BT-14, a discount beside BT-148.

Source: OASIS UBL 2.1; CEN/TS 16931-3-2; Peppol BIS Billing 3.0 (due date of a credit note in the payment means).
"""

from __future__ import annotations

from decimal import Decimal

from depesch.model.invoice import Invoice, Note, Period, VatBreakdown
from depesch.syntaxes import Done, Writing
from depesch.syntaxes.implied import summed
from depesch.syntaxes.markup import Out, add_number, add_text, attribute
from depesch.syntaxes.ubl.line_writing import add_line
from depesch.syntaxes.ubl.names import CBC_NS, Namespaces
from depesch.syntaxes.ubl.notes import note_text
from depesch.syntaxes.ubl.parts import VAT_SCHEME, add_allowances, add_date, add_period
from depesch.syntaxes.ubl.party_writing import add_delivery, add_parties
from depesch.syntaxes.ubl.payment_writing import add_payment
from depesch.syntaxes.ubl.reference_writing import add_references

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def written(invoice: Invoice, out: Out, names: Namespaces) -> Writing:
    """Return the invoice in UTF-8, and what could not be held beside what `out` has named already."""
    credit_note = invoice.is_credit_note
    root, namespace = ("CreditNote", names.credit_note) if credit_note else ("Invoice", names.invoice)
    currency = attribute("currencyID", invoice.currency)
    out.append(f'{_DECLARATION}<{root} xmlns="{namespace}" xmlns:cac="{names.aggregates}" xmlns:cbc="{CBC_NS}">')
    _add_head(out, invoice, credit_note=credit_note)
    add_references(out, invoice, credit_note=credit_note)
    add_parties(out, invoice)
    if invoice.delivery is not None:
        add_delivery(out, invoice.delivery)
    add_payment(out, invoice, due_date=invoice.due_date if credit_note else None)
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
