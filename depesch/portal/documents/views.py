"""The lists of documents: five views, search first, filters as chips, pages that go on by a key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from depesch.channels import SendMode
from depesch.hub.flows import queries
from depesch.portal.access import for_member
from depesch.portal.documents.rows import rows_of
from depesch.portal.person import PortalRequest
from depesch.portal.words import VIEWS

SORTS = (
    (queries.Sort.RECEIVED_AT.value, _("Newest first")),
    (queries.Sort.ISSUE_DATE.value, _("Latest date first")),
    (queries.Sort.NUMBER.value, _("Highest number first")),
    (queries.Sort.AMOUNT_DUE.value, _("Largest amount first")),
)
PERIODS = (("", _("All")), ("30", _("Last 30 days")), ("90", _("Last 90 days")))
MODES = (
    (SendMode.PRODUCTION.value, _("Production only")),
    (SendMode.TEST.value, _("Tests")),
    (SendMode.CERTIFICATION.value, _("Certification")),
)
# What an empty list says: how things are, and what would bring something here.
EMPTY = {
    "received": (_("Nothing received yet"), _("Invoices that others send to you over the network come here.")),
    "sent": (
        _("Nothing sent yet"),
        _("Upload an invoice, or let your program hand it over. It comes here when it is delivered."),
    ),
    "in_progress": (
        _("Nothing is under way"),
        _("Documents stand here from when they are handed over until they are delivered."),
    ),
    "errors": (
        _("No errors"),
        _("A document that needs correcting would stand here, with what is wrong and what to do."),
    ),
    "cancelled": (
        _("Nothing cancelled"),
        _("Documents that you withdraw before delivery come here and stay in the archive."),
    ),
}


@dataclass(frozen=True, slots=True)
class Link:
    """A view's tab or a filter's chip."""

    url: str
    label: str | Promise
    here: bool
    count: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for."""

    view: str
    query: str
    sort: str
    period: str
    mode: str
    after: str

    def url(self, **changes: str) -> str:
        """Return the address of this list with some things changed; from its first page on."""
        wanted = {"q": self.query, "sort": self.sort, "period": self.period, "mode": self.mode, "after": "", **changes}
        defaults = {"sort": queries.Sort.RECEIVED_AT.value}
        kept = {name: value for name, value in wanted.items() if value and defaults.get(name) != value}
        address = reverse("documents", args=[self.view])
        return f"{address}?{urlencode(kept)}" if kept else address

    @property
    def is_narrowed(self) -> bool:
        """Return whether something is left out of the list."""
        return bool(self.query or self.period or self.mode)


@require_GET
@for_member()
def documents(request: PortalRequest, view: str) -> HttpResponseBase:
    """Show one list."""
    wanted = _wanted(request, view)
    try:
        found = queries.documents(
            queries.View(wanted.view),
            _filters(wanted, timezone.localdate()),
            sort=queries.Sort(wanted.sort),
            after=wanted.after or None,
        )
    except queries.BadKey:
        raise Http404 from None
    counts = queries.counts()
    page = {
        "view": view,
        "view_word": VIEWS[view],
        "views": [
            Link(reverse("documents", args=[name]), label, name == view, counts[queries.View(name)])
            for name, label in VIEWS.items()
        ],
        "rows": rows_of(found.documents),
        "next_url": wanted.url(after=found.next_key) if found.next_key else None,
        "first_url": wanted.url() if wanted.after else None,
        "chips": _chips(wanted),
        "sorts": SORTS,
        "sort": wanted.sort,
        "query": wanted.query,
        "kept": [(name, value) for name, value in (("period", wanted.period), ("mode", wanted.mode)) if value],
        "is_narrowed": wanted.is_narrowed,
        "empty": EMPTY[view],
    }
    return render(request, "documents/documents.html", page)


def _wanted(request: PortalRequest, view: str) -> Wanted:
    if view not in VIEWS:
        raise Http404
    given = request.GET
    return Wanted(
        view=view,
        query=given.get("q", "").strip()[:200],
        sort=_one_of(given.get("sort", ""), SORTS, queries.Sort.RECEIVED_AT.value),
        period=_one_of(given.get("period", ""), PERIODS, ""),
        mode=_one_of(given.get("mode", ""), MODES, ""),
        after=given.get("after", ""),
    )


def _one_of(value: str, choices: tuple[tuple[str, Promise], ...], default: str) -> str:
    return value if value in dict(choices) else default


def _filters(wanted: Wanted, today: date) -> queries.Filters:
    since = today - timedelta(days=int(wanted.period)) if wanted.period else None
    return queries.Filters(
        text=wanted.query, received_from=since, send_mode=SendMode(wanted.mode) if wanted.mode else None
    )


def _chips(wanted: Wanted) -> list[Link]:
    """Return the filters; a chip that is on takes itself off."""
    periods = [Link(wanted.url(period=value), label, wanted.period == value) for value, label in PERIODS]
    modes = [
        Link(wanted.url(mode="" if wanted.mode == value else value), label, wanted.mode == value)
        for value, label in MODES
    ]
    return periods + modes
