"""Start: what needs somebody today, then a plain picture of the last weeks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncWeek
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from depesch.hub.flows.errors import COUNT_LIMIT, OPEN_ERRORS
from depesch.hub.flows.models import Direction, Document, DocumentState
from depesch.hub.tenancy.models import CompanyLogo
from depesch.portal.access import for_member
from depesch.portal.accounts import STEPS_KEY
from depesch.portal.documents.rows import Row, row_of
from depesch.portal.person import PortalRequest
from depesch.portal.unread import unread_lately
from depesch.portal.words import Tone

SHOWN = 4  # of each kind; the rest is one click away
WEEKS = 8


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing that needs somebody."""

    name: str
    tone: Tone
    label: Promise
    view: str  # the list that holds all of them


@dataclass(frozen=True, slots=True)
class Group:
    """What there is of one kind: how many, and the first few."""

    kind: Kind
    count: int
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Week:
    """One week's documents; the shares are of the fullest week's, in percent."""

    monday: date
    sent: int
    received: int
    sent_share: int
    received_share: int


KINDS = (
    Kind("errors", Tone.NEED, _("Needs you"), "errors"),
    Kind("uncertain", Tone.WAIT, _("Delivery uncertain: the receiver's side is being asked"), "in_progress"),
    Kind("waiting", Tone.WAIT, _("Waiting to be delivered"), "in_progress"),
    Kind("arrived", Tone.PLAN, _("Received and not opened yet"), "received"),
)


@require_GET
@for_member()
def start(request: PortalRequest) -> HttpResponseBase:
    """Show the start page."""
    request.session.pop(STEPS_KEY, None)  # who is here has left the first steps
    groups, weeks = today(), last_weeks(timezone.localdate())
    is_quiet = not groups and not any(week.sent or week.received for week in weeks)
    logo = CompanyLogo.objects.defer("content").first()
    page = {"groups": groups, "weeks": weeks, "is_quiet": is_quiet, "logo": logo}
    return render(request, "start/start.html", page)


def today() -> list[Group]:
    """Return the kinds that there is something of, the most urgent first."""
    wanted = {
        "errors": Document.objects.filter(OPEN_ERRORS),
        "uncertain": Document.objects.filter(state=DocumentState.UNCERTAIN),
        "waiting": Document.objects.filter(state=DocumentState.WAITING),
        "arrived": unread_lately(),
    }
    first = [_first(found) for found in wanted.values()]
    shown = list(first[0].union(*first[1:], all=True))  # one query for the first few of every kind
    groups = []
    for kind in KINDS:
        found = [document for document in shown if _kind_of(document) == kind.name]
        count = len(found) if len(found) <= SHOWN else wanted[kind.name][:COUNT_LIMIT].count()
        if count:
            found.sort(key=lambda document: (document.received_at, document.pk), reverse=True)
            groups.append(Group(kind=kind, count=count, rows=[row_of(document) for document in found[:SHOWN]]))
    return groups


def _kind_of(document: Document) -> str:
    if document.direction == Direction.IN:
        return "arrived"
    waits = {DocumentState.UNCERTAIN.value: "uncertain", DocumentState.WAITING.value: "waiting"}
    return waits.get(document.state, "errors")


def last_weeks(now: date) -> list[Week]:
    """Return the last weeks, the latest first, with what was sent and received in each."""
    this_monday = now - timedelta(days=now.weekday())
    mondays = [this_monday - timedelta(weeks=back) for back in range(WEEKS)]
    counted = (
        Document.objects.filter(received_at__gte=_start(mondays[-1]))
        .annotate(week=TruncWeek("received_at"))
        .values("week")
        .annotate(
            sent=Count("pk", filter=Q(direction=Direction.OUT) & ~Q(state=DocumentState.CANCELLED)),
            received=Count("pk", filter=Q(direction=Direction.IN)),
        )
    )
    found = {timezone.localdate(row["week"]): (row["sent"], row["received"]) for row in counted}
    numbers = [found.get(monday, (0, 0)) for monday in mondays]
    top = max((max(pair) for pair in numbers), default=0) or 1
    return [
        Week(monday, sent, received, 100 * sent // top, 100 * received // top)
        for monday, (sent, received) in zip(mondays, numbers, strict=True)
    ]


def _start(day: date) -> datetime:
    """Return when the day begins: a bound that an index can start from."""
    return timezone.make_aware(datetime.combine(day, time.min))


def _first(found: QuerySet[Document]) -> QuerySet[Document]:
    return found.order_by("-received_at", "-id")[: SHOWN + 1]
