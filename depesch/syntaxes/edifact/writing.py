"""The model as an EANCOM invoice: INVOIC D.96A, version EAN008, one message in an interchange of its own.

In ISO 8859-1 (UNOC), another character set only where that one does not hold the texts and the other does. What the
reader of it implies without its being stated (`implied.py`) is named where the invoice did not state it.

Source: EANCOM 1997 part II, INVOIC; ISO 9735 version 3.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import msgspec

from depesch.model.invoice import (
    AllowanceCharge,
    CreditTransfer,
    Identifier,
    Invoice,
    Line,
    LineVat,
    Party,
    Totals,
    VatBreakdown,
)
from depesch.syntaxes import Done, Writing
from depesch.syntaxes.edifact.characters import codec_of
from depesch.syntaxes.edifact.held import LEVELS, held, level_for
from depesch.syntaxes.edifact.holding import HOLDING
from depesch.syntaxes.edifact.implied import implied
from depesch.syntaxes.edifact.line_writing import add_allowance, add_line, add_vat, category, tax
from depesch.syntaxes.edifact.noted import noted
from depesch.syntaxes.edifact.notes import NO_SUBJECT
from depesch.syntaxes.edifact.party_writing import add_parties, add_payment_code
from depesch.syntaxes.edifact.segments import (
    AMOUNT_DIGITS,
    RATE_DIGITS,
    Segments,
    line_segments,
    text_segments,
)
from depesch.syntaxes.edifact.tables import VAT_CATEGORIES
from depesch.syntaxes.edifact.tree import may_join
from depesch.syntaxes.markup import digits

_MESSAGE = ("INVOIC", "D", "96A", "UN", "EAN008")
_TERMS = "AAB"  # the subject of a free text with the terms of payment
_TOTALS = (
    ("77", "amount_incl_vat"),
    ("9", "amount_due"),
    ("79", "line_net_amount"),
    ("125", "amount_excl_vat"),
    ("176", "vat_amount"),
    ("113", "paid_amount"),
    ("260", "allowance_amount"),
    ("259", "charge_amount"),
)
_REFERENCES = (
    ("ON", "order_reference"),
    ("VN", "sales_order_reference"),
    ("CT", "contract_reference"),
    ("AAK", "despatch_advice_reference"),
    ("ALO", "receiving_advice_reference"),
    ("AEP", "project_reference"),
    ("CR", "buyer_reference"),
    ("ADE", "buyer_accounting_reference"),
)
# ISO 6523 -> 0007 of UNB: GS1, D&B; any other as ISO 6523 itself.
_PARTNERS = {"0088": "14", "0060": "1"}
_unfit = re.compile(r"[^A-Za-z0-9]").sub
_DAY_OF_NO_DATE = date(2000, 1, 1)


def write(invoice: Invoice) -> Writing:
    """Return the invoice as an interchange, what EANCOM could not hold, and the files that go with it."""
    out = Segments()
    level = "UNOC"
    _write(out, invoice, level)
    if out.hurt:
        out = Segments()
        level = level_for(invoice)
        _write(out, held(out, invoice, level), level)
    data = "".join(out).encode(LEVELS[level], errors="replace")
    if codec_of(data)[1] is not None:  # by chance it looks like UTF-8, so it had better be that
        data = "".join(out).replace(f"UNB+{level}:3", "UNB+UNOY:4", 1).encode()
    HOLDING.lose(out, invoice)
    files = tuple(one.attachment for one in invoice.supporting_documents if one.attachment is not None)
    return Writing(data=data, losses=tuple(out.losses), beside=files)


def _write(out: Segments, invoice: Invoice, level: str) -> None:
    reference = _unfit("", invoice.number or "")[-14:] or "1"
    _add_interchange(out, invoice, level, reference)
    first = len(out)
    out.segment("UNH", "1", _MESSAGE)
    accounts = _add_header(out, invoice)
    add_parties(out, invoice, accounts)
    _add_currency(out, invoice)
    if invoice.due_date is not None:
        out.segment("PAT", "3")
        out.date("13", invoice.due_date)
    allowances = _add_allowances(out, invoice.allowances, "allowances")
    charges = _add_allowances(out, invoice.charges, "charges")
    lines = tuple(Line(vat=add_line(out, line, index)) for index, line in enumerate(invoice.lines))
    out.segment("UNS", "S")
    totals = _add_totals(out, invoice.totals) if invoice.totals is not None else None
    rows = _add_rows(out, invoice.vat_breakdown)
    stated = Invoice(totals=totals, vat_breakdown=rows, lines=lines, allowances=allowances, charges=charges)
    _name_implied(out, invoice, stated)
    out.segment("UNT", str(len(out) - first + 1), "1")
    out.segment("UNZ", "1", reference)


def _add_interchange(out: Segments, invoice: Invoice, level: str, reference: str) -> None:
    day = invoice.issue_date or _DAY_OF_NO_DATE
    out.append("UNA:+.? '\n")
    out.segment(
        "UNB",
        (level, "3"),
        _partner(invoice.seller),
        _partner(invoice.buyer),
        (f"{day.year % 100:02}{day.month:02}{day.day:02}", "0000"),
        reference,
    )


def _partner(party: Party | None) -> tuple[str, ...]:
    """Return who sends or receives the interchange: the number of GS1, any other, or that it is not stated."""
    party = party or Party()
    all_of_them = [one for one in (party.electronic_address, *party.identifiers, party.legal_registration) if one]
    named = [one for one in all_of_them if one.scheme and one.value and one.value.isascii() and len(one.value) <= 31]
    first = next((one for one in named if one.scheme in _PARTNERS), named[0] if named else Identifier(value=""))
    if not first.value:
        return ("NOT STATED", "ZZZ")
    if first.scheme in _PARTNERS:
        return (first.value, _PARTNERS[first.scheme])
    return ((first.scheme or "")[:4] + first.value, "30")


def _add_header(out: Segments, invoice: Invoice) -> list[tuple[str, CreditTransfer]]:
    out.segment("BGM", out.code("type_code", invoice.type_code), out.text("number", invoice.number, 35), "9")
    out.date("137", invoice.issue_date)
    if invoice.delivery is not None:
        out.date("35", invoice.delivery.delivery_date)
    out.date("131", invoice.tax_point_date)
    if invoice.period is not None:
        out.date("167", invoice.period.start)
        out.date("168", invoice.period.end)
    accounts = add_payment_code(out, invoice)
    _add_texts(out, invoice)
    for code, field in _REFERENCES:
        value = out.text(field, getattr(invoice, field), 35)
        if value:
            out.segment("RFF", (code, value))
    payment = invoice.payment
    remittance = out.text("payment.remittance_information", payment.remittance_information, 35) if payment else ""
    if remittance:
        out.segment("RFF", ("PQ", remittance))
    for index, one in enumerate(invoice.preceding_invoices):
        number = out.text(f"preceding_invoices[{index}].number", one.number, 35)
        if number or one.issue_date:
            out.segment("RFF", ("IV", number))
            out.date("171", one.issue_date)
    return accounts


def _add_texts(out: Segments, invoice: Invoice) -> None:
    if invoice.payment_terms:
        segments, kept = line_segments(invoice.payment_terms)
        _name_text(out, "payment_terms", invoice.payment_terms, kept)
        for pieces in segments:
            out.segment("FTX", _TERMS, "", "", tuple(pieces))
    for index, note in enumerate(invoice.notes):
        path = f"notes[{index}]"
        if not note.text:
            if note.subject_code:
                out.lose(f"{path}.subject_code", note.subject_code, "EDIFACT has no subject without a text")
            continue
        subject = out.code(f"{path}.subject_code", note.subject_code)
        if subject.strip() in (NO_SUBJECT, _TERMS):
            out.lose(f"{path}.subject_code", subject, f"{subject} means something else in EDIFACT")
            subject = ""
        _add_note(out, subject if subject.strip() else _no_subject(out, subject, path), note.text, path)
    for number, text in enumerate(noted(invoice), len(invoice.notes)):
        out.lose(f"notes[{number}].text", text, "it holds a term that EANCOM has no place for", done=Done.ADDED)
        _add_note(out, NO_SUBJECT, text.replace("\n", " "), f"notes[{number}]")


def _no_subject(out: Segments, subject: str, path: str) -> str:
    if subject:
        out.lose(f"{path}.subject_code", subject, "a subject of spaces is none")
    return NO_SUBJECT


def _add_note(out: Segments, subject: str, text: str, path: str) -> None:
    segments, kept = text_segments(text)
    _name_text(out, f"{path}.text", text, kept)
    for pieces in segments:
        out.segment("FTX", subject, "", "", tuple(pieces))


def _name_text(out: Segments, path: str, text: str, kept: str) -> None:
    if kept != text:
        why = "EDIFACT has a text in five pieces of 70 characters; lines beyond are joined"
        out.lose(path, kept, why, done=Done.CHANGED)


def _add_currency(out: Segments, invoice: Invoice) -> None:
    ours, accounting = out.code("currency", invoice.currency), out.code("vat_currency", invoice.vat_currency)
    if ours or accounting:
        out.segment("CUX", ("2", ours, "4"), ("3", accounting, "10E") if accounting else "")


def _add_allowances(out: Segments, all_of_them: tuple[AllowanceCharge, ...], field: str) -> tuple[AllowanceCharge, ...]:
    """Write allowances or charges of the invoice, and return the VAT that they state."""
    stated: list[AllowanceCharge] = []
    for index, one in enumerate(all_of_them):
        path = f"{field}[{index}]"
        add_allowance(out, one, path, charge=field == "charges")
        vat = LineVat(category=one.vat_category, rate=one.vat_rate)
        written = add_vat(out, vat, path, rate="vat_rate", code="vat_category") or LineVat()
        stated.append(AllowanceCharge(vat_category=written.category, vat_rate=written.rate))
    return tuple(stated)


def _add_totals(out: Segments, totals: Totals) -> Totals:
    written: dict[str, Decimal] = {}
    for code, field in _TOTALS:
        amount = out.number(f"totals.{field}", getattr(totals, field), AMOUNT_DIGITS)
        if amount:
            out.segment("MOA", (code, amount))
            written[field] = Decimal(amount)
    field = "vat_amount_accounting"
    amount = out.number(f"totals.{field}", totals.vat_amount_accounting, AMOUNT_DIGITS)
    if amount:
        out.segment("MOA", ("176", amount, "", "10E"))
        written[field] = Decimal(amount)
    return Totals(**written)


def _add_rows(out: Segments, rows: tuple[VatBreakdown, ...]) -> tuple[VatBreakdown, ...]:
    """Write the VAT rows and return them as they are read."""
    stated: list[VatBreakdown] = []
    before: tuple[str, frozenset[str]] | None = None
    for index, row in enumerate(rows):
        path = f"vat_breakdown[{index}]"
        rate, kind = out.number(f"{path}.rate", row.rate, RATE_DIGITS), category(out, f"{path}.category", row.category)
        out.segment("TAX", *tax(rate, kind))
        amounts: dict[str, Decimal] = {}
        for code, field in (("124", "tax_amount"), ("125", "taxable_amount")):
            amount = out.number(f"{path}.{field}", getattr(row, field), AMOUNT_DIGITS)
            if amount:
                out.segment("MOA", (code, amount))
                amounts[field] = Decimal(amount)
        codes = frozenset({"tax_amount": "124", "taxable_amount": "125"}[field] for field in amounts)
        this = (f"{rate}+{kind}", codes)
        if before is not None and may_join(before, this):
            for name, said in (("rate", row.rate), ("category", row.category)):
                if said is not None:
                    out.lose(f"{path}.{name}", said, "the row goes into the one before", done=Done.SUMMED)
            stated[-1] = msgspec.structs.replace(stated[-1], **amounts)
            before = (this[0], before[1] | codes)
            continue
        before = this
        percent = Decimal(rate) if rate else None
        stated.append(
            VatBreakdown(
                category=VAT_CATEGORIES.get(kind, kind) or None,
                rate=percent,
                taxable_amount=amounts.get("taxable_amount"),
                tax_amount=amounts.get("tax_amount"),
            )
        )
    return tuple(stated)


def _name_implied(out: Segments, invoice: Invoice, stated: Invoice) -> None:
    """Name what a reader takes from the message though the invoice did not state it, and what it cannot."""
    read = implied(stated)
    if read.totals is not None:
        source = invoice.totals or Totals()
        for field in ("amount_excl_vat", "amount_due", "rounding_amount"):
            _name_amount(out, f"totals.{field}", getattr(source, field), getattr(read.totals, field))
    for index, (row, read_row) in enumerate(zip(stated.vat_breakdown, read.vat_breakdown, strict=True)):
        for field in ("taxable_amount", "tax_amount"):
            _name_amount(out, f"vat_breakdown[{index}].{field}", getattr(row, field), getattr(read_row, field))
    for field in ("allowances", "charges"):
        for index, (one, other) in enumerate(zip(getattr(stated, field), getattr(read, field), strict=True)):
            for name in ("vat_category", "vat_rate"):
                _name_vat(out, f"{field}[{index}].{name}", getattr(one, name), getattr(other, name))
    for index, (line, read_line) in enumerate(zip(stated.lines, read.lines, strict=True)):
        if line.vat is None and read_line.vat is not None:
            _name_vat(out, f"lines[{index}].vat.category", None, read_line.vat.category)
            _name_vat(out, f"lines[{index}].vat.rate", None, read_line.vat.rate)


def _name_amount(out: Segments, path: str, stated: Decimal | None, read: Decimal | None) -> None:
    if stated is not None and read is not None and digits(stated) == digits(read):
        return
    if stated is None and read is None:
        return
    if read is None:
        out.lose(path, stated, "EANCOM has no place for it")
    elif stated is None:
        out.lose(path, read, "the other amounts imply it", done=Done.ADDED)
    else:
        out.lose(path, read, "the other amounts imply another", done=Done.CHANGED)


def _name_vat(out: Segments, path: str, stated: object, read: object) -> None:
    if stated is None and read is not None:
        out.lose(path, read, "the only VAT of the invoice is that of every line and allowance", done=Done.ADDED)
