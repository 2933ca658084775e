"""Entries for what dialects of UBL say otherwise: codes of their own, restated values, parts of an address."""

from __future__ import annotations

from collections.abc import Callable

from depesch.model.invoice import Identifier
from depesch.syntaxes.binding import Element, Entry, Run, Take, Tracer, Values
from depesch.syntaxes.groups import Choice, Doubted, Nest
from depesch.syntaxes.leaves import Id, Known, Leaf, Text
from depesch.syntaxes.ubl.names import cbc
from depesch.syntaxes.ubl.schemes import CODES, MUTUAL

_NAME = cbc("Name")
_FILLERS = frozenset({"n/a", "na"})
Named = Callable[[str, str | None], Identifier]


def named(value: str, scheme: str | None) -> Identifier:
    """Return the identifier with the code that EN 16931 has for a scheme's name.

    >>> named("7300010000001", "GLN").scheme, named("A-1", "ZZZ").scheme, named("1", "XX").scheme
    ('0088', None, 'XX')
    """
    if scheme is None or scheme == MUTUAL:
        return Identifier(value=value)
    return Identifier(value=value, scheme=CODES.get(scheme, scheme))


class NamedId(Id):
    """An identifier whose scheme goes by a name; `understand` makes of both what the model has."""

    __slots__ = ("understand",)

    def __init__(self, key: str, understand: Named = named) -> None:
        self.understand = understand
        super().__init__(key)

    def _taker(self) -> Take:
        key, understand = self.key, self.understand

        def take(element: Element, values: Values, run: Run) -> None:
            if key in values:
                run.doubtful = True
                return
            said = element.get("schemeID")
            values[key] = understand(element.text or "", said)
            if said is not None:
                run.attributes += 1

        return take


class NamedIds(NamedId):
    """The same, repeated."""

    __slots__ = ()
    many = True

    def _taker(self) -> Take:
        key, understand = self.key, self.understand

        def take(element: Element, values: Values, run: Run) -> None:
            said = element.get("schemeID")
            values.setdefault(key, []).append(understand(element.text or "", said))
            if said is not None:
                run.attributes += 1

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        self.take(element, values, run)
        path = f"{prefix}{self.key}[{len(values[self.key]) - 1}]"
        for place in (path, path + ".value"):
            run.note(place, element)
        if element.get("schemeID") is not None:
            run.note(path + ".scheme", element, "schemeID")


class FilledText(Text):
    """A text that the dialect demands: what stands for none (`n/a`) is none."""

    __slots__ = ()

    def _taker(self) -> Take:
        take = super()._taker()

        def take_stated(element: Element, values: Values, run: Run) -> None:
            if not stands_for_none(element.text):
                take(element, values, run)

        return take_stated


def stands_for_none(text: str | None) -> bool:
    """Whether the text only fills a place that may not be empty."""
    return text is not None and text.strip().lower() in _FILLERS


class Appended(Leaf):
    """A text that goes after what its term says, unless it is there already: the number of a building in a street."""

    __slots__ = ()

    def _taker(self) -> Take:
        key = self.key

        def take(element: Element, values: Values, run: Run) -> None:
            text, before = (element.text or "").strip(), values.get(key) or ""
            if text not in before.split():
                values[key] = f"{before} {text}".strip()

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        self.take(element, values, run)
        run.note(prefix + self.key, element)


class Again(Doubted):
    """A term that may stand there already: stated again, it says nothing new; another value finds no place."""

    __slots__ = ()

    def __init__(self, entry: Entry) -> None:
        super().__init__(entry)

        def take(element: Element, values: Values, run: Run) -> None:
            scratch: Values = {}
            entry.take(element, scratch, run)
            for key, value in scratch.items():
                if values.setdefault(key, value) != value:
                    run.doubtful = True

        self.take = take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        probe = Tracer(run.seeks)
        scratch: Values = {}
        probe.root = run.root
        self.entry.trace(element, scratch, probe, prefix)
        run.problems += probe.problems
        if any(values.get(key, value) != value for key, value in scratch.items()):
            return
        values.update(scratch)
        run.used |= probe.used
        run.used_attributes |= probe.used_attributes
        run.amounts += probe.amounts
        for path, place in probe.places.items():
            run.places.setdefault(path, place)


class Implied(Entry):
    """An element that says what others say already, where `follows` finds that it does; else it has no place."""

    __slots__ = ("attributes", "follows", "silent")

    def __init__(self, follows: Callable[[Element], bool], *attributes: str) -> None:
        self.follows = follows
        self.attributes = attributes
        self.silent = True
        self.take = _nothing

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        if self.follows(element):
            run.used.add(element)
            run.used_attributes.update((element, name) for name in self.attributes)


def party_name(legal_entity: str) -> Choice:
    """Return the entry of a party's name where only that is sure to be there: a trading name beside a registered one.

    `legal_entity` is the tag of the aggregate that has the registered name.
    """
    name, same, trading = (Nest({_NAME: one}) for one in (Text("name"), Known(), Text("trading_name")))
    registered_name = f"{legal_entity}/{cbc('RegistrationName')}"

    def choose(element: Element) -> Entry:
        party = element.getparent()
        registered = None if party is None else party.findtext(registered_name)
        if not registered:
            return name
        return same if element.findtext(_NAME) == registered else trading

    return Choice(choose, name, same, trading)


def _nothing(element: Element, values: Values, run: Run) -> None:
    pass
