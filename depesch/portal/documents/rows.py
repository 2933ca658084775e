"""A document as a row of a list: who, by which way, in which state, how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.urls import reverse
from django.utils.functional import Promise

from depesch.hub.flows.attempts import run_of
from depesch.hub.flows.models import Delivery, Direction, Document
from depesch.hub.flows.problems import problem
from depesch.portal.documents.naming import kind_of, party_of
from depesch.portal.formatting import language
from depesch.portal.unread import unread
from depesch.portal.words import SEND_MODES, channel_word


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it is shown."""

    url: str
    party: str
    kind: str
    way: str
    number: str
    state: str
    problem: str
    send_mode: str
    send_mode_word: Promise
    issue_date: date | None
    due_date: date | None
    received_at: datetime
    amount: Decimal | None
    currency: str
    is_new: bool


def rows_of(documents: Sequence[Document]) -> list[Row]:
    """Return the rows of a page of a list; two more queries, however many rows there are. Call it in `acting_for`."""
    ids = [document.pk for document in documents]
    ways = {delivery.document_id: _way(delivery) for delivery in Delivery.objects.filter(document__in=ids)}
    incoming = [document.pk for document in documents if document.direction == Direction.IN]
    new = set(unread().filter(pk__in=incoming).values_list("pk", flat=True)) if incoming else set()
    return [row_of(each, way=ways.get(each.pk, ""), is_new=each.pk in new) for each in documents]


def _way(delivery: Delivery) -> str:
    """Return the channels gone so far, such as "E-mail → Agreed folder", or the one that it goes by first."""
    gone = run_of(delivery)[: delivery.step + 1]
    return " → ".join(channel_word(step.channel, language()) for step in gone)


def row_of(document: Document, *, way: str = "", is_new: bool = False) -> Row:
    """Return the row of a document; `way` names the channels it goes or went by."""
    trouble = problem(document.problem_code, language(), document.problem_values) if document.problem_code else None
    return Row(
        url=reverse("document", args=[document.pk]),
        party=party_of(document) or document.file_name or document.number or str(document.pk),
        kind=kind_of(document) if document.number else "",
        way=way,
        number=document.number,
        state=document.state,
        problem=trouble.title if trouble else "",
        send_mode=document.send_mode,
        send_mode_word=SEND_MODES[document.send_mode],
        issue_date=document.issue_date,
        due_date=document.due_date,
        received_at=document.received_at,
        amount=document.amount_due,
        currency=document.currency,
        is_new=is_new,
    )
