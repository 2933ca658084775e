"""Values as TEAPPSXML writes them: amounts with sign and VAT in attributes, dates in parts, elements left empty.

An empty element says nothing: senders fill in templates and leave what they have no value for.

Source: TEAPPSXML 2.7.2 Implementation Guide, 1.3 to 1.9.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from depesch.kit.xml import children
from depesch.model.invoice import Identifier
from depesch.syntaxes.binding import Element, Problem, Run, Take, Tracer, Values
from depesch.syntaxes.leaves import Leaf, note_identifier, number

AMOUNT = "AMOUNT"
_DATE_PARTS = ("CENTURY", "DECADE_AND_YEAR", "MONTH", "DAY")
_NO_ATTRIBUTE = "none"
_SIGNED = "a number such as 1250.00, its sign, + or -, in SIGN alone"


def says(element: Element) -> str:
    """Return the text of an element, nothing where there is only white space."""
    text = element.text
    return text if text and not text.isspace() else ""


def said_in(element: Element | None, tag: str) -> str:
    """Return the text of the first child of that name; nothing where there is none."""
    if element is None:
        return ""
    return next((says(child) for child in children(element) if child.tag == tag), "")


class Filled(Leaf):
    """A text, kept as it stands; an empty element is none."""

    __slots__ = ()

    def _taker(self) -> Take:
        key = self.key

        def take(element: Element, values: Values, run: Run) -> None:
            text = element.text
            if not text or text.isspace() or values.setdefault(key, text) != text:
                run.doubtful = True

        return take


class Coded(Leaf):
    """A code that `meaning` gives the model's one for; one that it knows none for is named."""

    __slots__ = ("expected", "meaning")

    def __init__(
        self, key: str, meaning: Callable[[Element], str | None], expected: str, *, marks: tuple[str, ...] = ()
    ) -> None:
        self.meaning = meaning
        self.expected = expected
        super().__init__(key, constants=marks)

    def _taker(self) -> Take:
        key, meaning, expected = self.key, self.meaning, self.expected

        def take(element: Element, values: Values, run: Run) -> None:
            code = meaning(element)
            if code is not None:
                values.setdefault(key, code)
            elif said := says(element):
                run.problems.append(Problem("READ-CODE", element, said, expected))

        return take


class FilledId(Leaf):
    """An identifier; `scheme_of` gives its scheme, and the attribute that says so."""

    __slots__ = ("scheme_of",)

    def __init__(self, key: str, scheme_of: Callable[[Element], tuple[str | None, str | None]]) -> None:
        self.scheme_of = scheme_of
        super().__init__(key)

    def _taker(self) -> Take:
        key, scheme_of = self.key, self.scheme_of

        def take(element: Element, values: Values, run: Run) -> None:
            if (text := says(element)) and key not in values:
                values[key] = Identifier(value=text, scheme=scheme_of(element)[0])

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        if self.key not in values:
            self.take(element, values, run)
            if self.key in values:
                self._note(element, run, prefix + self.key)

    def _note(self, element: Element, run: Tracer, path: str) -> None:
        attribute = self.scheme_of(element)[1]
        note_identifier(run, path, element, attribute or _NO_ATTRIBUTE)
        if attribute is not None:  # both say the scheme, each in its own code list
            run.used_attributes.update((element, name) for name in ("AUTHORITY", "SCHEME_ID"))


class FilledIds(FilledId):
    """An identifier that may be repeated."""

    __slots__ = ()
    many = True

    def _taker(self) -> Take:
        key, scheme_of = self.key, self.scheme_of

        def take(element: Element, values: Values, run: Run) -> None:
            if text := says(element):
                values.setdefault(key, []).append(Identifier(value=text, scheme=scheme_of(element)[0]))

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        before = len(values.get(self.key, ()))
        self.take(element, values, run)
        if len(values.get(self.key, ())) > before:
            self._note(element, run, f"{prefix}{self.key}[{before}]")


class Parts(Leaf):
    """A date in four elements; one with all of them empty, or zero, is none."""

    __slots__ = ()

    def _taker(self) -> Take:
        key = self.key

        def take(element: Element, values: Values, run: Run) -> None:
            parts = {child.tag: (child.text or "").strip() for child in children(element)}
            century, decade, month, day = (parts.get(name, "") for name in _DATE_PARTS)
            if not (century + decade + month + day).strip("0"):
                run.doubtful = True
                return
            found = _day(century, decade, month, day)
            if found is None:
                said = f"{century} {decade}-{month}-{day}"
                run.problems.append(Problem("READ-DATE", element, said, "a date in parts, such as 20 26-05-31"))
            elif values.setdefault(key, found) != found:
                run.doubtful = True

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        before = len(run.problems)
        scratch: Values = {}
        self.take(element, scratch, run)
        if (scratch and values.setdefault(self.key, scratch[self.key]) == scratch[self.key]) or (
            len(run.problems) > before
        ):
            run.note(prefix + self.key, element)
            run.used.update(child for child in children(element) if child.tag in _DATE_PARTS)


