"""A configuration file as settings: what its keys hold becomes values, and everything that does not fit is told."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar

import msgspec

from depesch.connect.configuration.completing import complete
from depesch.connect.configuration.consistency import inconsistencies
from depesch.connect.configuration.faults import BadConfiguration, Fault
from depesch.connect.configuration.nodes import Branch, Leaf, Node
from depesch.connect.configuration.shape import Key, Kind, keys_of, path_of
from depesch.connect.settings import AgentSettings

MAX_BYTES = 10 * 1024 * 1024
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
_SWITCHES = {"true": True, "false": False}

S = TypeVar("S", bound=msgspec.Struct)


def load(path: Path) -> AgentSettings:
    """Return what the file at `path` says, whole: paths absolute, what has a default filled in.

    Raises BadConfiguration with every fault that the file itself shows; whether folders, keys and the hub are there is
    told by `machine.missing_things` and `online.faults`.
    """
    return parse(path, content_of(path))


def parse(path: Path, content: bytes) -> AgentSettings:
    """Return what `content` would say if it stood at `path`; raises BadConfiguration as `load` does."""
    examined = examine(path, content)
    if examined.faults or examined.settings is None:
        raise BadConfiguration(path, examined.faults)
    return examined.settings


class Examined(msgspec.Struct, frozen=True, kw_only=True):
    """A file looked at: its faults in the order of the file, and its settings without what is wrong."""

    settings: AgentSettings | None  # complete; None when nothing can be read of them
    faults: tuple[Fault, ...]
    lines: Mapping[str, int]  # of each key


def examine(path: Path, content: bytes) -> Examined:
    """Look at `content` as if it stood at `path`. Never raises for what is in it."""
    root, faults = _nodes(path, content)
    settings = settings_of(root, AgentSettings, "", faults) if root is not None else None
    lines = lines_of(root) if root is not None else {}
    if settings is not None:
        settings = complete(settings, path)
        told = {fault.key for fault in faults}
        faults += [fault for fault in inconsistencies(settings) if fault.key not in told]
    return Examined(settings=settings, faults=placed(faults, lines), lines=lines)


def placed(faults: Iterable[Fault], lines: Mapping[str, int]) -> tuple[Fault, ...]:
    """Return the faults in the order of the file, each with the line of its key or of what stands above it."""
    known = [
        fault if fault.line or not fault.key else msgspec.structs.replace(fault, line=_nearest(fault.key, lines))
        for fault in faults
    ]
    return tuple(sorted(known, key=lambda fault: fault.line or 0))


def content_of(path: Path) -> bytes:
    """Return the bytes of the file; raises BadConfiguration when it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise BadConfiguration(path, [Fault(code="no-file")]) from error
    except OSError as error:
        fault = Fault(code="unreadable-file", details={"reason": error.strerror or str(error)})
        raise BadConfiguration(path, [fault]) from error


def _nodes(path: Path, content: bytes) -> tuple[Branch | None, list[Fault]]:
    if len(content) > MAX_BYTES:
        return None, [Fault(code="too-large", details={"limit": str(MAX_BYTES)})]
    if path.suffix.lower() == ".toml":
        from depesch.connect.configuration.toml_form import read_toml

        return read_toml(content)
    if path.suffix.lower() == ".xml":
        from depesch.connect.configuration.xml_form import read_xml

        return read_xml(content)
    return None, [Fault(code="neither-xml-nor-toml", value=path.name)]


def _nearest(key: str, lines: Mapping[str, int]) -> int | None:
    while key and key not in lines:
        key = key.rpartition(".")[0]
    return lines.get(key)


def lines_of(root: Branch) -> dict[str, int]:
    """Return the line of each key that stands in the file."""
    found: dict[str, int] = {}
    _gather(root, AgentSettings, "", found)
    return found


def _gather(branch: Branch, part: type[msgspec.Struct], above: str, found: dict[str, int]) -> None:
    for path, key, node in _with_paths(branch, part, above):
        if node.line:
            found.setdefault(path, node.line)
        if isinstance(node, Branch) and key is not None and key.part is not None:
            _gather(node, key.part, path, found)


def _with_paths(branch: Branch, part: type[msgspec.Struct], above: str) -> list[tuple[str, Key | None, Node]]:
    keys, counts = keys_of(part), Counter[str]()
    placed: list[tuple[str, Key | None, Node]] = []
    for name, node in branch.children:
        key = keys.get(name)
        placed.append((path_of(above, key or name, counts[name], _name_of(node)), key, node))
        counts[name] += 1
    return placed


