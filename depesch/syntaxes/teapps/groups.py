"""Elements with elements, whose attributes say something too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from depesch.kit.xml import children
from depesch.syntaxes.binding import Element, Plan, Run, Tracer, Values, stray
from depesch.syntaxes.groups import Group, Groups, Make, quick

Attributes = Callable[[Element], tuple[tuple[str, str | None, str], ...]]


class _Marked(Group):
    """A group of which `attributes` gives the attributes that are understood, as key, value (or None) and name."""

    __slots__ = ("attributes",)

    def __init__(self, key: str, make: Make, plan: Plan, attributes: Attributes, *, outer: Plan | None = None) -> None:
        self.attributes = attributes
        super().__init__(key, make, plan, outer=outer, drop_empty=True)

    def _reader(self, make: Make) -> Callable[[Element, Values, Run], Any]:
        find, find_outer, attributes = quick(self.plan).get, quick(self.outer).get, self.attributes

        def read(element: Element, values: Values, run: Run) -> Any:
            own = {key: value for key, value, _ in attributes(element) if value is not None}
            for child in children(element):
                taking = find(child.tag, stray)
                if taking is stray:
                    outside = find_outer(child.tag, stray)
                    if outside is not None:
                        outside(child, values, run)
                elif taking is not None:
                    taking(child, own, run)
            return make(**own) if own else None

        return read

    def _traced(self, element: Element, values: Values, run: Tracer, prefix: str, path: str) -> Values:
        own = super()._traced(element, values, run, prefix, path)
        for key, value, name in self.attributes(element):
            if value is not None:
                own[key] = value
                run.note(f"{path}.{key}", element, name)
            run.used_attributes.add((element, name))
        return own


class MarkedGroup(_Marked):
    """A group of which attributes say something."""

    __slots__ = ()


class MarkedGroups(_Marked, Groups):
    """The same, where it may be repeated."""

    __slots__ = ()
