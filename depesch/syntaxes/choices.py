"""Elements whose content says what they mean: an indicator tells allowance from charge, a code one use from another."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from depesch.kit.xml import children
from depesch.syntaxes.binding import Element, Entry, Problem, Run, Tracer, Values
from depesch.syntaxes.groups import Choice, Doubted


def child_named(element: Element, tag: str) -> Element | None:
    """Return the first child of that name; to look at the very first one spares a list where it is that."""
    if not len(element):
        return None
    first = element[0]
    if first.tag == tag:
        return first
    for child in children(element):
        if child.tag == tag:
            return child
    return None


class _BadIndicator(Entry):
    """An allowance or charge that does not say which of the two it is: it has no place in the model."""

    __slots__ = ("indicator",)

    def __init__(self, indicator: Element) -> None:
        self.indicator = indicator
        problem = Problem("READ-INDICATOR", indicator, indicator.text or "", "true or false")

        def take(element: Element, values: Values, run: Run) -> None:
            run.problems.append(problem)

        self.take = take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        self.take(element, values, run)


def by_indicator(indicator: Callable[[Element], Element | None], *, no: Entry | None, yes: Entry | None) -> Choice:
    """Return the entry for an element that `indicator` (which finds the one with true or false) decides about.

    One that says 1 or 0, or has white space around it, is read and doubted: some rules look at the letters.
    """
    doubted_no, doubted_yes = (Doubted(entry) if entry is not None else None for entry in (no, yes))

    def choose(element: Element) -> Entry | None:
        found = indicator(element)
        if found is None:
            return None
        said = found.text
        if said == "false":
            return no
        if said == "true":
            return yes
        said = (said or "").strip()
        return doubted_yes if said in ("true", "1") else doubted_no if said in ("false", "0") else _BadIndicator(found)

    return Choice(choose, *(entry for entry in (no, yes) if entry is not None))


def by_code(tag: str, entries: Mapping[str, Entry], other: Entry | None) -> Choice:
    """Return the entry for an element whose child `tag` says what it is; `other` where it says nothing known."""

    def choose(element: Element) -> Entry | None:
        for child in children(element):
            if child.tag == tag:
                return entries.get((child.text or "").strip(), other)
        return other

    return Choice(choose, *entries.values(), *((other,) if other is not None else ()))


def by_scheme(tag: str, entries: Mapping[str, Entry], other: Entry | None) -> Choice:
    """Return the entry for an element whose child `tag` says by its `schemeID` what it is."""

    def choose(element: Element) -> Entry | None:
        child = child_named(element, tag)
        return other if child is None else entries.get(child.get("schemeID") or "", other)

    return Choice(choose, *entries.values(), *((other,) if other is not None else ()))
