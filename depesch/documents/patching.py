"""The mended document with everything else left as it stood: changed values are put into the source's own tree.

How a value is written is taken from the same document written anew, so that no element's name is known here. The
result is read again and must say exactly what the mended model says; otherwise there is none, and the caller writes
the whole document anew.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable

from lxml import etree

from depesch.documents.changes import Change
from depesch.documents.reading import read
from depesch.kit.xml import children, local_name, parse_whole
from depesch.syntaxes import Reading, UnreadableDocument

_DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'
_STEP = re.compile(r"([^\[\]]+)(?:\[(\d+)\])?")


class Tree:
    """A tree to look things up in by their places, as findings have them, and to change."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self._children: dict[etree._Element, dict[str, list[etree._Element]]] = {}

    def at(self, path: str) -> etree._Element | None:
        """Return the element at an XPath in local names with positions; None where there is none."""
        at: etree._Element | None = self.root
        for step in path.split("/")[2:]:
            at = None if at is None else self.child(at, step)
        return at

    def child(self, parent: etree._Element, step: str) -> etree._Element | None:
        """Return the child at one step of a path."""
        found = _STEP.fullmatch(step)
        if found is None:
            return None
        same = self._named(parent).get(found.group(1), ())
        position = int(found.group(2) or 1)
        return same[position - 1] if len(same) >= position else None

    def remove(self, element: etree._Element) -> bool:
        """Take out an element without children; false for any other, and for the root."""
        parent = element.getparent()
        if parent is None or len(element):
            return False
        parent.remove(element)
        self._children.pop(parent, None)
        return True

    def insert(self, parent: etree._Element, wanted: etree._Element) -> None:
        """Put in a copy of `wanted`, behind what stands before it in its own document."""
        earlier = {str(sibling.tag) for sibling in wanted.itersiblings(preceding=True)}
        position = 0
        for index, sibling in enumerate(children(parent)):
            if sibling.tag in earlier or sibling.tag == wanted.tag:
                position = index + 1
        grafted = copy.deepcopy(wanted)
        grafted.tail = children(parent)[position - 1].tail if position else parent.text
        parent.insert(position, grafted)
        self._children.pop(parent, None)

    def written(self) -> bytes:
        """Return the tree as a file in UTF-8, with what stands before and behind its root."""
        return _DECLARATION + etree.tostring(self.root.getroottree(), xml_declaration=False, encoding="UTF-8")

    def _named(self, parent: etree._Element) -> dict[str, list[etree._Element]]:
        if parent not in self._children:
            named: dict[str, list[etree._Element]] = {}
            for child in children(parent):
                named.setdefault(local_name(child), []).append(child)
            self._children[parent] = named
        return self._children[parent]


def patched(source: Reading, rewritten: Reading, made: Iterable[Change]) -> Reading | None:
    """Return the reading of the source with the changes put in, None where it does not say what `rewritten` says.

    `rewritten` is the reading of the mended model as its syntax writes it. What is no XML is always written anew.
    """
    if source.syntax.parse is not None:
        return None
    tree, model = Tree(parse_whole(source.data)), Tree(rewritten.root)
    for change in made:
        if not _put(tree, model, change, source, rewritten):
            return None
    try:
        reading = read(tree.written())
    except UnreadableDocument:
        return None
    return reading if _says_the_same(reading, source, rewritten) else None


def _says_the_same(reading: Reading, source: Reading, rewritten: Reading) -> bool:
    """Return whether the patched document means what was to be meant and lost nothing that the model does not know."""
    if reading.invoice != rewritten.invoice or len(reading.issues) > len(source.issues):
        return False
    if [each.value for each in reading.unread()] != [each.value for each in source.unread()]:
        return False
    judge = source.syntax.schema_issues
    return judge is None or not judge(reading.root) or bool(judge(source.root))


def _put(tree: Tree, model: Tree, change: Change, source: Reading, rewritten: Reading) -> bool:
    """Change the tree as the change says; false where its place cannot be told."""
    before, after = source.locate(change.path), rewritten.locate(change.path)
    if change.new is None:
        return before is not None and _removed(tree, before.where)
    if after is None:
        return False
    path, _, attribute = after.where.partition("/@")
    wanted = model.at(path)
    if wanted is None:
        return False
    if change.old is not None and before is not None:
        if change.path == "currency":
            _recoin(tree.root, model.root, change.old, wanted.text)
        place, _, old_attribute = before.where.partition("/@")
        return _set(tree.at(place), wanted, old_attribute, attribute)
    if attribute:
        return _set(tree.at(path), wanted, attribute, attribute)
    return _graft(tree, path, wanted)


def _recoin(root: etree._Element, rewritten: etree._Element, old: str, new: str | None) -> None:
    """Let the amounts that stand in the old currency stand in the new one: the document's code never goes alone."""
    names = {name for element in rewritten.iter() for name, value in element.items() if value == new}
    for element in root.iter():
        for name in names & set(element.keys()):
            if element.get(name) == old:
                element.set(name, new or "")


def _set(element: etree._Element | None, wanted: etree._Element, old_attribute: str, attribute: str) -> bool:
    if element is None or old_attribute != attribute:
        return False
    if attribute:
        element.set(attribute, wanted.get(attribute, ""))
    else:
        element.text = wanted.text
    return True


def _removed(tree: Tree, place: str) -> bool:
    path, _, attribute = place.partition("/@")
    element = tree.at(path)
    if element is None or not attribute:
        return element is not None and tree.remove(element)
    if attribute in element.attrib:
        del element.attrib[attribute]
    return True


def _graft(tree: Tree, path: str, wanted: etree._Element) -> bool:
    """Put in a copy of the highest new element on the way to `wanted`, behind what stands before it there."""
    steps = path.split("/")[2:]
    at, depth = tree.root, 0
    for step in steps:
        below = tree.child(at, step)
        if below is None:
            break
        at, depth = below, depth + 1
    if depth == len(steps):  # a change before this one brought it along
        at.text = wanted.text
        return True
    for _ in range(len(steps) - depth - 1):
        parent = wanted.getparent()
        if parent is None:
            return False
        wanted = parent
    tree.insert(at, wanted)
    return True
