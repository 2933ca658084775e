"""The lists of documents: filtered, sorted, in pages that go on from a key; counts; dead letters; one document's all.

Everything here is about the acting company: call it inside `acting_for`. Only `dead_letters` and `failed_jobs` are of
all companies, for the operator.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

import msgspec
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from depesch.hub.accounts.e_archive import may_be_limited
from depesch.hub.archive.models import ArchivedFile
from depesch.hub.archive.store import files_of
from depesch.hub.flows.filters import Filters as Filters  # told with the lists that it narrows
from depesch.hub.flows.filters import filtered, fits
from depesch.hub.flows.models import Attempt, Delivery, Direction, Document, DocumentState
from depesch.hub.flows.reach import done_within_reach, earliest, within_reach
from depesch.hub.flows.sql import sql as sql
from depesch.hub.history.reading import RecordedEvent, events_of
from depesch.hub.support.models import SupportRequest
from depesch.hub.tenancy.scope import tenant_id

PAGE = 50
MOST = 200  # documents in one page
COUNT_LIMIT = 10_000  # counts end here and mean "at least so many"
_S = DocumentState
_NOT_OUT = (_S.RECEIVED, _S.REFUSED, _S.ARRIVED, _S.UNPACKED)  # have seldom been tried
_NUL = "\0"  # PostgreSQL's texts cannot hold it


class View(StrEnum):
    """The parts of the documents' list."""

    RECEIVED = "received"
    SENT = "sent"
    IN_PROGRESS = "in_progress"
    ERRORS = "errors"
    CANCELLED = "cancelled"


class Sort(StrEnum):
    """By what a list is sorted; the value is the column."""

    RECEIVED_AT = "received_at"
    ISSUE_DATE = "issue_date"
    DUE_DATE = "due_date"
    NUMBER = "number"
    AMOUNT_DUE = "amount_due"


# The same conditions as those of the partial indexes in `models`, so that each view has its own.
VIEWS: Mapping[View, Q] = {
    View.RECEIVED: Q(direction=Direction.IN),
    View.SENT: Q(direction=Direction.OUT, state__in=[_S.DELIVERED, _S.CERTIFIED, _S.UNPACKED]),
    View.IN_PROGRESS: Q(direction=Direction.OUT, state__in=[_S.RECEIVED, _S.SENDING, _S.WAITING, _S.UNCERTAIN]),
    View.ERRORS: Q(direction=Direction.OUT, state__in=[_S.REFUSED, _S.UNDELIVERABLE, _S.FAILED]),
    View.CANCELLED: Q(direction=Direction.OUT, state=_S.CANCELLED),
}


