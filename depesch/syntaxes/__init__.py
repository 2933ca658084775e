"""Wire formats: bytes to model and back. This file is the contract; each sibling with a `SYNTAX` is one format.

A reading names what it could not place, a writing names what the format cannot hold. Nothing goes in silence.

A format that is no XML is parsed into a tree of elements all the same (a segment, a component, a member: an element
with its `sourceline`), so that plan, `unread` and `locate` serve it as they serve XML.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from typing import Any, cast

import msgspec
from lxml import etree

from depesch.kit.discovery import plugins
from depesch.model.facts import NO_FACTS, NOTHING_STATED, Facts, Stated
from depesch.model.invoice import Attachment, Invoice
from depesch.model.issue import Issue, Severity


class UnreadableDocument(Exception):
    """The bytes are no document of a known format.

    `code` is stable (`empty`, `not-xml`, `dtd-forbidden`, `too-deep`, `too-large`, `unknown-format`,
    `pdf-without-invoice`, `broken-pdf`, ...); `detail` says in English what was found; `line` is 1-based or None.
    """

    def __init__(self, code: str, detail: str, *, line: int | None = None) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
        self.line = line


class Counted(StrEnum):
    """What the line numbers of a format's places count, for whoever has to find one."""

    LINES = "lines"
    SEGMENTS = "segments"  # an EDIFACT file may be one single line


class Unread(msgspec.Struct, frozen=True, kw_only=True):
    """An element or attribute with content that found no place in the model."""

    where: str  # XPath with local names and positions
    line: int | None
    value: str


class Done(StrEnum):
    """What a writing did with a term that the format cannot hold as it is."""

    DROPPED = "dropped"  # it is not there
    NOTED = "noted"  # it stands in a free text, which a person reads and no program
    SUMMED = "summed"  # it went into a sum with others
    CHANGED = "changed"  # it stands there otherwise: cut to the length allowed, another code, another sign
    ADDED = "added"  # the document did not state it, and the format demands it
    BESIDE = "beside"  # it is a file that travels with the document and not inside


class Loss(msgspec.Struct, frozen=True, kw_only=True):
    """A business term that the target format cannot hold as it is, and what was done instead."""

    term: str  # such as BT-17
    path: str  # place in the model
    value: str
    why: str  # English; one sentence
    done: Done = Done.DROPPED


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A place in a source file."""

    where: str
    line: int | None


class Reading(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What `read` gives: the model, what was wrong with single values, and the tree it came from."""

    syntax: Syntax
    data: bytes
    root: etree._Element
    invoice: Invoice
    issues: tuple[Issue, ...] = ()  # values that are no date, no number, ...: kept out of the model, named here
    files: tuple[Attachment, ...] = ()  # that travelled beside the document, in its envelope
    memo: dict[str, Any] = msgspec.field(default_factory=dict)  # what the syntax keeps between `unread` and `locate`

    def unread(self) -> tuple[Unread, ...]:
        """Return what found no place in the model, in document order."""
        return self.syntax.unread(self)

    def facts(self) -> Facts:
        """Return what official rules ask about beside the model."""
        return self.syntax.facts(self) if self.syntax.facts else NO_FACTS

    def stated(self) -> Stated:
        """Return what the rules of Peppol, countries and XRechnung ask about beside the model."""
        return self.syntax.stated(self) if self.syntax.stated else NOTHING_STATED

    def bound_issues(self) -> tuple[Issue, ...]:
        """Return what the rules find that speak of this format's elements only, in document order."""
        return self.syntax.bound_issues(self) if self.syntax.bound_issues else ()

    def path_of(self, element: etree._Element) -> str:
        """Return the model's path of what an element of the source gave; empty when it gave nothing."""
        return self.syntax.path_of(self, element) if self.syntax.path_of else ""

    def locate(self, path: str) -> Place | None:
        """Return where in the source the model's `path` stands, the nearest ancestor if the term itself is absent."""
        return self.syntax.locate(self, path)


class NamedFile(Attachment, frozen=True, kw_only=True):
    """A file beside a document, which names it by another reference than the name of the file."""

    reference: str | None = None


