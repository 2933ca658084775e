"""A configuration file in XML changed in place: comments, order and layout of everything else stay as they are.

A TOML file is not changed but for an account that is added at its end: nothing here writes TOML with its comments.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

import msgspec
from lxml import etree

from depesch.connect.configuration.shape import Key, keys_of
from depesch.connect.configuration.showing import NoSuchSetting, plain, text_of
from depesch.connect.configuration.xml_form import NAMESPACE, ROOT
from depesch.connect.settings import AgentSettings
from depesch.kit.xml import parse, parse_whole

_STEP = "  "
# What stands between the declaration and the root: lxml would write comments there without their line ends.
_BEFORE_ROOT = re.compile(r"(?:<\?xml\s.*?\?>\s*)?((?:\s|<!--.*?-->|<\?.*?\?>)*)", re.DOTALL)


class Tree:
    """A configuration file that is being changed."""

    def __init__(self, content: bytes) -> None:
        """Read a file that the reader has taken for XML of ours; raises XmlError."""
        parse(content)  # with every guard: the second reading, which keeps comments, has fewer
        self._root = parse_whole(content)
        text = content.decode(self._root.getroottree().docinfo.encoding or "utf-8").lstrip("\ufeff")
        self._before_root = _BEFORE_ROOT.match(text)[1]  # type: ignore[index]  # matches any text

    def content(self) -> bytes:
        """Return the file as it is now, in UTF-8."""
        root = etree.tostring(self._root, encoding="unicode", with_tail=False)
        comments = [etree.tostring(each, encoding="unicode", with_tail=False) for each in self._root.itersiblings()]
        after = "".join(f"\n{each}" for each in comments)
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{self._before_root}{root}{after}\n'.encode()

    def put(self, path: str, values: Sequence[str]) -> None:
        """Give the setting at `path` its value, or a list all its values; makes the parts that lead there.

        Raises NoSuchSetting.
        """
        place, key, at = self._reach(path)
        if key.part is not None:
            raise NoSuchSetting(f"{path} has settings of its own: {', '.join(keys_of(key.part))}")
        if len(values) != 1 and (not key.is_many or at is not None):
            raise NoSuchSetting(f"{path} takes one value")
        present = _those(place, key)
        if at is not None:
            element = present[at] if at < len(present) else _added(place, key)
            _write(element, values[0])
            return
        for number, value in enumerate(values):
            _write(present[number] if number < len(present) else _added(place, key), value)
        for left in present[len(values) :]:
            _take_out(left)

    def take(self, path: str) -> None:
        """Take the setting at `path` out of the file, so that its default counts. Raises NoSuchSetting."""
        place, key, at = self._reach(path, is_making=False)
        present = _those(place, key)
        if not present or (at is not None and at >= len(present)):
            raise NoSuchSetting(f"{path} does not stand in the file")
        for element in present if at is None else [present[at]]:
            _take_out(element)

    def add(self, path: str, part: msgspec.Struct) -> None:
        """Add a part to the list at `path`, with everything in it that is not its default."""
        place, key, _ = self._reach(path)
        _fill(_added(place, key), part)

    def _reach(self, path: str, *, is_making: bool = True) -> tuple[etree._Element, Key, int | None]:
        """Return the part that holds the setting, its key, and which of a list is meant."""
        element, part, steps = self._root, cast("type[msgspec.Struct]", AgentSettings), path.split(".")
        while True:
            name, steps = steps[0], steps[1:]
            key = keys_of(part).get(name)
            if key is None:
                raise NoSuchSetting(f"{path}: there is no {name}; there are {', '.join(keys_of(part))}")
            at = _position(element, key, steps[0], path) if key.is_many and steps else None
            steps = steps[1:] if at is not None else steps
            if not steps:
                return element, key, at
            if key.part is None:
                raise NoSuchSetting(f"{path}: {name} is one value; there is nothing below it")
            element, part = _below(element, key, at or 0, path, is_making=is_making), key.part


def _position(place: etree._Element, key: Key, step: str, path: str) -> int:
    """Return which of a list a step means: its number from 0, the next one being new, or an account's name."""
    present = _those(place, key)
    if step.isdecimal() and int(step) <= len(present):
        return int(step)
    named = [at for at, each in enumerate(present) if (each.findtext(f"{{{NAMESPACE}}}name") or "").strip() == step]
    if not named or key.name != "accounts":
        raise NoSuchSetting(f"{path}: {key.name} has no {step}; there are {len(present)}, counted from 0")
    return named[0]


