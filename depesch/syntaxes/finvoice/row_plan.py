"""What a row of Finvoice means: an invoice line, a note, or a subtotal that says nothing new.

Rows of texts alone are notes. Subtotals (SubInvoiceRow) are not part of the invoice's sums and have no place. A row is
charged by what was invoiced, else delivered, confirmed or ordered, as older versions have it.

Source: Finvoice 3.0 implementation guidelines, 10.2, 11 and 14; data list 3.0.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from depesch.kit.xml import children
from depesch.model import invoice as model
from depesch.syntaxes.binding import Element, Entry, Plan, Run, Take, Tracer, Values
from depesch.syntaxes.finvoice.arithmetic import cents, share
from depesch.syntaxes.finvoice.codes import MUTUALLY_DEFINED, UNITS, says_nothing
from depesch.syntaxes.finvoice.shapes import Beside, TextsInside, Unless, near
from depesch.syntaxes.finvoice.values import (
    CURRENCY,
    UNIT,
    UNIT_UN,
    Again,
    Day,
    Identity,
    Joined,
    Money,
    Percent,
    Quantity,
    Words,
    amount_of,
    gtin,
    unit_of,
)
from depesch.syntaxes.groups import Choice, Groups, Inside, Make, Nest, Top
from depesch.syntaxes.leaves import Text

ROW = "InvoiceRow"
SUBTOTAL = "SubInvoiceRow"
_PRICE, _DISCOUNT, _NET_PRICE = "UnitPriceAmount", "UnitPriceDiscountAmount", "UnitPriceNetAmount"
_PRICE_UNIT = "UnitPriceUnitCode"
_NET, _RATE, _VAT = "RowVatExcludedAmount", "RowVatRatePercent", "RowVatAmount"
_INVOICED, _DELIVERED, _CONFIRMED = "InvoicedQuantity", "DeliveredQuantity", "ConfirmedQuantity"
_QUANTITIES = (_INVOICED, _DELIVERED, _CONFIRMED, "OrderedQuantity")
_CENTS = frozenset({"c", "snt", "cent", "cents", "sentti"})


def _filled(element: Element, tag: str) -> Element | None:
    """Return the sibling of that name, if there is something in it."""
    found = near(element, tag)
    return found if found is not None and found.text and not found.text.isspace() else None


def in_cents(element: Element) -> bool:
    """Whether a price is in hundredths of the currency, as energy companies have it: `c/kWh`, `snt/kWh`."""
    unit = element.get(_PRICE_UNIT)
    if unit is None and element.tag != _PRICE:
        price = near(element, _PRICE)
        unit = None if price is None else price.get(_PRICE_UNIT)
    head, slash, _ = (unit or "").partition("/")
    return bool(slash) and head.strip().lower() in _CENTS


class UnitPrice(Money):
    """A price for one unit; one in cents is given in the currency."""

    __slots__ = ()

    def _taker(self) -> Take:
        take, key = super()._taker(), self.key

        def take_price(element: Element, values: Values, run: Run) -> None:
            had = key in values
            take(element, values, run)
            if not had and key in values and in_cents(element):
                values[key] = cents(values[key])

        return take_price

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        super().trace(element, values, run, prefix)
        note_unit(element, run)


def note_unit(element: Element, run: Tracer) -> None:
    """Note the unit of a price as read where it is the row's unit again; `ZZ` names none."""
    quantity = next((one for tag in _QUANTITIES if (one := near(element, tag)) is not None), None)
    unit = None if quantity is None else unit_of(quantity)
    code, text = element.get(UNIT_UN), element.get(_PRICE_UNIT)
    if code is not None and code in (unit, MUTUALLY_DEFINED):
        run.used_attributes.add((element, UNIT_UN))
    if text is not None and quantity is not None:
        last = text.rpartition("/")[2].strip()
        if last.lower() == (quantity.get(UNIT) or "").lower() or UNITS.get(last.lower(), last) == unit:
            run.used_attributes.add((element, _PRICE_UNIT))


