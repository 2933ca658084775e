"""How a format binds its elements to the model: a plan of entries by tag, walked once to read a document.

A plan is a dict from Clark tag to `Entry`. Each entry says what one element means; `take` is the fast reading,
`trace` does the same again and notes which element gave which place of the model, from which `unread` and `locate`
are answered. An element that no plan names is passed over here and named by `unread`.

Speed decided the form: one dict look-up and one call for each element, children by slice (the quickest way lxml has),
and no XPath.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from lxml import etree

from depesch.kit.xml import children
from depesch.model.invoice import Identifier

Values = dict[str, Any]
Plan = Mapping[str, "Entry"]
Element = etree._Element

_DECIMAL = re.compile(r"[ \t\r\n]*[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[ \t\r\n]*").fullmatch
_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2})?").fullmatch
MOST_DIGITS = 200


class Problem:
    """A value that is not what its element asks for."""

    __slots__ = ("attribute", "element", "expected", "rule", "value")

    def __init__(self, rule: str, element: Element, value: str, expected: str, attribute: str | None = None) -> None:
        self.rule = rule
        self.element = element
        self.value = value
        self.expected = expected
        self.attribute = attribute


class Run:
    """One reading of one document."""

    __slots__ = ("currencies", "later", "problems", "root")

    def __init__(self) -> None:
        self.root: Values = {}
        self.problems: list[Problem] = []
        self.currencies: set[str | None] = set()  # of all amounts that ought to be in the invoice currency
        self.later: list[tuple[Later, Element, Values, str]] = []


class Tracer(Run):
    """A reading that notes where each value came from."""

    __slots__ = ("amounts", "places", "used", "used_attributes")

    def __init__(self) -> None:
        super().__init__()
        self.places: dict[str, tuple[Element, str | None]] = {}
        self.used: set[Element] = set()
        self.used_attributes: set[tuple[Element, str]] = set()
        self.amounts: list[tuple[str, Element]] = []

    def note(self, path: str, element: Element, attribute: str | None = None) -> None:
        """Record that `element` (or its attribute) gave the model's `path`; the first one counts."""
        self.places.setdefault(path, (element, attribute))
        if attribute is None:
            self.used.add(element)
        else:
            self.used_attributes.add((element, attribute))


class Entry:
    """What one element means."""

    __slots__ = ()
    many = False  # whether its key holds several values
    silent = False  # whether it gives nothing, so that the quick reading may pass it over

    def take(self, element: Element, values: Values, run: Run) -> None:
        """Put what `element` says into `values`; a value that is there already stays."""
        raise NotImplementedError

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        """Do what `take` does, and note the places; `prefix` is the path of `values` in the model."""
        raise NotImplementedError


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
    """A text, kept as it stands; an empty element is an empty text, one that only carries an attribute is none."""

    __slots__ = ()

    def take(self, element: Element, values: Values, run: Run) -> None:
        if self.attributes:
            text = element.text
            carrier = False
            for name, key in self.attributes.items():
                value = element.get(name)
                if value is not None:
                    carrier = True
                    values.setdefault(key, value)
            if text is not None:
                values.setdefault(self.key, text)
            elif not carrier:
                values.setdefault(self.key, "")
        else:
            values.setdefault(self.key, element.text or "")


class Id(Leaf):
    """An identifier with its scheme in an attribute."""

    __slots__ = ("scheme",)

    def __init__(self, key: str, scheme: str = "schemeID") -> None:
        super().__init__(key)
        self.scheme = scheme

    def take(self, element: Element, values: Values, run: Run) -> None:
        if self.key not in values:
            values[self.key] = Identifier(value=element.text or "", scheme=element.get(self.scheme))

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        if self.key in values:
            return
        self.take(element, values, run)
        run.note(prefix + self.key, element)
        run.note(f"{prefix}{self.key}.value", element)
        if element.get(self.scheme) is not None:
            run.note(f"{prefix}{self.key}.scheme", element, self.scheme)


