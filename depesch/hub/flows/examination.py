"""Read and check: what a document's bytes say and whether they may go on. No database: it runs outside transactions.

Fails closed: bytes that cannot be read, a rule that breaks and a rule set that cannot run all stop the document.
"""

from __future__ import annotations

import msgspec

from depesch.documents.checking import Outcome, Verdict, check
from depesch.documents.reading import read
from depesch.hub.flows.transitions import ProblemNote
from depesch.model.issue import Severity
from depesch.syntaxes import Reading, UnreadableDocument


class Examined(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The reading, the verdict of the rules, and the problem when the document must not go on."""

    reading: Reading | None = None
    verdict: Verdict | None = None
    problem: ProblemNote | None = None

    def count(self, severity: Severity) -> int:
        """Return how many findings weigh this much."""
        return sum(1 for issue in self.verdict.issues if issue.severity is severity) if self.verdict else 0


def examine(content: bytes) -> Examined:
    """Return what reading and checking the bytes gave."""
    try:
        reading = read(content)
    except UnreadableDocument as error:
        values = {"detail": error.detail, "line": str(error.line or "")}
        return Examined(problem=ProblemNote(code=error.code, values=values))
    verdict = check(reading)
    if verdict.verdict is Outcome.ACCEPTED:
        return Examined(reading=reading, verdict=verdict)
    fatal = [issue for issue in verdict.issues if issue.severity is Severity.FATAL]
    values = {"count": str(len(fatal)), "first": fatal[0].rule if fatal else ""}
    note = ProblemNote(code="broken-rules", values=values, findings=verdict.issues)
    return Examined(reading=reading, verdict=verdict, problem=note)