class Writing(msgspec.Struct, frozen=True, kw_only=True):
    """What `write` gives: the bytes, every term that the format could not hold, and files that go with it outside."""

    data: bytes
    losses: tuple[Loss, ...] = ()
    beside: tuple[Attachment, ...] = ()


class BoundRule(msgspec.Struct, frozen=True, kw_only=True):
    """A rule that speaks of the elements of one format, not of a business term: one row of that format's table.

    `path` is the XPath of what it forbids, demands or counts, with the usual prefixes, from the root or from any
    element (`//`); `kind` names which of the format's shared wordings tells what is wrong.
    """

    id: str  # as published, such as UBL-CR-646
    severity: Severity
    path: str
    kind: str  # absent, once, present, ...: see `depesch.rules.en16931.syntax_words`
    terms: tuple[str, ...] = ()  # the nearest business terms or groups


class Syntax(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One format: its name, how to know it, and the two directions.

    `recognises` looks at a parsed root (the cheap, certain way: namespace and local name). A format that is no XML has
    `recognises_text`, which looks at the first bytes, and `parse`, which gives the tree of it. `read` and `parse` raise
    UnreadableDocument; `write` is None where a format is only read. `split` gives each document of a file that holds
    several as a file of its own. `schema_issues` gives findings in document order, empty when the document is valid,
    and is None where no schema is at hand.

    The module of a format is loaded at every start and holds little more than this; what works stands in modules of its
    own and is named with `depesch.kit.lazily`.
    """

    name: str
    title: str
    source: str  # the document that defines it
    media_type: str
    suffix: str  # of a file's name, with its point
    recognises: Callable[[etree._Element], bool]
    read: Callable[[bytes, etree._Element], Reading]
    unread: Callable[[Reading], tuple[Unread, ...]]
    locate: Callable[[Reading, str], Place | None]
    counted: Counted = Counted.LINES
    dialect_of: str | None = None  # a format with the same root, which this one is told from by what stands inside
    recognises_text: Callable[[bytes], bool] | None = None
    parse: Callable[[bytes], etree._Element] | None = None
    split: Callable[[bytes, etree._Element], tuple[bytes, ...]] | None = None
    path_of: Callable[[Reading, etree._Element], str] | None = None
    write: Callable[[Invoice], Writing] | None = None
    facts: Callable[[Reading], Facts] | None = None
    stated: Callable[[Reading], Stated] | None = None
    bound_rules: Callable[[], tuple[BoundRule, ...]] | None = None
    bound_issues: Callable[[Reading], tuple[Issue, ...]] | None = None
    schema_issues: Callable[[etree._Element], tuple[Issue, ...]] | None = None


@cache
def syntaxes() -> Mapping[str, Syntax]:
    """Return every format by its name."""
    return {cast(Syntax, s).name: cast(Syntax, s) for s in plugins(__name__, "SYNTAX").values()}


@cache
def _xml_formats() -> tuple[tuple[Syntax, ...], tuple[Syntax, ...], dict[str, Syntax]]:
    """Return the XML formats that are no dialect, the dialects, and which of the former a root's name led to last."""
    formats = [syntax for syntax in syntaxes().values() if syntax.recognises is not never]
    bases = tuple(syntax for syntax in formats if syntax.dialect_of is None)
    return bases, tuple(syntax for syntax in formats if syntax.dialect_of is not None), {}


def syntax_of(root: etree._Element) -> Syntax | None:
    """Return the format that a parsed root belongs to; a dialect goes before the format that it is one of."""
    bases, dialects, likely = _xml_formats()
    tag = str(root.tag)
    base = likely.get(tag)  # to ask it first spares asking all others, of which no two say yes
    if base is None or not base.recognises(root):
        base = next((syntax for syntax in bases if syntax.recognises(root)), None)
        if base is not None:
            likely[tag] = base
    for dialect in dialects:
        if (base is None or dialect.dialect_of == base.name) and dialect.recognises(root):
            return dialect
    return base


def syntax_of_text(data: bytes) -> Syntax | None:
    """Return the format, of those that are no XML, that the bytes belong to."""
    return next((s for s in syntaxes().values() if s.recognises_text is not None and s.recognises_text(data)), None)


def never(root: etree._Element) -> bool:
    """Say no: how a format that is no XML recognises a parsed root."""
    return False