class Ids(Id):
    """An identifier that may be repeated."""

    __slots__ = ()
    many = True

    def take(self, element: Element, values: Values, run: Run) -> None:
        found = Identifier(value=element.text or "", scheme=element.get(self.scheme))
        if self.key in values:
            values[self.key].append(found)
        else:
            values[self.key] = [found]

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        index = len(values.get(self.key, ()))
        self.take(element, values, run)
        one = Id(f"{self.key}[{index}]", self.scheme)
        one.trace(element, {}, run, prefix)


class Number(Leaf):
    """A decimal number with the digits as written."""

    __slots__ = ()

    def take(self, element: Element, values: Values, run: Run) -> None:
        for name, key in self.attributes.items():
            value = element.get(name)
            if value is not None:
                values.setdefault(key, value)
        text = element.text
        found = number(text)
        if found is not None:
            values.setdefault(self.key, found)
        elif text is not None or not self.attributes:
            run.problems.append(Problem("READ-NUMBER", element, text or "", "a decimal number such as 1250.00"))


class Amount(Leaf):
    """An amount in the invoice currency, with its currency in an attribute."""

    __slots__ = ("attribute", "checked")

    def __init__(self, key: str, attribute: str = "currencyID", *, checked: bool = True) -> None:
        super().__init__(key, constants=(attribute,))
        self.attribute = attribute
        self.checked = checked  # whether it is to be in the invoice currency

    def take(self, element: Element, values: Values, run: Run) -> None:
        text = element.text
        if text is None or len(text) > MOST_DIGITS or not _DECIMAL(text):
            run.problems.append(Problem("READ-NUMBER", element, text or "", "an amount such as 1250.00"))
        elif self.key not in values:
            values[self.key] = Decimal(text)
            if self.checked:
                run.currencies.add(element.get(self.attribute))

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        had = self.key in values
        super().trace(element, values, run, prefix)
        if self.checked and not had and self.key in values:
            run.amounts.append((prefix + self.key, element))


class Day(Leaf):
    """A date as XML Schema writes it. A time zone after it says nothing about an invoice's day and is passed over."""

    __slots__ = ()

    def take(self, element: Element, values: Values, run: Run) -> None:
        text = element.text
        found = day(text)
        if found is None:
            run.problems.append(Problem("READ-DATE", element, text or "", "a date such as 2026-05-31"))
        else:
            values.setdefault(self.key, found)


def number(text: str | None) -> Decimal | None:
    """Return the decimal number that `text` writes, with its digits, or None.

    >>> number(" 25.00 "), number("1e3"), number("1,50")
    (Decimal('25.00'), None, None)
    """
    if text is None or len(text) > MOST_DIGITS or not _DECIMAL(text):
        return None
    return Decimal(text)


def day(text: str | None) -> date | None:
    """Return the date that `text` writes as YYYY-MM-DD, with or without a time zone, or None.

    >>> day(" 2026-05-31 "), day("2026-05-31+02:00"), day("2026-02-30"), day("20260531")
    (datetime.date(2026, 5, 31), datetime.date(2026, 5, 31), None, None)
    """
    matched = _DATE(text.strip(" \t\r\n")) if text else None
    if matched is None:
        return None
    try:
        return date.fromisoformat(matched.group(1))
    except ValueError:
        return None


class Known(Entry):
    """An element whose content is understood and carries no term, such as the tax scheme VAT.

    `texts` are what it may say, in lower case (None: anything), `attributes` those that go with it.
    """

    __slots__ = ("attributes", "texts")
    silent = True

    def __init__(self, *texts: str, attributes: tuple[str, ...] = ()) -> None:
        self.texts = frozenset(texts)
        self.attributes = attributes

    def take(self, element: Element, values: Values, run: Run) -> None:
        pass

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        if not self.texts or (element.text or "").strip().lower() in self.texts:
            run.used.add(element)
            run.used_attributes.update((element, name) for name in self.attributes)