def _day(century: str, decade: str, month: str, day: str) -> date | None:
    parts = (century, decade, month, day)
    if not all(part.isascii() and part.isdigit() and len(part) <= 2 for part in parts):
        return None
    try:
        return date(int(century) * 100 + int(decade), int(month), int(day))
    except ValueError:
        return None


def signed(element: Element, run: Run) -> Decimal | None:
    """Return the number of an element with the sign of its attribute; None, and a problem noted, when there is none.

    A sign in the text beside one in the attribute is not guessed at: twice minus may be minus, or plus.
    """
    text, sign = element.text or "", element.get("SIGN")
    found = number(text)
    if found is not None and not sign:
        return found
    has_its_own = text.lstrip()[:1] in ("+", "-")
    if found is not None and sign == "+" and not text.lstrip().startswith("-"):
        return found
    if found is not None and sign == "-" and not has_its_own:
        return found.copy_negate()
    said = text if found is None or not sign else f"{sign} {text}"
    run.problems.append(Problem("READ-NUMBER", element, said, _SIGNED))
    return None


class Money(Leaf):
    """An element with one AMOUNT or several, of which `keys` tells by the attribute VAT what each gives.

    `shown` are the terms that are computed of an amount, and stand where it does. An amount with `beside` in that
    attribute says the same as the first of the keys where both are there, and gives nothing.
    """

    __slots__ = ("beside", "keys", "shown")

    def __init__(
        self, keys: Mapping[str, str], *, shown: Mapping[str, tuple[str, ...]] | None = None, beside: str = ""
    ) -> None:
        self.keys = dict(keys)
        self.shown = dict(shown or {})
        self.beside = beside
        super().__init__(next(iter(keys.values())), {vat: key for vat, key in keys.items() if vat})

    def _taker(self) -> Take:
        keys = self.keys

        def take(element: Element, values: Values, run: Run) -> None:
            for amount in children(element):
                key = keys.get(amount.get("VAT") or "")
                if amount.tag != AMOUNT or key is None or key in values:
                    run.doubtful = True
                elif says(amount):
                    found = signed(amount, run)
                    if found is not None:
                        values[key] = found

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        for amount in children(element):
            key = self.keys.get(amount.get("VAT") or "")
            if amount.tag != AMOUNT or key is None or key in values:
                continue
            before = len(run.problems)
            found = signed(amount, run) if says(amount) else None
            if found is not None:
                values[key] = found
            self._note(amount, key, run, prefix, said=found is not None or len(run.problems) > before)
        if self.beside and self.key in values:
            for amount in children(element):
                if amount.get("VAT") == self.beside:
                    _use(amount, run)

    def _note(self, amount: Element, key: str, run: Tracer, prefix: str, *, said: bool) -> None:
        _use(amount, run)
        if said:
            for name in self.shown.get(key, (key,)):
                run.note(prefix + name, amount)


def _use(amount: Element, run: Tracer) -> None:
    run.used.add(amount)
    run.used_attributes.update((amount, name) for name in ("SIGN", "VAT"))


class Signed(Leaf):
    """A number with its sign in an attribute; with `unit_of`, its unit and the attributes that say so."""

    __slots__ = ("unit_key", "unit_of")

    def __init__(
        self, key: str, unit_key: str = "", unit_of: Callable[[Element], tuple[str | None, str | None]] | None = None
    ) -> None:
        self.unit_key = unit_key
        self.unit_of = unit_of
        super().__init__(key)

    def _taker(self) -> Take:
        key, unit_key, unit_of = self.key, self.unit_key, self.unit_of

        def take(element: Element, values: Values, run: Run) -> None:
            if key in values or unit_key in values:
                run.doubtful = True
                return
            if says(element):
                found = signed(element, run)
                if found is not None:
                    values[key] = found
            unit = unit_of(element)[0] if unit_of is not None else None
            if unit is not None:
                values[unit_key] = unit

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        if self.key in values or self.unit_key in values:
            return
        before = len(run.problems)
        self.take(element, values, run)
        run.used_attributes.add((element, "SIGN"))
        if self.key in values or len(run.problems) > before:
            run.note(prefix + self.key, element)
        attribute = self.unit_of(element)[1] if self.unit_of is not None else None
        if attribute is not None:
            run.note(prefix + self.unit_key, element, attribute)
            run.used_attributes.update((element, name) for name in ("Q_UNIT", "Q_UNIT_UNECE_CODE"))


class Joined(Leaf):
    """A text that may be repeated: each on a line of its own in the one term."""

    __slots__ = ()

    def _taker(self) -> Take:
        key = self.key

        def take(element: Element, values: Values, run: Run) -> None:
            if text := says(element):
                values[key] = f"{values[key]}\n{text}" if key in values else text

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        self.take(element, values, run)
        run.note(prefix + self.key, element)
