"""Read and check: what a document's bytes say and whether they may go on. No database: it runs outside transactions.

Fails closed: bytes that cannot be read, a rule that breaks and a rule set that cannot run all stop the document.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from depesch.documents.changes import Change
from depesch.documents.checking import Outcome, Verdict, check
from depesch.documents.mending import mended
from depesch.documents.reading import read
from depesch.hub.archive.models import ArchivedFile, FileRole
from depesch.hub.flows.transitions import ProblemNote
from depesch.model.facts import FileBeside
from depesch.model.issue import Severity
from depesch.rules import RuleSet
from depesch.syntaxes import Reading, UnreadableDocument

BROKEN_RULES = "broken-rules"
LARGEST_TO_MEND = 5_000_000  # bytes of XML; mending reads and checks a document several times


class Examined(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The reading, the verdict of the rules, and the problem when the document must not go on.

    `mends` are the changes that would make it acceptable, when there are such and each is certain; `data` is the
    document with them.
    """

    reading: Reading | None = None
    verdict: Verdict | None = None
    problem: ProblemNote | None = None
    mends: tuple[Change, ...] = ()
    data: bytes | None = None

    def count(self, severity: Severity) -> int:
        """Return how many findings weigh this much."""
        return sum(1 for issue in self.verdict.issues if issue.severity is severity) if self.verdict else 0


def opened(content: bytes) -> Examined:
    """Return what reading the bytes gave: the reading, or the problem."""
    try:
        return Examined(reading=read(content))
    except UnreadableDocument as error:
        values = {"detail": error.detail, "line": str(error.line or "")}
        return Examined(problem=ProblemNote(code=error.code, values=values))


def examine(
    content: bytes | Examined, *, demands: RuleSet | None = None, files_beside: Sequence[FileBeside] = ()
) -> Examined:
    """Return what reading and checking gave; `demands` are the receiver's own, `files_beside` go with the document."""
    found = opened(content) if isinstance(content, bytes) else content
    if found.reading is None:
        return found
    packs = (demands,) if demands else ()
    verdict = check(found.reading, packs=packs, files_beside=files_beside)
    if verdict.verdict is Outcome.ACCEPTED:
        return Examined(reading=found.reading, verdict=verdict)
    fatal = [issue for issue in verdict.issues if issue.severity is Severity.FATAL]
    values = {"count": str(len(fatal)), "first": fatal[0].rule if fatal else ""}
    note = ProblemNote(code=BROKEN_RULES, values=values, findings=verdict.issues)
    refused = Examined(reading=found.reading, verdict=verdict, problem=note)
    return _with_mends(refused, found.reading, packs, files_beside)


def _with_mends(
    refused: Examined, reading: Reading, packs: Sequence[RuleSet], files_beside: Sequence[FileBeside]
) -> Examined:
    """Add the mends to what is refused, if nothing is left to correct then and nothing got lost on the way."""
    if len(reading.data) > LARGEST_TO_MEND:
        return refused
    mending = mended(reading, packs=packs, files_beside=files_beside)
    if mending.data is None or not mending.keeps_all or not mending.after.accepted:
        return refused
    return msgspec.structs.replace(refused, mends=mending.changes, data=mending.data)


def beside(files: Sequence[ArchivedFile]) -> tuple[FileBeside, ...]:
    """Return those of a document's files that were handed over beside it."""
    return tuple(
        FileBeside(name=file.name, media_type=file.media_type) for file in files if file.role == FileRole.ATTACHMENT
    )
