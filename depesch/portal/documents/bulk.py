"""Actions on many documents: chosen in a list, confirmed on a page, followed on another, fetched when it is a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from depesch.hub.flows import queries
from depesch.hub.flows.bulk import KEPT, MOST, BulkKind, ask, pieces
from depesch.hub.flows.models import BulkAction, Document
from depesch.hub.history.kinds.lists import ExportFetched
from depesch.hub.history.record import record
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.scope import acting_for
from depesch.portal.access import company_at, for_member, person_at
from depesch.portal.documents.bulk_words import OFFERS, Offer, question, reason
from depesch.portal.documents.naming import heading_of
from depesch.portal.documents.wanted import wanted_of
from depesch.portal.formatting import language
from depesch.portal.person import Person, PortalRequest
from depesch.portal.words import VIEWS

SHOWN = 200  # refused documents on the page; the table of an export has all
LISTED = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What was chosen in a list: some rows, or all that match up to a moment."""

    view: str
    query: str
    everything: bool
    ids: list[UUID]
    until: datetime


@require_http_methods(["GET", "POST"])
@for_member()
def bulk_ask(request: PortalRequest) -> HttpResponseBase:
    """Ask before an action on many documents."""
    parameters = request.POST if request.method == "POST" else request.GET
    chosen, offer = _chosen(parameters), _offer(parameters, person_at(request))
    if chosen is None or offer is None or not chosen.ids:
        messages.info(request, _("Choose documents in the list first."))
        return redirect(_back(parameters))
    page = {
        "chosen": chosen, "offer": offer, "question": question(offer.kind, len(chosen.ids)),
        "count": len(chosen.ids), "is_cut": chosen.everything and len(chosen.ids) == MOST, "most": MOST,
        "back": _back(parameters), "view_word": VIEWS[chosen.view],
    }  # fmt: skip
    return render(request, "documents/bulk_ask.html", page)


@require_POST
@for_member()
def bulk_start(request: PortalRequest) -> HttpResponseBase:
    """Put the action in line for the workers, and lead to where it can be followed."""
    person = person_at(request)
    chosen, offer = _chosen(request.POST), _offer(request.POST, person)
    if chosen is None or offer is None or not chosen.ids:
        messages.info(request, _("Choose documents in the list first."))
        return redirect(_back(request.POST))
    wishes = {"language": "" if request.POST.get("form") == "machine" else language(), "view": chosen.view}
    action = ask(offer.kind, chosen.ids, actor=person.actor, wishes=wishes)
    return redirect("bulk", action.pk)


@require_GET
@for_member()
def bulk(request: PortalRequest, bulk_id: UUID) -> HttpResponseBase:
    """Show how far an action is: done, left, and refused with the reason."""
    action = _own(request, bulk_id)
    offer, total = OFFERS[BulkKind(action.kind)], len(action.document_ids)
    page = {
        "action": action, "offer": offer, "total": total, "left": total - action.done,
        "went_well": action.done - len({each for each, _code in action.refused}),
        "refused": _refused(action), "more_refused": max(0, len(action.refused) - SHOWN),
        "percent": 100 * action.done // total if total else 100,
        "is_file": offer.kind.is_export, "fetched_until": action.ended_at + KEPT if action.ended_at else None,
        "view": action.wishes.get("view", "sent"),
    }  # fmt: skip
    return render(request, "documents/bulk.html", page)


@require_GET
@for_member()
def bulks(request: PortalRequest) -> HttpResponseBase:
    """Show the person's latest actions on many documents."""
    rows = (
        BulkAction.objects.filter(actor=person_at(request).actor).order_by("-asked_at").defer("document_ids")[:LISTED]
    )
    shown = [(row, OFFERS[BulkKind(row.kind)]) for row in rows]
    return render(request, "documents/bulks.html", {"rows": shown})


@require_GET
@for_member(acting=False)
def bulk_file(request: PortalRequest, bulk_id: UUID) -> HttpResponseBase:
    """Give the file of an export, piece by piece, and record who fetched it."""
    person, company = person_at(request), company_at(request)
    with acting_for(company.pk):
        action = _own(request, bulk_id)
        if not OFFERS[BulkKind(action.kind)].kind.is_export or action.ended_at is None or action.forgotten_at:
            raise Http404
        event = ExportFetched(bulk_id=str(action.pk), sha256=action.result_sha256)
        record(event, document_id=None, actor=person.actor)
    is_zip = action.kind == BulkKind.ZIP
    answer = StreamingHttpResponse(
        _streamed(company.pk, action), content_type="application/zip" if is_zip else "text/csv; charset=utf-8"
    )
    name = f"depesch-{timezone.localdate(action.asked_at):%Y%m%d}-{str(action.pk)[:8]}.{'zip' if is_zip else 'csv'}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Content-Length"] = str(action.result_size)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _streamed(company_id: UUID, action: BulkAction) -> Iterator[bytes]:
    with acting_for(company_id):
        yield from pieces(action)


def _own(request: PortalRequest, bulk_id: UUID) -> BulkAction:
    """Return an action of the person, or of a colleague when they administer the company; Http404 otherwise."""
    person = person_at(request)
    action = BulkAction.objects.filter(pk=bulk_id).first()
    if action is None or not (action.actor == person.actor or person.may(Permission.ADMINISTER)):
        raise Http404
    return action


def _offer(parameters: QueryDict, person: Person) -> Offer | None:
    """Return the wanted action; None for one that there is not."""
    kind = parameters.get("kind", "")
    if kind not in set(BulkKind):
        return None
    offer = OFFERS[BulkKind(kind)]
    if not person.may(offer.permission):
        raise PermissionDenied
    return offer


def _chosen(parameters: QueryDict) -> Chosen | None:
    """Return what was chosen; None when it names no list."""
    view = parameters.get("view", "")
    if view not in VIEWS:
        return None
    query, everything = parameters.get("query", ""), parameters.get("everything") == "1"
    until = _moment(parameters.get("until", "")) or timezone.now()
    if everything:
        wanted = wanted_of(view, QueryDict(query))
        filters = msgspec.structs.replace(wanted.filters(timezone.localdate()), until=until)
        ids = queries.matching(queries.View(view), filters, MOST)
    else:
        ids = [each for text in parameters.getlist("id")[:MOST] if (each := _uuid(text))]
    return Chosen(view=view, query=query, everything=everything, ids=list(dict.fromkeys(ids)), until=until)


def _moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found is not None and timezone.is_aware(found) else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _back(parameters: QueryDict) -> str:
    """Return the list that the choice was made in."""
    view = parameters.get("view", "")
    return wanted_of(view if view in VIEWS else "sent", QueryDict(parameters.get("query", ""))).url()


def _refused(action: BulkAction) -> list[tuple[str, str, str]]:
    """Return the documents that it could not be done to: address, name, reason."""
    shown = action.refused[:SHOWN]
    found = Document.objects.in_bulk([UUID(each) for each, _code in shown])
    return [
        (reverse("document", args=[each]), heading_of(found[UUID(each)]), reason(code))
        for each, code in shown
        if UUID(each) in found
    ]
