"""One finished draft: seen as the recipient gets it, approved or sent back, sent, taken up again, or taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from depesch.hub.drafts.approvers import approvers_of
from depesch.hub.drafts.editing import ChangedMeanwhile, NotEditable, bring_back, discard
from depesch.hub.drafts.finishing import NotApprovable, NotFinished, approve, may_approve, reopen, send_back
from depesch.hub.drafts.look import Gathered, gather, looked
from depesch.hub.drafts.models import Draft, DraftState
from depesch.hub.drafts.sending import (
    NotRecallable,
    NotSendable,
    approve_and_send,
    recall,
    schedule,
    send_now,
    unschedule,
)
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.people import people_here
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from depesch.portal.access import company_at, for_member, person_at
from depesch.portal.drafts.rows import STATES, ids_of
from depesch.portal.formatting import language, moment
from depesch.portal.invoice.finishing import FINISHING, LATER, finished, hour_of
from depesch.portal.invoice.page import exempt_of, heading_of
from depesch.portal.invoice.refusals import refusal
from depesch.portal.invoice.result import result_of
from depesch.portal.invoice.writing import found
from depesch.portal.navigation import menu_of
from depesch.portal.person import PortalRequest


@require_http_methods(["GET", "POST"])
@for_member(acting=False)
def review(request: PortalRequest, draft_id: UUID) -> HttpResponseBase:
    """Show a finished draft with what can be done with it; on POST do it."""
    with acting_for(company_at(request).pk):
        draft = found(draft_id)
        if request.method == "GET" and not _is_elsewhere(draft):
            material = _material(request, draft)
    if request.method == "POST":
        return _decided(request, draft)
    if draft.state == DraftState.EDITING:
        return redirect("draft" if person_at(request).may_send else "draft_preview", draft.pk)
    if draft.state == DraftState.SENT and draft.document_id:
        return redirect("document", draft.document_id)
    return _page(request, draft, material)


def _is_elsewhere(draft: Draft) -> bool:
    """Return whether the draft has another page: it is written on, or a document already."""
    return draft.state == DraftState.EDITING or (draft.state == DraftState.SENT and draft.document_id is not None)


@dataclass(frozen=True, slots=True)
class _Material:
    """What the page is made of, read from the database."""

    names: dict[str, str]
    approvers: list[str]
    gathered: Gathered


def _material(request: PortalRequest, draft: Draft) -> _Material:
    """Read what the page is made of, acting for the company."""
    people = people_here(ids_of({draft.finished_by, draft.approved_by}))
    approvers = approvers_of(draft, people) if draft.state == DraftState.WAITING else []
    names = {f"user:{person.id}": person.name for person in people}
    gathered = gather(company_at(request), draft, language=language())
    menu_of(request)
    return _Material(names, [person.name for person in approvers], gathered)


def _shown(request: PortalRequest, draft: Draft, fault: str = "", reason: str = "") -> HttpResponseBase:
    with acting_for(company_at(request).pk):
        material = _material(request, draft)
    return _page(request, draft, material, fault, reason)


def _page(
    request: PortalRequest, draft: Draft, material: _Material, fault: str = "", reason: str = ""
) -> HttpResponseBase:
    company, person = company_at(request), person_at(request)
    names, approvers = material.names, material.approvers
    look = looked(company, material.gathered)
    tone, state = STATES[DraftState(draft.state)]
    page = {
        "draft": draft,
        "heading": heading_of(draft),
        "tone": tone,
        "state": state,
        "finished_by": names.get(draft.finished_by, "–"),
        "approved_by": names.get(draft.approved_by, ""),
        "approvers": approvers,
        "look": result_of(look, draft.fields, language(), is_exempt=exempt_of(draft)),
        "may_approve": person.may(Permission.APPROVE) and may_approve(draft, person.actor),
        "is_own_work": person.may(Permission.APPROVE) and not may_approve(draft, person.actor),
        "may_send": person.may_send,
        "problem": refusal(draft.problem_code) if draft.problem_code else "",
        "fault": fault,
        "reason": reason,
    }
    return render(request, "drafts/review.html", page, status=422 if fault else 200)


def _decided(request: PortalRequest, draft: Draft) -> HttpResponseBase:
    """Do what was chosen: each thing needs its permission."""
    chosen = request.POST.get("do", "")
    needs = {"approve": Permission.APPROVE, "approve_send": Permission.APPROVE, "back": Permission.APPROVE}
    needed = {needs.get(chosen, Permission.SEND), *([Permission.SEND] if chosen == "approve_send" else [])}
    if not all(person_at(request).may(each) for each in needed):
        raise PermissionDenied
    if chosen not in _DO:
        raise Http404
    try:
        return _DO[chosen](request, draft)
    except (NotApprovable, NotSendable) as no:
        if chosen in ("back", LATER):
            return _shown(request, draft, refusal(no.code), request.POST.get("reason", ""))
        messages.error(request, refusal(no.code))
    except ChangedMeanwhile:
        messages.error(request, refusal("changed-meanwhile"))
    except NotEditable as no:
        messages.error(request, refusal(no.state))
    return redirect("draft_review", draft.pk)


def _revision(request: PortalRequest) -> int:
    text = request.POST.get("revision", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _approve(request: PortalRequest, draft: Draft) -> HttpResponseBase:
    with acting_for(company_at(request).pk):
        approve(draft.pk, revision=_revision(request), actor=person_at(request).actor)
    messages.success(request, _("It is approved, and can be sent."))
    return redirect("draft_review", draft.pk)


def _approve_and_send(request: PortalRequest, draft: Draft) -> HttpResponseBase:
    actor = person_at(request).actor
    document_id = approve_and_send(company_at(request).pk, draft.pk, revision=_revision(request), actor=actor)
    messages.success(request, _("It is approved and handed over. Here you see how it goes."))
    return redirect("document", document_id)


def _back(request: PortalRequest, draft: Draft) -> HttpResponseBase:
    with acting_for(company_at(request).pk):
        reason = request.POST.get("reason", "")
        send_back(draft.pk, reason, revision=_revision(request), actor=person_at(request).actor)
    messages.success(request, _("It is sent back. The writer has been told why."))
    return redirect("approvals")


def _send(request: PortalRequest, draft: Draft) -> HttpResponseBase:
    document_id = send_now(company_at(request).pk, draft.pk, actor=person_at(request).actor)
    messages.success(request, _("It is handed over. Here you see how it goes."))
    return redirect("document", document_id)


def _later(request: PortalRequest, draft: Draft) -> HttpResponseBase:
    at = hour_of(request.POST.get("send_at", ""))
    if at is None:
        raise NotSendable("no-time")
    with acting_for(company_at(request).pk):
        schedule(draft.pk, at, actor=person_at(request).actor)
    messages.success(request, _("It will be sent by itself: {moment}.").format(moment=moment(at)))
    return redirect("draft_review", draft.pk)


def _not_later(request: PortalRequest, draft: Draft) -> HttpResponseBase:
    with acting_for(company_at(request).pk):
        unschedule(draft.pk)
    messages.success(request, _("It is not sent by itself any more. It stays here, ready."))
    return redirect("draft_review", draft.pk)


def _write(request: PortalRequest, draft: Draft) -> HttpResponseBase:
    with acting_for(company_at(request).pk):
        reopen(draft.pk, actor=person_at(request).actor)
    return redirect("draft", draft.pk)


_DO: dict[str, Callable[[PortalRequest, Draft], HttpResponseBase]] = {
    "approve": _approve,
    "approve_send": _approve_and_send,
    "back": _back,
    "send": _send,
    LATER: _later,
    "not_later": _not_later,
    "write": _write,
}


@require_POST
@for_member(Permission.SEND, acting=False)
def draft_send(request: PortalRequest, draft_id: UUID) -> HttpResponseBase:
    """Send a draft as it was saved, from its preview: to the receiver, or to whoever approves it."""
    with acting_for(company_at(request).pk):
        found(draft_id)
    action = request.POST.get("do", "")
    at = hour_of(request.POST.get("send_at", ""))
    if action not in FINISHING or (action == LATER and (at is None or at <= now())):
        raise Http404
    try:
        return finished(request, draft_id, _revision(request), action, at)
    except NotFinished:
        messages.error(request, _("Something is left to do before it can be sent."))
    except ChangedMeanwhile:
        messages.error(request, refusal("changed-meanwhile"))
    except (NotEditable, NotSendable):
        return redirect("draft_review", draft_id)
    return redirect("draft", draft_id)


@require_http_methods(["GET", "POST"])
@for_member(Permission.SEND)
def draft_discard(request: PortalRequest, draft_id: UUID) -> HttpResponseBase:
    """Ask, then throw the draft away; it can be brought back for a while."""
    draft = found(draft_id)
    if request.method == "GET":
        return render(request, "drafts/discard.html", {"draft": draft, "heading": heading_of(draft)})
    actor = person_at(request).actor
    try:
        if request.POST.get("do") == "back":
            bring_back(draft.pk, actor=actor)
            return redirect("draft", draft.pk)
        discard(draft.pk, actor=actor)
    except NotEditable as no:
        messages.error(request, refusal(no.state))
        return redirect("draft_review", draft.pk)
    messages.success(request, _("It is thrown away. For 30 days it can be brought back from here."))
    return redirect("draft_review", draft.pk)


@require_POST
@for_member(Permission.SEND, acting=False)
def draft_recall(request: PortalRequest, draft_id: UUID) -> HttpResponseBase:
    """Take a sent draft back while it has not left; say what to do when it has."""
    with acting_for(company_at(request).pk):
        found(draft_id)
    return taken_back(request, draft_id)


def taken_back(request: PortalRequest, draft_id: UUID) -> HttpResponseBase:
    """Take a sent draft back, or say why not, and show it where it is then."""
    try:
        recall(company_at(request).pk, draft_id, actor=person_at(request).actor)
    except NotRecallable as no:
        messages.error(request, refusal(no.code))
        if no.document_id:
            messages.info(request, _("To take it back now, credit it: the button stands on this page."))
            return redirect("document", no.document_id)
        return redirect("draft_review", draft_id)
    messages.success(request, _("It is taken back: nothing was delivered. Here it can be changed."))
    return redirect("draft", draft_id)
