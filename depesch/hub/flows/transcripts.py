"""Transcripts: what pages say is archived beside them, and from there on the document goes its way like any other.

The document stays the same one, under the id that whoever handed it over was given. Call everything here inside
`acting_for`.
"""

from __future__ import annotations

from uuid import UUID

from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import keep_file
from depesch.hub.flows.actions import ActionRefused
from depesch.hub.flows.bringing_begun import begin_bringing
from depesch.hub.flows.facts import FILLED, fill
from depesch.hub.flows.jobs import Job, JobKind, enqueue
from depesch.hub.flows.models import Delivery, Direction, Document, DocumentState
from depesch.hub.flows.paper import READ_THROUGH
from depesch.hub.flows.transitions import locked, move
from depesch.hub.history.kinds.paper import DocumentTranscribed
from depesch.kit.clock import now
from depesch.kit.filenames import safe_file_name, split_suffix
from depesch.syntaxes import Reading


def waits_for_a_person(document: Document) -> bool:
    """Return whether somebody has to go through the document's pages."""
    is_open = document.state in (DocumentState.REFUSED, DocumentState.ARRIVED)
    return is_open and document.problem_code == READ_THROUGH


def keep_transcript(document: Document, content: bytes, syntax: str, *, engine: str = "") -> DocumentTranscribed:
    """Archive what the pages say and return the event, which the caller records."""
    name = safe_file_name(f"{split_suffix(document.file_name or 'document')[0]}.xml")
    file = keep_file(document.id, FileRole.TRANSCRIPT, name, "application/xml", content, syntax=syntax)
    return DocumentTranscribed(sha256=file.sha256, engine=engine)


def send_transcript(document_id: UUID, content: bytes, syntax: str, *, send_mode: str, actor: str) -> None:
    """Let a print go its way with what a person wrote of it; raises ActionRefused unless it waits for that."""
    document = locked(document_id)
    if document.direction != Direction.OUT or not waits_for_a_person(document):
        raise ActionRefused("not-possible-now")
    event = keep_transcript(document, content, syntax)
    document.send_mode = send_mode
    delivery = Delivery.objects.filter(document=document).first()
    turn = delivery.turn + 1 if delivery else 1
    if delivery is not None:
        delivery.turn, delivery.try_at, delivery.state = turn, None, DocumentState.RECEIVED
        delivery.save(update_fields=["turn", "try_at", "state"])
    move(document, DocumentState.RECEIVED, event, actor=actor, changed=("send_mode",))
    enqueue(Job(kind=JobKind.PROCESS, company_id=document.tenant_id, document_id=document.id, turn=turn))


def confirm_transcript(document_id: UUID, reading: Reading, *, actor: str) -> None:
    """Let a scan that came in be passed on with what a person confirmed of it; raises ActionRefused as above."""
    document = locked(document_id)
    if document.direction != Direction.IN or not waits_for_a_person(document):
        raise ActionRefused("not-possible-now")
    event = keep_transcript(document, reading.data, reading.syntax.name)
    fill(document, reading.invoice, reading.syntax.name)
    move(document, DocumentState.ARRIVED, event, actor=actor, changed=FILLED)
    begin_bringing(document, at=now())
