"""The walk behind `bound.py`: finds the nodes that rules look at, and below them what their paths name.

What is looked for is kept as a trie by tag, so that a thousand paths cost one look-up for each element.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from lxml import etree

from depesch.kit.xml import children

Element = etree._Element
Found = tuple[Element, "str | None"]  # an element, or the named attribute of it
R = TypeVar("R")
Matches = dict[R, list[Found]]
_BETWEEN_STEPS = re.compile(r"/(?![^(]*\))")


class Pattern:
    """One way in which a node may be named: `/`, `/a:B/a:C`, `a:B/a:C`, `//a:B`, `a:*ID`, `*:*Amount`."""

    __slots__ = ("_absolute", "_steps")

    def __init__(self, text: str, prefixes: Mapping[str, str]) -> None:
        self._absolute = text.startswith("/") and not text.startswith("//")
        self._steps = [_step(name, prefixes) for name in reversed(text.strip("/").split("/")) if name]

    def names(self, tag: str) -> bool:
        """Return whether an element of this tag may fit, wherever it stands."""
        return not self._steps or self._steps[0].fullmatch(tag) is not None

    def fits(self, element: Element) -> bool:
        """Return whether the element, whose tag is one that may fit, stands where the pattern says."""
        at = element
        for step in self._steps[1:]:
            above = at.getparent()
            if above is None or step.fullmatch(str(above.tag)) is None:
                return False
            at = above
        return not self._absolute or at.getparent() is None


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
        self.rows: list[R] = []
        self.top: _Node[R] = _Node()


_Contexts = list[tuple[Pattern, _Context[R]]]
_Floating = list[tuple[Pattern, "str | None", R]]


class Looks(Generic[R]):
    """Everything that the rows of one table look for."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = prefixes
        self._contexts: dict[str, _Context[R]] = {}
        self._floating: _Floating[R] = []
        self._attributes: dict[str, list[R]] = {}
        self._by_tag: dict[str, tuple[_Contexts[R], _Floating[R]]] = {}

    def add(self, row: R, context: str, path: str | None) -> None:
        """Have `row` look for `path` at the nodes of `context`; without a path it looks at the nodes themselves."""
        there = self._contexts.get(context)
        if there is None:
            patterns = [Pattern(one.strip(), self._prefixes) for one in context.split("|")]
            there = self._contexts[context] = _Context(patterns)
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
        """Give each node that rows look at, in document order, with those rows and what their paths found."""
        anywhere: Matches[R] = {}
        nodes: list[tuple[Element, _Context[R]]] = []
        attributes = self._attributes
        for element in root.iter():
            contexts, floating = self._candidates(element)
            for pattern, attribute, row in floating:
                if (attribute is None or element.get(attribute) is not None) and pattern.fits(element):
                    anywhere.setdefault(row, []).append((element, attribute))
            for pattern, context in contexts:
                if pattern.fits(element):
                    nodes.append((element, context))
                    break
            for name in element.attrib if attributes else ():
                for row in attributes.get(str(name), ()):
                    anywhere.setdefault(row, []).append((element, str(name)))
        for element, context in nodes:
            matches = anywhere if element is root else {}
            _gather(element, context.top, matches)
            yield element, context.rows, matches

    def _candidates(self, element: Element) -> tuple[_Contexts[R], _Floating[R]]:
        """Return the contexts and floating paths that may fit an element by its tag; worked out once for each tag."""
        tag = str(element.tag)
        found = self._by_tag.get(tag)
        if found is None:
            contexts = [
                (pattern, context)
                for context in self._contexts.values()
                for pattern in context.patterns
                if pattern.names(tag)
            ]
            found = self._by_tag[tag] = contexts, [one for one in self._floating if one[0].names(tag)]
        return found


def _clark(name: str, prefixes: Mapping[str, str]) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{prefixes[prefix]}}}{local}"


def _gather(element: Element, node: _Node[R], matches: Matches[R]) -> None:
    """Put into `matches` what the paths from `node` on name at and below `element`, in document order."""
    for row in node.rows:
        matches.setdefault(row, []).append((element, None))
    for name, row in node.attributes:
        if element.get(name) is not None:
            matches.setdefault(row, []).append((element, name))
    if node.below:
        for child in children(element):
            below = node.below.get(child.tag)
            if below is not None:
                _gather(child, below, matches)
