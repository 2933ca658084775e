"""Values as Finvoice writes them: dates with a format, amounts with a comma, texts where a dash says nothing.

An element without content says nothing here, not an empty text: older programs write every element they know.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from depesch.model.invoice import Identifier
from depesch.syntaxes.binding import Element, Entry, Problem, Run, Take, Tracer, Values
from depesch.syntaxes.finvoice.codes import (
    EDI,
    GTIN_SCHEME,
    IDENTIFIER_TYPES,
    MUTUALLY_DEFINED,
    OVT_SCHEME,
    UNITS,
    is_ovt,
    says_nothing,
)
from depesch.syntaxes.groups import Choice
from depesch.syntaxes.leaves import Amount, Id, Leaf, Number, note_identifier
from depesch.syntaxes.written_values import comma_number, compact_day

CURRENCY = "AmountCurrencyIdentifier"
UNIT, UNIT_UN = "QuantityUnitCode", "QuantityUnitCodeUN"
SCHEME, IDENTIFIER_TYPE = "SchemeID", "IdentifierType"
FORMAT, CCYYMMDD = "Format", "CCYYMMDD"

LIKE = "1250,00"


class Words(Leaf):
    """A text, kept as it stands; an empty one, white space alone and dashes alone say nothing."""

    __slots__ = ()

    def _taker(self) -> Take:
        key = self.key

        def take(element: Element, values: Values, run: Run) -> None:
            text = element.text
            if text is None or says_nothing(text):
                return
            if values.setdefault(key, text) != text:
                run.doubtful = True

        return take


class Joined(Leaf):
    """A text in several elements, one after the other, with `between` between them."""

    __slots__ = ("between",)

    def __init__(self, key: str, between: str = "\n") -> None:
        self.between = between
        super().__init__(key)

    def _taker(self) -> Take:
        key, between = self.key, self.between

        def take(element: Element, values: Values, run: Run) -> None:
            text = element.text
            if text is not None and not says_nothing(text):
                values[key] = values[key] + between + text if key in values else text

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        self.take(element, values, run)
        run.used.add(element)
        if self.key in values:
            run.note(prefix + self.key, element)


class Day(Leaf):
    """A date as CCYYMMDD, which the attribute `Format` says."""

    __slots__ = ()

    def __init__(self, key: str) -> None:
        super().__init__(key, constants=(FORMAT,))

    def _taker(self) -> Take:
        key = self.key

        def take(element: Element, values: Values, run: Run) -> None:
            text = element.text
            if not text or text.isspace():
                return
            found = compact_day(text) if element.get(FORMAT, CCYYMMDD) == CCYYMMDD else None
            if found is None:
                run.problems.append(Problem("READ-DATE", element, text, "a date such as 20260531"))
            elif values.setdefault(key, found) != found:
                run.doubtful = True

        return take


class Money(Amount):
    """An amount; `checked` when its currency is to be the invoice's."""

    __slots__ = ()

    def __init__(self, key: str, *, checked: bool = True) -> None:
        super().__init__(key, CURRENCY, checked=checked, exact=True, parse=comma_number, like=LIKE)

    def _taker(self) -> Take:
        take = super()._taker()

        def take_money(element: Element, values: Values, run: Run) -> None:
            text = element.text
            if text and not text.isspace():
                take(element, values, run)

        return take_money


class Percent(Number):
    """A percentage."""

    __slots__ = ()

    def __init__(self, key: str) -> None:
        super().__init__(key, parse=comma_number, like="25,5")

    def _taker(self) -> Take:
        take = super()._taker()

        def take_percent(element: Element, values: Values, run: Run) -> None:
            text = element.text
            if text and not text.isspace():
                take(element, values, run)

        return take_percent


class Quantity(Leaf):
    """A quantity and its unit, of UN/ECE Recommendation 20 or as a text that may stand for one of these.

    A text that no list here knows is kept as it is. Beside a code the text only says it for people.
    """

    __slots__ = ("unit",)

    def __init__(self, key: str, unit: str) -> None:
        self.unit = unit
        super().__init__(key)

    def _taker(self) -> Take:
        key, unit = self.key, self.unit

        def take(element: Element, values: Values, run: Run) -> None:
            text = element.text
            if text and not text.isspace():
                found = comma_number(text)
                if found is None:
                    run.problems.append(Problem("READ-NUMBER", element, text, "a decimal number such as 12,5"))
                else:
                    values.setdefault(key, found)
            said = unit_of(element)
            if said is not None:
                values.setdefault(unit, said)

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        super().trace(element, values, run, prefix)
        code, text = element.get(UNIT_UN), element.get(UNIT)
        if code:
            run.note(prefix + self.unit, element, UNIT_UN)
            if text and code != MUTUALLY_DEFINED and UNITS.get(text.lower(), code) == code:
                run.used_attributes.add((element, UNIT))
        elif text:
            run.note(prefix + self.unit, element, UNIT)


