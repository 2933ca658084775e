"""What Svefaktura 1.0 holds of an invoice line (BG-25); what a person needs beside that goes into the line's note."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from depesch.model.invoice import AllowanceCharge, Item, Line, LineVat, Price
from depesch.syntaxes.implied import summed, taken_off
from depesch.syntaxes.markup import digits
from depesch.syntaxes.svefaktura1.names import EXEMPT, EXEMPTIONS, ZERO, unit_code

replace = msgspec.structs.replace


def keep_line(line: Line, index: int) -> Line:
    """Return the line as the elements say it; the same one when that is all that it says, as most lines do."""
    if _is_plain(line):
        return line
    texts: list[str] = []
    _note_references(line, texts)
    allowances, charges = _kept_allowances(line, texts)
    quantity = line.quantity if line.quantity is not None and digits(line.quantity) is not None else None
    unit = unit_code(line.unit) if line.unit and quantity is not None else None
    return replace(
        line,
        identifier=line.identifier or str(index + 1),
        object_identifier=None,
        net_amount=ZERO if line.net_amount is None else line.net_amount,
        unit=unit,
        buyer_accounting_reference=None,
        period=None,
        allowances=allowances,
        charges=charges,
        price=_kept_price(line.price, unit, texts),
        vat=_kept_vat(line.vat),
        item=_kept_item(line.item, texts),
        note="\n".join((line.note, *texts) if line.note else texts) or None,
    )


def _is_plain(line: Line) -> bool:
    """Whether nothing of the line has to be changed or noted; a line that might be is looked at."""
    item, price, vat, unit = line.item, line.price, line.vat, line.unit
    return not (
        not line.identifier
        or line.net_amount is None
        or line.object_identifier is not None
        or line.buyer_accounting_reference is not None
        or line.period is not None
        or line.allowances
        or line.charges
        or line.note == ""
        or (unit is not None and (line.quantity is None or not unit or not _is_number(line.quantity)))
        or (unit is not None and unit_code(unit) != unit)
        or (price is not None and (not _is_net_only(price)))
        or (vat is not None and (not vat.category or vat.category in EXEMPTIONS or not _is_number(vat.rate)))
        or (item is not None and not _is_plain_item(item))
    )


def _is_number(value: Decimal | None) -> bool:
    return value is not None and digits(value) is not None


def _is_net_only(price: Price) -> bool:
    others = (price.discount, price.gross_price, price.base_quantity, price.base_quantity_unit)
    return price.net_price is not None and others == (None, None, None, None)


def _is_plain_item(item: Item) -> bool:
    if item.description is not None or item.origin_country is not None or item.classifications or item.attributes:
        return False
    standard = item.standard_identifier
    return bool(item.name) and (standard is None or bool(standard.value))


def _note_references(line: Line, texts: list[str]) -> None:
    if line.object_identifier is not None and line.object_identifier.value:
        texts.append(f"Objekt: {line.object_identifier.value}")
    if line.buyer_accounting_reference:
        texts.append(f"Kontering: {line.buyer_accounting_reference}")
    if line.period is not None and line.period != type(line.period)():
        start, end = (one.isoformat() if one is not None else "" for one in (line.period.start, line.period.end))
        texts.append(f"Period: {start} - {end}")


def _kept_vat(vat: LineVat | None) -> LineVat | None:
    if vat is None:
        return None
    rate = vat.rate if vat.rate is not None and digits(vat.rate) is not None else None
    if vat.category and rate is vat.rate and vat.category not in EXEMPTIONS:
        return vat
    if vat.category in EXEMPTIONS:
        return LineVat(category=EXEMPT, rate=ZERO if rate is None else rate)
    return LineVat(category=vat.category or None, rate=rate) if vat.category or rate is not None else None


def _kept_price(price: Price | None, unit: str | None, texts: list[str]) -> Price | None:
    """Return the price; the unit of its base quantity is that of the quantity where none is stated."""
    if price is None:
        return None
    for label, value in (("Bruttopris", price.gross_price), ("Prisavdrag", price.discount)):
        if value is not None:
            texts.append(f"{label}: {digits(value) or value}")
    base_unit = price.base_quantity_unit
    if price.base_quantity is None or digits(price.base_quantity) is None:
        base_unit = None
    else:
        base_unit = unit_code(base_unit) if base_unit else unit
    return replace(price, gross_price=None, discount=None, base_quantity_unit=base_unit)


def _kept_item(item: Item | None, texts: list[str]) -> Item | None:
    if item is None:
        return None
    if item.name and item.description:
        texts.append(item.description)
    if item.origin_country:
        texts.append(f"Ursprungsland: {item.origin_country}")
    for one in item.classifications:
        if one.code:
            texts.append(f"Klassificering: {one.code}{f' ({one.scheme})' if one.scheme else ''}")
    for attribute in item.attributes:
        if attribute.name or attribute.value:
            texts.append(f"{attribute.name or ''}: {attribute.value or ''}")
    standard = item.standard_identifier
    if standard is not None and not standard.value and standard.scheme is None:
        standard = None
    return Item(
        name=item.name or item.description or None,
        seller_identifier=item.seller_identifier,
        buyer_identifier=item.buyer_identifier,
        standard_identifier=standard,
    )


def _kept_allowances(line: Line, texts: list[str]) -> tuple[tuple[AllowanceCharge, ...], tuple[AllowanceCharge, ...]]:
    """Return the one allowance or charge of the line: the sum of them where there are several."""
    if not line.allowances and not line.charges:
        return (), ()
    texts.extend(f"Rabatt: {one.reason or one.reason_code}" for one in line.allowances if one.reason or one.reason_code)
    texts.extend(f"Avgift: {one.reason or one.reason_code}" for one in line.charges if one.reason or one.reason_code)
    both = len(line.allowances) + len(line.charges)
    if both == 1:
        return tuple(map(_plain, line.allowances)), tuple(map(_plain, line.charges))
    net = taken_off(_sum(line.allowances), _sum(line.charges))
    if net < 0:
        return (), (AllowanceCharge(amount=net.copy_negate()),)
    return (AllowanceCharge(amount=net),), ()


def _sum(some: tuple[AllowanceCharge, ...]) -> Decimal:
    return summed(one.amount for one in some)


def _plain(one: AllowanceCharge) -> AllowanceCharge:
    return AllowanceCharge(amount=one.amount, base_amount=one.base_amount)
