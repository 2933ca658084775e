"""A document as a row of a list: who, how it came in and by which way it goes, in which state, how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import connection
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from depesch.hub.flows.attempts import run_of
from depesch.hub.flows.errors import ERROR_STATES, is_handled
from depesch.hub.flows.models import Delivery, Direction, Document, DocumentState
from depesch.hub.support.requests import asked_about
from depesch.portal.documents.naming import kind_of, party_of
from depesch.portal.documents.routes import route_word
from depesch.portal.documents.statuses import BUSINESS, Status, status_of
from depesch.portal.documents.troubles import trouble_of
from depesch.portal.formatting import language
from depesch.portal.unread import unread
from depesch.portal.words import SEND_MODES, channel_word, handed_word

_ALL_IS_WELL_WITH_IT = (DocumentState.UNDELIVERABLE, DocumentState.FAILED)  # it was sound and did not arrive


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row as it is shown."""

    id: UUID
    url: str
    party: str
    kind: str
    route: str
    way: str
    number: str
    state: str
    status: Status
    answer: Status | None
    problem: str
    what_next: str
    state_since: datetime
    send_mode: str
    send_mode_word: Promise
    issue_date: date | None
    due_date: date | None
    received_at: datetime
    amount: Decimal | None
    currency: str
    is_new: bool
    is_asked_about: bool  # a question to the support waits for its answer
    is_error: bool
    is_handled: bool
    fix_url: str
    duplicate_url: str
    again_url: str


def rows_of(documents: Sequence[Document]) -> list[Row]:
    """Return the rows of a page of a list; four more queries, however many rows there are. Call it in `acting_for`."""
    ids = [document.pk for document in documents]
    deliveries = {delivery.document_id: delivery for delivery in Delivery.objects.filter(document__in=ids)}
    incoming = [document.pk for document in documents if document.direction == Direction.IN]
    new = set(unread().filter(pk__in=incoming).values_list("pk", flat=True)) if incoming else set()
    fetched = _fetched([each.pk for each in documents if each.state == DocumentState.DELIVERED])
    asked = asked_about(ids)
    return [
        row_of(
            each, delivery=deliveries.get(each.pk), is_new=each.pk in new, is_fetched=each.pk in fetched,
            is_asked_about=each.pk in asked,
        )
        for each in documents
    ]  # fmt: skip


def _way(delivery: Delivery) -> str:
    """Return the channels gone so far, such as "E-mail → Agreed folder", or the one that it goes by first."""
    gone = run_of(delivery)[: delivery.step + 1]
    return " → ".join(channel_word(step.channel, language()) for step in gone)


def _fetched(delivered: Sequence[UUID]) -> set[UUID]:
    """Return those that the receiver has opened or collected from its inbox on this hub."""
    if not delivered:
        return set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT flows_fetched_v1(%s)", [list(delivered)])
        return {row[0] for row in cursor.fetchall()}


def row_of(
    document: Document,
    *,
    delivery: Delivery | None = None,
    is_new: bool = False,
    is_fetched: bool = False,
    is_asked_about: bool = False,
) -> Row:
    """Return the row of a document; `delivery` tells the channels it goes or went by."""
    handed = handed_word(delivery.channel, language()) if delivery else ""
    trouble = trouble_of(document)
    is_error = document.direction == Direction.OUT and document.state in ERROR_STATES
    handled = is_error and is_handled(document)
    is_duplicate = is_error and document.problem_code == "duplicate"
    return Row(
        id=document.pk,
        url=reverse("document", args=[document.pk]),
        party=party_of(document) or document.file_name or document.number or str(document.pk),
        kind=kind_of(document) if document.number else "",
        route=route_word(document.route_in),
        way=_way(delivery) if delivery else "",
        number=document.number,
        state=document.state,
        status=status_of(document, is_fetched=is_fetched, handed=handed),
        answer=BUSINESS.get(document.business_status),
        problem=trouble.title if trouble else "",
        what_next=trouble.what_next if trouble else "",
        state_since=document.state_since,
        send_mode=document.send_mode,
        send_mode_word=SEND_MODES[document.send_mode],
        issue_date=document.issue_date,
        due_date=document.due_date,
        received_at=document.received_at,
        amount=document.amount_due,
        currency=document.currency,
        is_new=is_new,
        is_asked_about=is_asked_about,
        is_error=is_error,
        is_handled=handled,
        fix_url=_fix_url(document) if is_error and document.state == DocumentState.REFUSED else "",
        duplicate_url=reverse("send_although_used", args=[document.pk]) if is_duplicate else "",
        again_url=reverse("send_again", args=[document.pk]) if document.state in _ALL_IS_WELL_WITH_IT else "",
    )


def _fix_url(document: Document) -> str:
    """Return where the document is corrected and sent; empty while there is no such page, or nothing to correct."""
    if not document.syntax:
        return ""
    try:
        return reverse("fix", args=[document.pk])
    except NoReverseMatch:
        return ""
