"""What came of an attempt, written down in one transaction with its receipt, the history and the next job."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import assert_never

from depesch.channels import Delivered, Outcome, Refused, TryLater, Unknown
from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import keep_file
from depesch.hub.flows.attempts import ACTOR, NOT_THERE, Dispatch, may_have_arrived, run_of
from depesch.hub.flows.deciding import LONGEST_WAIT
from depesch.hub.flows.jobs import Job, JobKind, enqueue
from depesch.hub.flows.models import Attempt, Delivery, Document, DocumentState
from depesch.hub.flows.transitions import NO_PROBLEM, ProblemNote, move
from depesch.hub.history.event import Event
from depesch.hub.history.kinds.documents import (
    DeliveryPostponed,
    DeliveryRefused,
    DeliveryUncertain,
    DeliveryUndecided,
    DocumentDelivered,
    DocumentUndeliverable,
)
from depesch.hub.history.kinds.letters import DeliveryPlanned, DeliveryTaken
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from depesch.kit.retry import wait_s

ASK_BEFORE_REPEAT = 2  # unknown answers, before a channel whose receivers recognise repeats sends again


class Decision(StrEnum):
    """What the run of the job does next."""

    DONE = "done"  # nothing more now
    GO_ON = "go-on"  # begin the next attempt at once: the next channel, or the same one after "certainly not there"
    REPEAT = "repeat"  # send again under the same id, and count it as a repeat


def record_outcome(dispatch: Dispatch, outcome: Outcome, *, share: float) -> Decision:
    """Write down the outcome of an attempt and return what is to be done next.

    `share` (0..1) is drawn by the caller for the back-off. An attempt that another worker has closed meanwhile, or a
    document that is no longer on its way, is left as it is.
    """
    with acting_for(dispatch.company_id):
        held = Attempt.objects.select_for_update(of=("delivery__document",)).select_related("delivery__document")
        attempt = held.get(id=dispatch.attempt_id)
        delivery, document = attempt.delivery, attempt.delivery.document
        if document.state not in (DocumentState.SENDING, DocumentState.UNCERTAIN) or (
            attempt.ended_at is not None and not dispatch.ask_first
        ):
            return Decision.DONE
        at = now()
        _close(attempt, outcome, at)
        if dispatch.ask_first and isinstance(outcome, TryLater | Refused):
            _did_not_arrive(delivery, attempt)
        return _follow(document, delivery, attempt, dispatch, outcome, at=at, share=share)


def _follow(
    document: Document,
    delivery: Delivery,
    attempt: Attempt,
    dispatch: Dispatch,
    outcome: Outcome,
    *,
    at: datetime,
    share: float,
) -> Decision:
    match outcome:
        case Delivered():
            return _delivered(document, delivery, attempt, outcome, at)
        case TryLater() if dispatch.ask_first:
            return Decision.GO_ON  # certainly not there
        case TryLater():
            if delivery.step_since is not None and at - delivery.step_since > LONGEST_WAIT:
                return _refused(document, delivery, attempt, Refused(code="expired", detail=outcome.detail), at)
            return _wait(document, delivery, attempt, outcome, at=at, share=share)
        case Refused():
            return _refused(document, delivery, attempt, outcome, at)
        case Unknown():
            may_repeat = dispatch.channel.resend_when_unknown and dispatch.settings is not None
            if dispatch.ask_first and may_repeat and delivery.tries + 1 >= ASK_BEFORE_REPEAT:
                return Decision.REPEAT
            return _wait(document, delivery, attempt, outcome, at=at, share=share)
        case _:
            assert_never(outcome)


def _close(attempt: Attempt, outcome: Outcome, at: datetime) -> None:
    """Note the outcome on the attempt's row; the receipt's hash follows when it is archived."""
    attempt.ended_at, attempt.outcome = at, str(outcome.__struct_config__.tag)
    attempt.code = "" if isinstance(outcome, Delivered) else outcome.code[:60]
    attempt.detail = outcome.reference if isinstance(outcome, Delivered) else outcome.detail
    attempt.left_out = list(outcome.left_out) or None if isinstance(outcome, Delivered) else None
    receipt = outcome.receipt if isinstance(outcome, Delivered | Refused) else b""
    if receipt:
        name = f"receipt-{attempt.number}"
        document_id = attempt.delivery.document_id
        attempt.receipt_sha256 = keep_file(document_id, FileRole.RECEIPT, name, _media_type(receipt), receipt).sha256
    attempt.save(update_fields=["ended_at", "outcome", "code", "detail", "left_out", "receipt_sha256"])


def _delivered(document: Document, delivery: Delivery, attempt: Attempt, outcome: Delivered, at: datetime) -> Decision:
    delivery.delivered_at, delivery.channel, delivery.try_at = at, attempt.channel, None
    event = DocumentDelivered(channel=attempt.channel, receipt_sha256=attempt.receipt_sha256, left_out=outcome.left_out)
    _move(document, delivery, DocumentState.DELIVERED, event, at=at)
    return Decision.DONE


def _wait(
    document: Document,
    delivery: Delivery,
    attempt: Attempt,
    outcome: TryLater | Unknown,
    *,
    at: datetime,
    share: float,
) -> Decision:
    """Wait before the next try, or before asking again; the time stands on the delivery and the job comes then."""
    delivery.tries, delivery.turn = delivery.tries + 1, delivery.turn + 1
    named = outcome.retry_after_s if isinstance(outcome, TryLater) else outcome.ask_after_s
    is_planned = isinstance(outcome, TryLater) and outcome.is_planned
    wait = timedelta(seconds=named or 0.0 if is_planned else max(named or 0.0, wait_s(delivery.tries, share)))
    delivery.try_at = at + wait
    values = {"channel": attempt.channel, "code": outcome.code, "detail": outcome.detail}
    if isinstance(outcome, TryLater):
        code = outcome.code if is_planned else "waiting"
        note = ProblemNote(code=code, values={**values, "retry_at": delivery.try_at.isoformat()})
        event: Event = DeliveryPostponed(channel=attempt.channel, code=outcome.code, retry_at=delivery.try_at)
        if is_planned:
            event = DeliveryPlanned(channel=attempt.channel, goes_at=delivery.try_at)
        _move(document, delivery, DocumentState.WAITING, event, at=at, problem=note)
    else:
        note = ProblemNote(code=outcome.code if outcome.is_taken else "uncertain", values=values)
        event = DeliveryUncertain(channel=attempt.channel, code=outcome.code)
        if outcome.is_taken:
            event = DeliveryTaken(channel=attempt.channel)
        events = () if outcome.is_taken and document.problem_code == outcome.code else (event,)  # told before
        _move(document, delivery, DocumentState.UNCERTAIN, *events, at=at, problem=note)
    job = Job(kind=JobKind.DELIVER, company_id=document.tenant_id, document_id=document.id, turn=delivery.turn)
    enqueue(job, after=wait)
    return Decision.DONE


def _refused(document: Document, delivery: Delivery, attempt: Attempt, outcome: Refused, at: datetime) -> Decision:
    """Go to the next channel of the run; without one, the document goes back to the sender.

    A no to a repeat says nothing of the copy before it, which may have arrived: then a person decides.
    """
    if may_have_arrived(delivery):
        return _undecided(document, delivery, attempt, outcome, at)
    delivery.step, delivery.step_since, delivery.tries, delivery.try_at = delivery.step + 1, at, 0, None
    event = DeliveryRefused(channel=attempt.channel, code=outcome.code)
    if delivery.step < len(run_of(delivery)):
        _move(document, delivery, DocumentState.SENDING, event, at=at)
        return Decision.GO_ON
    document.duplicate_key = None
    values = {"channel": attempt.channel, "code": outcome.code, "detail": outcome.detail}
    note = ProblemNote(code="expired" if outcome.code == "expired" else "undeliverable", values=values)
    events = (event, DocumentUndeliverable())
    _move(document, delivery, DocumentState.UNDELIVERABLE, *events, at=at, problem=note, changed=("duplicate_key",))
    return Decision.DONE


def _undecided(document: Document, delivery: Delivery, attempt: Attempt, outcome: Refused, at: datetime) -> Decision:
    """Stop without a further job: no next try has a time, so nothing goes on until somebody says so."""
    delivery.turn, delivery.try_at = delivery.turn + 1, None
    values = {"channel": attempt.channel, "code": outcome.code, "detail": outcome.detail}
    event = DeliveryUndecided(channel=attempt.channel, code=outcome.code)
    note = ProblemNote(code="perhaps-arrived", values=values)
    _move(document, delivery, DocumentState.UNCERTAIN, event, at=at, problem=note)
    return Decision.DONE


def _did_not_arrive(delivery: Delivery, asked: Attempt) -> None:
    """Note the answer on the earlier tries too: it is about the message id, which they share."""
    delivery.attempts.filter(message_id=asked.message_id, outcome="unknown").update(code=NOT_THERE)


def _move(
    document: Document,
    delivery: Delivery,
    state: DocumentState,
    *events: Event,
    at: datetime,
    problem: ProblemNote = NO_PROBLEM,
    changed: tuple[str, ...] = (),
) -> None:
    delivery.state = state
    delivery.save()
    move(document, state, *events, actor=ACTOR, at=at, problem=problem, changed=changed)


def _media_type(receipt: bytes) -> str:
    start = receipt[:1]
    return {b"{": "application/json", b"<": "application/xml"}.get(start, "text/plain")
