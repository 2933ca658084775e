"""The list of unprocessed supplier invoices and what is done from it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from depesch.hub.archive.store import files_of
from depesch.hub.flows import handling
from depesch.hub.flows.handling import Order
from depesch.hub.flows.kept_views import shown
from depesch.hub.flows.models import Direction, Document
from depesch.hub.flows.queries import BadKey
from depesch.hub.tenancy.access import Permission
from depesch.kit.clock import now
from depesch.portal.access import document_of_company, for_member, person_at
from depesch.portal.document.content import original_of
from depesch.portal.documents.naming import heading_of
from depesch.portal.formatting import language
from depesch.portal.incoming.rows import is_in_list, rows_of
from depesch.portal.person import PortalRequest

LINES_SHOWN = 20  # in a preview; the rest is on the document's page


@dataclass(frozen=True, slots=True)
class Chip:
    """One order of the list."""

    url: str
    label: Promise
    here: bool


_ORDERS = {Order.NEWEST: _lazy("Newest first"), Order.DUE: _lazy("Due first")}


@require_http_methods(["GET", "POST"])
@for_member()
def unprocessed_list(request: PortalRequest) -> HttpResponseBase:
    """Show the list; a POST notes the marked ones as done."""
    if request.method == "POST":
        return _process(request)
    order = Order(request.GET["order"]) if request.GET.get("order") in set(Order) else Order.NEWEST
    words = request.GET.get("q", "").strip()[:200]
    try:
        found = handling.unprocessed(order, words=words, after=request.GET.get("after", "")[:400])
    except BadKey:
        raise Http404 from None
    at = timezone.localtime(now())
    page = {
        "rows": rows_of(found.documents, at, at.date()),
        "next_url": _url(order, words, found.next_key) if found.next_key else None,
        "first_url": _url(order, words) if request.GET.get("after") else None,
        "chips": [Chip(_url(each, words), label, each is order) for each, label in _ORDERS.items()],
        "order": order.value,
        "query": words,
        "may_process": person_at(request).may(Permission.PROCESS),
        **_undoable(request),
    }
    return render(request, "incoming/incoming.html", page)


@require_GET
@for_member()
def lines(request: PortalRequest, document_id: UUID) -> HttpResponseBase:
    """Show the first lines of a document: alone for the list, with a frame round it without JavaScript."""
    document = _incoming(document_id)
    kept = shown(document, original_of(files_of(document.pk)), language())
    rows = kept.view.lines.rows[:LINES_SHOWN] if kept else ()
    page = {
        "document": document,
        "heading": heading_of(document),
        "view": kept.view if kept else None,
        "rows": rows,
        "more": kept.line_count - len(rows) if kept else 0,
    }
    return render(request, "incoming/_lines.html" if request.htmx else "incoming/lines.html", page)


@require_GET
@for_member()
def original_pdf(request: PortalRequest, document_id: UUID) -> HttpResponseBase:
    """Lead to the PDF for ninety days after the arrival; then say that it is in the archive, and the way there."""
    document = _incoming(document_id)
    if is_in_list(document.received_at, timezone.localtime(now())):
        return redirect("pdf", document_id)
    return render(request, "incoming/archived.html", {"document": document, "heading": heading_of(document)})


@require_POST
@for_member(Permission.PROCESS)
def done(request: PortalRequest, document_id: UUID) -> HttpResponseBase:
    """Note one document as done."""
    document = _incoming(document_id)
    handling.mark_processed([document.pk], actor=person_at(request).actor)
    return _back(request, done=document.pk)


@require_POST
@for_member(Permission.PROCESS)
def reopen(request: PortalRequest, document_id: UUID) -> HttpResponseBase:
    """Put one document back among the unprocessed ones."""
    document = _incoming(document_id)
    if handling.reopen([document.pk], actor=person_at(request).actor):
        messages.success(request, _("{document} is unprocessed again.").format(document=heading_of(document)))
    return _back(request)


@require_http_methods(["GET", "POST"])
@for_member(Permission.PROCESS)
def remove_page(request: PortalRequest, document_id: UUID) -> HttpResponseBase:
    """Ask, then take a document off the list; the archive keeps it."""
    document = _incoming(document_id)
    if request.method == "POST":
        handling.put_away([document.pk], actor=person_at(request).actor)
        return _back(request, done=document.pk)
    return render(request, "incoming/remove.html", {"document": document, "heading": heading_of(document)})


def _process(request: PortalRequest) -> HttpResponseBase:
    person = person_at(request)
    if not person.may(Permission.PROCESS):
        messages.error(request, _("Your role does not permit this"))
        return redirect("incoming")
    marked = _ids(request.POST.getlist("document"))
    count = handling.mark_processed(marked, actor=person.actor)
    if count:
        said = ngettext("%(count)s document is done.", "%(count)s documents are done.", count)
        messages.success(request, said % {"count": count})
    else:
        messages.info(request, _("Mark one or more documents first, then choose what to do with them."))
    return _back(request)


def _ids(given: list[str]) -> list[UUID]:
    """Return the ids among what was sent; a page has fewer than are looked at."""
    found = []
    for text in given[: handling.MOST_AT_ONCE]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _incoming(document_id: UUID) -> Document:
    document = document_of_company(document_id)
    if document.direction != Direction.IN:
        raise Http404
    return document


def _back(request: PortalRequest, *, done: UUID | None = None) -> HttpResponseBase:
    """Go back to the page that the button stood on; the list then offers to undo what was done there."""
    page = request.POST.get("page", "")
    if _ids([page]):
        return redirect("document", page)
    return redirect(f"{reverse('incoming')}?{urlencode({'done': str(done)})}" if done else reverse("incoming"))


def _undoable(request: PortalRequest) -> dict[str, object]:
    """Return the document that was just taken off the list, if it was, with its name."""
    ids = _ids([request.GET.get("done", "")])
    document = Document.objects.filter(pk__in=ids).exclude(processed_at=None).first() if ids else None
    return {"undo": document, "undo_heading": heading_of(document)} if document else {}


def _url(order: Order, words: str, after: str = "") -> str:
    wanted = {"order": "" if order is Order.NEWEST else order.value, "q": words, "after": after}
    kept = {name: value for name, value in wanted.items() if value}
    return f"{reverse('incoming')}?{urlencode(kept)}" if kept else reverse("incoming")