def quick(plan: Plan) -> dict[str, Callable[[Element, Values, Run], None]]:
    """Return the `take` of each entry that gives something, by tag."""
    return {tag: entry.take for tag, entry in plan.items() if not _is_silent(entry)}


def _is_silent(entry: Entry) -> bool:
    return entry.silent or (isinstance(entry, Nest) and all(map(_is_silent, entry.plan.values())))


class Nest(Entry):
    """An element that only holds others, whose values belong where it stands itself."""

    __slots__ = ("_quick", "plan")

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._quick = quick(plan)

    def take(self, element: Element, values: Values, run: Run) -> None:
        find = self._quick.get
        for child in children(element):
            take = find(child.tag)
            if take is not None:
                take(child, values, run)

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        for child in children(element):
            entry = self.plan.get(child.tag)
            if entry is not None:
                entry.trace(child, values, run, prefix)


class Group(Entry):
    """A group of the model. `outer` are the children whose values belong outside it.

    With `drop_empty`, an element without a value of its own gives no group.
    """

    __slots__ = ("_make", "_outer_quick", "_quick", "drop_empty", "key", "outer", "plan")

    def __init__(
        self, key: str, struct: Callable[..., Any], plan: Plan, *, outer: Plan | None = None, drop_empty: bool = False
    ) -> None:
        self.key = key
        self.plan = plan
        self.outer = outer or {}
        self.drop_empty = drop_empty
        self._quick = quick(plan)
        self._outer_quick = quick(self.outer)
        self._make = maker(struct, plan)

    def _read(self, element: Element, values: Values, run: Run) -> Any:
        """Return the group, or None when it is empty and to be dropped."""
        own: Values = {}
        find = self._quick.get
        for child in children(element):
            take = find(child.tag)
            if take is not None:
                take(child, own, run)
            elif self._outer_quick and (take := self._outer_quick.get(child.tag)) is not None:
                take(child, values, run)
        if not own and self.drop_empty:
            return None
        return self._make(**own)

    def take(self, element: Element, values: Values, run: Run) -> None:
        if self.key not in values:
            group = self._read(element, values, run)
            if group is not None:
                values[self.key] = group

    def _trace(self, element: Element, values: Values, run: Tracer, prefix: str, path: str) -> Values:
        own: Values = {}
        for child in children(element):
            entry = self.plan.get(child.tag)
            if entry is not None:
                entry.trace(child, own, run, path + ".")
            elif (entry := self.outer.get(child.tag)) is not None:
                entry.trace(child, values, run, prefix)
        return own

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        if self.key not in values:
            own = self._trace(element, values, run, prefix, prefix + self.key)
            if own or not self.drop_empty:
                values[self.key] = own
                run.places.setdefault(prefix + self.key, (element, None))


class Groups(Group):
    """A group that may be repeated."""

    __slots__ = ()
    many = True

    def take(self, element: Element, values: Values, run: Run) -> None:
        group = self._read(element, values, run)
        if group is None:
            return
        if self.key in values:
            values[self.key].append(group)
        else:
            values[self.key] = [group]

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        path = f"{prefix}{self.key}[{len(values.get(self.key, ()))}]"
        own = self._trace(element, values, run, prefix, path)
        if own or not self.drop_empty:
            values.setdefault(self.key, []).append(own)
            run.places.setdefault(path, (element, None))
            run.places.setdefault(prefix + self.key, (element, None))


class Inside(Entry):
    """What belongs into the group `key` of the model, though the group has no one element of its own here."""

    __slots__ = ("entry", "key", "struct")

    def __init__(self, key: str, struct: Callable[..., Any], entry: Entry | Plan) -> None:
        self.key = key
        self.struct = struct
        self.entry = entry if isinstance(entry, Entry) else Nest(entry)

    def take(self, element: Element, values: Values, run: Run) -> None:
        inner = values.get(self.key)
        if inner is None:
            inner = values[self.key] = {}
        self.entry.take(element, inner, run)

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        run.places.setdefault(prefix + self.key, (element, None))
        self.entry.trace(element, values.setdefault(self.key, {}), run, f"{prefix}{self.key}.")


