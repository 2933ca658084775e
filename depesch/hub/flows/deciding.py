"""What becomes of an examined document: refused, postponed, without a way, certified, or on its way.

Everything here writes into the transaction that holds the document's row.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from depesch.channels import SendMode
from depesch.hub.archive.models import ArchivedFile
from depesch.hub.directory.recipients import Match
from depesch.hub.flows.attempts import ACTOR, RELEASED, Dispatch, begin, is_unknown, parcel_of
from depesch.hub.flows.dressing import keep
from depesch.hub.flows.examination import Examined
from depesch.hub.flows.facts import FILLED, duplicate_key, fill
from depesch.hub.flows.forms import Form
from depesch.hub.flows.jobs import Job, JobKind, enqueue
from depesch.hub.flows.models import Delivery, Document, DocumentState
from depesch.hub.flows.planner import NoTestsTaken, NotYet, Plan, Planned
from depesch.hub.flows.routing import Situation, receiver_problem
from depesch.hub.flows.states import rule
from depesch.hub.flows.transitions import Impossible, ProblemNote, move
from depesch.hub.history.event import Event
from depesch.hub.history.kinds.documents import (
    DeliveryPostponed,
    DocumentCertified,
    DocumentChecked,
    DocumentPlanned,
    DocumentRefused,
    DocumentUndeliverable,
)
from depesch.model.issue import Severity
from depesch.syntaxes import Reading

LONGEST_WAIT = rule(DocumentState.WAITING).timeout or timedelta(days=5)
_CHANGED = (*FILLED, "duplicate_key", "customer_id", "findings", "mending")


class Work(msgspec.Struct, kw_only=True, eq=False):
    """What was worked out about one document, ready to be written. Filled in step by step, outside transactions."""

    company_id: UUID
    document_id: UUID
    at: datetime
    files: Sequence[ArchivedFile]  # of the document, when it was looked at
    examined: Examined
    situation: Situation | None = None
    planned: Planned | None = None
    form: Form | None = None


def decide(document: Document, work: Work) -> Dispatch | None:
    """Write what was worked out and return the first attempt, when there is one."""
    if work.examined.reading is not None:
        fill(document, work.examined.reading.invoice, work.examined.reading.syntax.name)
    events = _checked(document, work.examined)
    problem = _problem(document, work)
    if problem is not None:
        _refuse(document, problem, events, work.at)
        return None
    if work.situation is None or not isinstance(work.situation.found, Match):
        raise Impossible("a document without a problem has a receiver")
    return _follow(document, work, work.situation.found, events)


def _problem(document: Document, work: Work) -> ProblemNote | None:
    """Return why the document goes back to its sender, None when it may go on; takes its number on the way."""
    reading, situation = work.examined.reading, work.situation
    if work.examined.problem is not None:
        return work.examined.problem
    if reading is None or situation is None:
        raise Impossible("a document without a problem was read and looked up")
    problem = _take_number(document, reading, situation)
    if problem is not None:
        return problem
    if not isinstance(situation.found, Match):
        return receiver_problem(situation.found)
    if isinstance(work.planned, NoTestsTaken):
        return ProblemNote(code="test-not-taken", values={"name": situation.found.recipient.name})
    return None


def _checked(document: Document, examined: Examined) -> list[Event]:
    if examined.verdict is None:
        return []
    document.findings = msgspec.to_builtins(examined.verdict.issues)
    document.mending = msgspec.to_builtins(examined.mends) if examined.mends else None
    sets = tuple(f"{each.name} {each.version}" for each in examined.verdict.rule_sets)
    fatal, warnings = examined.count(Severity.FATAL), examined.count(Severity.WARNING)
    return [DocumentChecked(rule_sets=sets, fatal=fatal, warnings=warnings)]


def _follow(document: Document, work: Work, match: Match, events: list[Event]) -> Dispatch | None:
    """Do what the plan says."""
    document.customer_id = match.customer_id
    delivery = Delivery.objects.filter(document=document).first()
    delivery = delivery or Delivery(tenant_id=document.tenant_id, document=document, state=DocumentState.RECEIVED)
    delivery.recipient = msgspec.to_builtins(match.recipient)
    if isinstance(work.planned, NotYet):
        if document.state == DocumentState.WAITING and work.at - document.state_since > LONGEST_WAIT:
            _expire(document, delivery, work.planned, events, work.at)
        else:
            _postpone(document, delivery, work.planned, events, work.at)
    elif isinstance(work.planned, Plan):
        return _go_out(document, delivery, work, work.planned, events)
    else:
        raise Impossible("a document with a receiver has a plan")
    return None


def _go_out(document: Document, delivery: Delivery, work: Work, planned: Plan, events: list[Event]) -> Dispatch | None:
    """Begin the run; without a way, or in certification, everything is written down and nothing goes out."""
    delivery.run, delivery.skipped = msgspec.to_builtins(planned.steps), msgspec.to_builtins(planned.skipped)
    delivery.taken = msgspec.to_builtins(planned.taken)
    delivery.step, delivery.step_since, delivery.tries, delivery.try_at = 0, work.at, 0, None
    run = tuple(step.channel for step in planned.steps)
    events.append(DocumentPlanned(run=run, run_name=planned.taken.name, why=planned.taken.why))
    if planned.steps and document.send_mode != SendMode.CERTIFICATION:
        return _begin(document, delivery, work, events)
    if planned.steps:
        _end(document, delivery, DocumentState.CERTIFIED, [*events, DocumentCertified()], at=work.at)
    else:
        _no_way(document, delivery, planned, events, at=work.at)
    return None


def _begin(document: Document, delivery: Delivery, work: Work, events: Sequence[Event]) -> Dispatch:
    """Begin the first step; after "send again" it is asked first when the channel's last attempt had an open end."""
    is_first = delivery._state.adding
    keep(delivery, work.form.dress if work.form else None)
    _save(delivery, DocumentState.SENDING)
    last = None if is_first else delivery.attempts.filter(channel=delivery.run[0]["channel"]).order_by("number").last()
    is_released = last is not None and last.code == RELEASED
    attempt = begin(
        document,
        delivery,
        work.form,
        at=work.at,
        is_first=is_first,
        repeat=is_released,
        before=events,
        changed=_CHANGED,
    )
    if work.situation is None:
        raise Impossible("a planned document was looked up")
    set_up = work.situation.ways[attempt.channel]
    return Dispatch(
        company_id=work.company_id,
        document_id=document.id,
        attempt_id=attempt.id,
        channel=set_up.channel,
        settings=set_up.settings,
        parcel=parcel_of(document, delivery, attempt, work.form, work.files),
        ask_first=last is not None and is_unknown(last),
    )


