"""An invoice as Finvoice holds it: what will be read back of it, from which it is written.

What has no place of its own, and matters to a person, goes into the free text of the invoice with a label.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import msgspec

from depesch.model.codelists import codes
from depesch.model.invoice import (
    AllowanceCharge,
    Invoice,
    Note,
    Period,
    PrecedingInvoice,
    SupportingDocument,
    Totals,
    VatBreakdown,
)
from depesch.syntaxes.finvoice.arithmetic import EXACT
from depesch.syntaxes.finvoice.codes import INVOICE, SPECIFICATIONS, code_for, says_nothing, type_of
from depesch.syntaxes.finvoice.editions import Edition
from depesch.syntaxes.finvoice.finishing import completed, with_other_signs
from depesch.syntaxes.finvoice.fits import (
    LONGEST,
    is_code,
    is_currency,
    is_exemption_code,
    money,
    money_in_cents,
    percent,
    split,
    words,
)
from depesch.syntaxes.finvoice.keeping_lines import charges as line_charges
from depesch.syntaxes.finvoice.keeping_lines import coded, line, row_of, same, vat_category, whole
from depesch.syntaxes.finvoice.keeping_parties import delivery, party, payee, representative
from depesch.syntaxes.finvoice.keeping_payment import bic, payment, remittance

NUMBER, DIMENSION, TEXT = 20, 35, 70
TEXTS_OF_VAT = 3
NO_CURRENCY = "XXX"  # ISO 4217: no currency
NO_DATE = date(1, 1, 1)
_PROCESS, _SPECIFICATION = 4, 35
_CONFORMS = "urn:cen.eu:en16931:2017"

_REFERENCES = {
    "buyer_reference": "Buyer reference",
    "project_reference": "Project",
    "contract_reference": "Contract",
    "order_reference": "Order",
    "sales_order_reference": "Sales order",
    "receiving_advice_reference": "Receiving advice",
    "despatch_advice_reference": "Despatch advice",
}


def kept(invoice: Invoice, edition: Edition) -> Invoice:
    """Return the invoice as it will be read back."""
    invoice = _with_rows(invoice) if not edition.is_en16931 else invoice
    texts = _Texts(invoice)
    is_new = edition.is_en16931
    currency = invoice.currency if invoice.currency is not None and is_currency(invoice.currency) else NO_CURRENCY
    issue_date = invoice.issue_date or NO_DATE
    is_credit = invoice.is_credit_note
    totals = _totals(invoice.totals, is_new=is_new, has_vat_currency=_has_vat_currency(invoice, is_new=is_new))
    fitting = Invoice(
        number=_number(invoice.number, texts),
        issue_date=issue_date,
        type_code=_type_code(invoice.type_code, edition),
        currency=currency,
        vat_currency=invoice.vat_currency if totals.vat_amount_accounting is not None else None,
        tax_point_date=invoice.tax_point_date if is_new else None,
        tax_point_date_code=_tax_point_code(invoice) if is_new else None,
        due_date=invoice.due_date or issue_date,
        tender_or_lot_reference=texts.reference(invoice.tender_or_lot_reference, TEXT if is_new else 0, "Tender"),
        invoiced_object=coded(invoice.invoiced_object, TEXT) if is_new else None,
        buyer_accounting_reference=texts.reference(invoice.buyer_accounting_reference, DIMENSION, "Accounting"),
        payment_terms="\n".join(split(invoice.payment_terms or "", TEXT)) or None,
        business_process=whole(invoice.business_process, _PROCESS),
        specification=_specification(invoice.specification) if is_new else None,
        preceding_invoices=tuple(_preceding(invoice.preceding_invoices, edition)),
        seller=party(invoice.seller, edition, is_seller=True),
        buyer=party(invoice.buyer, edition, is_seller=False),
        payee=payee(invoice.payee, edition),
        tax_representative=representative(invoice.tax_representative, edition),
        delivery=delivery(invoice.delivery, edition),
        period=None if invoice.period == Period() else invoice.period,
        payment=payment(invoice.payment, edition, currency),
        allowances=_charges(invoice.allowances, edition),
        charges=_charges(invoice.charges, edition),
        totals=totals,
        vat_breakdown=tuple(_vat_rows(invoice.vat_breakdown, edition)),
        supporting_documents=tuple(_documents(invoice.supporting_documents)),
        lines=same(tuple(line(one, edition, is_credit=is_credit) for one in invoice.lines), invoice.lines),
    )
    references = {
        field: texts.reference(getattr(invoice, field), edition.reference, label)
        for field, label in _REFERENCES.items()
    }
    texts.add_what_has_no_place(is_new=is_new)
    fitting = msgspec.structs.replace(fitting, **references, notes=texts.notes())
    return _completed(fitting, invoice, edition)


def _completed(fitting: Invoice, invoice: Invoice, edition: Edition) -> Invoice:
    """Return the invoice with what the version implies, and as an invoice where a credit note demands payment."""
    total = fitting.totals.amount_incl_vat if fitting.totals else None
    if not edition.is_en16931 and invoice.is_credit_note and total is not None and total < 0:
        fitting = msgspec.structs.replace(with_other_signs(fitting), type_code=INVOICE)
    return completed(fitting, is_old=not edition.is_en16931)


def _with_rows(invoice: Invoice) -> Invoice:
    """Return the invoice with allowances and charges on the document as rows, as versions before 3.0 have them."""
    if not invoice.allowances and not invoice.charges:
        return invoice
    rows = [row_of(one, "Allowance", -1) for one in invoice.allowances]
    rows += [row_of(one, "Charge", 1) for one in invoice.charges]
    rows = [one for one in rows if one.net_amount is not None]
    return msgspec.structs.replace(invoice, allowances=(), charges=(), lines=(*invoice.lines, *rows))


def _number(number: str | None, texts: _Texts) -> str | None:
    """Return the invoice number of 20 characters; a longer one stands in a text as well."""
    if number is not None and len(number) > NUMBER:
        texts.add("Invoice number", number)
    return words(number, NUMBER)


def _type_code(code: str | None, edition: Edition) -> str:
    if code is None or not is_code(code):
        return INVOICE
    return code if edition.is_en16931 else type_of(code_for(code)) or INVOICE


def _tax_point_code(invoice: Invoice) -> str | None:
    """Return BT-8, for which there is room only where BT-7 is not stated."""
    code = invoice.tax_point_date_code
    return code if invoice.tax_point_date is None and code is not None and is_code(code) else None


def _specification(specification: str | None) -> str | None:
    """Return BT-24: what conforms to EN 16931 and has a longer name is named as EN 16931."""
    if specification is None or says_nothing(specification):
        return None
    if specification.startswith(_CONFORMS):
        return _CONFORMS
    short = whole(specification, _SPECIFICATION)
    return None if short is None else SPECIFICATIONS.get(short, short)


def _has_vat_currency(invoice: Invoice, *, is_new: bool) -> bool:
    return is_new and invoice.vat_currency is not None and is_currency(invoice.vat_currency) is not None


def _totals(totals: Totals | None, *, is_new: bool, has_vat_currency: bool) -> Totals:
    """Return the totals; the one with VAT and the amount due are always there."""
    said = totals or Totals()
    excl, vat, rounding = money(said.amount_excl_vat), money(said.vat_amount), money(said.rounding_amount)
    paid = money(said.paid_amount) if is_new else None
    incl = money(said.amount_incl_vat)
    if incl is None:
        incl = money(_sum(excl, vat)) or Decimal("0.00")
    due = money_in_cents(said.amount_due)
    if due is None:
        due = money_in_cents(_sum(incl, rounding, None if paid is None else paid.copy_negate())) or Decimal("0.00")
    return Totals(
        line_net_amount=money(said.line_net_amount) if is_new else None,
        allowance_amount=money(said.allowance_amount) if is_new else None,
        charge_amount=money(said.charge_amount) if is_new else None,
        amount_excl_vat=excl,
        vat_amount=vat,
        vat_amount_accounting=money(said.vat_amount_accounting) if has_vat_currency else None,
        amount_incl_vat=incl,
        paid_amount=paid,
        rounding_amount=rounding,
        amount_due=due,
    )


def _sum(*amounts: Decimal | None) -> Decimal:
    total = Decimal(0)
    for amount in amounts:
        total = total if amount is None else EXACT.add(total, amount)
    return total


def _vat_rows(rows: Iterable[VatBreakdown], edition: Edition) -> Iterable[VatBreakdown]:
    for row in rows:
        code = row.exemption_reason_code
        reason = row.exemption_reason
        if not edition.is_en16931 and (reason is None or says_nothing(reason)):
            reason = code
        fitting = VatBreakdown(
            taxable_amount=money(row.taxable_amount),
            tax_amount=money(row.tax_amount),
            category=vat_category(row.category, edition),
            rate=percent(row.rate),
            exemption_reason="\n".join(split(reason or "", TEXT, TEXTS_OF_VAT)) or None,
            exemption_reason_code=_exemption_code(code) if edition.is_en16931 else None,
        )
        if fitting != VatBreakdown():
            yield fitting


def _exemption_code(code: str | None) -> str | None:
    return code if code is not None and is_exemption_code(code) and not says_nothing(code) else None


def _charges(all_of_them: tuple[AllowanceCharge, ...], edition: Edition) -> tuple[AllowanceCharge, ...]:
    """Return the allowances or charges on the document."""
    with_vat: list[AllowanceCharge] = []
    for one in all_of_them:
        (fitting,) = line_charges((one,), edition, reason=TEXT) or (AllowanceCharge(),)
        category, rate = vat_category(one.vat_category, edition), percent(one.vat_rate)
        fitting = msgspec.structs.replace(fitting, vat_category=category, vat_rate=rate)
        if fitting != AllowanceCharge():
            with_vat.append(fitting)
    return tuple(with_vat)


def _preceding(references: Iterable[PrecedingInvoice], edition: Edition) -> Iterable[PrecedingInvoice]:
    """Give the references that have a number of 20 characters or a date; an older version has one number."""
    for index, one in enumerate(references):
        number = whole(one.number, NUMBER)
        if edition.is_en16931:
            if number is not None or one.issue_date is not None:
                yield PrecedingInvoice(number=number, issue_date=one.issue_date)
        elif index == 0 and number is not None:
            yield PrecedingInvoice(number=number)


def _documents(documents: Iterable[SupportingDocument]) -> Iterable[SupportingDocument]:
    """Give the documents that have a link; it is also what they are referred to by."""
    for one in documents:
        link = whole(one.location, LONGEST)
        if link is not None:
            yield SupportingDocument(reference=link, description=words(one.description, LONGEST), location=link)


class _Texts:
    """The free texts of the invoice: its notes, and what has no place of its own."""

    def __init__(self, invoice: Invoice) -> None:
        self._invoice = invoice
        self._further: list[str] = []

    def add(self, label: str, value: object) -> None:
        """Add a text for people."""
        self._further.append(f"{label}: {value}")

    def reference(self, value: str | None, most: int, label: str) -> str | None:
        """Return a reference that fits; one that is too long is a text."""
        if value is None or says_nothing(value):
            return None
        if len(value) <= most:
            return value
        self.add(label, value)
        return None

    def add_what_has_no_place(self, *, is_new: bool) -> None:
        """Add what the payer and the bookkeeper have to know."""
        invoice, pay = self._invoice, self._invoice.payment
        reference = pay.remittance_information if pay else None
        if reference is not None and not says_nothing(reference) and remittance(reference) is None:
            self.add("Payment reference", reference)
        for one in invoice.preceding_invoices:
            if one.number is not None and len(one.number) > NUMBER:
                self.add("Preceding invoice", one.number)
        for document in invoice.supporting_documents:
            link = whole(document.location, LONGEST)
            said = [text for text in (document.reference, document.description) if text and not says_nothing(text)]
            if said and (link is None or document.reference not in (None, link)):
                self.add("Document", ", ".join(said))
        self._add_accounts()
        if not is_new:
            self._add_what_is_newer()

    def _add_accounts(self) -> None:
        """Add the accounts that are told by something else than a BIC."""
        for means in self._invoice.payment.means if self._invoice.payment else ():
            account = means.credit_transfer
            if (
                account is not None
                and account.provider
                and not says_nothing(account.provider)
                and not bic(account.provider)
            ):
                self.add("Account", f"{account.account or ''} ({account.provider})".lstrip())

    def _add_what_is_newer(self) -> None:
        """Add what only 3.0 has an element for."""
        invoice, totals = self._invoice, self._invoice.totals
        if invoice.tax_point_date is not None:
            self.add("Tax point date", invoice.tax_point_date.isoformat())
        if invoice.invoiced_object is not None and not says_nothing(invoice.invoiced_object.value):
            self.add("Object", invoice.invoiced_object.value)
        if totals is not None and totals.paid_amount:
            self.add("Paid in advance", totals.paid_amount)
        if totals is not None and totals.vat_amount_accounting is not None:
            self.add(f"VAT in {invoice.vat_currency or 'accounting currency'}", totals.vat_amount_accounting)
        for one in invoice.preceding_invoices[1:]:
            if one.number and len(one.number) <= NUMBER:
                self.add("Preceding invoice", one.number)
        debit = invoice.payment.direct_debit if invoice.payment else None
        if debit is not None and debit.mandate_reference:
            self.add("Direct debit mandate", debit.mandate_reference)

    def notes(self) -> tuple[Note, ...]:
        """Return the notes as they stand there, longer ones as several."""
        found: list[Note] = []
        for note in self._invoice.notes:
            found += _pieces(note)
        for text in self._further:
            found += [Note(text=piece) for piece in split(text, LONGEST)]
        return tuple(found)


def _pieces(note: Note) -> list[Note]:
    """Return a note with a subject of 70 characters at most, or texts without one."""
    text = note.text or ""
    if is_subject(note.subject_code) and len(text) <= TEXT:
        return [Note(subject_code=note.subject_code, text=None if says_nothing(text) else text)]
    return [Note(text=piece) for piece in split(text, LONGEST)]


def is_subject(code: str | None) -> bool:
    """Whether a code is one of UNTDID 4451, for which Finvoice has a place."""
    return code is not None and code in codes("note_subject")
