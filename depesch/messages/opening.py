"""Bytes to a message."""

from __future__ import annotations

from depesch.kit.xml import XmlError, parse
from depesch.messages import Message, kind_of


def message_in(data: bytes) -> Message | None:
    """Return the message in the file, None when it is none that is known here."""
    try:
        root = parse(data)
    except XmlError:
        return None  # whoever read it before has said what is wrong with it
    kind = kind_of(root)
    return kind.read(root) if kind is not None else None