def _name_of(node: Node) -> str:
    names = [each for name, each in node.children if name == "name"] if isinstance(node, Branch) else []
    return names[0].value if names and isinstance(names[0], Leaf) and isinstance(names[0].value, str) else ""


def settings_of(branch: Branch, part: type[S], above: str, faults: list[Fault]) -> S | None:
    """Return the part that the branch tells, without what is wrong with it, which is added to `faults`.

    None when a key is missing or wrong that the part cannot be without.
    """
    values: dict[str, list[object]] = {}
    for path, key, node in _with_paths(branch, part, above):
        if key is None:
            known = ", ".join(keys_of(part))
            faults.append(Fault(code="unknown-key", key=path, line=node.line, details={"known": known}))
        elif key.name in values and not key.is_many:
            faults.append(Fault(code="twice", key=path, line=node.line))
        else:
            values.setdefault(key.name, []).append(_value(node, key, path, faults))
    keys = keys_of(part)
    for key in keys.values():
        if key.is_required and key.name not in values:
            path = path_of(above, key.name, 0, "")
            faults.append(Fault(code="missing-key", key=path, line=branch.line, details={"name": key.name}))
    right = {name: kept for name, each in values.items() if (kept := _right(each, keys[name])) is not None}
    return part(**right) if all(key.name in right for key in keys.values() if key.is_required) else None


def _right(values: list[object], key: Key) -> object | None:
    """Return the value of a key, or those of a list up to the first that is wrong: the others keep their number.

    Accounts go by name, so that a wrong one leaves the others.
    """
    if not key.is_many:
        return values[0]
    if key.name == "accounts":
        return tuple(value for value in values if value is not None)
    right = tuple(values[: values.index(None)] if None in values else values)
    return right or None


def _value(node: Node, key: Key, path: str, faults: list[Fault]) -> object:
    """Return the value of one key; what does not fit is told, and the value is None then."""
    if key.kind is Kind.PART and key.part is not None:
        if isinstance(node, Branch):
            return settings_of(node, key.part, path, faults)
        faults.append(Fault(code="not-a-part", key=path, line=node.line, value=_shown(node.value)))
        return None
    if isinstance(node, Branch):
        faults.append(Fault(code="not-a-value", key=path, line=node.line))
        return None
    found = _typed(node, key)
    if found is None:
        code = "empty-list" if node.value == [] else f"not-{key.kind.value.replace(' ', '-')}"
        if code == "not-text":
            code = "not-fitting" if isinstance(node.value, str) else "not-text"
        details = {"allowed": key.allowed()}
        faults.append(Fault(code=code, key=path, line=node.line, value=_shown(node.value), details=details))
    return found


def _typed(leaf: Leaf, key: Key) -> object | None:
    """Return the leaf's value as its key wants it, None when it is no such value."""
    match key.kind:
        case Kind.SWITCH:
            value = _SWITCHES.get(str(leaf.value)) if leaf.is_text_only else leaf.value
            return value if isinstance(value, bool) else None
        case Kind.NUMBER | Kind.WHOLE_NUMBER:
            return _number(leaf, key)
        case Kind.PATH:
            is_path = isinstance(leaf.value, str) and leaf.value and not has_controls(leaf.value)
            return Path(str(leaf.value)) if is_path else None
        case Kind.CHOICE:
            return next((each for each in key.choice or () if each.value == leaf.value), None)
        case _:
            fits = isinstance(leaf.value, str) and not has_controls(leaf.value)
            return leaf.value if fits and re.search(key.pattern, str(leaf.value)) else None


def has_controls(text: str) -> bool:
    """Return whether a text holds a line break or another control character, which no setting has."""
    return any(unicodedata.category(sign) == "Cc" for sign in text)


def _number(leaf: Leaf, key: Key) -> float | int | None:
    is_whole = key.kind is Kind.WHOLE_NUMBER
    value = leaf.value
    if leaf.is_text_only:
        if not (_WHOLE if is_whole else _NUMBER).fullmatch(str(value)):
            return None
        value = int(str(value)) if is_whole else float(str(value))
    if isinstance(value, bool) or not isinstance(value, int if is_whole else (int, float)):
        return None
    if (key.least is not None and not value >= key.least) or (key.above is not None and not value > key.above):
        return None
    return None if key.most is not None and not value <= key.most else value


def _shown(value: object) -> str:
    return str(value)[:200]
