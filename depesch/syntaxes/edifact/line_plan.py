"""What the segments of a line (LIN and its group) mean.

Source: UNTDID INVOIC segment group 25 or 26; EANCOM 1997 part II, INVOIC: AAB is the price before
the line's allowances and charges, AAA the one after them, which are then told for information.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import islice

from depesch.model import invoice as model
from depesch.syntaxes.binding import Element, Entry, Plan, Values
from depesch.syntaxes.edifact.allowance_plan import ALLOWANCE_AMOUNTS, allowances_charges
from depesch.syntaxes.edifact.leaves import Coded, DayIn, Numbered, Parse, PeriodIn, Piece
from depesch.syntaxes.edifact.parts import (
    NEAR,
    Decided,
    alike,
    by_component,
    by_qualifier,
    component,
    many,
    one,
    qualified,
    qualifier,
    segment,
    when,
)
from depesch.syntaxes.edifact.tables import UNITS, VAT_CATEGORIES, Table
from depesch.syntaxes.groups import Group, Groups, Inside, Nest, Top
from depesch.syntaxes.leaves import Amount, Known, Number, Text

_NAME_PIECE = 35
_ROUNDED = Decimal("0.01")
# A note of a line has no subject in EN 16931; these say no more than that it is one.
_NOTE_SUBJECTS = ("aai", "acb", "lin", "zzz")


def item(entry: Entry | Plan) -> Inside:
    """Return what belongs to the item of a line."""
    return Inside("item", model.Item, entry)


def _item_number(kinds: Mapping[str, str], *, classes: bool) -> Entry:
    """Return an item number (C212): component 2 says whose it is, or by which classification."""
    standard = many(c1=Numbered("standard_identifier", "0160"), c2=Known())
    meaning: dict[str, Entry] = {
        "standard": standard,
        "seller": many(c1=Text("seller_identifier"), c2=Known(), c4=Known("91")),
        "buyer": many(c1=Text("buyer_identifier"), c2=Known(), c4=Known("92")),
    }
    entries = {code: item(meaning[kind]) for code, kind in kinds.items()}
    group = Groups("classifications", model.Classification, {"c1": Text("code"), "c2": Text("scheme")})
    other = item(when(lambda element: any(child.tag == "c2" for child in element), group)) if classes else None
    return by_component("c2", entries, other)


_SHORT, _LONG = ("F", "E"), ("A", "B")  # 7077: free-form, or its short form; a long form, or a code with it


def _description() -> Entry:
    """Return what descriptions (IMD) give.

    The free-form text (F) or the short one (E) is the name, and what follows describes; a long one (A, B) is the name
    where it stands alone. A text that fills its two pieces goes on in the next segment of its kind.
    """

    def text(key: str) -> Nest:
        pieces = Nest({"c4": Piece(key, _NAME_PIECE, ""), "c5": Piece(key, _NAME_PIECE, "")})
        return segment(e1=one(Known()), e3=pieces)

    name, description = item(text("name")), item(text("description"))
    invoicing_unit = segment(e1=one(Known("c")), e3=one(Known("in")))

    def decide(element: Element, values: Values) -> Entry | None:
        kind, stated = qualifier(element), values.get("item", {})
        if kind == "C":
            return invoicing_unit
        if kind not in (*_SHORT, *_LONG) or component(element, "e2"):
            return None
        if "name" not in stated:
            has_short = kind in _SHORT or any(qualifier(other) in _SHORT for other in alike(element))
            return description if kind in _LONG and ("description" in stated or has_short) else name
        return name if "description" not in stated and _goes_on(element, kind) else description

    return Decided(decide, name, description, invoicing_unit)


def _goes_on(element: Element, kind: str) -> bool:
    before = element.getprevious()
    if before is None or before.tag != "IMD" or qualifier(before) != kind:
        return False
    return all(len(component(before, "e3", name)) >= _NAME_PIECE for name in ("c4", "c5"))


def _price(parse: Parse, kinds: Mapping[str, str]) -> Entry:
    """Return what prices (PRI) give: the gross price is the net one of EN 16931 unless a net price stands beside it.

    So it is too where the net price is one after the line's allowances and charges: that one has no place then.
    """

    def price(entry: Entry) -> Inside:
        components = {
            "c1": Known(),
            "c2": entry,
            "c5": Number("base_quantity", parse=parse),
            "c6": Coded("base_quantity_unit", UNITS),
        }
        return Inside("price", model.Price, {"PRI": segment(e1=Nest(components))})

    def amount(key: str) -> Amount:
        return Amount(key, "currency", exact=True, parse=parse)

    net, gross = price(amount("net_price")), price(amount("gross_price"))

    def decide(element: Element, values: Values) -> Entry | None:
        kind = kinds.get(qualifier(element))
        if kind is None:
            return None
        nets = [other for other in (element, *alike(element)) if kinds.get(qualifier(other)) == "net"]
        has_gross = kind == "gross" or any(kinds.get(qualifier(other)) == "gross" for other in alike(element))
        if has_gross and nets and _allowances_after(element, parse) and _makes_the_amount(nets[0], values, parse):
            return net if kind == "gross" else None
        return gross if kind == "gross" and nets else net

    return Decided(decide, net, gross)


def _allowances_after(element: Element, parse: Parse) -> bool:
    """Whether allowances and charges follow in the line that change its amount."""
    first = next((other for other in islice(element.itersiblings(), 2 * NEAR) if other.tag == "SG-ALC"), None)
    return first is not None and _changes_the_amount(first, parse)


def _changes_the_amount(element: Element, parse: Parse) -> bool:
    """Whether the allowances and charges of a line, of which this group is one, are more than nothing in all."""
    total = Decimal(0)
    for group in (element, *alike(element)):
        for amount in islice(group, NEAR):
            if amount.tag == "MOA" and qualifier(amount) in ALLOWANCE_AMOUNTS:
                found = parse(component(amount, "e1", "c2")) or Decimal(0)
                total += found if qualifier(group) == "C" else -found
    return total != 0


def _makes_the_amount(price: Element, values: Values, parse: Parse) -> bool:
    """Whether a price times the quantity is the line's amount, so that allowances and charges are in it already."""
    each, basis = parse(component(price[0], "e1", "c2")), component(price[0], "e1", "c5")
    quantity: Decimal | None = values.get("quantity")
    amount: Decimal | None = values.get("net_amount")
    per = parse(basis) if basis else Decimal(1)
    if each is None or quantity is None or amount is None or not per:
        return False
    return abs(each * quantity / per - amount) < _ROUNDED


