"""Hand a finished draft over, now or at its hour, and take it back while it has not left.

Exactly once: the draft's row is locked, it becomes a document in the same transaction as it becomes "sent", and its id
is the key of the submission besides. A process that is killed leaves either both or nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import connection

from depesch.hub.drafts.approvers import tell_not_sent
from depesch.hub.drafts.editing import locked
from depesch.hub.drafts.finishing import approve
from depesch.hub.drafts.look import SYNTAX
from depesch.hub.drafts.models import Draft, DraftState
from depesch.hub.flows.actions import ActionRefused, cancel
from depesch.hub.flows.models import Document, DocumentState
from depesch.hub.flows.submission import SubmissionRefused, is_stopped, submit
from depesch.hub.flows.transcripts import send_transcript
from depesch.hub.history.kinds.drafts import DraftNotSent, DraftRecalled, DraftScheduled, DraftSent
from depesch.hub.history.record import record
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from depesch.kit.filenames import safe_stem

log = structlog.get_logger(__name__)

ROUTE = "portal"
LONGEST_WAIT = timedelta(days=366)
AT_ONCE = 50  # drafts whose hour has come, in one round
_PUT_AWAY = frozenset({DocumentState.REFUSED, DocumentState.UNDELIVERABLE, DocumentState.FAILED})


class NotSendable(Exception):
    """It cannot be sent; `code` says why: `not-approved`, `past`, `too-late`, or a code of a refused submission."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotRecallable(Exception):
    """It has left, or may have: only a credit note takes it back now. `document_id` is what is to be credited.

    `code` is one of `problems` (`already-handed-over`, `not-possible-now`), or `not-sent`.
    """

    def __init__(self, code: str, document_id: UUID | None) -> None:
        super().__init__(code)
        self.code = code
        self.document_id = document_id


def send_now(company_id: UUID, draft_id: UUID, *, actor: str) -> UUID:
    """Hand an approved draft over and return the document's id, after the commit; the same at every call.

    A scheduled one goes now instead of at its hour. Raises NotSendable.
    """
    with acting_for(company_id):
        return _hand_over(locked(draft_id), actor)


def approve_and_send(company_id: UUID, draft_id: UUID, *, revision: int, actor: str) -> UUID:
    """Approve a waiting draft and hand it over, both or neither; raises as `approve` and `send_now` do."""
    with acting_for(company_id):
        return _hand_over(approve(draft_id, revision=revision, actor=actor), actor)


def schedule(draft_id: UUID, at: datetime, *, actor: str) -> Draft:
    """Let an approved draft be sent by itself at that moment, and return it. Call it inside `acting_for`.

    Raises NotSendable: `not-approved`, `past`, `too-late` (more than a year ahead).
    """
    draft = locked(draft_id)
    if draft.state not in (DraftState.APPROVED, DraftState.SCHEDULED):
        raise NotSendable("not-approved")
    if at <= now():
        raise NotSendable("past")
    if at > now() + LONGEST_WAIT:
        raise NotSendable("too-late")
    draft.state, draft.send_at, draft.send_by, draft.problem_code = DraftState.SCHEDULED, at, actor, ""
    draft.save(update_fields=["state", "send_at", "send_by", "problem_code"])
    record(DraftScheduled(draft=str(draft.id), number=draft.number, send_at=at), document_id=None, actor=actor)
    return draft


def unschedule(draft_id: UUID) -> Draft:
    """Let a scheduled draft stay in the list, approved as it is, and return it. Call it inside `acting_for`."""
    draft = locked(draft_id)
    if draft.state == DraftState.SCHEDULED:
        draft.state, draft.send_at, draft.send_by = DraftState.APPROVED, None, ""
        draft.save(update_fields=["state", "send_at", "send_by"])
    return draft


