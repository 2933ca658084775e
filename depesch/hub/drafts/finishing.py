"""From a draft to a document: finish, approve or send back, reopen. Sending itself is `sending`.

`finish` fixes the bytes that will be handed over; approving and sending are of exactly these. With four eyes, whoever
wrote any of it does not approve it: here, and by a constraint of the database.
"""

from __future__ import annotations

from uuid import UUID

from depesch.hub.drafts.approvers import tell_approved, tell_approvers, tell_sent_back
from depesch.hub.drafts.editing import ChangedMeanwhile, NotEditable, locked
from depesch.hub.drafts.look import Look, look_over
from depesch.hub.drafts.models import Draft, DraftState
from depesch.hub.flows.models import SendingSettings
from depesch.hub.history.kinds.drafts import DraftApproved, DraftFinished, DraftReopened, DraftSentBack
from depesch.hub.history.record import record
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from depesch.kit.hashing import sha256_hex

LONGEST_REASON = 500
_PASSING = frozenset({"look-up-failed"})  # problems that are gone by themselves: they do not stop the finishing


class NotFinished(Exception):
    """Something is still to be corrected; `look` says what."""

    def __init__(self, look: Look) -> None:
        super().__init__(look.problem_code or f"{len(look.faults)} faults")
        self.look = look


class NotApprovable(Exception):
    """It cannot be approved or sent back; `code` says why: `not-waiting`, `own-work`, `reason-missing`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def finish(
    company: Company, draft_id: UUID, *, revision: int, actor: str, language: str, approval_asked: bool = False
) -> Draft:
    """End the writing and return the draft: approved, or waiting where somebody has to approve it first.

    What `revision` says is looked at once more, and its bytes are kept. Raises NotFinished, ChangedMeanwhile,
    NotEditable. No transaction may be open: the channels are asked about the receiver.
    """
    with acting_for(company.pk):
        draft = _as_seen(Draft.objects.get(pk=draft_id), revision)
        files = list(draft.files.all())
    look = look_over(company, draft, language=language, files=files)
    if look.faults or (look.problem is not None and look.problem_code not in _PASSING):
        raise NotFinished(look)
    with acting_for(company.pk):
        draft = _as_seen(locked(draft_id), revision)
        settings = SendingSettings.objects.first() or SendingSettings()
        _fix(draft, look, actor=actor, four_eyes=settings.four_eyes, approval_asked=approval_asked)
        event = DraftFinished(
            draft=str(draft.id), number=draft.number, sha256=draft.content_sha256,
            approval="asked" if draft.approval_asked else "",
        )  # fmt: skip
        record(event, document_id=None, actor=actor)
        if draft.state == DraftState.WAITING:
            tell_approvers(draft)
    return draft


def _as_seen(draft: Draft, revision: int) -> Draft:
    if draft.state != DraftState.EDITING:
        raise NotEditable(draft.state)
    if draft.revision != revision:
        raise ChangedMeanwhile(draft)
    return draft


def _fix(draft: Draft, look: Look, *, actor: str, four_eyes: bool, approval_asked: bool) -> None:
    """Write the bytes and the new state into the locked draft."""
    draft.content, draft.content_sha256 = look.content, sha256_hex(look.content)
    draft.four_eyes, draft.approval_asked = four_eyes, four_eyes or approval_asked
    draft.state = DraftState.WAITING if draft.approval_asked else DraftState.APPROVED
    draft.finished_by, draft.finished_at = actor, now()
    draft.approved_by, draft.approved_at = "", None
    draft.sent_back_by, draft.sent_back_reason, draft.problem_code = "", "", ""
    if actor not in draft.writers:
        draft.writers = [*draft.writers, actor]
    draft.save()


def approve(draft_id: UUID, *, revision: int, actor: str) -> Draft:
    """Let a waiting draft go out, as it was at `revision`, and return it. Call it inside `acting_for`.

    Its writer is told by mail. Raises NotApprovable (`not-waiting`, `own-work`) and ChangedMeanwhile. Whether the
    actor has the permission to approve is the caller's to check; that they wrote none of it is checked here.
    """
    draft = _waiting(draft_id, revision)
    if not may_approve(draft, actor):
        raise NotApprovable("own-work")
    draft.state, draft.approved_by, draft.approved_at = DraftState.APPROVED, actor, now()
    draft.save(update_fields=["state", "approved_by", "approved_at"])
    event = DraftApproved(draft=str(draft.id), number=draft.number, sha256=draft.content_sha256)
    record(event, document_id=None, actor=actor)
    tell_approved(draft, actor)
    return draft


def may_approve(draft: Draft, actor: str) -> bool:
    """Return whether this person is a second pair of eyes for the draft, where one is demanded."""
    return not (draft.four_eyes and actor in draft.writers)


def send_back(draft_id: UUID, reason: str, *, revision: int, actor: str) -> Draft:
    """Give a waiting draft back to its writer with the reason, and return it. Call it inside `acting_for`.

    The writer is told by mail. Raises NotApprovable (`not-waiting`, `reason-missing`) and ChangedMeanwhile.
    """
    said = " ".join(reason.replace("\0", "").split())[:LONGEST_REASON]
    if not said:
        raise NotApprovable("reason-missing")
    draft = _waiting(draft_id, revision)
    _unfix(draft)
    draft.sent_back_by, draft.sent_back_reason = actor, said
    draft.save()
    record(DraftSentBack(draft=str(draft.id), number=draft.number, reason=said), document_id=None, actor=actor)
    tell_sent_back(draft, actor)
    return draft


def reopen(draft_id: UUID, *, actor: str) -> Draft:
    """Make a finished draft, approved or not, one that is written again, and return it. Inside `acting_for`.

    Raises NotEditable for one that was sent (recall it) or thrown away (bring it back).
    """
    draft = locked(draft_id)
    if draft.state == DraftState.EDITING:
        return draft
    if draft.state in (DraftState.SENT, DraftState.DISCARDED):
        raise NotEditable(draft.state)
    _unfix(draft)
    draft.save()
    record(DraftReopened(draft=str(draft.id), number=draft.number), document_id=None, actor=actor)
    return draft


def _waiting(draft_id: UUID, revision: int) -> Draft:
    draft = locked(draft_id)
    if draft.state != DraftState.WAITING:
        raise NotApprovable("not-waiting")
    if draft.revision != revision:
        raise ChangedMeanwhile(draft)
    return draft


def _unfix(draft: Draft) -> None:
    """Take back what finishing wrote; the revision goes up, so that nobody approves what they saw before."""
    draft.state, draft.revision = DraftState.EDITING, draft.revision + 1
    draft.content, draft.content_sha256 = None, ""
    draft.approved_by, draft.approved_at = "", None
    draft.send_at, draft.send_by = None, ""
