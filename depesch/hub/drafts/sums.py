"""The sums of what was typed, by the one core of all Depesch (`model.totals`), and the invoice with them.

What a person may leave out is worked out first: row numbers, a net price from the gross one, an allowance from its
percentage, the reason for having no VAT on its VAT group, the VAT in the currency of accounting.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

import msgspec

from depesch.hub.drafts.typed import FieldFault, Typed
from depesch.hub.drafts.typed_words import fault_words
from depesch.model.invoice import AllowanceCharge, Invoice, Line, Totals, VatBreakdown
from depesch.model.money import ZERO, rounded
from depesch.model.totals import allowance_or_charge_amount, completed

_NO_RATE = Decimal(10) ** 12  # no currency is worth so much of another; nor could it be rounded to ten decimals
Key = tuple[str | None, Decimal | None]  # of a VAT group


class Sums(msgspec.Struct, frozen=True, kw_only=True):
    """What the form shows: amounts of rows by their number in the form, VAT by group, the totals, and the invoice."""

    lines: Mapping[int, Decimal]
    vat: tuple[VatBreakdown, ...]
    totals: Totals
    currency: str
    invoice: Invoice
    faults: tuple[FieldFault, ...] = ()  # reasons that contradict each other


def sums_of(typed: Typed, *, words_in: str = "en") -> Sums:
    """Return the sums of what was typed; what could not be read counts as nothing."""
    reasons, faults = _reasons(typed, words_in)
    invoice = _filled_in(typed.invoice)
    invoice = msgspec.structs.replace(invoice, vat_breakdown=reasons)
    invoice = completed(invoice, amount_due_step=typed.step)
    invoice = _accounted(invoice, typed.exchange_rate)
    numbers = typed.rows.get("lines", ())
    return Sums(
        lines={number: line.net_amount or ZERO for number, line in zip(numbers, invoice.lines, strict=True)},
        vat=invoice.vat_breakdown,
        totals=invoice.totals or Totals(),
        currency=invoice.currency or "",
        invoice=invoice,
        faults=faults,
    )


def _filled_in(invoice: Invoice) -> Invoice:
    lines = tuple(_line(line, number) for number, line in enumerate(invoice.lines, 1))
    invoice = msgspec.structs.replace(invoice, lines=lines)
    nets = completed(invoice).totals
    base = (nets.line_net_amount if nets else None) or ZERO
    return msgspec.structs.replace(
        invoice,
        allowances=tuple(_adjustment(one, base) for one in invoice.allowances),
        charges=tuple(_adjustment(one, base) for one in invoice.charges),
    )


def _line(line: Line, number: int) -> Line:
    price = line.price
    if price is not None and price.net_price is None and price.gross_price is not None:
        price = msgspec.structs.replace(price, net_price=price.gross_price - (price.discount or ZERO))
    per = (price.base_quantity if price else None) or Decimal(1)
    base = rounded((line.quantity or ZERO) * ((price.net_price if price else None) or ZERO) / per)
    return msgspec.structs.replace(
        line,
        identifier=line.identifier or str(number),
        price=price,
        allowances=tuple(_adjustment(one, base) for one in line.allowances),
        charges=tuple(_adjustment(one, base) for one in line.charges),
    )


def _adjustment(one: AllowanceCharge, base: Decimal) -> AllowanceCharge:
    """Return the allowance or charge with its amount, when only the percentage was typed."""
    if one.percentage is None or one.amount is not None:
        return one
    base = base if one.base_amount is None else one.base_amount
    amount = allowance_or_charge_amount(base, one.percentage)
    return msgspec.structs.replace(one, amount=amount, base_amount=base)


def _accounted(invoice: Invoice, rate: Decimal | None) -> Invoice:
    """Return the invoice with the VAT in the currency of accounting (BT-111), when there is one and a rate."""
    totals = invoice.totals
    if totals is None or rate is None or invoice.vat_currency in (None, invoice.currency):
        return invoice
    vat = rounded((totals.vat_amount or ZERO) * rate)
    return msgspec.structs.replace(invoice, totals=msgspec.structs.replace(totals, vat_amount_accounting=vat))


def _reasons(typed: Typed, words_in: str) -> tuple[tuple[VatBreakdown, ...], tuple[FieldFault, ...]]:
    """Return a VAT group for each reason of having no VAT, and a fault for each row that contradicts one before it."""
    found: dict[Key, dict[str, str]] = {}
    faults = []
    for path, key in _rows_with_vat(typed):
        for name in ("exemption_reason", "exemption_reason_code"):
            text = typed.reasons.get(f"{path}.{name}")
            if text is None:
                continue
            if found.setdefault(key, {}).setdefault(name, text) != text:
                words = fault_words("two-reasons", words_in, path=path, value=text)
                faults.append(FieldFault(path=f"{path}.{name}", value=text, code="two-reasons", words=words))
    groups = tuple(
        VatBreakdown(
            category=category,
            rate=rate,
            exemption_reason=said.get("exemption_reason"),
            exemption_reason_code=said.get("exemption_reason_code"),
        )
        for (category, rate), said in found.items()
    )
    return groups, tuple(faults)


def _rows_with_vat(typed: Typed) -> Iterator[tuple[str, Key]]:
    """Give each row that bears VAT, by its path in the form, with its VAT group."""
    invoice, rows = typed.invoice, typed.rows
    for number, line in zip(rows.get("lines", ()), invoice.lines, strict=True):
        yield f"lines.{number}", _key(line.vat.category if line.vat else None, line.vat.rate if line.vat else None)
    for name in ("allowances", "charges"):
        for number, one in zip(rows.get(name, ()), getattr(invoice, name), strict=True):
            yield f"{name}.{number}", _key(one.vat_category, one.vat_rate)


def _key(category: str | None, rate: Decimal | None) -> Key:
    return category, None if category == "O" else rate


def rate_of(invoice: Invoice) -> Decimal | None:
    """Return a rate of exchange that gives the VAT in the currency of accounting (BT-111); None when it states none."""
    totals = invoice.totals or Totals()
    if not totals.vat_amount or totals.vat_amount_accounting is None:
        return None
    whole = totals.vat_amount_accounting / totals.vat_amount
    if abs(whole) >= _NO_RATE:
        return None
    for decimals in range(11):
        rate = round(whole, decimals)
        if rounded(totals.vat_amount * rate) == totals.vat_amount_accounting:
            return rate
    return None
