"""Envelopes: what documents travel in. This file is the contract; each sibling with an `ENVELOPE` is one kind.

An envelope is opened into parts, each a file of its own with one document or a further envelope. What is no document
and travels along goes with the part that it belongs to. Nothing that was in an envelope is left behind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import cast

import msgspec
from lxml import etree

from depesch.kit.discovery import plugins
from depesch.model.invoice import Attachment
from depesch.model.issue import Issue


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A file out of an envelope: its bytes, its name there (may be empty), and the files that go with it."""

    data: bytes
    name: str = ""
    files: tuple[Attachment, ...] = ()
    issues: tuple[Issue, ...] = ()  # what is wrong with the envelope and does not hinder the reading


class FilesOnly(msgspec.Struct, frozen=True, kw_only=True):
    """The files of an envelope that holds no document, for the document that lies beside it."""

    files: tuple[Attachment, ...] = ()
    issues: tuple[Issue, ...] = ()


class Envelope(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One kind of envelope.

    One of XML is known by its root (`recognises`), any other by its first bytes (`recognises_bytes`). `open` gives the
    parts in their order and raises UnreadableDocument; the root is None for what is no XML. `close` puts a part into a
    new envelope, and is None where none is ever written. `files_only` gives the files of one that holds no document.
    """

    name: str
    title: str
    source: str  # the document that defines it
    open: Callable[[bytes, etree._Element | None], tuple[Part, ...]]
    media_type: str = "application/xml"
    recognises: Callable[[etree._Element], bool] | None = None
    recognises_bytes: Callable[[bytes], bool] | None = None
    files_only: Callable[[bytes], FilesOnly | None] | None = None
    close: Callable[[Part], bytes] | None = None


@cache
def envelopes() -> Mapping[str, Envelope]:
    """Return every kind of envelope by its name."""
    return {cast(Envelope, one).name: cast(Envelope, one) for one in plugins(__name__, "ENVELOPE").values()}


def envelope_of(root: etree._Element) -> Envelope | None:
    """Return the kind of envelope that a parsed root is."""
    return next((one for one in envelopes().values() if one.recognises is not None and one.recognises(root)), None)


def envelope_of_bytes(data: bytes) -> Envelope | None:
    """Return the kind of envelope, of those that are no XML, that the bytes are."""
    return next((e for e in envelopes().values() if e.recognises_bytes is not None and e.recognises_bytes(data)), None)


def files_only(data: bytes) -> FilesOnly | None:
    """Return the files of an envelope that holds no document, None for all else."""
    found = (one.files_only(data) for one in envelopes().values() if one.files_only is not None)
    return next((each for each in found if each is not None), None)
