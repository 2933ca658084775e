"""Texts made whole: a lone surrogate is half a character, which no file can hold and no reader lets in.

A draft in JSON may hold one all the same, where a program cut a text in the middle of a character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeVar, cast

import msgspec

T = TypeVar("T", bound=msgspec.Struct)

_REPLACEMENT = "\ufffd"  # as Unicode has it for what could not be read
_SURROGATE = re.compile("[\ud800-\udfff]")


def whole(group: T) -> T:
    """Return the group with U+FFFD for each lone surrogate in its texts; the same group where there is none."""
    try:
        msgspec.msgpack.encode(group)
    except UnicodeEncodeError:
        return cast("T", _replaced(group))
    return group


def _replaced(value: Any) -> Any:
    """Return the value with every text in it made whole, however deep it stands."""
    if isinstance(value, str):
        return _SURROGATE.sub(_REPLACEMENT, value)
    if isinstance(value, tuple):
        return tuple(map(_replaced, value))
    if isinstance(value, msgspec.Struct):
        return msgspec.structs.replace(value, **{name: _replaced(part) for name, part in _parts(value)})
    return value


def _parts(group: msgspec.Struct) -> Iterator[tuple[str, Any]]:
    return ((name, getattr(group, name)) for name in group.__struct_fields__)
