"""A finding: what is wrong with a document, where, and what was expected. A value, never an exception."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Severity(StrEnum):
    """How much a finding weighs."""

    FATAL = "fatal"  # the document is refused
    WARNING = "warning"  # the document goes on; somebody should look
    INFORMATION = "information"  # worth knowing, nothing to do


class OwnWords(msgspec.Struct, frozen=True, kw_only=True):
    """The words of a rule that no published set has: a receiver's own demand, as it was when the document was held
    against it."""

    sv: str
    nb: str
    en: str


class Issue(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One finding. Its text is made when it is read, in the reader's language, from the rule's words.

    `path` is the place in the model, such as `lines[2].net_amount`, `` for the whole document; `where` and `line` are
    the place in the source file, filled in by the syntax that read it (XPath with local names; 1-based line).
    """

    rule: str
    severity: Severity
    terms: tuple[str, ...] = ()  # business terms and groups, such as BT-112
    path: str = ""
    where: str | None = None
    line: int | None = None
    value: str | None = None  # what stood there
    expected: str | None = None  # what should have stood there
    detail: str | None = None  # technical words in English, such as the schema's own
    words: OwnWords | None = None  # of a receiver's own demand; those of published rules are looked up by their id
