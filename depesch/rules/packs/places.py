"""Where a term of a pack stands in the model: every place of it, its values, and what kind of value it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import msgspec

from depesch.model.invoice import Identifier
from depesch.model.terms import TERMS
from depesch.rules.explaining import type_at


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A place of the model as steps: the name of each field, and whether it repeats."""

    steps: tuple[tuple[str, bool], ...]

    @property
    def in_line(self) -> bool:
        """Whether each line has it, rather than the document."""
        return len(self.steps) > 1 and self.steps[0] == ("lines", True)

    @property
    def below_line(self) -> Place:
        """The same place as seen from a line."""
        return Place(steps=self.steps[1:])

    @property
    def field(self) -> str:
        """Where a finding points when nothing is there: down to what repeats, whose items nobody can name."""
        names = []
        for name, repeats in self.steps:
            names.append(name)
            if repeats:
                break
        return ".".join(names)


@cache
def places_of(term: str) -> tuple[Place, ...]:
    """Return the places of a term or group; none for a number that the model does not know."""
    paths = [path for path, each in TERMS.items() if each == term]
    # Where a group and the value in it bear one number (BT-125), the group says whether it is there.
    outermost = [path for path in paths if not any(path.startswith(f"{other}.") for other in paths)]
    return tuple(_place(path) for path in outermost)


@cache
def kind_of(term: str) -> type:
    """Return what stands at the term: Decimal, date, str, or Struct for a group."""
    kinds = {_kind(place) for place in places_of(term)}
    return kinds.pop() if len(kinds) == 1 else msgspec.Struct


def values_at(place: Place, node: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield each value at the place below `node` that says something, with its path."""
    yield from _values(node, place.steps, prefix)


def _values(node: Any, steps: tuple[tuple[str, bool], ...], path: str) -> Iterator[tuple[str, Any]]:
    if node is None:
        return
    if not steps:
        value = node.value if isinstance(node, Identifier) else node
        if not (isinstance(value, str) and not value.strip()):
            yield path, value
        return
    (name, repeats), rest = steps[0], steps[1:]
    below, at = getattr(node, name), f"{path}.{name}" if path else name
    if not repeats:
        yield from _values(below, rest, at)
        return
    for position, each in enumerate(below):
        yield from _values(each, rest, f"{at}[{position}]")


def _place(path: str) -> Place:
    return Place(steps=tuple((step.removesuffix("[]"), step.endswith("[]")) for step in path.split(".")))


def _kind(place: Place) -> type:
    found = type_at(".".join(name for name, _ in place.steps))
    if found in (Decimal, date):
        return Decimal if found is Decimal else date
    return str if found in (str, Identifier) else msgspec.Struct