def send_due(at: datetime) -> int:
    """Hand over the drafts whose hour has come, of all companies, and return how many. One that is held is passed by.

    A round of every worker. What cannot be handed over goes back to the list with the reason, and its sender is told.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT tenant_id, draft_id FROM drafts_due_v1(%s, %s)", [at, AT_ONCE])
        due = cursor.fetchall()
    return sum(_send_one(company_id, draft_id, at) for company_id, draft_id in due)


def _send_one(company_id: UUID, draft_id: UUID, at: datetime) -> int:
    with acting_for(company_id):
        rows = Draft.objects.select_for_update(of=("self",), skip_locked=True)
        draft = rows.filter(pk=draft_id, state=DraftState.SCHEDULED, send_at__lte=at).first()
        if draft is None:
            return 0
        try:
            _hand_over(draft, draft.send_by)
        except NotSendable as error:
            _give_back(draft, error.code)
    return 1


def _give_back(draft: Draft, code: str) -> None:
    draft.state, draft.send_at, draft.problem_code = DraftState.APPROVED, None, code
    draft.save(update_fields=["state", "send_at", "problem_code"])
    record(DraftNotSent(draft=str(draft.id), number=draft.number, code=code), document_id=None, actor="worker")
    tell_not_sent(draft)
    log.warning("draft.not_sent", draft=str(draft.id), code=code)


def _hand_over(draft: Draft, actor: str) -> UUID:
    """Make the locked draft a document and return its id, in the caller's transaction."""
    if draft.state == DraftState.SENT and draft.document_id is not None:
        return draft.document_id
    if draft.state not in (DraftState.APPROVED, DraftState.SCHEDULED) or draft.content is None:
        raise NotSendable("not-approved")
    try:
        document_id = _transcribed(draft, bytes(draft.content), actor) or _submitted(draft, bytes(draft.content), actor)
    except (SubmissionRefused, ActionRefused) as error:
        raise NotSendable(error.code) from error
    draft.state, draft.document_id, draft.send_at = DraftState.SENT, document_id, None
    draft.problem_code = ""
    draft.save(update_fields=["state", "document_id", "send_at", "problem_code"])
    event = DraftSent(draft=str(draft.id), number=draft.number, sha256=draft.content_sha256)
    record(event, document_id=document_id, actor=actor)
    _put_away(draft, actor)
    return document_id


def _submitted(draft: Draft, content: bytes, actor: str) -> UUID:
    return submit(
        content, company_id=draft.tenant_id, actor=actor, route=ROUTE, file_name=_file_name(draft),
        send_mode=draft.send_mode, idempotency_key=_key(draft),
    ).document_id  # fmt: skip


def _transcribed(draft: Draft, content: bytes, actor: str) -> UUID | None:
    """Let the print that the draft was read from go its way, and return its id; None when there is no such print.

    One that went its way by itself meanwhile is not sent a second time: raises ActionRefused.
    """
    if draft.corrects is None or not draft.is_transcript:
        return None
    printed = Document.objects.get(pk=draft.corrects)
    if printed.state == DocumentState.CANCELLED:  # the draft was taken back, or the print put away
        return None
    if is_stopped(draft.tenant_id):
        raise ActionRefused("invoicing-stopped")
    send_transcript(printed.id, content, SYNTAX, send_mode=draft.send_mode, actor=actor)
    return printed.id


def _put_away(draft: Draft, actor: str) -> None:
    """Put the refused document away that this one takes the place of."""
    if draft.corrects is None:
        return
    before = Document.objects.filter(pk=draft.corrects, state__in=_PUT_AWAY).first()
    if before is not None:
        cancel(before.id, actor)


def recall(company_id: UUID, draft_id: UUID, *, actor: str) -> Draft:
    """Withdraw the document that the draft became, and make the draft one that is written again; return it.

    Works until the document is handed over to the receiver's side. Raises NotRecallable after that.
    """
    with acting_for(company_id):
        draft = locked(draft_id)
        if draft.state == DraftState.EDITING:
            return draft
        if draft.state != DraftState.SENT or draft.document_id is None:
            raise NotRecallable("not-sent", None)
        _withdraw(draft.document_id, actor)
        event = DraftRecalled(draft=str(draft.id), number=draft.number)
        record(event, document_id=draft.document_id, actor=actor)
        draft.state, draft.document_id, draft.turn = DraftState.EDITING, None, draft.turn + 1
        draft.content, draft.content_sha256, draft.revision = None, "", draft.revision + 1
        draft.approved_by, draft.approved_at = "", None
        draft.save()
    return draft


def _withdraw(document_id: UUID, actor: str) -> None:
    state = Document.objects.values_list("state", flat=True).get(pk=document_id)
    if state == DocumentState.CANCELLED:  # somebody withdrew it in the list of documents
        return
    try:
        cancel(document_id, actor)
    except ActionRefused as error:
        raise NotRecallable(error.code, document_id) from error


def _key(draft: Draft) -> str:
    """Return the submission's key: the draft, and which time it is sent after a recall."""
    return f"draft:{draft.id}" if not draft.turn else f"draft:{draft.id}:{draft.turn}"


def _file_name(draft: Draft) -> str:
    return f"{safe_stem(draft.number or 'invoice', max_bytes=100)}.xml"