def _no_way(document: Document, delivery: Delivery, planned: Plan, events: Sequence[Event], *, at: datetime) -> None:
    reasons = "; ".join(f"{skipped.channel}: {skipped.code}" for skipped in planned.skipped)
    note = ProblemNote(code="no-way-out", values={"name": delivery.recipient["name"], "reasons": reasons})
    document.duplicate_key = None
    _end(document, delivery, DocumentState.UNDELIVERABLE, [*events, DocumentUndeliverable()], at=at, problem=note)


def _end(
    document: Document,
    delivery: Delivery,
    state: DocumentState,
    events: Sequence[Event],
    *,
    at: datetime,
    problem: ProblemNote | None = None,
) -> None:
    _save(delivery, state)
    move(document, state, *events, actor=ACTOR, problem=problem or ProblemNote(code=""), at=at, changed=_CHANGED)


def _postpone(document: Document, delivery: Delivery, planned: NotYet, events: Sequence[Event], at: datetime) -> None:
    """Wait for a look-up that failed for a passing reason; nothing is planned meanwhile."""
    delivery.try_at, delivery.turn = planned.look_again_at, delivery.turn + 1
    event = DeliveryPostponed(channel=planned.channel, code=planned.code, retry_at=planned.look_again_at)
    note = ProblemNote(code="look-up-failed", values={"channel": planned.channel, "detail": planned.detail})
    _end(document, delivery, DocumentState.WAITING, [*events, event], at=at, problem=note)
    job = Job(kind=JobKind.PROCESS, company_id=document.tenant_id, document_id=document.id, turn=delivery.turn)
    enqueue(job, after=planned.look_again_at - at)


def _expire(document: Document, delivery: Delivery, planned: NotYet, events: Sequence[Event], at: datetime) -> None:
    """Give the document back to the sender after a look-up failed for days; it can be sent again."""
    document.duplicate_key = None
    note = ProblemNote(code="expired", values={"channel": planned.channel, "detail": planned.detail})
    _end(document, delivery, DocumentState.UNDELIVERABLE, [*events, DocumentUndeliverable()], at=at, problem=note)


def _refuse(document: Document, problem: ProblemNote, events: Sequence[Event], at: datetime) -> None:
    """Give the document back to its sender, who sees why and what to do."""
    document.duplicate_key = None
    refusal = DocumentRefused(code=problem.code, findings=len(problem.findings))
    state = DocumentState.REFUSED
    move(document, state, *events, refusal, actor=ACTOR, problem=problem, at=at, changed=_CHANGED)


def _take_number(document: Document, reading: Reading, situation: Situation) -> ProblemNote | None:
    """Take the number (BT-1) for this document; the problem, with the earlier document named, when it is taken.

    Of two documents at the same moment, both find it free; then the database's unique key lets one of them through,
    and the other one is decided once more.
    """
    if not situation.duplicate_control or document.duplicate_allowed:
        return None
    starts = situation.fiscal_year_starts
    key = duplicate_key(reading.invoice, send_mode=document.send_mode, fiscal_year_starts=starts)
    if key is None or document.duplicate_key == key:
        return None
    earlier = Document.objects.filter(duplicate_key=key).first()
    if earlier is not None:
        return _duplicate(document, earlier)
    document.duplicate_key = key
    return None


def _duplicate(document: Document, earlier: Document) -> ProblemNote:
    same = earlier.original_sha256 == document.original_sha256
    values = {
        "number": document.number,
        "earlier": str(earlier.id),
        "date": earlier.received_at.date().isoformat(),
        "same_content": "yes" if same else "no",
    }
    return ProblemNote(code="duplicate", values=values)


def _save(delivery: Delivery, state: DocumentState) -> None:
    delivery.state = state
    delivery.save()
