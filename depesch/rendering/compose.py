"""Model to view: an invoice in the words of one language. Pure; nothing of the model is left out."""

from __future__ import annotations

from depesch.model.invoice import Invoice
from depesch.rendering import formats, wording
from depesch.rendering.compose_lines import lines_table
from depesch.rendering.compose_money import adjustments_table, due_label, totals_rows, vat_table
from depesch.rendering.compose_parties import delivered_on, other_parties, party
from depesch.rendering.compose_payment import attachments_table, payment_block, reference_field
from depesch.rendering.view import Field, InvoiceView
from depesch.rendering.whole_text import whole
from depesch.rendering.wording import fields, identified
from depesch.rendering.words import Words, words


def compose(invoice: Invoice, *, language: str, send_mode: str = "production") -> InvoiceView:
    """Return what is shown of `invoice` in `language` (BCP 47), marked when `send_mode` is not production."""
    invoice = whole(invoice)
    spoken = words(language)
    title = _title(invoice, spoken)
    number = invoice.number or ""
    return InvoiceView(
        language=spoken.language,
        title=title,
        number=number,
        heading=wording.joined((title, number), " "),
        page_of=spoken.page_of,
        mark="" if send_mode == "production" else spoken.test_mark,
        notice=_notice(send_mode, spoken),
        is_credit_note=invoice.is_credit_note,
        seller=party(invoice.seller, spoken.seller, spoken),
        buyer=party(invoice.buyer, spoken.buyer, spoken),
        parties=other_parties(invoice, spoken),
        facts=_facts(invoice, spoken),
        references_heading=spoken.references,
        references=_references(invoice, spoken),
        notes_heading=spoken.notes,
        notes=tuple(
            wording.joined((n.text, f"({n.subject_code})" if n.subject_code else None), " ") for n in invoice.notes
        ),
        lines=lines_table(invoice.lines, invoice.currency, spoken),
        adjustments=adjustments_table(invoice, spoken),
        vat=vat_table(invoice, spoken),
        totals_heading=spoken.totals,
        totals=totals_rows(invoice, spoken),
        payment=payment_block(invoice, spoken),
        attachments=attachments_table(invoice.supporting_documents, spoken),
        details_heading=spoken.details,
        details=_details(invoice, spoken),
    )


def _title(invoice: Invoice, spoken: Words) -> str:
    general = spoken.credit_note if invoice.is_credit_note else spoken.invoice
    return spoken.titles.get(invoice.type_code or "", general)


def _notice(send_mode: str, spoken: Words) -> str:
    if send_mode == "production":
        return ""
    return spoken.certification_notice if send_mode == "certification" else spoken.test_notice


def _facts(invoice: Invoice, spoken: Words) -> tuple[Field, ...]:
    """Return what is looked for first: the amount, the dates, the reference to pay with."""
    due = invoice.totals.amount_due if invoice.totals else None
    return (
        *fields(
            (due_label(invoice, spoken), formats.amount(due, invoice.currency, spoken) if due is not None else None),
            (spoken.issue_date, formats.day(invoice.issue_date, spoken) if invoice.issue_date else None),
            (spoken.due_date, formats.day(invoice.due_date, spoken) if invoice.due_date else None),
        ),
        *(reference_field(invoice, spoken) if invoice.payment else ()),
    )


def _references(invoice: Invoice, spoken: Words) -> tuple[Field, ...]:
    preceding = (
        wording.joined((p.number, formats.day(p.issue_date, spoken) if p.issue_date else None))
        for p in invoice.preceding_invoices
    )
    return (
        *fields(
            (spoken.buyer_reference, invoice.buyer_reference),
            (spoken.order_reference, invoice.order_reference),
            (spoken.sales_order_reference, invoice.sales_order_reference),
            (spoken.contract_reference, invoice.contract_reference),
            (spoken.project_reference, invoice.project_reference),
            (spoken.despatch_advice_reference, invoice.despatch_advice_reference),
            (spoken.receiving_advice_reference, invoice.receiving_advice_reference),
            (spoken.tender_or_lot_reference, invoice.tender_or_lot_reference),
        ),
        *identified(spoken.invoiced_object, invoice.invoiced_object),
        *fields(
            (spoken.buyer_accounting_reference, invoice.buyer_accounting_reference),
            (spoken.delivery_date, delivered_on(invoice, spoken)),
            (spoken.period, wording.period(invoice.period, spoken)),
            *((spoken.preceding_invoice, text) for text in preceding),
            (spoken.tax_point_date, formats.day(invoice.tax_point_date, spoken) if invoice.tax_point_date else None),
            (spoken.tax_point_date_code, _tax_point(invoice.tax_point_date_code, spoken)),
        ),
    )


def _tax_point(code: str | None, spoken: Words) -> str | None:
    return spoken.tax_point_codes.get(code, code) if code else None


def _details(invoice: Invoice, spoken: Words) -> tuple[Field, ...]:
    return fields(
        (spoken.type_code, invoice.type_code),
        (spoken.currency, invoice.currency),
        (spoken.vat_currency, invoice.vat_currency),
        (spoken.business_process, invoice.business_process),
        (spoken.specification, invoice.specification),
    )