class _SamePrice(Again):
    """A price that the net price says again."""

    __slots__ = ()

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        super().trace(element, values, run, prefix)
        note_unit(element, run)


def _price(entry: Entry) -> Inside:
    return Inside("price", model.Price, entry)


_GROSS, _ONLY = _price(UnitPrice("gross_price")), _price(UnitPrice("net_price"))
_SAME = _SamePrice(lambda element: True, CURRENCY)


def _kind_of_price(element: Element) -> Entry:
    """Return what the price of one unit is: the gross one where there is a discount or another net price."""
    net = _filled(element, _NET_PRICE)
    if _filled(element, _DISCOUNT) is not None:
        return _GROSS
    if net is None:
        return _ONLY
    return _SAME if amount_of(net) == amount_of(element) else _GROSS


_QUANTITY = Quantity("quantity", "unit")


def _quantity(*before: str) -> Choice:
    """Return the entry of a quantity that counts where none of those before it is there."""

    def says_same(element: Element) -> bool:
        better = next((one for tag in before if (one := _filled(element, tag)) is not None), None)
        return better is not None and (amount_of(better), unit_of(better)) == (amount_of(element), unit_of(element))

    again = Again(says_same, UNIT, UNIT_UN)

    def choose(element: Element) -> Entry:
        return again if any(_filled(element, tag) is not None for tag in before) else _QUANTITY

    return Choice(choose, _QUANTITY, again)


def _is_row_vat(element: Element) -> bool:
    """Whether the VAT of a row is what its net amount and rate give, so that it says nothing new."""
    net, rate = amount_of(near(element, _NET)), amount_of(near(element, _RATE))
    said = amount_of(element)
    return None not in (net, rate, said) and said == share(net or Decimal(0), rate or Decimal(0))


def _is_row_total(element: Element) -> bool:
    """Whether the amount of a row with VAT is its net amount and its VAT."""
    net, vat, said = amount_of(near(element, _NET)), amount_of(near(element, _VAT)), amount_of(element)
    if vat is None:
        rate = amount_of(near(element, _RATE))
        vat = None if net is None or rate is None else share(net, rate)
    return None not in (net, vat, said) and said == (net or Decimal(0)) + (vat or Decimal(0))


_ALLOWANCE: Plan = {
    "RowDiscountPercent": Percent("percentage"),
    "RowDiscountAmount": Money("amount"),
    "RowDiscountBaseAmount": Money("base_amount"),
    "RowDiscountTypeCode": Words("reason_code"),
    "RowDiscountTypeText": Words("reason"),
}
ONE_ALLOWANCE = Beside("allowances", model.AllowanceCharge, _ALLOWANCE)


def charge_plan(reason: str) -> Plan:
    """Return what the parts of an allowance or charge mean; `reason` is the name of its text."""
    return {
        reason: Words("reason"),
        "ReasonCode": Words("reason_code"),
        "Percent": Percent("percentage"),
        "Amount": Money("amount"),
        "BaseAmount": Money("base_amount"),
    }


PRECEDING: Plan = {"OriginalInvoiceNumber": Words("number"), "OriginalInvoiceDate": Day("issue_date")}
REFERENCE: Plan = {"InvoiceNumber": Words("number"), "InvoiceDate": Day("issue_date")}
_CREDITED = Top(Unless("preceding_invoices", model.PrecedingInvoice, PRECEDING))


def _item(entry: Entry) -> Inside:
    return Inside("item", model.Item, entry)


