"""What the elements of a row mean.

Only rows of type SPECIFICATION, or of none, are invoice lines: MAIN is a heading, SUBTOTAL and INFO sum up others.

Source: TEAPPSXML 2.7.2 Implementation Guide, 4.7; 3.0 empty invoice with explanations (BT-126 to BT-161).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from depesch.model import invoice as model
from depesch.model.codelists import codes
from depesch.syntaxes.aside import Aside
from depesch.syntaxes.binding import Element, Entry, Plan, Run, Tracer, Values
from depesch.syntaxes.groups import Choice, Groups, Inside, Nest
from depesch.syntaxes.leaves import Leaf, number
from depesch.syntaxes.teapps import amounts
from depesch.syntaxes.teapps.codes import DISCOUNT, DISCOUNT_TYPE, scheme_of_ean, scheme_stated, unit_named, unit_of
from depesch.syntaxes.teapps.groups import MarkedGroup, MarkedGroups
from depesch.syntaxes.teapps.party_plan import beside
from depesch.syntaxes.teapps.values import Coded, Filled, FilledId, Joined, Money, Parts, Signed, says

_LINE_TYPES = ("", "SPECIFICATION")
Marks = tuple[tuple[str, str | None, str], ...]
ONE = Decimal(1)
_NO_DATE = Aside()
NET, GROSS = "EXCLUDED", "INCLUDED"


def filled_date(entry: Entry) -> Choice:
    """Return the entry for a DATE that is one; one that is empty or of zeros only fills a place."""
    return Choice(lambda element: entry if any(says(part).strip(" 0") for part in element) else _NO_DATE, entry)


def date_of(entry: Entry) -> Nest:
    """Return the entry for an element round a DATE."""
    return Nest({"DATE": filled_date(entry)})


def period(key: str) -> Nest:
    """Return the entry for the start or the end of a period."""
    return date_of(Inside("period", model.Period, Parts(key)))


def vat_type(element: Element) -> Marks:
    """Return the VAT category that an element states in its attribute."""
    said = element.get("VAT_TYPE")
    return (("category", said if said and not said.isspace() else None, "VAT_TYPE"),)


def discount_type(element: Element) -> Marks:
    """Return the reason that a discount's type is: 00 is a plain discount; 3.0 has the codes of UNTDID 5189."""
    said = (element.get("TYPE") or "").strip()
    if said == DISCOUNT_TYPE:
        return (("reason_code", DISCOUNT, "TYPE"),)
    return (("reason_code", said, "TYPE"),) if said in codes("allowance_reason") else ()


def charge_type(element: Element) -> Marks:
    """Return the reason that a charge's type (3.0) is, by UNTDID 7161."""
    said = (element.get("TYPE") or "").strip()
    return (("reason_code", said, "TYPE"),) if said in codes("charge_reason") else ()


DISCOUNT_PLAN: dict[str, Entry] = {
    "DISCOUNT_NAME": Filled("reason"),
    "PER_CENT": Signed("percentage"),
    "DISCOUNT_FROM_AMOUNT": Money({NET: "base_amount"}, beside=GROSS),
    "DISCOUNT_AMOUNT": Money({NET: "amount"}, beside=GROSS),
}
CHARGE_PLAN: dict[str, Entry] = {
    "CHARGE_NAME": Filled("reason"),
    "PER_CENT": Signed("percentage"),
    "CHARGE_FROM_AMOUNT": Money({NET: "base_amount"}, beside=GROSS),
    "CHARGE_AMOUNT": Money({NET: "amount"}, beside=GROSS),
}


def _described(*, name: str | None = None, value: str | None = None, unit: str | None = None) -> model.ItemAttribute:
    """Return a property of the article; its unit stands behind its value."""
    return model.ItemAttribute(name=name, value=" ".join(part for part in (value, unit) if part) or None)


def _product_group(element: Element) -> Marks:
    return tuple(
        (key, said if said and not said.isspace() else None, name)
        for key, name in (("scheme", "SCHEME_ID"), ("scheme_version", "SCHEME_VERSION"))
        if (said := element.get(name)) is not None
    )


