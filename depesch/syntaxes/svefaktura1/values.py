"""Elements of Svefaktura 1.0 that say more, or say it otherwise, than those every format has."""

from __future__ import annotations

from datetime import date
from typing import Any

from depesch.kit.xml import children
from depesch.model.invoice import Identifier
from depesch.syntaxes.binding import Element, Entry, Problem, Run, Take, Tracer, Values
from depesch.syntaxes.implied import summed
from depesch.syntaxes.leaves import Leaf, day, number
from depesch.syntaxes.svefaktura1.names import (
    AGENCY,
    CURRENCY,
    DELIVERY_NOTE_TEXT,
    F_TAX,
    F_TAX_OLD,
    GIROS,
    GS1,
    MUTUALLY_DEFINED,
    OBJECT_URN,
    SCHEME,
    UNIT,
    cac,
    cbc,
    seat,
    unit_code,
)

_CODE_LIST = tuple(f"quantityUnitCodeList{name}" for name in ("ID", "AgencyID", "AgencyName"))
_LENGTH_OF_DATE = 10
_WHOLE_DAYS = ("", "T00:00:00", "T23:59:59")


def giro(text: str) -> str:
    """Return the provider (BT-86) of a BIC: the clearing code for bankgiro and plusgiro, which are no banks."""
    return GIROS.get(text.strip(), text)


def f_tax(text: str) -> str:
    """Return BT-32: the phrase in force for the one of older programs."""
    return F_TAX if text.strip().lower() == F_TAX_OLD else text


def object_number(text: str) -> str:
    """Return the number of an attached object, of its name."""
    return text.strip().removeprefix(OBJECT_URN)


def plain_id(text: str) -> Identifier:
    """Return an identifier whose scheme is not told."""
    return Identifier(value=text)


def delivered(text: str) -> str | None:
    """Return the day of a delivery, and the time when there is one."""
    found = day_of(text)
    return None if found is None else text.strip().replace("T", " ") if _has_time(text) else found.isoformat()


def percent(text: str) -> str | None:
    """Return a rate as the payment terms tell it, None when it is no number."""
    found = number(text)
    return None if found is None else f"{text.strip()} %"


class SchemedId(Leaf):
    """An identifier whose scheme is in an attribute, or that is GS1's (`gs1` is the scheme then); none when empty."""

    __slots__ = ("gs1", "many")

    def __init__(self, key: str, *, gs1: str | None = None, many: bool = False) -> None:
        self.gs1 = gs1
        self.many = many
        super().__init__(key)

    def _taker(self) -> Take:
        key, gs1, many = self.key, self.gs1, self.many

        def take(element: Element, values: Values, run: Run) -> None:
            text, scheme = element.text, element.get(SCHEME)
            if not text and scheme is None:
                return
            if gs1 is not None and scheme is None and element.get(AGENCY) == GS1:
                scheme = gs1
            one = Identifier(value=text or "", scheme=scheme)
            if many:
                values.setdefault(key, []).append(one)
            else:
                values.setdefault(key, one)

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        had: Any = values.get(self.key)
        if had is not None and not self.many:
            return
        path = f"{prefix}{self.key}[{len(had or ())}]" if self.many else prefix + self.key
        self.take(element, values, run)
        if values.get(self.key) is None:
            return
        run.note(path, element)
        run.note(f"{path}.value", element)
        attribute = SCHEME if element.get(SCHEME) is not None else AGENCY
        if attribute == SCHEME or (self.gs1 is not None and element.get(AGENCY) == GS1):
            run.note(f"{path}.scheme", element, attribute)


class Quantity(Leaf):
    """A quantity and its unit, which may be a word; the code list that a code is from says nothing of the invoice."""

    __slots__ = ("unit",)

    def __init__(self, key: str, unit: str) -> None:
        self.unit = unit
        super().__init__(key, constants=_CODE_LIST)

    def _taker(self) -> Take:
        key, unit_key = self.key, self.unit

        def take(element: Element, values: Values, run: Run) -> None:
            unit = element.get(UNIT)
            if unit:
                values.setdefault(unit_key, unit_code(unit))
            found = number(element.text)
            if found is not None:
                values.setdefault(key, found)
            else:
                run.problems.append(Problem("READ-NUMBER", element, element.text or "", "a number such as 12.5"))

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        super().trace(element, values, run, prefix)
        if element in run.used and element.get(UNIT):
            run.note(prefix + self.unit, element, UNIT)


class Moment(Leaf):
    """A date with a time, of which the model holds the date; a time within the day found no place."""

    __slots__ = ()

    def _taker(self) -> Take:
        key = self.key

        def take(element: Element, values: Values, run: Run) -> None:
            found = day_of(element.text)
            if found is None:
                run.problems.append(Problem("READ-DATE", element, element.text or "", "a date such as 2026-05-31"))
            else:
                values.setdefault(key, found)

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        super().trace(element, values, run, prefix)
        if _has_time(element.text) and self.key in values:
            run.used.discard(element)


def day_of(text: str | None) -> date | None:
    """Return the date of a moment such as 2026-05-31T00:00:00, None when it is none.

    >>> day_of(" 2026-05-31T08:30:00 "), day_of("2026-05-31"), day_of("31/5")
    (datetime.date(2026, 5, 31), datetime.date(2026, 5, 31), None)
    """
    text = (text or "").strip(" \t\r\n")
    rest = text[_LENGTH_OF_DATE:]
    return day(text[:_LENGTH_OF_DATE]) if not rest or rest[0] == "T" else day(text)


def _has_time(text: str | None) -> bool:
    rest = (text or "").strip(" \t\r\n")[_LENGTH_OF_DATE:]
    return rest[:9] not in _WHOLE_DAYS


