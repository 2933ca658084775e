"""The lists of documents: filtered, sorted, in pages that go on from a key; counts; dead letters; one document's all.

Everything here is about the acting company: call it inside `acting_for`. Only `dead_letters` and `failed_jobs` are of
all companies, for the operator.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib import resources
from uuid import UUID

import msgspec
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.timezone import make_aware

from depesch.channels import SendMode
from depesch.hub.archive.models import ArchivedFile
from depesch.hub.archive.store import files_of
from depesch.hub.flows.models import Attempt, Delivery, Direction, Document, DocumentState
from depesch.hub.history.reading import RecordedEvent, events_of
from depesch.hub.tenancy.scope import tenant_id
from depesch.model.invoice import CREDIT_NOTE_TYPES

PAGE = 50
MOST = 200  # documents in one page
COUNT_LIMIT = 10_000  # counts end here and mean "at least so many"
MOST_FOUND = 2_000  # documents that a search by words looks at, the latest first
_MOST_WORDS = 6
_LIKE_SIGNS = re.compile(r"[\\%_]")
_S = DocumentState
_MOST_AMOUNT = Decimal(10) ** 20  # no row has more
_LEAST_AMOUNT = Decimal(10) ** -10  # the column's last decimal
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


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """What the list is narrowed to; a day counts to its end. All parts of words in `text` must occur."""

    text: str = ""
    received_from: date | None = None
    received_to: date | None = None
    issued_from: date | None = None
    issued_to: date | None = None
    amount_from: Decimal | None = None
    amount_to: Decimal | None = None
    channel: str = ""  # that delivered it
    send_mode: SendMode | None = None
    credit_notes: bool | None = None  # True: only these, False: only invoices


class Page(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Some documents of a view and the key to go on from; None at the end."""

    documents: tuple[Document, ...]
    next_key: str | None


class BadKey(ValueError):
    """The key to go on from is none of ours."""


class Story(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """All there is about one document, in five queries."""

    document: Document
    delivery: Delivery | None
    attempts: tuple[Attempt, ...]
    files: tuple[ArchivedFile, ...]
    events: tuple[RecordedEvent, ...]


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
    query = _filtered(Document.objects.filter(VIEWS[view]), filters)
    if after is not None:
        query = query.filter(_beyond(sort, descending, *_opened(after, sort)))
    sign = "-" if descending else ""
    rows = list(query.order_by(f"{sign}{sort.value}", f"{sign}id")[: limit + 1])
    page = tuple(rows[:limit])
    return Page(documents=page, next_key=_key(page[-1], sort) if len(rows) > limit else None)


def counts() -> dict[View, int]:
    """Return how many documents each view has, COUNT_LIMIT meaning at least so many."""
    with connection.cursor() as cursor:
        cursor.execute(sql("counts"), {"tenant": tenant_id(), "limit": COUNT_LIMIT})
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
    document = Document.objects.get(id=document_id)
    delivery = Delivery.objects.filter(document=document).first()
    attempts = Attempt.objects.filter(delivery=delivery).order_by("number") if delivery else ()
    return Story(
        document=document,
        delivery=delivery,
        attempts=tuple(attempts),
        files=tuple(files_of(document_id)),
        events=tuple(events_of(document_id)),
    )


@cache
def sql(name: str) -> str:
    """Return the query of this name in `queries.sql`."""
    text = resources.files("depesch.hub.flows").joinpath("queries.sql").read_text(encoding="utf-8")
    return text.split(f"-- {name} --\n", 1)[1].split(";\n", 1)[0]


def _filtered(query: QuerySet[Document], filters: Filters) -> QuerySet[Document]:
    if _NUL in filters.text or _NUL in filters.channel:
        return query.none()
    if words := filters.text.lower().split()[:_MOST_WORDS]:
        patterns = [f"%{_LIKE_SIGNS.sub(_escaped, word)}%" for word in words]
        query = query.filter(id__in=RawSQL(sql("search"), (patterns, MOST_FOUND)))  # noqa: S611 - values are bound
    bounds = {
        "received_at__gte": _start(filters.received_from),
        "received_at__lt": _start(filters.received_to, days=1),
        "issue_date__gte": filters.issued_from,
        "issue_date__lte": filters.issued_to,
        "amount_due__gte": _amount(filters.amount_from),
        "amount_due__lte": _amount(filters.amount_to),
        "send_mode": filters.send_mode.value if filters.send_mode else None,
    }
    query = query.filter(**{name: value for name, value in bounds.items() if value is not None})
    if filters.credit_notes is not None:
        of_type = Q(type_code__in=sorted(CREDIT_NOTE_TYPES))
        query = query.filter(of_type if filters.credit_notes else ~of_type)
    if filters.channel:
        query = query.filter(Exists(Delivery.objects.filter(document=OuterRef("pk"), channel=filters.channel)))
    return query


def _escaped(sign: re.Match[str]) -> str:
    return f"\\{sign[0]}"


def _fits(value: object) -> bool:
    return not isinstance(value, Decimal) or (value.is_finite() and abs(value) <= _MOST_AMOUNT)


def _amount(bound: Decimal | None) -> Decimal | None:
    """Return a bound that the database can compare with: beyond the column's reach all numbers are alike."""
    if bound is None or not bound:
        return bound
    sign = Decimal(1).copy_sign(bound)
    return sign * max(_LEAST_AMOUNT, min(abs(bound), _MOST_AMOUNT))


def _start(day: date | None, *, days: int = 0) -> datetime | None:
    if day == date.max:
        days = 0  # there is no day after it, and no document of it
    return make_aware(datetime.combine(day + timedelta(days=days), time.min)) if day else None


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
    types = {Sort.RECEIVED_AT: datetime, Sort.ISSUE_DATE: day, Sort.NUMBER: str, Sort.AMOUNT_DUE: amount}
    try:
        packed = base64.urlsafe_b64decode(key + "=" * (-len(key) % 4))
        name, value, document_id = msgspec.json.decode(packed, type=tuple[str, object, UUID])
        if name != sort.value:
            raise BadKey(f"the key is for a list sorted by {name}")
        opened = msgspec.convert(value, types[sort], strict=False)
        if _NUL in str(opened) or not _fits(opened):
            raise BadKey("no document has the key's value")
        return opened, document_id
    except (ValueError, msgspec.MsgspecError) as error:
        raise BadKey(str(error)) from error