class _ProductGroup(Leaf):
    """A classification (BT-158); its scheme and version in attributes (3.0)."""

    __slots__ = ()
    many = True

    def _taker(self) -> Any:
        key = self.key

        def take(element: Element, values: Values, run: Run) -> None:
            if code := says(element):
                marks = {name: value for name, value, _ in _product_group(element)}
                values.setdefault(key, []).append(model.Classification(code=code, **marks))

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        before = len(values.get(self.key, ()))
        self.take(element, values, run)
        if len(values.get(self.key, ())) > before:
            path = f"{prefix}{self.key}[{before}]"
            for place in (path, f"{path}.code"):
                run.note(place, element)
            for name, _, attribute in _product_group(element):
                run.note(f"{path}.{name}", element, attribute)


def _item(entry: Entry) -> Inside:
    return Inside("item", model.Item, entry)


def _text_of_item(key: str) -> Choice:
    return _filled(_item(Filled(key)))


def _filled(entry: Entry) -> Choice:
    return Choice(lambda element: entry if says(element) else None, entry)


_ATTRIBUTES = _item(
    Groups(
        "attributes",
        _described,
        {
            "DESCRIPTION_TYPE": Filled("name"),
            "DESCRIPTION_VALUE": Filled("value"),
            "DESCRIPTION_UNIT": Filled("unit"),
        },
        drop_empty=True,
    )
)


def _has_text(element: Element) -> bool:
    return any(says(child) for child in element)


_ARTICLE: Plan = {
    "ARTICLE_ID": _text_of_item("seller_identifier"),
    "ARTICLE_NAME": _text_of_item("name"),
    "ARTICLE_NAME2": beside("FREE_TEXT", None, _text_of_item("description")),
    "EAN_CODE": _filled(_item(FilledId("standard_identifier", scheme_of_ean))),
    "PRODUCT_GROUP": _filled(_item(_ProductGroup("classifications"))),
    "FREE_TEXT": _filled(_item(Joined("description"))),
    "ARTICLE_DESCRIPTIONS": Nest(
        {"ARTICLE_DESCRIPTION": Choice(lambda element: _ATTRIBUTES if _has_text(element) else None, _ATTRIBUTES)}
    ),
}


class _PriceUnit(Money):
    """A price with its unit and (3.0) its quantity in attributes."""

    __slots__ = ()

    def _taker(self) -> Any:
        take_amounts = super()._taker()

        def take(element: Element, values: Values, run: Run) -> None:
            take_amounts(element, values, run)
            for key, value, _ in _price_unit(element):
                values.setdefault(key, value)

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        super().trace(element, values, run, prefix)
        for key, value, attribute in _price_unit(element):
            if values.setdefault(key, value) == value:
                run.note(prefix + key, element, attribute)
                run.used_attributes.update((element, name) for name in ("PR_UNIT", "PR_UNIT_UNECE_CODE"))


def _price_unit(element: Element) -> list[tuple[str, Any, str]]:
    """Return the quantity that a price is for, one where only its unit is stated, and that unit.

    A unit such as `p/kk` is none of the model's.
    """
    found: list[tuple[str, Any, str]] = []
    code, word = element.get("PR_UNIT_UNECE_CODE") or "", element.get("PR_UNIT") or ""
    if code.strip():
        found.append(("base_quantity_unit", code, "PR_UNIT_UNECE_CODE"))
    elif unit_named(word) in codes("unit"):
        found.append(("base_quantity_unit", unit_named(word), "PR_UNIT"))
    quantity = number(element.get("PR_QTY"))
    if quantity is not None:
        found.append(("base_quantity", quantity, "PR_QTY"))
    elif found:
        found.append(("base_quantity", ONE, found[0][2]))
    return found


def _price(key: str, *, with_unit: bool = False) -> Inside:
    keys, shown = {NET: key, GROSS: f"{key}_with_vat"}, {f"{key}_with_vat": (key,)}
    money = _PriceUnit(keys, shown=shown) if with_unit else Money(keys, shown=shown)
    return Inside("price", dict, money)