def unit_of(element: Element) -> str | None:
    """Return the unit of a quantity: its code, else its text, or the code that the text is in general use for."""
    code = element.get(UNIT_UN)
    if code:
        return code
    text = element.get(UNIT)
    return UNITS.get(text.lower(), text) if text and not text.isspace() else None


class Identity(Id):
    """An identifier with its scheme (`SchemeID`), or the type (`IdentifierType`) that names a scheme.

    `unsaid` is the scheme of one that states none.
    """

    __slots__ = ("unsaid",)

    def __init__(self, key: str, unsaid: str | None = None) -> None:
        self.unsaid = unsaid
        super().__init__(key, SCHEME)

    def _found(self, element: Element) -> Identifier | None:
        text = element.text
        if text is None or says_nothing(text):
            return None
        return Identifier(value=text, scheme=self.scheme_of(element, text))

    def scheme_of(self, element: Element, text: str) -> str | None:
        """Return the scheme of an identifier, None when it states none."""
        said = element.get(SCHEME)
        if said:
            return said
        kind = element.get(IDENTIFIER_TYPE)
        if kind == EDI and is_ovt(text):
            return OVT_SCHEME
        return IDENTIFIER_TYPES.get(kind, kind) if kind else self.unsaid

    def _taker(self) -> Take:
        key = self.key

        def take(element: Element, values: Values, run: Run) -> None:
            found = self._found(element)
            if found is not None and values.setdefault(key, found) != found:
                run.doubtful = True

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        found = self._found(element)
        if found is None:
            run.used.add(element)
        elif values.setdefault(self.key, found) == found:
            self._note(run, prefix + self.key, element)

    def _note(self, run: Tracer, path: str, element: Element) -> None:
        note_identifier(run, path, element, SCHEME)
        if element.get(IDENTIFIER_TYPE) is not None and not element.get(SCHEME):
            run.note(f"{path}.scheme", element, IDENTIFIER_TYPE)


class Identities(Identity):
    """An identifier of several."""

    __slots__ = ()
    many = True

    def _taker(self) -> Take:
        key = self.key

        def take(element: Element, values: Values, run: Run) -> None:
            found = self._found(element)
            if found is not None:
                values.setdefault(key, []).append(found)

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        found = self._found(element)
        if found is None:
            run.used.add(element)
        else:
            values.setdefault(self.key, []).append(found)
            self._note(run, f"{prefix}{self.key}[{len(values[self.key]) - 1}]", element)


class ElectronicAddress(Identity):
    """An address in the network. An OVT identifier tells itself by its form, as versions without a scheme rely on."""

    __slots__ = ()

    def scheme_of(self, element: Element, text: str) -> str | None:
        return super().scheme_of(element, text) or (OVT_SCHEME if is_ovt(text) else None)


class UnitNumber(Identities):
    """The OVT identifier of an organisation unit; what has not the form of one has no scheme."""

    __slots__ = ()

    def scheme_of(self, element: Element, text: str) -> str | None:
        return OVT_SCHEME if is_ovt(text) else None


def gtin(key: str) -> Identity:
    """Return the entry of an EAN code, which is a GTIN unless it states another scheme."""
    return Identity(key, GTIN_SCHEME)


class Both(Choice):
    """An element that says two things."""

    __slots__ = ()

    def __init__(self, *entries: Entry) -> None:
        super().__init__(lambda element: None, *entries)

        def take(element: Element, values: Values, run: Run) -> None:
            for entry in entries:
                entry.take(element, values, run)

        self.take = take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        for entry in self.entries:
            entry.trace(element, values, run, prefix)


class Attribute(Leaf):
    """What an attribute says, such as the currency of the total."""

    __slots__ = ("attribute",)

    def __init__(self, key: str, attribute: str) -> None:
        self.attribute = attribute
        super().__init__(key)

    def _taker(self) -> Take:
        key, attribute = self.key, self.attribute

        def take(element: Element, values: Values, run: Run) -> None:
            said = element.get(attribute)
            if said and not said.isspace():
                values.setdefault(key, said)

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        had = self.key in values
        self.take(element, values, run)
        if not had and self.key in values:
            run.note(prefix + self.key, element, self.attribute)


class Again(Entry):
    """An element that says nothing of its own where `is_again` finds that it repeats others; else it is unread."""

    __slots__ = ("attributes", "is_again", "silent")

    def __init__(self, is_again: Callable[[Element], bool], *attributes: str) -> None:
        self.is_again = is_again
        self.attributes = attributes
        self.silent = True
        self.take = _nothing

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        if self.is_again(element):
            run.used.add(element)
            run.used_attributes.update((element, name) for name in self.attributes)


def _nothing(element: Element, values: Values, run: Run) -> None:
    pass


def amount_of(element: Element | None) -> Decimal | None:
    """Return the number in an element, None when there is no element or no number in it."""
    return None if element is None else comma_number(element.text)