def _allowances(parse: Parse, table: Table) -> Entry:
    """Return the allowances and charges of a line, unless its only price, a net one, has them in it already."""
    entry = allowances_charges(parse, table, of_line=True)

    def decide(element: Element, values: Values) -> Entry | None:
        prices = [other for other in islice(element.itersiblings(preceding=True), 2 * NEAR) if other.tag == "SG-PRI"]
        nets = [other for other in prices if table.prices.get(qualifier(other)) == "net"]
        only_net = bool(nets) and len(nets) == len(prices)
        told_only = only_net and _makes_the_amount(nets[0], values, parse) and _changes_the_amount(element, parse)
        return None if told_only else entry

    return Decided(decide, entry)


def _reference(entry: Entry, **more: Entry) -> Nest:
    components: dict[str, Entry] = {"c1": Known(), "c2": entry, **more}
    return Nest({"RFF": segment(e1=Nest(components))})


def _references(table: Table) -> Entry:
    entries: dict[str, Entry] = {
        "ON": _reference(Top(Text("order_reference")), c3=Text("order_line_reference")),
        "LI": _reference(Text("order_line_reference")),
        "ADE": _reference(Text("buyer_accounting_reference")),
        "DQ": _reference(Top(Text("despatch_advice_reference"))),
        "AAK": _reference(Top(Text("despatch_advice_reference"))),
    }
    if table.cen:
        entries |= {
            "AWQ": _reference(Text("buyer_accounting_reference")),
            "AOU": _reference(Text("buyer_accounting_reference")),
        }
    return by_qualifier(entries)


def _text(table: Table) -> Entry:
    pieces = Nest({f"c{at}": Piece("note", table.text_piece) for at in range(1, 6)})
    note = segment(e1=one(Known(*_NOTE_SUBJECTS)), e2=one(Known("1")), e4=pieces)
    if not table.cen:
        return note
    attribute = Groups("attributes", model.ItemAttribute, {"c1": Text("name"), "c2": Text("value")})
    return by_qualifier({"ACF": item(segment(e1=one(Known()), e4=attribute))}, note)


def vat_row(key: str, rate: str, category: str, parse: Parse) -> dict[str, Entry]:
    """Return the data elements of a TAX segment that say a VAT rate and its category."""
    return {
        "e1": one(Known("7", "5")),
        "e2": one(Known("vat")),
        "e5": many(c4=Number(rate, parse=parse)),
        "e6": one(Coded(category, VAT_CATEGORIES)),
    }


def is_vat(element: Element) -> bool:
    """Whether a tax (TAX, or its group) is value added tax."""
    at = element[0] if element.tag.startswith("SG-") else element
    return component(at, "e2").upper() == "VAT"


def period_dates() -> dict[str, Entry]:
    """Return the dates that make a period, of a line or of the invoice (2005)."""

    def period(entry: Entry) -> Inside:
        return Inside("period", model.Period, qualified(entry, Known()))

    start, end = period(DayIn("start")), period(DayIn("end"))
    return {"167": start, "168": end, "194": start, "206": end, "263": period(PeriodIn())}


def line(table: Table, parse: Parse) -> Groups:
    """Return what a line means."""
    number = _item_number(table.item_numbers, classes=False)
    further = _item_number(table.item_numbers, classes=True)
    plan: Plan = {
        "LIN": segment(e1=one(Text("identifier")), e3=number),
        "PIA": by_qualifier(
            dict.fromkeys(
                ("1", "5"), segment(e1=one(Known()), **dict.fromkeys(("e2", "e3", "e4", "e5", "e6"), further))
            )
        ),
        "IMD": _description(),
        "QTY": by_qualifier({"47": qualified(Number("quantity", parse=parse), Coded("unit", UNITS))}),
        "ALI": segment(e1=one(item(Text("origin_country")))),
        "DTM": by_qualifier(period_dates()),
        "FTX": _text(table),
        "MOA": by_qualifier(
            dict.fromkeys(
                table.line_amounts, qualified(Amount("net_amount", "currency", parse=parse), None, Known("4"))
            )
        ),
        "SG-PRI": _price(parse, table.prices),
        "SG-RFF": _references(table),
        "SG-TAX": when(
            is_vat, Group("vat", model.LineVat, {"TAX": segment(**vat_row("vat", "rate", "category", parse))})
        ),
        "SG-ALC": _allowances(parse, table),
    }
    return Groups("lines", model.Line, plan)