def _has_amount(row: Element | None, tag: str) -> bool:
    return row is not None and any(child.tag == tag and _has_text(child) for child in row)


_GROSS_PRICE, _NET_PRICE = _price("gross_price", with_unit=True), _price("net_price", with_unit=True)


class SameCurrency(Leaf):
    """The currency of the invoice once more; another one has no place."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__("")

    def _taker(self) -> Any:
        def take(element: Element, values: Values, run: Run) -> None:
            if says(element) != run.root.get("currency"):
                run.doubtful = True

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        if says(element) == run.root.get("currency"):
            run.used.add(element)


_VAT = MarkedGroup(
    "vat",
    amounts.line_vat,
    {"RATE": Signed("rate")},
    vat_type,
    outer={"VAT_AMOUNT": Money(dict.fromkeys(("", NET, GROSS), "vat_amount"))},
)


def customers(entry: Entry, other: Entry | None = None) -> Choice:
    """Return the entry for order information of the customer, who is the one meant where nothing is said."""

    def choose(element: Element) -> Entry | None:
        kind = (element.get("ORDER_TYPE") or "").strip()
        return entry if kind in ("CO", "") else other if kind == "VN" else None

    return Choice(choose, entry, *((other,) if other is not None else ()))


class OrderType(Nest):
    """Order information, of which the attribute says whose it is."""

    __slots__ = ()

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        super().trace(element, values, run, prefix)
        run.used_attributes.add((element, "ORDER_TYPE"))


_LINE: Plan = {
    "ROW_NUMBER": Filled("identifier"),
    "ARTICLE": Nest(_ARTICLE, may_be_empty=True),
    "START_PERIOD": period("start"),
    "END_PERIOD": period("end"),
    "QUANTITY": Nest({"CHARGED": Signed("quantity", "unit", unit_of)}, may_be_empty=True),
    "INVOICED_OBJECT": FilledId("object_identifier", scheme_stated),
    "ORDER_INFORMATION": customers(OrderType({"ORDER_POSITION": Filled("order_line_reference")})),
    "UNIT": Coded("unit", lambda element: unit_named(says(element)) or None, "a unit"),
    "CURRENCY": Nest({"CODE": SameCurrency()}),
    # What is left of it by then stands in PRICE_PER_UNIT_NET: without that, it is the price itself.
    "PRICE_PER_UNIT": Choice(
        lambda element: _GROSS_PRICE if _has_amount(element.getparent(), "PRICE_PER_UNIT_NET") else _NET_PRICE,
        *(_GROSS_PRICE, _NET_PRICE),
    ),
    "DISCOUNT_FROM_PRICE_PER_UNIT": _price("discount"),
    "PRICE_PER_UNIT_NET": _price("net_price"),
    "DISCOUNT": MarkedGroups("allowances", model.AllowanceCharge, DISCOUNT_PLAN, discount_type),
    "ROW_CHARGE": MarkedGroups("charges", model.AllowanceCharge, CHARGE_PLAN, charge_type),
    "ROW_TOTAL": Money({NET: "net_amount", GROSS: "amount_with_vat"}, shown={"amount_with_vat": ("net_amount",)}),
    "VAT": _VAT,
    "CN": Nest({"COUNTRY_OF_ORIGIN_CODE": _text_of_item("origin_country")}),
    "RECEIVER_PRODUCT_CODE": _text_of_item("buyer_identifier"),
    "DEFAULT_ROW_POSTING": Nest({"ACCOUNT_REFERENCE": Filled("buyer_accounting_reference")}),
    "FREE_TEXT": Joined("note"),
}

ROW = Groups("lines", amounts.line, _LINE)


class _Line(Choice):
    """A row that is an invoice line; its attributes say so and group it with others."""

    __slots__ = ()

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        super().trace(element, values, run, prefix)
        if self.choose(element) is not None:
            run.used_attributes.update((element, name) for name in ("ROW_TYPE", "ROW_ID"))


ROWS = Nest(
    {"ROW": _Line(lambda element: ROW if (element.get("ROW_TYPE") or "") in _LINE_TYPES else None, ROW)},
    may_be_empty=True,
)
