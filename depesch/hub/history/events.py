"""Every kind of event by its tag, and how one is stored. The kinds themselves stand in `kinds`."""

from __future__ import annotations

from functools import cache
from typing import Any, cast

import msgspec

from depesch.hub.history.event import Event, Words
from depesch.kit.discovery import plugins

_KINDS = "depesch.hub.history.kinds"


@cache
def event_classes() -> dict[str, type[Event]]:
    """Return every event class by its tag."""
    found = cast("dict[str, tuple[type[Event], ...]]", plugins(_KINDS, "EVENTS"))
    return {tag_of(cls): cls for classes in found.values() for cls in classes}


@cache
def event_words() -> Words:
    """Return what each event says, by its tag and language."""
    found = cast("dict[str, Words]", plugins(_KINDS, "WORDS"))
    return {tag: said for words in found.values() for tag, said in words.items()}


@cache
def event_titles() -> Words:
    """Return what the events of documents are called where they are chosen and listed, by tag and language."""
    found = cast("dict[str, Words]", plugins(_KINDS, "TITLES"))
    return {tag: said for titles in found.values() for tag, said in titles.items()}


def tag_of(event: Event | type[Event]) -> str:
    """Return the event's stored name, such as `document.delivered`."""
    return str(event.__struct_config__.tag)


def payload_of(event: Event) -> dict[str, Any]:
    """Return the event's fields as plain JSON values, without its tag."""
    values: dict[str, Any] = msgspec.to_builtins(event)
    del values["kind"]
    return values


def event_from(tag: str, payload: dict[str, Any]) -> Event:
    """Return the event that was stored; raises KeyError for a tag that no class has."""
    return msgspec.convert({**payload, "kind": tag}, event_classes()[tag], strict=True)
