"""The walk behind `bound.py`: finds the nodes that rules look at, and below them what their paths name.

What an element is to the rules depends on its tag and those above it alone. So each such way down from the root is a
state, worked out when it is first met and kept: after that an element costs one look-up, however many rules there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar, cast

from lxml import etree

from depesch.kit.xml import children

Element = etree._Element
Found = tuple[Element, "str | None"]  # an element, or the named attribute of it
R = TypeVar("R")
Matches = dict[R, list[Found]]
_WITH_ATTRIBUTES = etree.XPath("descendant-or-self::*/@*/..")  # quicker than by a predicate
_BETWEEN_STEPS = re.compile(r"/(?![^(]*\))")
# A format has some hundred states; a document made to have more must not fill the memory.
_MOST_STATES = 20_000


class Pattern:
    """One way in which a node may be named: `/a:B/a:C`, `a:B/a:C`, `//a:B`, `a:*ID`, `*:*Amount`; `/` names none."""

    __slots__ = ("_absolute", "_steps")

    def __init__(self, text: str, prefixes: Mapping[str, str]) -> None:
        self._absolute = text.startswith("/") and not text.startswith("//")
        self._steps = [_step(name, prefixes) for name in text.strip("/").split("/") if name]

    def fits(self, way: Sequence[str]) -> bool:
        """Return whether an element is one of those named; `way` are the tags from the root down to it."""
        steps = self._steps
        if not steps or len(way) < len(steps) or (self._absolute and len(way) != len(steps)):
            return False
        return all(step.fullmatch(tag) for step, tag in zip(steps, way[-len(steps) :], strict=True))


def _step(name: str, prefixes: Mapping[str, str]) -> re.Pattern[str]:
    """Return what matches the Clark tags that a step names; `*` at the beginning of a name is any beginning."""
    prefix, _, local = name.partition(":")
    namespace = "[^}]*" if prefix == "*" else re.escape(prefixes[prefix])
    beginning = "[^}]*" if local.startswith("*") else ""
    return re.compile(rf"\{{{namespace}\}}{beginning}{re.escape(local.lstrip('*'))}")


class _Node(Generic[R]):
    """One step of paths: what they name here, and the steps below."""

    __slots__ = ("attributes", "below", "rows")

    def __init__(self) -> None:
        self.below: dict[str, _Node[R]] = {}
        self.rows: list[R] = []
        self.attributes: list[tuple[str, R]] = []


class _Context(Generic[R]):
    """One kind of node that rows look at."""

    __slots__ = ("patterns", "rows", "top")

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self.patterns = patterns
        self.rows: list[R] = []  # those that are to be judged also when their path finds nothing
        self.top: _Node[R] = _Node()


class _State(Generic[R]):
    """What the elements of one way down from the root are to the rules.

    `steps` are where the paths of nodes above have come to, each with how many levels up its node is; `found` what
    they name here, and `attributes` those of it; level -1 is the root, for what it looks for anywhere.
    """

    __slots__ = ("attributes", "below", "context", "found", "is_looked_at", "steps", "way")

    def __init__(self, way: tuple[str, ...], context: _Context[R] | None) -> None:
        self.way = way
        self.context = context
        self.steps: list[tuple[int, _Node[R]]] = [] if context is None else [(0, context.top)]
        self.found: list[tuple[int, R]] = []
        self.attributes: list[tuple[int, R, str]] = []
        self.below: dict[str, _State[R]] = {}
        self.is_looked_at = False  # whether there is anything to do for the element itself, attributes aside


_NO_MATCHES: Any = {}  # of an element at which no rows look: nothing is ever found for it


class Looks(Generic[R]):
    """Everything that the rows of one table look for."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = prefixes
        self._contexts: dict[str, _Context[R]] = {}
        self._floating: list[tuple[Pattern, str | None, R]] = []
        self._attributes: dict[str, list[R]] = {}
        self._roots: dict[str, _State[R]] = {}
        self._states = 0

    def add(self, row: R, context: str, path: str | None, *, always: bool) -> None:
        """Have `row` look for `path` at the nodes of `context`; without a path it looks at the nodes themselves.

        With `always` the row is to be judged at each node, not only where the path finds something.
        """
        there = self._contexts.get(context)
        if there is None:
            patterns = [Pattern(one.strip(), self._prefixes) for one in context.split("|")]
            there = self._contexts[context] = _Context(patterns)
        if always:
            there.rows.append(row)
        if path is None:
            return
        if path.startswith("//"):
            if context != "/":
                raise ValueError(f"{path} looks anywhere and so belongs to the root, not to {context}")
            self._add_floating(row, path)
        else:
            self._add_path(row, there.top, path)

    def _add_floating(self, row: R, path: str) -> None:
        steps, _, attribute = path.partition("@")
        if steps == "//":
            self._attributes.setdefault(attribute, []).append(row)
        else:
            self._floating.append((Pattern(steps.rstrip("/"), self._prefixes), attribute or None, row))

    def _add_path(self, row: R, top: _Node[R], path: str) -> None:
        ends = [top]
        for step in _BETWEEN_STEPS.split(path):
            if step.startswith("@"):
                for end in ends:
                    end.attributes.append((step[1:], row))
                return
            tags = [_clark(name, self._prefixes) for name in step.strip("()").split("|")]
            ends = [end.below.setdefault(tag, _Node()) for end in ends for tag in tags]
        for end in ends:
            end.rows.append(row)

    def over(self, root: Element) -> Iterator[tuple[Element, list[R], Matches[R]]]:
        """Give each node at which there is something to judge: the rows to judge in any case, and all matches.

        A node comes after those below it.
        """
        if self._states > _MOST_STATES:
            self._roots, self._states = {}, 0
        tag = str(root.tag)
        state = self._roots.get(tag)
        if state is None:
            state = self._roots[tag] = self._state((tag,), self._contexts.get("/"))
        nodes: list[tuple[Element, list[R], Matches[R]]] = []
        self._walk(root, state, [self._with_attributes(root) if self._attributes else {}], nodes)
        return iter(nodes)

    def _walk(
        self,
        element: Element,
        state: _State[R],
        above: list[Matches[R]],
        nodes: list[tuple[Element, list[R], Matches[R]]],
    ) -> None:
        """Look at an element and all below it; `above` are the matches of the elements down to it, its own last."""
        for level, row in state.found:
            found = above[0] if level < 0 else above[-1 - level]
            found.setdefault(row, []).append((element, None))
        if state.attributes and element.keys():
            for level, row, attribute in state.attributes:
                if element.get(attribute) is not None:
                    found = above[0] if level < 0 else above[-1 - level]
                    found.setdefault(row, []).append((element, attribute))
        known = state.below
        for child in children(element):
            tag = child.tag
            below = known.get(tag) or self._below(state, tag)
            if below.is_looked_at or len(child) or (below.attributes and child.keys()):
                above.append({} if below.context is not None else _NO_MATCHES)
                self._walk(child, below, above, nodes)
                above.pop()
        if state.context is not None:
            matches = above[-1]
            if matches or state.context.rows:
                nodes.append((element, state.context.rows, matches))

    def _with_attributes(self, root: Element) -> Matches[R]:
        """Return what stands in the attributes that rows look for on any element."""
        found: Matches[R] = {}
        for element in cast("list[Element]", _WITH_ATTRIBUTES(root)):
            for name in element.attrib:
                for row in self._attributes.get(str(name), ()):
                    found.setdefault(row, []).append((element, str(name)))
        return found

    def _state(self, way: tuple[str, ...], context: _Context[R] | None) -> _State[R]:
        """Return the state of a way down, as far as it does not hang together with the one above."""
        self._states += 1
        if context is None:
            fitting = (one for one in self._contexts.values() if any(pattern.fits(way) for pattern in one.patterns))
            context = next(fitting, None)
        state = _State(way, context)
        if context is not None:
            state.found += ((0, row) for row in context.top.rows)
            state.attributes += ((0, row, name) for name, row in context.top.attributes)
        fitting_row = ((row, attribute) for pattern, attribute, row in self._floating if pattern.fits(way))
        for row, attribute in fitting_row:
            if attribute is None:
                state.found.append((-1, row))
            else:
                state.attributes.append((-1, row, attribute))
        return state

    def _below(self, state: _State[R], tag: object) -> _State[R]:
        """Return the state of the elements of a tag below those of a state, which from now on knows it."""
        below = self._state((*state.way, str(tag)), None)
        for level, node in state.steps:
            step = node.below.get(str(tag))
            if step is not None:
                below.steps.append((level + 1, step))
                below.found += ((level + 1, row) for row in step.rows)
                below.attributes += ((level + 1, row, name) for name, row in step.attributes)
        below.is_looked_at = bool(below.found) or (below.context is not None and bool(below.context.rows))
        state.below[str(tag)] = below
        return below


def _clark(name: str, prefixes: Mapping[str, str]) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{prefixes[prefix]}}}{local}"
