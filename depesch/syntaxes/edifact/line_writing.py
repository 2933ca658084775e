"""The lines of an EANCOM invoice (LIN and its group), and allowances and charges (ALC).

A price stands as AAA (net) with AAB (gross) beside it where there is a discount. A line with allowances or charges has
its price, which is before these, as AAB: in EANCOM AAA would be the one after them.

Source: EANCOM 1997 part II, INVOIC (EAN008).
"""

from __future__ import annotations

from decimal import Decimal

from depesch.model.invoice import AllowanceCharge, Item, Line, LineVat, Price
from depesch.syntaxes import Done
from depesch.syntaxes.edifact.segments import (
    AMOUNT_DIGITS,
    BASIS_DIGITS,
    PERCENT_DIGITS,
    PRICE_DIGITS,
    QUANTITY_DIGITS,
    RATE_DIGITS,
    Element,
    Segments,
    cut,
    line_segments,
)
from depesch.syntaxes.edifact.tables import (
    ALLOWANCE_SERVICES_WRITTEN,
    D96A,
    UNITS,
    UNITS_WRITTEN,
    VAT_CATEGORIES,
)
from depesch.syntaxes.implied import added, taken_off
from depesch.syntaxes.markup import digits

_GTIN = "0160"
_MOST_DESCRIPTIONS = 10  # segments IMD of a line
_PIECE = 35


def add_line(out: Segments, line: Line, index: int) -> LineVat | None:
    """Write one line and return the VAT that it states."""
    path = f"lines[{index}]"
    item = line.item or Item()
    out.segment("LIN", out.text(f"{path}.identifier", line.identifier, 6), "", _standard(out, item, f"{path}.item"))
    _add_numbers(out, item, f"{path}.item")
    _add_descriptions(out, item, f"{path}.item")
    quantity = out.number(f"{path}.quantity", line.quantity, QUANTITY_DIGITS)
    unit = _unit(out, f"{path}.unit", line.unit)
    if quantity or unit:
        out.segment("QTY", ("47", quantity, unit))
    country = out.code(f"{path}.item.origin_country", item.origin_country)
    if country:
        out.segment("ALI", country)
    if line.period is not None:
        out.date("167", line.period.start)
        out.date("168", line.period.end)
    _add_note(out, line.note, f"{path}.note")
    amount = out.number(f"{path}.net_amount", line.net_amount, AMOUNT_DIGITS)
    if amount:
        out.segment("MOA", ("203", amount))
    if line.price is not None:
        _add_price(out, line.price, f"{path}.price", before_allowances=bool(line.allowances or line.charges))
    _add_references(out, line, path)
    vat = add_vat(out, line.vat or LineVat(), f"{path}.vat")
    for field, all_of_them in (("allowances", line.allowances), ("charges", line.charges)):
        for number, one in enumerate(all_of_them):
            add_allowance(out, one, f"{path}.{field}[{number}]", charge=field == "charges")
    return vat


def _standard(out: Segments, item: Item, path: str) -> Element:
    number = item.standard_identifier
    if number is None:
        return ""
    if number.scheme != _GTIN:
        out.lose(f"{path}.standard_identifier", number.value, "EANCOM has item numbers of GS1 (GTIN) only")
        return ""
    value = out.identifier(f"{path}.standard_identifier", number)
    return (value, "EN") if value else ""


def _add_numbers(out: Segments, item: Item, path: str) -> None:
    """Write the numbers of seller and buyer, and classifications by their scheme (7143)."""
    numbers: list[Element] = []
    for field, code in (("seller_identifier", "SA"), ("buyer_identifier", "IN")):
        value = out.text(f"{path}.{field}", getattr(item, field), 35)
        if value:
            numbers.append((value, code))
    for index, one in enumerate(item.classifications):
        here = f"{path}.classifications[{index}]"
        scheme = one.scheme or ""
        if one.code and 0 < len(scheme) <= 3 and scheme not in D96A.item_numbers and scheme.strip():
            numbers.append((out.text(f"{here}.code", one.code, 35), scheme))
            continue
        for field in ("code", "scheme"):
            if (said := getattr(one, field)) is not None:
                out.lose(f"{here}.{field}", said, "EDIFACT classifies by a scheme of at most 3 characters (7143)")
    for at in range(0, len(numbers), 5):
        out.segment("PIA", "1", *numbers[at : at + 5])


def _add_descriptions(out: Segments, item: Item, path: str) -> None:
    name, description = item.name, item.description
    if not name and description:
        out.lose(f"{path}.description", description, "a description that stands alone is the name", done=Done.CHANGED)
        out.lose(f"{path}.name", description, "EDIFACT has no description without a name", done=Done.ADDED)
        name, description = description, None
    most = _MOST_DESCRIPTIONS * 2 * _PIECE
    for kind, text in (
        ("F", out.text(f"{path}.name", name, most)),
        ("A", out.text(f"{path}.description", description, most)),
    ):
        if text:
            pieces = cut(text, _PIECE)
            for at in range(0, len(pieces), 2):
                out.segment("IMD", kind, "", ("", "", "", *pieces[at : at + 2]))


