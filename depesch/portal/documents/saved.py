"""Filters that a person keeps under a name, as chips above the list: kept, renamed, made the first, deleted."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from depesch.hub.flows.models import SavedFilter
from depesch.portal.access import company_at, for_member, person_at
from depesch.portal.documents.wanted import wanted_of
from depesch.portal.forms import PortalForm
from depesch.portal.person import PortalRequest
from depesch.portal.words import VIEWS

MOST = 20  # of one view and person: more would be no help
LONGEST_QUERY = 500


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved filter as it is shown."""

    id: UUID
    name: str
    query: str
    is_default: bool
    view: str

    @property
    def url(self) -> str:
        """Return the address that it stands for."""
        return f"{reverse('documents', args=[self.view])}?{self.query}"


class NameForm(PortalForm):
    """What the filter is called, and whether the list opens with it."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=60)
    is_default = forms.BooleanField(
        label=gettext_lazy("Open the list with this"), required=False,
        help_text=gettext_lazy("Then the list shows this at first, until you choose something else."),
    )  # fmt: skip


def saved_of(user_id: UUID, view: str) -> list[Saved]:
    """Return what the person kept for a view, by name. One query; call it inside `acting_for`."""
    rows = SavedFilter.objects.filter(user_id=user_id, view=view).order_by("name", "id")[:MOST]
    return [Saved(row.pk, row.name, row.query, row.is_default, row.view) for row in rows]


def default_of(saved: list[Saved]) -> Saved | None:
    """Return what the list opens with."""
    return next((each for each in saved if each.is_default), None)


@require_http_methods(["GET", "POST"])
@for_member()
def save_filter(request: PortalRequest, view: str) -> HttpResponseBase:
    """Keep what the address of a list asks for under a name."""
    person, parameters = person_at(request), request.POST if request.method == "POST" else request.GET
    wanted = wanted_of(view, QueryDict(parameters.get("query", "")))
    query = wanted.parameters()
    form = NameForm(request.POST if request.method == "POST" else None)
    if not wanted.is_narrowed or len(query) > LONGEST_QUERY:
        messages.info(request, _("Search or filter the list first; then it can be kept under a name."))
        return redirect("documents", view)
    if request.method == "POST" and form.is_valid():
        row = SavedFilter(tenant=company_at(request), user_id=person.user.pk, view=view, query=query)
        if SavedFilter.objects.filter(user_id=person.user.pk, view=view).count() >= MOST:
            form.add_error(None, _("You have kept as many as there is room for. Delete one first."))
        elif _kept(row, form):
            return redirect(f"{reverse('documents', args=[view])}?{query}")
    page = {"form": form, "view": view, "view_word": VIEWS[view], "query": query, "back": wanted.url()}
    return render(request, "documents/save_filter.html", page)


@require_http_methods(["GET", "POST"])
@for_member()
def saved_filter(request: PortalRequest, filter_id: UUID) -> HttpResponseBase:
    """Rename a saved filter, or make it what the list opens with."""
    row = _own(request, filter_id)
    form = NameForm(request.POST or None, initial={"name": row.name, "is_default": row.is_default})
    if request.method == "POST" and form.is_valid() and _kept(row, form):
        messages.success(request, _("The filter is changed."))
        return redirect("saved_filters", row.view)
    return render(request, "documents/saved_filter.html", {"form": form, "row": row, "view_word": VIEWS[row.view]})


@require_POST
@for_member()
def delete_filter(request: PortalRequest, filter_id: UUID) -> HttpResponseBase:
    """Delete a saved filter; the documents it found are untouched."""
    row = _own(request, filter_id)
    row.delete()
    messages.success(request, _("The filter “{name}” is deleted.").format(name=row.name))
    return redirect(f"{reverse('documents', args=[row.view])}?all=1")


@require_GET
@for_member()
def saved_filters(request: PortalRequest, view: str) -> HttpResponseBase:
    """Show what the person kept for a view, to rename and delete."""
    if view not in VIEWS:
        raise Http404
    page = {"saved": saved_of(person_at(request).user.pk, view), "view": view, "view_word": VIEWS[view]}
    return render(request, "documents/saved_filters.html", page)


def _own(request: PortalRequest, filter_id: UUID) -> SavedFilter:
    row = SavedFilter.objects.filter(pk=filter_id, user_id=person_at(request).user.pk).first()
    if row is None:
        raise Http404
    return row


def _kept(row: SavedFilter, form: NameForm) -> bool:
    """Write the row; a name that is taken is a fault at its field."""
    row.name, row.is_default = form.cleaned_data["name"], form.cleaned_data["is_default"]
    try:
        with transaction.atomic():
            if row.is_default:
                others = SavedFilter.objects.filter(user_id=row.user_id, view=row.view, is_default=True)
                others.exclude(pk=row.pk).update(is_default=False)
            row.save()
    except IntegrityError:
        form.add_error("name", _("You have a filter with this name already. Choose another name."))
        return False
    return True
