"""What a list of documents is narrowed to, and the conditions in the database that this becomes."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum

import msgspec
from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.timezone import make_aware

from depesch.channels import SendMode
from depesch.hub.flows.models import Delivery, Document
from depesch.hub.flows.sql import sql
from depesch.model.invoice import CREDIT_NOTE_TYPES

MOST_FOUND = 2_000  # documents that a search by words looks at, the latest first
_MOST_WORDS = 6
_LIKE_SIGNS = re.compile(r"[\\%_]")
_MOST_AMOUNT = Decimal(10) ** 20  # no row has more
_LEAST_AMOUNT = Decimal(10) ** -10  # the column's last decimal
_NUL = "\0"  # PostgreSQL's texts cannot hold it

# An error that somebody saw to since it came about; the other half is the condition of the index `document_open_error`.
HANDLED = Q(processed_at__gte=F("state_since"))
OPEN = Q(processed_at=None) | Q(processed_at__lt=F("state_since"))


class ErrorKind(StrEnum):
    """What is wrong: the file itself, or the document in it."""

    FILES = "files"  # could not be read as an invoice
    DOCUMENTS = "documents"  # read, and then refused or not delivered


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """What the list is narrowed to; a day counts to its end. All parts of words in `text` must occur."""

    text: str = ""
    received_from: date | None = None
    received_to: date | None = None
    issued_from: date | None = None
    issued_to: date | None = None
    due_from: date | None = None
    due_to: date | None = None
    amount_from: Decimal | None = None
    amount_to: Decimal | None = None
    channel: str = ""  # that delivered it
    send_mode: SendMode | None = None
    credit_notes: bool | None = None  # True: only these, False: only invoices
    number: str = ""  # parts of the document's number (BT-1)
    party: str = ""  # words of the sender's or the receiver's name
    route_in: str = ""  # how it came in
    business_status: str = ""
    errors: ErrorKind | None = None
    handled: bool | None = None  # of errors: whether somebody saw to them
    until: datetime | None = None  # received no later: what came since is left out


def filtered(query: QuerySet[Document], filters: Filters) -> QuerySet[Document]:
    """Return the query narrowed to what `filters` asks for."""
    texts = (filters.text, filters.channel, filters.number, filters.party, filters.route_in, filters.business_status)
    if any(_NUL in text for text in texts):
        return query.none()
    query = _with_amounts(_with_words(query, filters), filters)
    query = query.filter(**{name: value for name, value in _bounds(filters).items() if value is not None})
    if filters.credit_notes is not None:
        of_type = Q(type_code__in=sorted(CREDIT_NOTE_TYPES))
        query = query.filter(of_type if filters.credit_notes else ~of_type)
    if filters.channel:
        query = query.filter(Exists(Delivery.objects.filter(document=OuterRef("pk"), channel=filters.channel)))
    if filters.errors is not None:
        query = query.filter(Q(syntax="") if filters.errors is ErrorKind.FILES else ~Q(syntax=""))
    if filters.handled is not None:
        query = query.filter(HANDLED if filters.handled else OPEN)
    return query


def _with_words(query: QuerySet[Document], filters: Filters) -> QuerySet[Document]:
    """Search: all words in the search text, which has an index; then a name's or a number's words there alone."""
    text, parties, numbers = (
        given.lower().split()[:_MOST_WORDS] for given in (filters.text, filters.party, filters.number)
    )
    if words := [*text, *parties, *numbers]:
        patterns = [f"%{_LIKE_SIGNS.sub(_escaped, word)}%" for word in words]
        query = query.filter(id__in=RawSQL(sql("search"), (patterns, MOST_FOUND)))  # noqa: S611 - values are bound
    for word in parties:
        query = query.filter(Q(buyer_name__icontains=word) | Q(seller_name__icontains=word))
    for word in numbers:
        query = query.filter(number__icontains=word)
    return query


def _with_amounts(query: QuerySet[Document], filters: Filters) -> QuerySet[Document]:
    """Narrow to the few documents of these amounts, found by their index; when they are many, the list finds them soon.

    Comparing numbers is not leakproof, so under row security PostgreSQL never takes the index for it: the function asks
    for the company itself.
    """
    low, high = _amount(filters.amount_from), _amount(filters.amount_to)
    if low is None and high is None:
        return query
    with connection.cursor() as cursor:
        cursor.execute(sql("amounts"), {"low": low, "high": high, "most": MOST_FOUND + 1})
        found = [row[0] for row in cursor.fetchall()]
    return query.filter(id__in=found) if len(found) <= MOST_FOUND else query


def _bounds(filters: Filters) -> dict[str, object]:
    return {
        "received_at__gte": _start(filters.received_from),
        "received_at__lt": _start(filters.received_to, days=1),
        "received_at__lte": filters.until,
        "issue_date__gte": filters.issued_from,
        "issue_date__lte": filters.issued_to,
        "due_date__gte": filters.due_from,
        "due_date__lte": filters.due_to,
        "amount_due__gte": _amount(filters.amount_from),
        "amount_due__lte": _amount(filters.amount_to),
        "send_mode": filters.send_mode.value if filters.send_mode else None,
        "route_in": filters.route_in or None,
        "business_status": filters.business_status or None,
    }


def _escaped(sign: re.Match[str]) -> str:
    return f"\\{sign[0]}"


def fits(value: object) -> bool:
    """Return whether a row may hold the value."""
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