class Payable(Leaf):
    """The total with VAT and rounding: BT-115, and BT-112 when the rounding is taken off it.

    Its currency is the invoice's where no other element tells it.
    """

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__("amount_due", constants=(CURRENCY,))

    def _taker(self) -> Take:
        def take(element: Element, values: Values, run: Run) -> None:
            found = number(element.text)
            if found is None:
                run.problems.append(Problem("READ-NUMBER", element, element.text or "", "an amount such as 1250.00"))
                return
            if "amount_due" in values:
                return
            values["amount_due"] = values["amount_incl_vat"] = found
            currency = element.get(CURRENCY)
            run.currencies[currency] = run.currencies.get(currency, 0) + 1
            if currency and "currency" not in run.root:
                run.root["currency"] = currency

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        had, stated = "amount_due" in values, "currency" in run.root
        super().trace(element, values, run, prefix)
        if had or "amount_due" not in values:
            return
        run.note(f"{prefix}amount_incl_vat", element)
        run.amounts.append((f"{prefix}amount_due", element, CURRENCY))
        if not stated and element.get(CURRENCY):
            run.note("currency", element, CURRENCY)


class SameCode(Entry):
    """A code that the document states elsewhere, and only finds a place when it is the same."""

    __slots__ = ("key",)

    def __init__(self, key: str) -> None:
        self.key = key
        self.take = _nothing

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        if element.text and run.root.get(self.key) == element.text:
            run.used.add(element)


def _nothing(element: Element, values: Values, run: Run) -> None:
    pass


class Summed(Leaf):
    """VAT in the accounting currency, which each row of the breakdown states and the model has the sum of.

    Where the document names no such currency, the amount has no place.
    """

    __slots__ = ()

    def __init__(self, key: str) -> None:
        super().__init__(key, constants=(CURRENCY,))

    def _taker(self) -> Take:
        key = self.key

        def take(element: Element, values: Values, run: Run) -> None:
            if not run.root.get("vat_currency"):
                return
            found = number(element.text)
            if found is None:
                run.problems.append(Problem("READ-NUMBER", element, element.text or "", "an amount such as 1250.00"))
            else:
                values[key] = summed((values[key], found)) if key in values else found

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        self.take(element, values, run)
        if run.root.get("vat_currency"):
            run.note(prefix + self.key, element)
            run.used_attributes.update((element, name) for name in self.constants)


class Reason(Leaf):
    """The reason of an allowance or charge, in the name of a code that says no more than that there is one."""

    __slots__ = ()

    def _taker(self) -> Take:
        def take(element: Element, values: Values, run: Run) -> None:
            name = element.get("name")
            if name is not None:
                values.setdefault("reason", name)

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        self.take(element, values, run)
        if (element.text or "").strip() == MUTUALLY_DEFINED:
            run.used.add(element)
        if element.get("name") is not None:
            run.note(f"{prefix}reason", element, "name")


class AddressLines(Entry):
    """Lines of an address beside or instead of its parts, in the lines of the model that are free.

    Source: SFTI, Mapping of Svefaktura 1.0 onto EN 16931-1, appendix 3: beside parts, line 3 is filled first; a block
    of lines fills them in order; what is left over is put at the end of line 3.
    """

    __slots__ = ()

    def __init__(self) -> None:
        def take(element: Element, values: Values, run: Run) -> None:
            order = ("line_3", "line_2", "line_1") if values else ("line_1", "line_2", "line_3")
            for line in children(element):
                if line.tag == _LINE and line.text:
                    _put(line.text, values, order)

        self.take = take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        order = ("line_3", "line_2", "line_1") if values else ("line_1", "line_2", "line_3")
        for line in children(element):
            if line.tag == _LINE and line.text:
                run.note(prefix + _put(line.text, values, order), line)


def _put(text: str, values: Values, order: tuple[str, ...]) -> str:
    """Put a line into the first free one of the model, or at the end of the last; return which."""
    for key in order:
        if not values.get(key):
            values[key] = text
            return key
    values["line_3"] = f"{values['line_3']}, {text}"
    return "line_3"


class Seat(Entry):
    """Where a company is registered: BT-33, composed of place and country."""

    __slots__ = ()

    def __init__(self) -> None:
        def take(element: Element, values: Values, run: Run) -> None:
            text = seat(*(part.text if part is not None else None for part in _seat_parts(element)))
            if text is not None:
                values.setdefault("additional_legal_information", text)

        self.take = take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        if "additional_legal_information" in values:
            return
        self.take(element, values, run)
        for part in _seat_parts(element):
            if part is not None:
                run.note(f"{prefix}additional_legal_information", part)


def _seat_parts(element: Element) -> tuple[Element | None, Element | None]:
    city = country = None
    for child in children(element):
        if child.tag == _CITY and city is None:
            city = child
        elif child.tag == _COUNTRY and len(child):
            country = child[0] if child[0].tag == _CODE else None
    return city, country


class Link(Leaf):
    """A document on the web: its address is both its reference and its place."""

    __slots__ = ()

    def _taker(self) -> Take:
        key = self.key

        def take(element: Element, values: Values, run: Run) -> None:
            values["reference"] = values[key] = element.text or ""

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        super().trace(element, values, run, prefix)
        run.note(f"{prefix}reference", element)


class DeliveryNote(Leaf):
    """A further delivery note: a supporting document with that name."""

    __slots__ = ()

    def _taker(self) -> Take:
        key = self.key

        def take(element: Element, values: Values, run: Run) -> None:
            values.setdefault(key, element.text or "")
            values["description"] = DELIVERY_NOTE_TEXT

        return take


_LINE, _CITY, _COUNTRY, _CODE = cbc("Line"), cbc("CityName"), cac("Country"), cac("IdentificationCode")
