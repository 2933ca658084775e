"""The one way to change a document's state: it asks `states`, writes the row and records the events, all at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from depesch.hub.flows.announcing import announce
from depesch.hub.flows.models import Document, DocumentState
from depesch.hub.flows.states import may_move
from depesch.hub.history.event import Event
from depesch.hub.history.record import record_all
from depesch.kit.clock import now
from depesch.model.issue import Issue


class ProblemNote(msgspec.Struct, frozen=True, kw_only=True):
    """Why a document is refused or stands still: a code of `problems` and the texts that its words are filled with."""

    code: str
    values: Mapping[str, str] = {}
    findings: Sequence[Issue] = ()


class Impossible(AssertionError):
    """Something that cannot be came about: our own fault, never the document's or the world's."""


class IllegalMove(Impossible):
    """A document was to go where its state does not lead: our own fault."""


NO_PROBLEM = ProblemNote(code="")


def locked(document_id: UUID) -> Document:
    """Return the document, and its company, with its row locked until the transaction ends. Inside `acting_for`."""
    return Document.objects.select_for_update(of=("self",)).select_related("tenant").get(id=document_id)


def move(
    document: Document,
    state: DocumentState,
    *events: Event,
    actor: str,
    problem: ProblemNote = NO_PROBLEM,
    at: datetime | None = None,
    changed: Sequence[str] = (),
) -> None:
    """Take the locked document to `state` and record what happened; `changed` names further fields set by the caller.

    Staying in a state (a second failed try) is allowed and only notes the problem and the events.
    """
    before, at = DocumentState(document.state), at or now()
    if state is not before and not may_move(before, state):
        raise IllegalMove(f"a document cannot go from {before} to {state}")
    fields = ["problem_code", "problem_values", "findings", *changed]
    if state is not before:
        document.state, document.state_since = state, at
        fields += ["state", "state_since"]
    document.problem_code, document.problem_values = problem.code, dict(problem.values)
    if problem.findings or problem.code:
        document.findings = msgspec.to_builtins(list(problem.findings))
    document.save(update_fields=fields)
    record_all(events, document_id=document.id, actor=actor, at=at)
    announce(document, events, actor=actor)
