"""One setting or a branch of them by its path, as `accounts.nordbygg.sending.0.settle_s`."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import msgspec

from depesch.connect.configuration.shape import keys_of


class NoSuchSetting(Exception):
    """The path leads nowhere; the message says where it ends and what there is."""


def found_at(settings: msgspec.Struct, path: str) -> object:
    """Return what lies at `path`: a value, a part, or a tuple of them; everything for an empty path."""
    at: object = settings
    steps = path.split(".") if path else []
    for number, step in enumerate(steps):
        above = ".".join(steps[:number]) or "the configuration"
        if isinstance(at, msgspec.Struct):
            at = _key(at, step, above)
        elif isinstance(at, tuple):
            at = _one(at, step, above)
        else:
            raise NoSuchSetting(f"{above} is one value; there is nothing below it")
    return at


def _key(part: msgspec.Struct, step: str, above: str) -> object:
    keys = keys_of(type(part))
    if step not in keys:
        raise NoSuchSetting(f"{above} has no {step}; there are {', '.join(keys)}")
    return getattr(part, step)


def _one(items: tuple[object, ...], step: str, above: str) -> object:
    """Return one of a list: by its number from 0, an account by its name."""
    for at, item in enumerate(items):
        if step in (str(at), getattr(item, "name", None)):
            return item
    names = ", ".join(str(getattr(item, "name", at)) for at, item in enumerate(items))
    raise NoSuchSetting(f"{above} has no {step}; there are {names or 'none'}")


def plain(value: object) -> object:
    """Return a value, a part or a list as JSON knows it."""
    if isinstance(value, msgspec.Struct):
        return {name: plain(getattr(value, name)) for name in keys_of(type(value))}
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, Path) else value


def lines(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Return path and text of every value at and below `value`; what is not set has an empty text."""
    if isinstance(value, msgspec.Struct):
        for name in keys_of(type(value)):
            yield from lines(getattr(value, name), f"{path}.{name}".removeprefix("."))
    elif isinstance(value, tuple):
        for at, each in enumerate(value):
            named = path.rpartition(".")[2] == "accounts"
            yield from lines(each, f"{path}.{getattr(each, 'name', at) if named else at}")
    else:
        yield path, text_of(value)


def text_of(value: object) -> str:
    """Return a value as it is written in a file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:.12g}" if isinstance(value, float) else str(plain(value))