def _unit(out: Segments, path: str, unit: str | None) -> str:
    if unit in UNITS:
        out.lose(path, UNITS[unit], "EANCOM's PCE is H87 in the present list", done=Done.CHANGED)
    return out.code(path, UNITS_WRITTEN.get(unit or "", unit))


def _add_note(out: Segments, note: str | None, path: str) -> None:
    if not note:
        return
    segments, kept = line_segments(note)
    if kept != note:
        out.lose(path, kept, "EDIFACT has texts in lines of 70 characters", done=Done.CHANGED)
    for pieces in segments:
        out.segment("FTX", "AAI", "", "", tuple(pieces))


def _add_price(out: Segments, price: Price, path: str, *, before_allowances: bool) -> None:
    net = out.number(f"{path}.net_price", price.net_price, PRICE_DIGITS)
    quantity = out.number(f"{path}.base_quantity", price.base_quantity, BASIS_DIGITS)
    unit = _unit(out, f"{path}.base_quantity_unit", price.base_quantity_unit)
    if net or quantity or unit:
        out.segment("PRI", ("AAB" if before_allowances else "AAA", net, "", "", quantity, unit))
    gross = "" if before_allowances or not net else _gross(out, price, Decimal(net), path)
    if gross:
        out.segment("PRI", ("AAB", gross))
        kept = taken_off(Decimal(gross), Decimal(net))
        if price.discount is None:
            out.lose(
                f"{path}.discount", kept, "it is what the gross price has more than the net price", done=Done.ADDED
            )
        elif digits(kept) != digits(price.discount):
            out.lose(f"{path}.discount", kept, "gross and net price imply another discount", done=Done.CHANGED)
        return
    why = "EANCOM has the price before the line's allowances where a gross price would be"
    if not before_allowances:
        why = "EANCOM has a gross price and a discount only beside a net price"
    for field in ("gross_price", "discount"):
        if (value := getattr(price, field)) is not None:
            out.lose(f"{path}.{field}", value, why)


def _gross(out: Segments, price: Price, net: Decimal, path: str) -> str:
    gross = price.gross_price
    if gross is None and price.discount is not None:
        gross = added(net, price.discount)
        if gross is not None and (written := out.number(f"{path}.gross_price", gross, PRICE_DIGITS)):
            why = "EDIFACT holds BT-147 as the difference of two prices; the gross price that it implies is written"
            out.lose(f"{path}.gross_price", gross, why, done=Done.ADDED)
            return written
        return ""
    return out.number(f"{path}.gross_price", gross, PRICE_DIGITS)


def _add_references(out: Segments, line: Line, path: str) -> None:
    order_line = out.text(f"{path}.order_line_reference", line.order_line_reference, 35)
    if order_line:
        out.segment("RFF", ("ON", "", order_line) if len(order_line) <= 6 else ("LI", order_line))
    account = out.text(f"{path}.buyer_accounting_reference", line.buyer_accounting_reference, 35)
    if account:
        out.segment("RFF", ("ADE", account))


def category(out: Segments, path: str, value: str | None) -> str:
    """Return a VAT category; those that EDIFACT has and EN 16931 reads as another are a change."""
    if value in VAT_CATEGORIES:
        why = "EDIFACT's lower and higher rates are rates like the standard one"
        out.lose(path, VAT_CATEGORIES[value], why, done=Done.CHANGED)
    return out.code(path, value)


def tax(rate: str, code: str) -> tuple[Element, ...]:
    """Return the data elements of TAX: value added tax, its rate and category."""
    return ("7", "VAT", "", "", ("", "", "", rate), code)


def add_vat(out: Segments, vat: LineVat, path: str, *, rate: str = "rate", code: str = "category") -> LineVat | None:
    """Write the VAT of a line, and return what is written; nothing when there is none."""
    percent = out.number(f"{path}.{rate}", vat.rate, RATE_DIGITS)
    kind = category(out, f"{path}.{code}", vat.category)
    if not percent and not kind:
        return None
    out.segment("TAX", *tax(percent, kind))
    return LineVat(category=VAT_CATEGORIES.get(kind, kind) or None, rate=Decimal(percent) if percent else None)


def add_allowance(out: Segments, one: AllowanceCharge, path: str, *, charge: bool) -> None:
    """Write an allowance or charge, but for its VAT."""
    code = out.code(f"{path}.reason_code", one.reason_code)
    reason = cut(out.text(f"{path}.reason", one.reason, 2 * _PIECE), _PIECE)
    service = code if charge else ALLOWANCE_SERVICES_WRITTEN.get(code, "")
    information: Element = "" if charge else ("", code)
    out.segment("ALC", "C" if charge else "A", information, "", "", (service, "", "", *reason))
    percentage = out.number(f"{path}.percentage", one.percentage, PERCENT_DIGITS)
    if percentage:
        out.segment("PCD", ("2" if charge else "1", percentage))
    for field, kind in (("amount", "8"), ("base_amount", "25")):
        amount = out.number(f"{path}.{field}", getattr(one, field), AMOUNT_DIGITS)
        if amount:
            out.segment("MOA", (kind, amount))
