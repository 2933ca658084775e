"""How plans name the parts of a segment, and choose by its qualifier: component 1 of data element 1."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice

from depesch.kit.xml import children
from depesch.syntaxes.binding import Element, Entry, Plan, Problem, Run, Tracer, Values
from depesch.syntaxes.groups import Choice, Nest
from depesch.syntaxes.leaves import Known

# Where one segment is understood by others near it, no more than this many of them are looked at.
NEAR = 20


def one(entry: Entry) -> Nest:
    """Return a data element of one component."""
    return Nest({"c1": entry})


def many(**components: Entry) -> Nest:
    """Return a data element of several components."""
    return Nest(components)


def segment(**elements: Entry) -> Nest:
    """Return a segment with these data elements."""
    return Nest(elements)


def qualified(*components: Entry | None, **elements: Entry) -> Nest:
    """Return a segment whose first data element has a qualifier and then these components."""
    first: dict[str, Entry] = {"c1": Known()}
    first.update({f"c{number}": one for number, one in enumerate(components, 2) if one is not None})
    return segment(e1=Nest(first), **elements)


def qualifier(element: Element) -> str:
    """Return the qualifier of a segment, or of the first segment of a group."""
    at = element[0] if element.tag.startswith("SG-") else element
    for data_element in islice(at, 1):
        for component in islice(data_element, 1):
            if data_element.tag == "e1" and component.tag == "c1":
                return (component.text or "").strip()
    return ""


def component(at: Element, data_element: str, name: str = "c1") -> str:
    """Return the text of one component of a segment; empty when it is not there."""
    for one in children(at):
        if one.tag == data_element:
            return next(((child.text or "").strip() for child in children(one) if child.tag == name), "")
    return ""


def by_qualifier(entries: Mapping[str, Entry], other: Entry | None = None) -> Choice:
    """Return the entry for a segment or group by its qualifier."""

    def choose(element: Element) -> Entry | None:
        return entries.get(qualifier(element), other)

    return Choice(choose, *entries.values(), *((other,) if other is not None else ()))


def by_component(name: str, entries: Mapping[str, Entry], other: Entry | None = None) -> Choice:
    """Return the entry for a data element by the text of one of its components."""

    def choose(element: Element) -> Entry | None:
        for child in children(element):
            if child.tag == name:
                return entries.get((child.text or "").strip(), other)
        return other

    return Choice(choose, *entries.values(), *((other,) if other is not None else ()))


def when(holds: Callable[[Element], bool], entry: Entry, otherwise: Entry | None = None) -> Choice:
    """Return the entry for an element that something holds for."""
    others = () if otherwise is None else (otherwise,)
    return Choice(lambda element: entry if holds(element) else otherwise, entry, *others)


def alike(element: Element) -> Iterator[Element]:
    """Give the segments or groups of the same tag next to this one, on either side, not itself."""
    for preceding in (False, True):
        for count, other in enumerate(element.itersiblings(preceding=preceding)):
            if other.tag != element.tag or count == NEAR:
                break
            yield other


class Decided(Choice):
    """A choice for which also matters what was read before, in the same group."""

    __slots__ = ("decide",)

    def __init__(self, decide: Callable[[Element, Values], Entry | None], *entries: Entry) -> None:
        super().__init__(lambda element: decide(element, {}), *entries)
        self.decide = decide

        def take(element: Element, values: Values, run: Run) -> None:
            entry = decide(element, values)
            if entry is not None:
                entry.take(element, values, run)

        self.take = take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        entry = self.decide(element, values)
        if entry is not None:
            entry.trace(element, values, run, prefix)


class Neither(Entry):
    """An allowance or charge (ALC) that does not say which of the two it is: it has no place in the model."""

    __slots__ = ()

    def __init__(self) -> None:
        def take(element: Element, values: Values, run: Run) -> None:
            run.problems.append(Problem("READ-INDICATOR", element[0], qualifier(element), "A or C"))

        self.take = take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        self.take(element, values, run)


def known(elements: str, most: int = 5) -> Plan:
    """Return data elements whose components, up to a number, say nothing about the invoice."""
    return {name: Nest({f"c{number}": Known() for number in range(1, most + 1)}) for name in elements.split()}
