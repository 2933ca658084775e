"""The configuration as TOML 1.0: bytes to nodes. Lines are found by the key, so far as the file is laid out plainly.

Source: toml.io, TOML v1.0.0.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

from depesch.connect.configuration.faults import Fault
from depesch.connect.configuration.nodes import Branch, Leaf, Node

_HEADER = re.compile(r"\s*\[(\[)?\s*([A-Za-z0-9_.\s-]+?)\s*\](?:\])?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*([A-Za-z0-9_-]+)\s*=")
_PLACE = re.compile(r"\(at line (\d+), column \d+\)")
MAX_DEPTH = 20


def read_toml(content: bytes) -> tuple[Branch | None, list[Fault]]:
    """Return what stands in the file, or None and why it is no TOML."""
    try:
        text = content.decode("utf-8-sig")
        table = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return None, [Fault(code="not-utf-8", line=line, value=repr(content[error.start : error.start + 1]))]
    except tomllib.TOMLDecodeError as error:
        found = _PLACE.search(str(error))
        reason = _PLACE.sub("", str(error)).strip()
        return None, [Fault(code="not-toml", line=int(found.group(1)) if found else None, details={"reason": reason})]
    except RecursionError:
        return None, [Fault(code="too-deep")]
    return _branch(table, (), _lines(text)), []


def _branch(table: Mapping[str, object], path: tuple[str, ...], lines: Mapping[tuple[str, ...], int]) -> Branch:
    children: list[tuple[str, Node]] = []
    for name, value in table.items():
        below = (*path, name)
        if isinstance(value, list) and value:
            children += [(name, _node(each, (*below, str(at)), lines)) for at, each in enumerate(value)]
        else:
            children.append((name, _node(value, below, lines)))
    return Branch(children=tuple(children), line=_line(path, lines))


def _node(value: object, path: tuple[str, ...], lines: Mapping[tuple[str, ...], int]) -> Node:
    if isinstance(value, dict) and len(path) < MAX_DEPTH:
        return _branch(value, path, lines)
    return Leaf(value=value, line=_line(path, lines))


def _line(path: tuple[str, ...], lines: Mapping[tuple[str, ...], int]) -> int | None:
    """Return the line of the key, or of the nearest one above it."""
    while path:
        if path in lines:
            return lines[path]
        path = path[:-1]
    return None


def _lines(text: str) -> dict[tuple[str, ...], int]:
    """Return on which line each key stands: headers and `key = ` at the beginning of a line."""
    found: dict[tuple[str, ...], int] = {}
    counts: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            table = _table(header.group(2).split("."), counts, is_list=bool(header.group(1)))
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            found.setdefault((*table, key.group(1)), number)
    return found


def _table(names: list[str], counts: dict[tuple[str, ...], int], *, is_list: bool) -> tuple[str, ...]:
    """Return the path of a header, with the number of each table in its list, and count a new one."""
    path: tuple[str, ...] = ()
    for at, name in enumerate(names, 1):
        path = (*path, name.strip())
        if is_list and at == len(names):
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, str(counts[path]))
    return path
