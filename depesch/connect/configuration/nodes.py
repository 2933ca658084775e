"""What stands in a configuration file, whether it is XML or TOML: keys with texts, values or further keys."""

from __future__ import annotations

import msgspec


class Leaf(msgspec.Struct, frozen=True, kw_only=True):
    """A value: a text in XML, which is still to be read as a number; of its own type in TOML."""

    value: object
    line: int | None = None
    is_text_only: bool = False  # XML: everything is a text


class Branch(msgspec.Struct, frozen=True, kw_only=True):
    """Keys in the order of the file; a list is the same key several times."""

    children: tuple[tuple[str, Leaf | Branch], ...]
    line: int | None = None


Node = Leaf | Branch