class Top(Entry):
    """What belongs at the top of the model, wherever it stands."""

    __slots__ = ("entry",)

    def __init__(self, entry: Entry) -> None:
        self.entry = entry

    def take(self, element: Element, values: Values, run: Run) -> None:
        self.entry.take(element, run.root, run)

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        self.entry.trace(element, run.root, run, "")


class Choice(Entry):
    """An element whose content says what it means; `choose` returns the entry, or None when it has no place.

    `entries` are those that may be chosen.
    """

    __slots__ = ("choose", "entries")

    def __init__(self, choose: Callable[[Element], Entry | None], *entries: Entry) -> None:
        self.choose = choose
        self.entries = entries

    def take(self, element: Element, values: Values, run: Run) -> None:
        entry = self.choose(element)
        if entry is not None:
            entry.take(element, values, run)

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        entry = self.choose(element)
        if entry is not None:
            entry.trace(element, values, run, prefix)


class Later(Entry):
    """An element that can only be understood when the rest of the top has been read, such as by its currency."""

    __slots__ = ("choose", "entries")

    def __init__(self, choose: Callable[[Element, Run], Entry | None], *entries: Entry) -> None:
        self.choose = choose
        self.entries = entries

    def take(self, element: Element, values: Values, run: Run) -> None:
        run.later.append((self, element, values, ""))

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        run.later.append((self, element, values, prefix))


def maker(struct: Callable[..., Any], plan: Plan) -> Callable[..., Any]:
    """Return what makes `struct` of the values that `plan` gives, by keyword."""
    lists, insides = _shape(plan)
    if not lists and not insides:
        return struct
    makers = {key: maker(inner.struct, {"": inner.entry}) for key, inner in insides.items()}

    def make(**values: Any) -> Any:
        for key in lists:
            if key in values:
                values[key] = tuple(values[key])
        for key, inner in makers.items():
            if key in values:
                values[key] = inner(**values[key])
        return struct(**values)

    return make


def _shape(plan: Plan) -> tuple[tuple[str, ...], dict[str, Inside]]:
    """Return the keys with several values, and the groups without an element of their own, that `plan` gives."""
    lists: dict[str, None] = {}
    insides: dict[str, Inside] = {}
    waiting = list(plan.values())
    while waiting:
        entry = waiting.pop()
        if entry.many:
            lists[entry.key] = None  # type: ignore[attr-defined]  # every entry with many has a key
        if isinstance(entry, Group):
            waiting.extend(entry.outer.values())
        elif isinstance(entry, Inside):
            seen = insides.get(entry.key)
            joined = Nest({"0": seen.entry, "1": entry.entry}) if seen else entry.entry
            insides[entry.key] = Inside(entry.key, entry.struct, joined)
        elif isinstance(entry, Nest):
            waiting.extend(entry.plan.values())
        elif isinstance(entry, (Choice, Later)):
            waiting.extend(entry.entries)
    return tuple(lists), insides


def tops(plan: Plan) -> dict[str, Entry]:
    """Return the entries below `plan` that speak of the top of the model, so that its builder knows their shape."""
    found: dict[str, Entry] = {}
    waiting = list(plan.values())
    while waiting:
        entry = waiting.pop()
        if isinstance(entry, Top):
            found[f"top {len(found)}"] = entry.entry
        elif isinstance(entry, Group):
            waiting.extend((*entry.plan.values(), *entry.outer.values()))
        elif isinstance(entry, Nest):
            waiting.extend(entry.plan.values())
        elif isinstance(entry, Inside):
            waiting.append(entry.entry)
        elif isinstance(entry, (Choice, Later)):
            waiting.extend(entry.entries)
    return found