class Page(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Some documents of a view and the key to go on from; None at the end."""

    documents: tuple[Document, ...]
    next_key: str | None


class BadKey(ValueError):
    """The key to go on from is none of ours."""


class Story(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """All there is about one document, in four or five queries."""

    document: Document
    delivery: Delivery | None
    attempts: tuple[Attempt, ...]
    files: tuple[ArchivedFile, ...]
    events: tuple[RecordedEvent, ...]
    is_asked_about: bool  # a question to support about it waits for an answer


class DeadLetter(msgspec.Struct, frozen=True, kw_only=True):
    """A document that the hub cannot take further by itself, and whose it is; nothing of what it says."""

    company_name: str
    document_id: UUID
    number: str  # empty until it was read
    state: str
    problem_code: str
    state_since: datetime


class FailedJob(msgspec.Struct, frozen=True, kw_only=True):
    """A job that the queue itself gave up."""

    job_id: int
    entrypoint: str
    created: datetime
    message: str | None


def documents(
    view: View,
    filters: Filters = Filters(),  # noqa: B008 - a frozen value
    *,
    sort: Sort = Sort.RECEIVED_AT,
    descending: bool = True,
    after: str | None = None,
    limit: int = PAGE,
) -> Page:
    """Return a page of a view. `after` is the `next_key` of the page before, with the same sort; BadKey otherwise."""
    limit = max(1, min(limit, MOST))
    query = filtered(_of(view), filters)
    if after is not None:
        query = query.filter(_beyond(sort, descending, *_opened(after, sort)))
    sign = "-" if descending else ""
    rows = list(query.order_by(f"{sign}{sort.value}", f"{sign}id")[: limit + 1])
    page = tuple(rows[:limit])
    return Page(documents=page, next_key=_key(page[-1], sort) if len(rows) > limit else None)


def matching(view: View, filters: Filters, limit: int) -> list[UUID]:
    """Return the ids of the documents of a view, the latest first, at most `limit`."""
    found = filtered(_of(view), filters).order_by("-received_at", "-id")
    return list(found.values_list("id", flat=True)[:limit])


def count_matching(view: View, filters: Filters, limit: int = COUNT_LIMIT) -> int:
    """Return how many documents of a view there are, `limit` meaning at least so many."""
    return filtered(_of(view), filters)[:limit].count()


def counts() -> dict[View, int]:
    """Return how many documents each view has, COUNT_LIMIT meaning at least so many; of errors, the open ones."""
    with connection.cursor() as cursor:
        cursor.execute(_counts(), {"tenant": tenant_id(), "limit": COUNT_LIMIT, "earliest": earliest()})
        return {View(name): number for name, number in cursor.fetchall()}


def dead_letters(operator_id: UUID, limit: int = MOST) -> list[DeadLetter]:
    """Return the documents of all companies that wait for the operator, the longest first.

    They were stopped by a fault, or nobody knows whether they arrived. The database itself looks whether this user
    runs the hub; for anybody else the list is empty. Needs no acting company.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('depesch.operator', %s, true)", [str(operator_id)])
        cursor.execute(sql("dead_letters"), {"limit": limit})
        names = DeadLetter.__struct_fields__
        found = [DeadLetter(**dict(zip(names, row, strict=True))) for row in cursor.fetchall()]
        cursor.execute("SELECT set_config('depesch.operator', '', true)")
    return found


def failed_jobs(limit: int = MOST) -> list[FailedJob]:
    """Return the jobs that the queue gave up, the latest first; for the operator, of all companies."""
    with connection.cursor() as cursor:
        cursor.execute(sql("failed_jobs"), {"limit": limit})
        names = ("job_id", "entrypoint", "created", "message")
        return [msgspec.convert(dict(zip(names, row, strict=True)), FailedJob) for row in cursor.fetchall()]


def forget_jobs(age: timedelta) -> None:
    """Delete the queue's own log and statistics of jobs that ended longer ago than `age`."""
    with connection.cursor() as cursor:
        cursor.execute(sql("forget_jobs"), {"age_s": age.total_seconds()})


def story(document_id: UUID) -> Story:
    """Return all about one document; raises Document.DoesNotExist also for another company's."""
    asked = SupportRequest.objects.filter(document_id=OuterRef("id"), answered_at=None)
    document = Document.objects.annotate(is_asked_about=Exists(asked)).filter(within_reach()).get(id=document_id)
    delivery, attempts = _deliveries(document)
    return Story(
        document=document,
        is_asked_about=document.is_asked_about,
        delivery=delivery,
        attempts=attempts,
        files=tuple(files_of(document_id)),
        events=tuple(events_of(document_id)),
    )


def _deliveries(document: Document) -> tuple[Delivery | None, tuple[Attempt, ...]]:
    """Return the document's way and its tries, mostly in one query: those that went out have tries, others no way."""
    if document.direction == Direction.IN:
        return None, ()
    attempts = Attempt.objects.filter(delivery__document=document).select_related("delivery").order_by("number")
    if document.state not in _NOT_OUT and (found := tuple(attempts)):
        return found[0].delivery, found
    delivery = Delivery.objects.filter(document=document).first()
    return delivery, tuple(attempts) if delivery else ()


def _counts() -> str:
    if not may_be_limited():
        return sql("counts")
    reach = sql("reach").split("\n", 1)[1]  # without the comment above it
    to_do = "collected_at IS NULL AND processed_at IS NULL"
    return (
        sql("counts")
        .replace("/* reach */", f"AND {reach}")
        .replace("/* reach or to do */", f"AND ({reach} OR {to_do})")
    )


def _of(view: View) -> QuerySet[Document]:
    """Return the documents of a view that the company reaches; what is not over yet, it always does."""
    query = Document.objects.filter(VIEWS[view])
    match view:
        case View.SENT | View.CANCELLED:
            return query.filter(done_within_reach())
        case View.RECEIVED:
            return query.filter(within_reach())
        case View.IN_PROGRESS | View.ERRORS:
            return query


def _beyond(sort: Sort, descending: bool, value: object, document_id: UUID) -> Q:
    """Return the condition for what comes after a row. PostgreSQL puts missing values last, first when descending."""
    name, before = sort.value, "lt" if descending else "gt"
    same = {f"id__{before}": document_id}
    missing = Q(**{f"{name}__isnull": True})
    if value is None:
        return missing & Q(**same) | ~missing if descending else missing & Q(**same)
    further = Q(**{f"{name}__{before}": value}) | Q(**{name: value, **same})
    if sort in (Sort.RECEIVED_AT, Sort.NUMBER):  # never missing: a bound that the index can start from
        return Q(**{f"{name}__{before}e": value}) & further
    return further if descending else further | missing


def _key(document: Document, sort: Sort) -> str:
    value = getattr(document, sort.value)
    packed = msgspec.json.encode([sort.value, None if value is None else msgspec.to_builtins(value), document.id])
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def _opened(key: str, sort: Sort) -> tuple[object, UUID]:
    day, amount = date | None, Decimal | None
    types = {
        Sort.RECEIVED_AT: datetime, Sort.ISSUE_DATE: day, Sort.DUE_DATE: day, Sort.NUMBER: str,
        Sort.AMOUNT_DUE: amount,
    }  # fmt: skip
    try:
        packed = base64.urlsafe_b64decode(key + "=" * (-len(key) % 4))
        name, value, document_id = msgspec.json.decode(packed, type=tuple[str, object, UUID])
        if name != sort.value:
            raise BadKey(f"the key is for a list sorted by {name}")
        opened = msgspec.convert(value, types[sort], strict=False)
        if _NUL in str(opened) or not fits(opened):
            raise BadKey("no document has the key's value")
        return opened, document_id
    except (ValueError, msgspec.MsgspecError) as error:
        raise BadKey(str(error)) from error
