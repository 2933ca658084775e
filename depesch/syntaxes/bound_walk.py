"""The walk behind `bound.py`: finds the nodes that rules look at, and below them what their paths name.

What is looked for is kept as a trie by tag, so that a thousand paths cost one look-up for each element.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Generic, TypeVar, cast

from lxml import etree

from depesch.kit.xml import children

Element = etree._Element
Found = tuple[Element, "str | None"]  # an element, or the named attribute of it
R = TypeVar("R")
Matches = dict[R, list[Found]]
_WITH_ATTRIBUTES = etree.XPath("//*[@*]")
_BETWEEN_STEPS = re.compile(r"/(?![^(]*\))")


class Pattern:
    """One way in which a node may be named: `/`, `/a:B/a:C`, `a:B/a:C`, `//a:B`, `a:*ID`, `*:*Amount`."""

    __slots__ = ("_absolute", "_steps")

    def __init__(self, text: str, prefixes: Mapping[str, str]) -> None:
        self._absolute = text.startswith("/") and not text.startswith("//")
        self._steps = [_step(name, prefixes) for name in reversed(text.strip("/").split("/")) if name]

    def names(self, tag: str) -> bool:
        """Return whether an element of this tag may fit, wherever it stands; the root of `/` is not asked for."""
        return bool(self._steps) and self._steps[0].fullmatch(tag) is not None

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
        self.rows: list[R] = []  # those that are to be judged also when their path finds nothing
        self.top: _Node[R] | None = None


_Contexts = list[tuple[Pattern, _Context[R]]]
_Floating = list[tuple[Pattern, "str | None", R]]


class Looks(Generic[R]):
    """Everything that the rows of one table look for."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = prefixes
        self._contexts: dict[str, _Context[R]] = {}
        self._floating: _Floating[R] = []
        self._attributes: dict[str, list[R]] = {}
        self._by_tag: dict[object, tuple[_Contexts[R], _Floating[R]] | None] = {}

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
            there.top = there.top or _Node()
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
        """Give each node that rows look at, in document order, with the rows to judge in any case and all matches."""
        anywhere: Matches[R] = self._with_attributes(root) if self._attributes else {}
        of_root = self._contexts.get("/")
        nodes = [(root, of_root)] if of_root is not None else []
        by_tag = self._by_tag
        unknown: tuple[_Contexts[R], _Floating[R]] = ([], [])
        for element in root.iter():
            candidates = by_tag.get(element.tag, unknown)
            if candidates is unknown:
                candidates = self._candidates(element.tag)
            if candidates is None:
                continue
            contexts, floating = candidates
            for pattern, attribute, row in floating:
                if (attribute is None or element.get(attribute) is not None) and pattern.fits(element):
                    anywhere.setdefault(row, []).append((element, attribute))
            for pattern, context in contexts:
                if pattern.fits(element):
                    nodes.append((element, context))
                    break
        for element, context in nodes:
            matches: Matches[R] = anywhere if element is root else {}
            if context.top is not None:
                _gather(element, context.top, matches)
            if matches or context.rows:
                yield element, context.rows, matches

    def _with_attributes(self, root: Element) -> Matches[R]:
        """Return what stands in the attributes that rows look for on any element."""
        found: Matches[R] = {}
        for element in cast("list[Element]", _WITH_ATTRIBUTES(root)):
            for name in element.attrib:
                for row in self._attributes.get(str(name), ()):
                    found.setdefault(row, []).append((element, str(name)))
        return found

    def _candidates(self, tag: object) -> tuple[_Contexts[R], _Floating[R]] | None:
        """Return the contexts and floating paths that may fit an element by its tag; worked out once for each tag."""
        contexts = [
            (pattern, context)
            for context in self._contexts.values()
            for pattern in context.patterns
            if pattern.names(str(tag))
        ]
        floating = [one for one in self._floating if one[0].names(str(tag))]
        found = self._by_tag[tag] = (contexts, floating) if contexts or floating else None
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
