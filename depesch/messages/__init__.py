"""Business messages round an invoice: order, order response, despatch advice, invoice response, message status.

This file is the contract; each sibling with a `MESSAGE` is one kind. They are read, shown and, where we answer,
written; an invoice is none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, cast

import msgspec
from lxml import etree

from depesch.kit.discovery import plugins
from depesch.model.invoice import Struct
from depesch.model.issue import Issue
from depesch.syntaxes import Unread


class Kind(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One kind of message: its name, its title in sv, nb and en, how to know it, and the directions.

    `read` gives the content, the values that could not be read, and what found no place; `write` is None where a kind
    is only read.
    """

    name: str
    titles: Mapping[str, str]
    source: str  # the document that defines it
    recognises: Callable[[etree._Element], bool]
    read: Callable[[etree._Element], Message]
    write: Callable[[Any], bytes] | None = None


class Message(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A message that was read."""

    kind: Kind
    content: Struct
    issues: tuple[Issue, ...] = ()
    unread: tuple[Unread, ...] = ()


@cache
def kinds() -> Mapping[str, Kind]:
    """Return every kind of message by its name."""
    return {cast(Kind, one).name: cast(Kind, one) for one in plugins(__name__, "MESSAGE").values()}


def kind_of(root: etree._Element) -> Kind | None:
    """Return the kind of message that a parsed root is."""
    return next((kind for kind in kinds().values() if kind.recognises(root)), None)
