"""Working on what was received: done, taken off the list, put back. Nothing of it touches the archive.

The list of unprocessed documents holds what came in and has no `processed_at`. Call everything here in `acting_for`.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import msgspec
from django.db.models import Q, QuerySet

from depesch.hub.flows.announcing import announce
from depesch.hub.flows.models import Direction, Document
from depesch.hub.flows.queries import COUNT_LIMIT, BadKey
from depesch.hub.flows.reach import within_reach
from depesch.hub.history.event import Event
from depesch.hub.history.kinds.answers import DocumentProcessed, DocumentPutAway, DocumentReopened
from depesch.hub.history.record import record
from depesch.kit.clock import now

PAGE = 50
MOST_AT_ONCE = 500
UNPROCESSED = Q(direction=Direction.IN, processed_at=None)  # the condition of the index `document_unprocessed`


class Order(StrEnum):
    """By what the list is sorted."""

    NEWEST = "newest"
    DUE = "due"  # the first due first; what has no due date stands last


class UnprocessedPage(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Some unprocessed documents and the key to go on from; None at the end."""

    documents: tuple[Document, ...]
    next_key: str | None


def unprocessed(order: Order = Order.NEWEST, *, words: str = "", after: str = "", limit: int = PAGE) -> UnprocessedPage:
    """Return a page of the unprocessed documents; BadKey for a key that is none of this order."""
    query = Document.objects.filter(UNPROCESSED).filter(within_reach())
    for word in words.lower().split()[:6]:
        query = query.filter(search_text__contains=word.replace("\0", ""))
    if after:
        query = query.filter(_beyond(order, after))
    columns = ("-received_at", "-id") if order is Order.NEWEST else ("due_date", "id")
    rows = list(query.order_by(*columns)[: limit + 1])
    shown = tuple(rows[:limit])
    return UnprocessedPage(documents=shown, next_key=_key(order, shown[-1]) if len(rows) > limit else None)


def count_unprocessed() -> int:
    """Return how many documents are unprocessed, COUNT_LIMIT meaning at least so many."""
    return Document.objects.filter(UNPROCESSED).filter(within_reach()).order_by()[:COUNT_LIMIT].count()


def mark_processed(documents: Sequence[UUID], *, actor: str) -> int:
    """Note the documents as worked on to the end and return how many were not before."""
    return _done(documents, DocumentProcessed(), actor)


def put_away(documents: Sequence[UUID], *, actor: str) -> int:
    """Take the documents off the list without working on them; the archive and the list of all received keep them."""
    return _done(documents, DocumentPutAway(), actor)


def reopen(documents: Sequence[UUID], *, actor: str) -> int:
    """Put the documents back among the unprocessed ones and return how many were not there."""
    changed = list(_locked(documents).exclude(processed_at=None))
    for document in changed:
        document.processed_at, document.processed_by = None, ""
        _save(document, DocumentReopened(), actor)
    return len(changed)


def _done(documents: Sequence[UUID], event: Event, actor: str) -> int:
    changed = list(_locked(documents).filter(processed_at=None))
    for document in changed:
        document.processed_at, document.processed_by = now(), actor
        _save(document, event, actor)
    return len(changed)


def _locked(documents: Sequence[UUID]) -> QuerySet[Document]:
    ids = list(dict.fromkeys(documents))[:MOST_AT_ONCE]
    found = Document.objects.filter(within_reach(), pk__in=ids, direction=Direction.IN)
    return found.select_for_update(of=("self",)).order_by("id")


def _save(document: Document, event: Event, actor: str) -> None:
    document.save(update_fields=["processed_at", "processed_by"])
    record(event, document_id=document.id, actor=actor)
    announce(document, (event,), actor=actor)


def _key(order: Order, last: Document) -> str:
    value = last.received_at if order is Order.NEWEST else last.due_date
    packed = msgspec.json.encode([order.value, value, last.id])
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def _beyond(order: Order, key: str) -> Q:
    """Return the condition for what comes after the row that the key names."""
    kind = datetime if order is Order.NEWEST else date | None
    try:
        packed = base64.urlsafe_b64decode(key + "=" * (-len(key) % 4))
        named, value, document_id = msgspec.json.decode(packed, type=tuple[str, object, UUID])
        at = msgspec.convert(value, kind, strict=False)
    except (ValueError, msgspec.MsgspecError) as error:
        raise BadKey(str(error)) from error
    if named != order.value:
        raise BadKey(f"the key is for a list in the order {named}")
    if order is Order.NEWEST:
        return Q(received_at__lte=at) & (Q(received_at__lt=at) | Q(received_at=at, id__lt=document_id))
    if at is None:
        return Q(due_date=None, id__gt=document_id)
    return Q(due_date__gt=at) | Q(due_date=at, id__gt=document_id) | Q(due_date=None)
