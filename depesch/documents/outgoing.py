"""A document as its receiver is to get it: written in the receiver's format, and held against what that asks for.

What was written is read and checked as if it had been handed over, so that nothing leaves that would be refused there.
The findings stand at their places in the document that the sender knows.
"""

from __future__ import annotations

import msgspec

from depesch.documents.beside import whole_invoice
from depesch.documents.checking import check
from depesch.documents.legal_terms import lacking
from depesch.documents.reading import read
from depesch.documents.targets import Target, write_as
from depesch.model.invoice import Attachment
from depesch.model.issue import Issue, Severity
from depesch.rendering.designs import Design
from depesch.rules import RuleSet
from depesch.syntaxes import Loss, Reading, Unread

INVALID = "FORMAT-INVALID"


class Outgoing(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The document in the target's format; `refusals` are the fatal findings, and it may only go out without any."""

    target: Target
    data: bytes
    losses: tuple[Loss, ...]
    unread: tuple[Unread, ...]  # of the source, which the model has no term for
    beside: tuple[Attachment, ...]
    refusals: tuple[Issue, ...]


def outgoing(
    reading: Reading,
    target: Target,
    *,
    packs: tuple[RuleSet, ...] = (),
    language: str = "en",
    send_mode: str = "production",
    logo: bytes | None = None,
    design: Design | None = None,
) -> Outgoing:
    """Return the document as the target has it, and what that format, the law and the receiver's packs miss in it.

    `language`, `send_mode`, `logo` and `design` are for the pages of a PDF.
    """
    completing = reading.syntax.bound_rules is None
    writing = write_as(
        target, whole_invoice(reading), completing=completing, language=language, send_mode=send_mode, logo=logo,
        design=design,
    )  # fmt: skip
    verdict = check(read(writing.data), packs=packs)
    fatal = tuple(issue for issue in verdict.issues if issue.severity is Severity.FATAL)
    known = {issue.path for issue in fatal}
    by_law = tuple(issue for issue in lacking(writing.losses, title=target.title) if issue.path not in known)
    return Outgoing(
        target=target,
        data=writing.data,
        losses=writing.losses,
        unread=reading.unread(),
        beside=writing.beside,
        refusals=tuple(_for_the_sender(issue, reading, target) for issue in (*fatal, *by_law)),
    )


def _for_the_sender(issue: Issue, reading: Reading, target: Target) -> Issue:
    """Return the finding as one of the document that was handed over: with its place there, not in what was written.

    What does not fit the target's schema, or cannot be read there, is nothing that the sender wrote: it is told as a
    fault of the writing.
    """
    if issue.rule == "XSD" or issue.rule.startswith("READ-"):
        detail = ": ".join(part for part in (issue.where, issue.detail) if part)
        issue = msgspec.structs.replace(issue, rule=INVALID, expected=target.title, detail=detail)
    place = reading.locate(issue.path) if issue.path else None
    where, line = (place.where, place.line) if place else (None, None)
    return msgspec.structs.replace(issue, where=where, line=line)
