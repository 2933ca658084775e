"""The settings as tables for the book: keys, what they take, defaults, and what is written beside each field."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from depesch.connect.configuration.schema import comments, parts
from depesch.connect.configuration.shape import Key, Kind, keys_of
from depesch.connect.configuration.showing import text_of
from depesch.connect.settings import AgentSettings


def markdown() -> str:
    """Return a section for each part of the configuration, with a table of its keys."""
    return "\n".join(_section(part) for part in parts(AgentSettings))


def _section(part: type[msgspec.Struct]) -> str:
    summary = " ".join((part.__doc__ or "").split())
    return f"### {part.__name__}\n\n{summary}\n\n| key | takes | default | |\n|---|---|---|---|\n{''.join(_rows(part))}"


def _rows(part: type[msgspec.Struct]) -> Iterator[str]:
    defaults = {field.name: field.default for field in msgspec.structs.fields(part)}
    for key in keys_of(part).values():
        element = "" if key.element == key.name else f" (XML: `{key.element}`)"
        many = ", several" if key.is_many else ""
        cells = (f"`{key.name}`{element}", f"{_takes(key)}{many}", _default(key, defaults[key.name]))
        yield f"| {' | '.join(cells)} | {comments(part).get(key.name, '').replace('|', '/')} |\n"


def _takes(key: Key) -> str:
    if key.part is not None:
        return f"[{key.part.__name__}](#{key.part.__name__.lower()})"
    if key.kind is Kind.TEXT and key.pattern and "|" not in key.allowed():
        return f"text: `{key.allowed()}`" if key.allowed().startswith("^") else key.allowed()
    if key.kind in (Kind.TEXT, Kind.PATH, Kind.SWITCH):
        return {Kind.TEXT: "text", Kind.PATH: "path", Kind.SWITCH: "true or false"}[key.kind]
    return f"{key.kind.value} {key.allowed()}" if key.choice is None else key.allowed()


def _default(key: Key, value: object) -> str:
    if key.is_required:
        return "**needed**"
    if isinstance(value, tuple):
        return ", ".join(f"`{text_of(each)}`" for each in value)
    return f"`{text_of(value)}`" if value is not None and text_of(value) and key.part is None else ""
