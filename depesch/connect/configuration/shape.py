"""The shape of the configuration: which keys a part has, and what each takes; made from the classes of `settings`.

In TOML a key is called as the field. In XML an element is, too, but for lists: their element is named in the singular.
"""

from __future__ import annotations

import re
from enum import Enum, StrEnum
from functools import cache
from pathlib import Path

import msgspec
import msgspec.inspect as mi

SINGULAR = {"accounts": "account", "patterns": "pattern", "days": "day", "events": "event"}


class Kind(Enum):
    """What a value is."""

    PART = "part"  # with keys of its own
    TEXT = "text"
    PATH = "path"
    CHOICE = "choice"
    SWITCH = "switch"
    NUMBER = "number"
    WHOLE_NUMBER = "whole number"


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """One key of a part."""

    name: str
    element: str  # how it is called in XML
    kind: Kind
    part: type[msgspec.Struct] | None = None  # of a PART
    is_required: bool = False
    is_many: bool = False
    pattern: str = ""  # of a TEXT
    choice: type[StrEnum] | None = None  # of a CHOICE
    least: float | None = None
    above: float | None = None
    most: float | None = None

    def allowed(self) -> str:
        """Return what it takes, for a message: `0.05 to 3600`, `monday, tuesday`, or the pattern."""
        if self.kind is Kind.SWITCH:
            return "true, false"
        if self.choice:
            return ", ".join(self.choice)
        low = f"> {self.above:g}" if self.above is not None else f"{self.least:g}" if self.least is not None else ""
        high = f"{self.most:g}" if self.most is not None else ""
        return f"{low} – {high}" if low or high else _alternatives(self.pattern)


def path_of(above: str, key: Key | str, at: int, name: str) -> str:
    """Return a key's whole path: one of a list with its number from 0, an account with its name, as in `config set`."""
    if isinstance(key, str):
        return f"{above}.{key}".removeprefix(".")
    path = f"{above}.{key.name}".removeprefix(".")
    if not key.is_many:
        return path
    return f"{path}.{name if name and key.name == 'accounts' else at}"


@cache
def keys_of(part: type[msgspec.Struct]) -> dict[str, Key]:
    """Return the keys of a part by name, in the order in which XML has them."""
    described = mi.type_info(part)
    assert isinstance(described, mi.StructType), part  # noqa: S101
    return {field.name: _key(field) for field in described.fields}


def _key(field: mi.Field) -> Key:
    kind, is_many = field.type, False
    if isinstance(kind, mi.UnionType):  # X | None
        kind = next(each for each in kind.types if not isinstance(each, mi.NoneType))
    if isinstance(kind, mi.VarTupleType):
        kind, is_many = kind.item_type, True
    bare = _bare(kind)
    return msgspec.structs.replace(
        bare,
        name=field.name,
        element=SINGULAR.get(field.name, field.name),
        is_required=field.required,
        is_many=is_many,
    )


def _bare(kind: mi.Type) -> Key:
    """Return a key without a name that takes values of this type."""
    if isinstance(kind, mi.StructType):
        return Key(name="", element="", kind=Kind.PART, part=kind.cls)
    if isinstance(kind, mi.EnumType) and issubclass(kind.cls, StrEnum):
        return Key(name="", element="", kind=Kind.CHOICE, choice=kind.cls)
    if isinstance(kind, mi.BoolType):
        return Key(name="", element="", kind=Kind.SWITCH)
    if isinstance(kind, (mi.IntType, mi.FloatType)):
        whole = Kind.WHOLE_NUMBER if isinstance(kind, mi.IntType) else Kind.NUMBER
        return Key(name="", element="", kind=whole, least=kind.ge, above=kind.gt, most=kind.le)
    if isinstance(kind, mi.CustomType) and kind.cls is Path:
        return Key(name="", element="", kind=Kind.PATH)
    assert isinstance(kind, mi.StrType), f"the configuration has no way to write {kind}"  # noqa: S101
    return Key(name="", element="", kind=Kind.TEXT, pattern=kind.pattern or "")


def _alternatives(pattern: str) -> str:
    """Return `sv, nb, en` for `^(sv|nb|en)$`, and any other pattern as it is."""
    found = re.fullmatch(r"\^\(([a-z|]+)\)\$", pattern)
    return found.group(1).replace("|", ", ") if found else pattern