class _Classification(Groups):
    """A group of articles (BT-158): a code with its list."""

    __slots__ = ()

    def __init__(self) -> None:
        code = Text("code", {"SchemeID": "scheme", "SchemeVersion": "scheme_version"})
        super().__init__("classifications", model.Classification, {"": code}, drop_empty=True)

    def _reader(self, make: Make) -> Any:
        entry = self.plan[""]

        def read(element: Element, values: Values, run: Run) -> Any:
            own: Values = {}
            if not says_nothing(element.text):
                entry.take(element, own, run)
            return make(**own) if own else None

        return read

    def _traced(self, element: Element, values: Values, run: Tracer, prefix: str, path: str) -> Values:
        own: Values = {}
        if not says_nothing(element.text):
            self.plan[""].trace(element, own, run, path + ".")
        return own


LINE: Plan = {
    "InvoicedObjectID": Identity("object_identifier"),
    "ArticleIdentifier": _item(Words("seller_identifier")),
    "ArticleGroupIdentifier": _item(_Classification()),
    "ArticleName": _item(Words("name")),
    "ArticleDescription": _item(Words("description")),
    "BuyerArticleIdentifier": _item(Words("buyer_identifier")),
    "EanCode": _item(gtin("standard_identifier")),
    "RowDefinitionDetails": _item(
        Groups(
            "attributes",
            model.ItemAttribute,
            {"RowDefinitionHeaderText": Words("name"), "RowDefinitionValue": Words("value")},
            drop_empty=True,
        )
    ),
    _DELIVERED: _quantity(_INVOICED),
    "OrderedQuantity": _quantity(_INVOICED, _DELIVERED, _CONFIRMED),
    _CONFIRMED: _quantity(_INVOICED, _DELIVERED),
    _INVOICED: _QUANTITY,
    "StartDate": Inside("period", model.Period, Day("start")),
    "EndDate": Inside("period", model.Period, Day("end")),
    _PRICE: Choice(_kind_of_price, _GROSS, _ONLY, _SAME),
    _DISCOUNT: _price(UnitPrice("discount")),
    _NET_PRICE: _ONLY,
    "UnitPriceBaseQuantity": _price(Quantity("base_quantity", "base_quantity_unit")),
    "RowOrderPositionIdentifier": Words("order_line_reference"),
    "RowPositionIdentifier": Words("identifier"),
    **dict.fromkeys(PRECEDING, _CREDITED),
    "OriginalInvoiceReference": Top(Groups("preceding_invoices", model.PrecedingInvoice, REFERENCE, drop_empty=True)),
    "RowDeliveryDetails": Nest(
        {"RowCustomsInfo": Nest({"CNOriginCountryCode": _item(Words("origin_country"))})},
    ),
    "RowAccountDimensionText": Words("buyer_accounting_reference"),
    "RowFreeText": Joined("note"),
    **dict.fromkeys(_ALLOWANCE, ONE_ALLOWANCE),
    "RowProgressiveDiscountDetails": Groups("allowances", model.AllowanceCharge, _ALLOWANCE, drop_empty=True),
    "RowChargeDetails": Groups("charges", model.AllowanceCharge, charge_plan("ReasonText"), drop_empty=True),
    _RATE: Inside("vat", model.LineVat, Percent("rate")),
    "RowVatCode": Inside("vat", model.LineVat, Words("category")),
    _VAT: Again(_is_row_vat, CURRENCY),
    _NET: Money("net_amount"),
    "RowAmount": Again(_is_row_total, CURRENCY),
}

# A row of texts alone charges nothing and is a note.
_TEXT_ROW = TextsInside("ArticleName", "ArticleDescription", "RowFreeText")
_LINE = Groups("lines", model.Line, LINE)
_TEXTS = _TEXT_ROW.tags | {SUBTOTAL}


def _kind_of_row(element: Element) -> Entry | None:
    """Return whether a row charges something or is a text; a subtotal is neither."""
    tags = {child.tag for child in children(element)}
    return _LINE if tags - _TEXTS else _TEXT_ROW if tags & _TEXT_ROW.tags else None


INVOICE_ROW = Choice(_kind_of_row, _LINE, _TEXT_ROW)
