"""The lists of documents: five views, search first, filters, pages that go on by a key."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from depesch.hub.accounts.e_archive import is_limited
from depesch.hub.flows import queries
from depesch.hub.flows.errors import counts_by_kind
from depesch.hub.flows.filters import ErrorKind
from depesch.portal.access import company_at, for_member, person_at
from depesch.portal.documents.bulk_words import offered
from depesch.portal.documents.rows import rows_of
from depesch.portal.documents.saved import Saved, default_of, saved_of
from depesch.portal.documents.wanted import ERRORS, HANDLED, MODES, PERIODS, SORTS, Wanted, wanted_of
from depesch.portal.person import PortalRequest
from depesch.portal.words import VIEWS

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


# What is under way and errors are shown however old they are.
_LIMITED = {queries.View.RECEIVED.value, queries.View.SENT.value, queries.View.CANCELLED.value}


@dataclass(frozen=True, slots=True)
class Link:
    """A view's tab or a filter's chip."""

    url: str
    label: str | Promise
    here: bool
    count: int | None = None
    is_least: bool = False  # the count ends there: at least so many


@require_GET
@for_member()
def documents(request: PortalRequest, view: str) -> HttpResponseBase:
    """Show one list; without anything asked for, what the person opens it with."""
    wanted = wanted_of(view, request.GET)
    saved = saved_of(person_at(request).user.pk, view)
    if not request.GET and (own := default_of(saved)):
        return redirect(own.url)
    try:
        found = queries.documents(
            queries.View(view), wanted.filters(timezone.localdate()), sort=queries.Sort(wanted.sort),
            descending=wanted.is_descending, after=wanted.after or None,
        )  # fmt: skip
    except queries.BadKey:
        raise Http404 from None
    page = {
        "view": view,
        "view_word": VIEWS[view],
        "views": _views(view),
        "rows": rows_of(found.documents),
        "next_url": wanted.url(after=found.next_key) if found.next_key else None,
        "first_url": wanted.url() if wanted.after else None,
        "all_query": wanted.parameters(),
        "is_whole": not (found.next_key or wanted.after),
        "kinds": offered(person_at(request), view),
        "empty": EMPTY[view],
        "older_are_kept": view in _LIMITED and not found.next_key and is_limited(company_at(request)),
        **_tools(wanted, saved),
    }
    return render(request, "documents/documents.html", page)


def _views(here: str) -> list[Link]:
    counts = queries.counts()
    return [
        Link(reverse("documents", args=[name]), label, name == here, count, count >= queries.COUNT_LIMIT)
        for name, label in VIEWS.items()
        for count in (counts[queries.View(name)],)
    ]


def _tools(wanted: Wanted, saved: list[Saved]) -> dict[str, object]:
    """Return what stands above the list: search, chips, the fields of the filter, and what the person kept."""
    in_form = [name for name in wanted.form.fields if name in wanted.given]
    present = wanted.parameters()
    return {
        "chips": _chips(wanted),
        "used": _used(wanted),
        "sorts": SORTS,
        "sort": wanted.sort,
        "query": wanted.query,
        "kept": [(name, value) for name, value in wanted.given.items() if name not in ("q", "sort", "after")],
        "kept_beside": [
            (name, value) for name, value in wanted.given.items() if name not in (*wanted.form.fields, "after")
        ],
        "form": wanted.form,
        "filter_open": bool(wanted.form.errors),
        "filter_count": len(in_form),
        "without_form": wanted.url(**dict.fromkeys(in_form, "")),
        "is_narrowed": wanted.is_narrowed,
        "saved": [Link(each.url, each.name, each.query == present) for each in saved],
        "has_saved": bool(saved),
        "may_save": wanted.is_narrowed and not any(each.query == present for each in saved),
        "present_query": present,
        "whole_url": f"{reverse('documents', args=[wanted.view])}?all=1",
    }


def _chips(wanted: Wanted) -> list[Link]:
    """Return the filters that are one press away; a chip that is on takes itself off."""
    period = wanted.given.get("period", "")
    chips = [Link(wanted.url(period=value), label, period == value) for value, label in PERIODS]
    if wanted.view == queries.View.ERRORS.value:
        return _error_chips(wanted) + chips
    mode = wanted.given.get("mode", "")
    return chips + [
        Link(wanted.url(mode="" if mode == value else value), label, mode == value) for value, label in MODES
    ]


def _used(wanted: Wanted) -> list[Link]:
    """Return what the form narrows the list to, each with the address of the list without it."""
    names = [name for name in wanted.form.fields if name != "mode" or wanted.view == queries.View.ERRORS.value]
    return [Link(wanted.url(**{name: ""}), said, True) for name in names if (said := wanted.form.said(name))]


def _error_chips(wanted: Wanted) -> list[Link]:
    counts, kind, handled = counts_by_kind(), wanted.given.get("errors", ""), wanted.given.get("handled", "")
    kinds = [
        Link(wanted.url(errors="" if kind == name else name), label, kind == name, counts[ErrorKind(name)])
        for name, label in ERRORS
    ]
    return kinds + [
        Link(wanted.url(handled="" if handled == name else name), label, handled == name) for name, label in HANDLED
    ]