def _below(place: etree._Element, key: Key, at: int, path: str, *, is_making: bool) -> etree._Element:
    present = _those(place, key)
    if at < len(present):
        return present[at]
    if not is_making:
        raise NoSuchSetting(f"{path} does not stand in the file")
    return _added(place, key)


def _those(place: etree._Element, key: Key) -> list[etree._Element]:
    return place.findall(f"{{{NAMESPACE}}}{key.element}")


def _write(element: etree._Element, value: str) -> None:
    """Put a value into an element; a comment in it stays."""
    try:
        element.text = value
    except ValueError as error:
        raise NoSuchSetting(f"{value!r} has characters that no setting holds") from error
    for comment in element:
        comment.tail = None


def _fill(element: etree._Element, part: msgspec.Struct) -> None:
    """Write the part's settings into an empty element, those that are their default left out."""
    defaults = {field.name: field.default for field in msgspec.structs.fields(part)}
    for key in keys_of(type(part)).values():
        value = getattr(part, key.name)
        if value is None or value == defaults[key.name]:
            continue
        for each in value if key.is_many else (value,):
            added = _added(element, key)
            if isinstance(each, msgspec.Struct):
                _fill(added, each)
            else:
                _write(added, text_of(plain(each)))


def _added(place: etree._Element, key: Key) -> etree._Element:
    """Return a new element of `place`, where the schema has it, laid out as those around it."""
    order = [each.element for each in keys_of(_part_of(place)).values()]
    before = [each for each in _plain_children(place) if order.index(_name(each)) <= order.index(key.element)]
    element = etree.Element(f"{{{NAMESPACE}}}{key.element}", nsmap=None)
    inner = _indent_of(place) + _STEP
    if not before:
        if len(place) == 0:
            element.tail = f"\n{_indent_of(place)}"
        else:
            element.tail = place.text
        place.text = f"\n{inner}" if not (place.text or "").strip(" \t\r\n") and len(place) == 0 else place.text
        place.insert(0, element)
        return element
    last = _line_of(before[-1])[-1]
    element.tail = last.tail
    if last.getnext() is None:
        last.tail = f"\n{inner}"
    place.insert(place.index(last) + 1, element)
    return element


def _take_out(element: etree._Element) -> None:
    """Remove an element with its line; a comment beside it goes along, one above it stays."""
    place = element.getparent()
    assert place is not None, "the root is no setting"  # noqa: S101
    gone = _line_of(element)
    if gone[-1].getnext() is None:  # the last one: the line of the closing tag keeps its indent
        previous = element.getprevious()
        if previous is not None:
            previous.tail = gone[-1].tail
        else:
            place.text = gone[-1].tail
    for each in gone:
        each.tail = None
        place.remove(each)


def _line_of(element: etree._Element) -> list[etree._Element]:
    """Return the element and the comments behind it in the same line, which belong to it."""
    found = [element]
    for after in element.itersiblings():
        if not _is_comment(after) or "\n" in (found[-1].tail or ""):
            break
        found.append(after)
    return found


def _plain_children(place: etree._Element) -> list[etree._Element]:
    return [each for each in place if not _is_comment(each)]


def _is_comment(node: etree._Element) -> bool:
    return isinstance(node, (etree._Comment, etree._ProcessingInstruction))


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _part_of(element: etree._Element) -> type[msgspec.Struct]:
    """Return the class of the settings that an element holds."""
    above = element.getparent()
    if above is None or _name(element) == ROOT:
        return AgentSettings
    keys = {each.element: each for each in keys_of(_part_of(above)).values()}
    part = keys[_name(element)].part
    assert part is not None, "a value holds no elements"  # noqa: S101
    return part


def _indent_of(element: etree._Element) -> str:
    """Return the spaces before an element's line."""
    before = element.getprevious()
    above = element.getparent()
    if above is None:
        return ""
    text = (before.tail if before is not None else above.text) or ""
    return text.rpartition("\n")[2] if "\n" in text else _indent_of(above) + _STEP
