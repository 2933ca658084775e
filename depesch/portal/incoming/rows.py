"""An unprocessed document as a row: the supplier's number, who, when, due in words, how much, and its PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from depesch.hub.flows.models import Document
from depesch.hub.support.requests import asked_about
from depesch.portal.document.answers import STATUSES
from depesch.portal.documents.naming import kind_of, party_of
from depesch.portal.words import SEND_MODES, Tone

PDF_DAYS = 90  # as long as the list leads to the original PDF; after that, the archive does
SOON_DAYS = 7


@dataclass(frozen=True, slots=True)
class Due:
    """The due date, and what it means today, in words; empty when it is far off."""

    day: date | None
    words: str = ""
    tone: Tone | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it is shown."""

    pk: UUID
    number: str
    kind: str
    supplier: str
    issue_date: date | None
    due: Due
    amount: Decimal | None
    currency: str
    answer: str | Promise
    send_mode: str
    send_mode_word: Promise
    is_asked_about: bool  # a question to the support waits for its answer
    has_pdf: bool  # False: it is in the archive, on the document's own page


def rows_of(documents: Sequence[Document], now: datetime, today: date) -> list[Row]:
    """Return the rows of a page of the list; one more query, however many rows there are. Call it in `acting_for`."""
    asked = asked_about(each.pk for each in documents)
    return [_row(each, now, today, is_asked_about=each.pk in asked) for each in documents]


def is_in_list(received_at: datetime, now: datetime) -> bool:
    """Return whether the list still leads to the PDF: to the end of the ninetieth day after the arrival."""
    return (now.date() - received_at.astimezone(now.tzinfo).date()).days <= PDF_DAYS


def due_of(day: date | None, today: date) -> Due:
    """Return the due date with what it means today."""
    if day is None:
        return Due(None)
    left = (day - today).days
    if left < 0:
        words = ngettext("%(days)s day overdue", "%(days)s days overdue", -left) % {"days": -left}
        return Due(day, words, Tone.NEED)
    if left == 0:
        return Due(day, _("due today"), Tone.WAIT)
    if timedelta(days=left) <= timedelta(days=SOON_DAYS):
        return Due(day, ngettext("due in %(days)s day", "due in %(days)s days", left) % {"days": left}, Tone.WAIT)
    return Due(day)


def _row(document: Document, now: datetime, today: date, *, is_asked_about: bool) -> Row:
    known = STATUSES.get(document.business_status)
    return Row(
        pk=document.pk,
        number=document.number or document.file_name,
        kind=kind_of(document) if document.number else "",
        supplier=party_of(document) or _("Unknown supplier"),
        issue_date=document.issue_date,
        due=due_of(document.due_date, today),
        amount=document.amount_due,
        currency=document.currency,
        answer=known[1] if known else "",
        send_mode=document.send_mode,
        send_mode_word=SEND_MODES[document.send_mode],
        is_asked_about=is_asked_about,
        has_pdf=is_in_list(document.received_at, now),
    )
