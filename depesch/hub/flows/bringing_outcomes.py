"""What came of a try to bring a document to the company's own server, written down in one transaction with its receipt,
the history, and a letter to the company's administrators when the trouble is one that they have to see to.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import assert_never
from uuid import UUID

import structlog

from depesch.channels import Delivered, Outcome, Refused, TryLater, Unknown
from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import keep_file
from depesch.hub.directory.models import Destination
from depesch.hub.flows.announcing import announce
from depesch.hub.flows.collecting import acknowledge
from depesch.hub.flows.deciding import LONGEST_WAIT
from depesch.hub.flows.models import Bringing, BringingState, BringingTry
from depesch.hub.history.event import Event
from depesch.hub.history.kinds.destinations import BringingStopped, DocumentBrought
from depesch.hub.history.record import record
from depesch.hub.mailing.writing import write_letter
from depesch.hub.tenancy.people import administrators
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from depesch.kit.retry import wait_s

log = structlog.get_logger(__name__)

ACTOR = "worker"
PERHAPS = "perhaps-brought"  # code of a row that stopped while nobody knows whether the server has the document
EXPIRED = "expired"
SWITCHED_OFF = "switched-off"
CLAIMED_FOR = timedelta(minutes=15)  # longer than the longest try; whoever dies in between is asked after
LONG_WAIT_S = 900.0  # a wait as long as this means that a person has to correct something


def note(company_id: UUID, try_id: int, outcome: Outcome, *, share: float) -> None:
    """Write down the outcome of a try; one that was closed meanwhile is left as it is. `share` (0..1) is drawn."""
    with acting_for(company_id):
        attempt = BringingTry.objects.get(id=try_id)
        held = Bringing.objects.select_for_update(of=("self",)).select_related("document__tenant")
        bringing = held.get(id=attempt.bringing_id)
        if attempt.ended_at is not None:
            return
        _close(attempt, bringing, outcome)
        if bringing.state in (BringingState.WAITING, BringingState.UNCERTAIN):
            _follow(bringing, attempt, outcome, share)
        elif isinstance(outcome, Delivered) and bringing.state != BringingState.BROUGHT:
            _brought(bringing, attempt, outcome)  # somebody ended it while it was under way
    log.info("bringing.tried", bringing=str(bringing.id), outcome=attempt.outcome, code=attempt.code,
             state=bringing.state)  # fmt: skip


def postpone(bringing: Bringing, code: str, detail: str, *, retry_after_s: float = 0.0, share: float = 1.0) -> None:
    """Let the row wait, for longer each time; after some days it stops."""
    at = now()
    if at - bringing.since > LONGEST_WAIT:
        stop(bringing, PERHAPS if bringing.state == BringingState.UNCERTAIN else EXPIRED, detail)
        return
    bringing.tries += 1
    wait = timedelta(seconds=max(retry_after_s, wait_s(bringing.tries, share)))
    bringing.code, bringing.detail, bringing.try_at = code[:60], detail, at + wait
    bringing.save()
    if retry_after_s >= LONG_WAIT_S:
        _tell(bringing)


def stop(bringing: Bringing, code: str, detail: str) -> None:
    """Stop until a person says something; the document stays in the inbox."""
    _move(bringing, BringingState.STOPPED, code=code, detail=detail)
    own = Destination.objects.filter(customer=None).values_list("channel", flat=True).first()
    _record(bringing, BringingStopped(channel=bringing.channel or own or "–", code=bringing.code))
    if code != SWITCHED_OFF:
        _tell(bringing)


def _close(attempt: BringingTry, bringing: Bringing, outcome: Outcome) -> None:
    died = bringing.attempts.filter(message_id=attempt.message_id, ended_at=None, id__lt=attempt.id)
    died.update(ended_at=now(), outcome="unknown", code="worker-died")
    attempt.ended_at, attempt.outcome = now(), str(outcome.__struct_config__.tag)
    attempt.code = "" if isinstance(outcome, Delivered) else outcome.code[:60]
    attempt.detail = outcome.reference if isinstance(outcome, Delivered) else outcome.detail
    receipt = outcome.receipt if isinstance(outcome, Delivered | Refused) else b""
    if receipt:
        start = {b"{": "application/json", b"<": "application/xml"}.get(receipt[:1], "text/plain")
        name = f"receipt-own-server-{attempt.id}"
        kept = keep_file(bringing.document_id, FileRole.RECEIPT, name, start, receipt)
        attempt.receipt_sha256 = kept.sha256
    attempt.save()


def _follow(bringing: Bringing, attempt: BringingTry, outcome: Outcome, share: float) -> None:
    match outcome:
        case Delivered():
            _brought(bringing, attempt, outcome)
        case TryLater() if attempt.asks:  # certainly not there: bring it at once
            _move(bringing, BringingState.WAITING, code="", detail="", try_at=now())
        case TryLater():
            _wait_as(bringing, BringingState.WAITING)
            wait_s_named = outcome.retry_after_s or 0.0
            postpone(bringing, outcome.code, outcome.detail, retry_after_s=wait_s_named, share=share)
        case Refused():
            code = PERHAPS if _may_be_there(bringing, attempt) else outcome.code
            stop(bringing, code, outcome.detail)
        case Unknown():
            _wait_as(bringing, BringingState.UNCERTAIN)
            postpone(bringing, outcome.code, outcome.detail, share=share)
        case _:
            assert_never(outcome)


def _may_be_there(bringing: Bringing, refused: BringingTry) -> bool:
    """Return whether an earlier try under the same id is of unknown fate: a no to a repeat says nothing of it."""
    same = bringing.attempts.filter(message_id=refused.message_id, id__lt=refused.id)
    last_unknown = same.filter(outcome__in=("unknown", "")).order_by("-id").first()
    if last_unknown is None:
        return False
    return not same.filter(id__gt=last_unknown.id, asks=True, outcome="try_later").exists()


def _brought(bringing: Bringing, attempt: BringingTry, outcome: Delivered) -> None:
    _move(bringing, BringingState.BROUGHT, code="", detail=outcome.reference)
    event = DocumentBrought(
        channel=attempt.channel, reference=outcome.reference, receipt_sha256=attempt.receipt_sha256
    )  # fmt: skip
    _record(bringing, event)
    acknowledge(bringing.document_id, actor=f"own-server:{attempt.channel}")
    Destination.objects.filter(customer=None).exclude(told_at=None).update(told_at=None)


def _wait_as(bringing: Bringing, state: BringingState) -> None:
    if bringing.state != state:
        bringing.state, bringing.state_since = state, now()


def _move(bringing: Bringing, state: BringingState, *, code: str, detail: str, try_at: datetime | None = None) -> None:
    bringing.state, bringing.state_since = state, now()
    bringing.code, bringing.detail, bringing.try_at, bringing.tries = code[:60], detail, try_at, 0
    bringing.save()


def _record(bringing: Bringing, event: Event) -> None:
    record(event, document_id=bringing.document_id, actor=ACTOR)
    announce(bringing.document, (event,), actor=ACTOR)


def _tell(bringing: Bringing) -> None:
    """Write to the company's administrators, once for each trouble: until something is brought again."""
    if not Destination.objects.filter(customer=None, told_at=None).update(told_at=now()):
        return
    company = bringing.document.tenant
    for each in administrators():
        write_letter(
            "own-server-trouble", to=each.email, name=each.name, language=each.language,
            values={
                "name": each.name, "company": company.name, "number": bringing.document.number or "–",
                "code": bringing.code, "detail": bringing.detail or "–",
            },
            path="/settings/own-server/", company_id=company.id,
        )  # fmt: skip
