"""A document as a row of a list: who, by which way, in which state, how much."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.urls import reverse

from depesch.hub.flows.models import Document
from depesch.hub.flows.problems import problem
from depesch.portal.documents.naming import kind_of, party_of
from depesch.portal.formatting import language


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it is shown."""

    url: str
    party: str
    second: str
    number: str
    state: str
    problem: str
    send_mode: str
    issue_date: date | None
    due_date: date | None
    received_at: datetime
    amount: Decimal | None
    currency: str
    is_new: bool


def row_of(document: Document, *, way: str = "", is_new: bool = False) -> Row:
    """Return the row of a document; `way` names the channels it goes or went by."""
    trouble = problem(document.problem_code, language(), document.problem_values) if document.problem_code else None
    kind = kind_of(document) if document.number else ""
    return Row(
        url=reverse("document", args=[document.pk]),
        party=party_of(document) or document.file_name or document.number or str(document.pk),
        second=" · ".join(filter(None, (kind, way))),
        number=document.number,
        state=document.state,
        problem=trouble.title if trouble else "",
        send_mode=document.send_mode,
        issue_date=document.issue_date,
        due_date=document.due_date,
        received_at=document.received_at,
        amount=document.amount_due,
        currency=document.currency,
        is_new=is_new,
    )
