"""The list of drafts: being written, waiting for approval, ready, sent later; searched, and several done at once."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from depesch.hub.drafts.editing import ChangedMeanwhile, NotEditable
from depesch.hub.drafts.finishing import NotApprovable, NotFinished, approve
from depesch.hub.drafts.models import Draft, DraftState
from depesch.hub.drafts.sending import NotSendable, send_now
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.scope import acting_for
from depesch.portal.access import company_at, for_member, person_at
from depesch.portal.drafts.rows import rows_of
from depesch.portal.invoice.refusals import refusal
from depesch.portal.person import PortalRequest

PAGE = 50
MOST_AT_ONCE = 50
VIEWS: dict[str, tuple[tuple[DraftState, ...], Promise]] = {
    "writing": ((DraftState.EDITING,), _("Being written")),
    "approval": ((DraftState.WAITING,), _("Waiting for approval")),
    "ready": ((DraftState.APPROVED,), _("Ready to send")),
    "later": ((DraftState.SCHEDULED,), _("Sent later")),
}


@dataclass(frozen=True, slots=True)
class View:
    """One of the lists, with how many there are in it."""

    url: str
    label: Promise
    count: int
    here: bool


@require_GET
@for_member()
def drafts(request: PortalRequest) -> HttpResponseBase:
    """Show the drafts of one of the lists."""
    return _list(request, request.GET.get("view", ""))


@require_GET
@for_member()
def approvals(request: PortalRequest) -> HttpResponseBase:
    """Show what waits for approval: where the letters lead to."""
    return _list(request, "approval")


def _list(request: PortalRequest, wanted: str) -> HttpResponseBase:
    view = wanted if wanted in VIEWS else "writing"
    query = " ".join(request.GET.get("q", "").replace("\0", "").split())[:100]
    found = _searched(Draft.objects.filter(state__in=VIEWS[view][0]), query)
    page = _page(found, request.GET.get("before", ""))
    person = person_at(request)
    onward = urlencode({"view": view, "q": query, "before": str(page[PAGE - 1].pk)}) if len(page) > PAGE else ""
    shown = {
        "view": view,
        "views": _views(view),
        "query": query,
        "rows": rows_of(page[:PAGE], person.actor),
        "onward": onward,
        "may_approve": view == "approval" and person.may(Permission.APPROVE),
        "may_send": view in ("ready", "later") and person.may_send,
    }
    return render(request, "drafts/drafts.html", shown)


def _searched(found: QuerySet[Draft], query: str) -> QuerySet[Draft]:
    for word in query.split()[:8]:
        found = found.filter(Q(name__icontains=word) | Q(number__icontains=word))
    return found.order_by("-changed_at", "-id").defer("fields", "layout", "content")


def _page(found: QuerySet[Draft], before: str) -> list[Draft]:
    try:
        last = Draft.objects.values("changed_at", "pk").get(pk=UUID(before)) if before else None
    except (ValueError, Draft.DoesNotExist):
        last = None
    if last is not None:
        older = Q(changed_at__lt=last["changed_at"]) | Q(changed_at=last["changed_at"], pk__lt=last["pk"])
        found = found.filter(older)
    return list(found[: PAGE + 1])


def _views(here: str) -> list[View]:
    counts = dict(Draft.objects.values_list("state").annotate(count=Count("pk")))
    return [
        View(
            url=f"{reverse('drafts')}?view={name}",
            label=label,
            count=sum(counts.get(state, 0) for state in states),
            here=name == here,
        )
        for name, (states, label) in VIEWS.items()
    ]


@require_POST
@for_member(acting=False)
def several(request: PortalRequest) -> HttpResponseBase:
    """Approve or send several drafts, each by itself, so that one that cannot be stops no other."""
    action, view = request.POST.get("do", ""), request.POST.get("view", "")
    person = person_at(request)
    if not person.may(Permission.APPROVE if action == "approve" else Permission.SEND):
        raise PermissionDenied
    done = 0
    refused: list[str] = []
    for text in request.POST.getlist("draft")[:MOST_AT_ONCE]:
        if why := _one(request, text, action):
            refused.append(why)
        else:
            done += 1
    _tell(request, action, done, refused)
    return redirect(f"{reverse('drafts')}?view={view if view in VIEWS else 'writing'}")


def _one(request: PortalRequest, text: str, action: str) -> str:
    """Do it to one draft; return why not, empty when it is done."""
    key, _colon, revision = text.partition(":")
    company, actor = company_at(request), person_at(request).actor
    try:
        with acting_for(company.pk):
            draft = Draft.objects.only("number", "name").get(pk=UUID(key))
    except (ValueError, Draft.DoesNotExist):
        return refusal("discarded")
    try:
        if action == "approve":
            with acting_for(company.pk):
                approve(draft.pk, revision=int(revision) if revision.isdecimal() else 0, actor=actor)
        else:
            send_now(company.pk, draft.pk, actor=actor)
    except (NotApprovable, NotSendable) as no:
        return f"{draft.number or draft.name}: {refusal(no.code)}"
    except (ChangedMeanwhile, NotEditable, NotFinished):
        return f"{draft.number or draft.name}: {refusal('changed-meanwhile')}"
    return ""


def _tell(request: PortalRequest, action: str, done: int, refused: list[str]) -> None:
    if not done and not refused:
        messages.info(request, _("Mark the ones that it is about first."))
    elif done and action == "approve":
        words = ngettext("%(count)s is approved.", "%(count)s are approved.", done)
        messages.success(request, words % {"count": done})
    elif done:
        words = ngettext("%(count)s is handed over.", "%(count)s are handed over.", done)
        messages.success(request, words % {"count": done})
    for why in refused:
        messages.error(request, why)
