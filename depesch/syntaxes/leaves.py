"""Elements with one value: texts, identifiers, numbers, amounts, dates."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from depesch.model.invoice import Identifier
from depesch.syntaxes.binding import Element, Entry, Problem, Run, Take, Tracer, Values

MOST_DIGITS = 200
# Rates, quantities and small amounts come again and again: to know a number is quicker than to make it anew.
_SHORT, _MOST_SHORT_NUMBERS = 6, 5_000
_short_numbers: dict[str | None, Decimal] = {}

_LENGTH_OF_DATE = 10  # YYYY-MM-DD and nothing around it
_DECIMAL = re.compile(r"[ \t\r\n]*[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[ \t\r\n]*").fullmatch
_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2})?").fullmatch


class Leaf(Entry):
    """An element with one value.

    `attributes` maps an attribute's name to the key that it gives; `constants` are attributes that only say what the
    element is.
    """

    __slots__ = ("attributes", "constants", "key")

    def __init__(
        self, key: str, attributes: Mapping[str, str] | None = None, *, constants: tuple[str, ...] = ()
    ) -> None:
        self.key = key
        self.attributes = dict(attributes or {})
        self.constants = constants
        self.take = self._taker()

    def _taker(self) -> Take:
        raise NotImplementedError

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        scratch: Values = {}
        before = len(run.problems)
        self.take(element, scratch, run)
        if any(values.get(key, value) != value for key, value in scratch.items()):
            return  # repeats a single term with another value: this one found no place
        values.update(scratch)
        run.used.add(element)
        if self.key in scratch or len(run.problems) > before:
            run.note(prefix + self.key, element)
        for name, key in self.attributes.items():
            if element.get(name) is not None:
                run.note(prefix + key, element, name)
        run.used_attributes.update((element, name) for name in self.constants)


class Text(Leaf):
    """A text, kept as it stands; an empty element is an empty text, one that only carries an attribute is none.

    Nothing but white space is doubtful, here as in identifiers.
    """

    __slots__ = ()

    def _taker(self) -> Take:
        key, attributes = self.key, self.attributes

        def take(element: Element, values: Values, run: Run) -> None:
            text = element.text
            if key in values or not text or text.isspace():
                run.doubtful = True
                values.setdefault(key, text or "")
            else:
                values[key] = text

        def take_all(element: Element, values: Values, run: Run) -> None:
            found: Values = {}
            for attribute, name in attributes.items():
                value = element.get(attribute)
                if value is not None:
                    found[name] = value
                    run.attributes += 1
            text = element.text
            if not text or text.isspace():
                run.doubtful = True
            if text is not None or not found:
                found[key] = text or ""
            for name, value in found.items():
                if name in values:
                    run.doubtful = True
                else:
                    values[name] = value

        return take_all if attributes else take


class BareText(Text):
    """A text without attributes; this one is doubtful."""

    __slots__ = ("unwanted",)

    def __init__(self, key: str, unwanted: str) -> None:
        self.unwanted = unwanted
        super().__init__(key)

    def _taker(self) -> Take:
        take, unwanted = super()._taker(), self.unwanted

        def take_bare(element: Element, values: Values, run: Run) -> None:
            if element.get(unwanted) is not None:
                run.doubtful = True
            take(element, values, run)

        return take_bare


class SameText(Text):
    """A text that each of several groups states anew; only another one than the first is doubtful."""

    __slots__ = ()

    def _taker(self) -> Take:
        key = self.key

        def take(element: Element, values: Values, run: Run) -> None:
            text = element.text or ""
            if values.setdefault(key, text) != text or not text or text.isspace():
                run.doubtful = True

        return take


class Id(Leaf):
    """An identifier with its scheme in an attribute."""

    __slots__ = ("scheme",)

    def __init__(self, key: str, scheme: str = "schemeID") -> None:
        self.scheme = scheme
        super().__init__(key)

    def _taker(self) -> Take:
        key, scheme = self.key, self.scheme

        def take(element: Element, values: Values, run: Run) -> None:
            if key not in values:
                said, text = element.get(scheme), element.text
                if not text or text.isspace():
                    run.doubtful = True
                values[key] = Identifier(value=text or "", scheme=said)
                if said is not None:
                    run.attributes += 1
            else:
                run.doubtful = True

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        if self.key not in values:
            self.take(element, values, run)
            note_identifier(run, prefix + self.key, element, self.scheme)


def note_identifier(run: Tracer, path: str, element: Element, scheme: str) -> None:
    """Note where an identifier and its scheme stand."""
    run.note(path, element)
    run.note(f"{path}.value", element)
    if element.get(scheme) is not None:
        run.note(f"{path}.scheme", element, scheme)


class Ids(Id):
    """An identifier that may be repeated."""

    __slots__ = ()
    many = True

    def _taker(self) -> Take:
        key, scheme = self.key, self.scheme

        def take(element: Element, values: Values, run: Run) -> None:
            said, text = element.get(scheme), element.text
            if not text or text.isspace():
                run.doubtful = True
            values.setdefault(key, []).append(Identifier(value=text or "", scheme=said))
            if said is not None:
                run.attributes += 1

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        self.take(element, values, run)
        note_identifier(run, f"{prefix}{self.key}[{len(values[self.key]) - 1}]", element, self.scheme)


class Number(Leaf):
    """A decimal number with the digits as written; an empty element that only carries an attribute is none.

    `parse` tells a number as the format writes it; `like` is an example of one.
    """

    __slots__ = ("like", "parse")

    def __init__(
        self,
        key: str,
        attributes: Mapping[str, str] | None = None,
        *,
        constants: tuple[str, ...] = (),
        parse: Callable[[str | None], Decimal | None] | None = None,
        like: str = "1250.00",
    ) -> None:
        self.parse = parse or number
        self.like = like
        super().__init__(key, attributes, constants=constants)

    def _taker(self) -> Take:
        key, attributes, parse = self.key, tuple(self.attributes.items()), self.parse
        expected = f"a decimal number such as {self.like}"

        def take(element: Element, values: Values, run: Run) -> None:
            for attribute, name in attributes:
                value = element.get(attribute)
                if value is not None:
                    run.attributes += 1
                    values.setdefault(name, value)
            text = element.text
            found = parse(text)
            if found is not None:
                if key in values:
                    run.doubtful = True
                else:
                    values[key] = found
            elif text is not None or not attributes:
                run.problems.append(Problem("READ-NUMBER", element, text or "", expected))
            else:
                run.doubtful = True

        return take


class Amount(Leaf):
    """An amount, with its currency in an attribute; `checked` when that is to be the invoice currency.

    More than two digits after the point are doubtful, but not in a price, which is as `exact` as it needs to be.
    """

    __slots__ = ("attribute", "checked", "exact", "like", "parse")

    def __init__(
        self,
        key: str,
        attribute: str = "currencyID",
        *,
        checked: bool = True,
        exact: bool = False,
        parse: Callable[[str | None], Decimal | None] | None = None,
        like: str = "1250.00",
    ) -> None:
        self.attribute = attribute
        self.checked = checked
        self.exact = exact
        self.parse = parse or number
        self.like = like
        super().__init__(key, constants=(attribute,))

    def _taker(self) -> Take:
        key, attribute, checked, exact = self.key, self.attribute, self.checked, self.exact
        parse, expected = self.parse, f"an amount such as {self.like}"

        def take(element: Element, values: Values, run: Run) -> None:
            text = element.text or ""
            found = parse(text)
            if found is None:
                run.problems.append(Problem("READ-NUMBER", element, text, expected))
                return
            if key in values:
                run.doubtful = True
                return
            values[key] = found
            currency = element.get(attribute)
            if checked:
                counts = run.currencies
                if currency in counts:
                    counts[currency] += 1
                else:
                    counts[currency] = 1
            else:
                run.other_currencies.append(currency)
            if not exact and "." in text[:-3]:
                run.doubtful = True

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        had = self.key in values
        super().trace(element, values, run, prefix)
        if self.checked and not had and self.key in values:
            run.amounts.append((prefix + self.key, element, self.attribute))


class Day(Leaf):
    """A date as XML Schema writes it. A time zone after it is passed over, and doubted.

    `parse` tells a date as the format writes it; `like` is an example of one.
    """

    __slots__ = ("like", "parse")

    def __init__(
        self,
        key: str,
        attributes: Mapping[str, str] | None = None,
        *,
        constants: tuple[str, ...] = (),
        parse: Callable[[str | None], date | None] | None = None,
        like: str = "2026-05-31",
    ) -> None:
        self.parse = parse or day
        self.like = like
        super().__init__(key, attributes, constants=constants)

    def _taker(self) -> Take:
        key, parse, expected = self.key, self.parse, f"a date such as {self.like}"

        def take(element: Element, values: Values, run: Run) -> None:
            text = element.text or ""
            found = parse(text)
            if found is None:
                run.problems.append(Problem("READ-DATE", element, text, expected))
                return
            if key in values or len(text) != _LENGTH_OF_DATE:
                run.doubtful = True
            values.setdefault(key, found)

        return take


class Known(Entry):
    """An element whose content is understood and carries no term, such as the tax scheme VAT.

    `texts` are what it may say, in lower case (none: anything), `attributes` those that go with it. With `sure`, any
    other text than that one, to the letter, is doubtful; with `filled`, no text at all.
    """

    __slots__ = ("attributes", "silent", "texts")

    def __init__(
        self, *texts: str, attributes: tuple[str, ...] = (), sure: str | None = None, filled: bool = False
    ) -> None:
        self.texts = frozenset(texts)
        self.attributes = attributes
        self.silent = sure is None and not filled

        def take(element: Element, values: Values, run: Run) -> None:
            if element.text != sure:
                run.doubtful = True

        def glance(element: Element, values: Values, run: Run) -> None:
            text = element.text
            if not text or text.isspace():
                run.doubtful = True

        self.take = take if sure is not None else glance if filled else _nothing

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        if not self.texts or (element.text or "").strip().lower() in self.texts:
            run.used.add(element)
            run.used_attributes.update((element, name) for name in self.attributes)


class Unheld(Entry):
    """A text that the model has no place for, of which no rule asks where it stands: `unread` names it, undoubted."""

    __slots__ = ()

    def __init__(self) -> None:
        def take(element: Element, values: Values, run: Run) -> None:
            text = element.text
            if not text or text.isspace() or len(element):
                run.doubtful = True

        self.take = take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        pass


def _nothing(element: Element, values: Values, run: Run) -> None:
    pass


def number(text: str | None) -> Decimal | None:
    """Return the decimal number that `text` writes, with its digits, or None.

    >>> number(" 25.00 "), number("1e3"), number("1,50"), number("1.2.3"), number("NaN")
    (Decimal('25.00'), None, None, None, None)
    """
    found = _short_numbers.get(text)
    if found is not None:
        return found
    if not text or len(text) > MOST_DIGITS:
        return None
    # Digits and points alone are the common case, and stripping is quicker than matching.
    if text.strip("0123456789.") and not _DECIMAL(text):
        return None
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    if len(text) <= _SHORT and len(_short_numbers) < _MOST_SHORT_NUMBERS:
        _short_numbers[text] = found
    return found


def day(text: str | None) -> date | None:
    """Return the date that `text` writes as YYYY-MM-DD, with or without a time zone, or None.

    >>> day(" 2026-05-31 "), day("2026-05-31+02:00"), day("2026-02-30"), day("20260531")
    (datetime.date(2026, 5, 31), datetime.date(2026, 5, 31), None, None)
    """
    if not text:
        return None
    if len(text) != _LENGTH_OF_DATE or text[4] != "-" or text[7] != "-":  # else to the letter, as nearly all are
        matched = _DATE(text.strip(" \t\r\n"))
        if matched is None:
            return None
        text = matched.group(1)
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
