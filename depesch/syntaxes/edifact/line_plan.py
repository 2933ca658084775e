"""What the segments of a line (LIN and its group) mean.

Source: UNTDID INVOIC segment group 25 or 26; EANCOM 1997 part II, INVOIC, segments 34 to 68: AAB is the price before
the line's allowances and charges, AAA the one after them, which are then told for information.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import islice

from depesch.model import invoice as model
from depesch.syntaxes.binding import Element, Entry, Plan
from depesch.syntaxes.edifact.allowance_plan import allowances_charges
from depesch.syntaxes.edifact.leaves import Coded, DayIn, Numbered, Parse, PeriodIn, Piece
from depesch.syntaxes.edifact.parts import (
    NEAR,
    by_component,
    by_qualifier,
    component,
    many,
    near,
    one,
    qualified,
    qualifier,
    segment,
    when,
)
from depesch.syntaxes.edifact.tables import UNITS, VAT_CATEGORIES, Table
from depesch.syntaxes.groups import Choice, Group, Groups, Inside, Nest, Top
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


def _describes(element: Element) -> str:
    """Return what a description (IMD) gives: the name, the description, or nothing.

    The free-form text (F) or the short one (E) is the name, and what follows describes; a long one (A, B) is the name
    where it stands alone.
    """
    kind = qualifier(element)
    if kind not in ("F", "E", "A", "B") or component(element, "e2"):
        return ""
    before = element.getprevious()
    for _ in range(NEAR):  # one that fills its two pieces goes on in the next of its kind
        if before is None or before.tag != "IMD" or qualifier(before) != kind or not _is_full(before):
            break
        element, before = before, before.getprevious()
    texts = [other for other in near(element) if other.tag == "IMD" and qualifier(other) in ("F", "E", "A", "B")]
    first = next((other for other in texts if qualifier(other) in ("F", "E")), texts[0] if texts else element)
    return "name" if first is element else "description"


def _is_full(element: Element) -> bool:
    return all(len(component(element, "e3", name)) >= _NAME_PIECE for name in ("c4", "c5"))


def _description() -> Entry:
    def text(key: str) -> Nest:
        pieces = Nest({"c4": Piece(key, _NAME_PIECE, ""), "c5": Piece(key, _NAME_PIECE, "")})
        return segment(e1=one(Known()), e3=pieces)

    name, description = item(text("name")), item(text("description"))
    invoicing_unit = segment(e1=one(Known("c")), e3=one(Known("in")))
    choices: dict[str, Entry] = {"name": name, "description": description}

    def choose(element: Element) -> Entry | None:
        return invoicing_unit if qualifier(element) == "C" else choices.get(_describes(element))

    return Choice(choose, name, description, invoicing_unit)


def _price(parse: Parse, kinds: Mapping[str, str]) -> Entry:
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

    def choose(element: Element) -> Entry | None:
        kind = kinds.get(qualifier(element))
        if kind == "gross":
            others = {kinds.get(qualifier(other)) for other in near(element) if other.tag == "SG-PRI"}
            return gross if "net" in others and not _net_has_allowances(element, parse, kinds) else net
        if kind == "net":
            return None if _net_has_allowances(element, parse, kinds) and _has(element, kinds, "gross") else net
        return None

    return Choice(choose, net, gross)


def _has(element: Element, kinds: Mapping[str, str], kind: str) -> bool:
    return any(other.tag == "SG-PRI" and kinds.get(qualifier(other)) == kind for other in near(element))


def _net_has_allowances(element: Element, parse: Parse, kinds: Mapping[str, str]) -> bool:
    """Whether the net price of this line is one after its allowances and charges: it alone makes the line's amount."""
    price = quantity = amount = None
    basis: Decimal | None = Decimal(1)
    allowances = False
    for other in near(element):
        if other.tag == "SG-PRI" and kinds.get(qualifier(other)) == "net":
            price = parse(component(other[0], "e1", "c2"))
            said = component(other[0], "e1", "c5")
            basis = parse(said) if said else Decimal(1)
        elif other.tag == "QTY" and qualifier(other) == "47":
            quantity = parse(component(other, "e1", "c2"))
        elif other.tag == "MOA" and qualifier(other) == "203":
            amount = parse(component(other, "e1", "c2"))
        elif other.tag == "SG-ALC" and any(qualifier(one) in ("8", "23", "204") for one in islice(other, NEAR)):
            allowances = True
    if not allowances or price is None or quantity is None or amount is None or not basis:
        return False
    return abs(price * quantity / basis - amount) < _ROUNDED


def _allowances(parse: Parse, table: Table) -> Entry:
    """Return the allowances and charges of a line, unless its only price has them in it already."""
    entry = allowances_charges(parse, table, of_line=True)

    def choose(element: Element) -> Entry | None:
        told_only = not _has(element, table.prices, "gross") and _net_has_allowances(element, parse, table.prices)
        return None if told_only and not table.cen else entry

    return Choice(choose, entry)


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
