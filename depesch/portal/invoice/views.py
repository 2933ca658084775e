"""The form: shown, saved with every change, and what its buttons do."""

from __future__ import annotations

import re
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from depesch.hub.drafts.editing import ChangedMeanwhile, NotEditable
from depesch.hub.drafts.look import gather, look_over, looked
from depesch.hub.drafts.models import Draft, DraftState
from depesch.hub.paper.reading_through import reading_behind, reading_column
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.scope import acting_for
from depesch.portal.access import company_at, for_member, person_at
from depesch.portal.formatting import language
from depesch.portal.invoice.actions import describe_files, does, finish_from_form
from depesch.portal.invoice.finishing import FINISHING
from depesch.portal.invoice.page import Asked, exempt_of, findings_of, nets_of, page_of, saved_words
from depesch.portal.invoice.result import result_of
from depesch.portal.invoice.shape import add, drop, exempt, indices, move, sent_fields
from depesch.portal.invoice.writing import Sent, conflict_of, elsewhere, found, in_language, keep, sent_of, settled
from depesch.portal.navigation import menu_of
from depesch.portal.person import PortalRequest

_LEADS_TO = {"preview": "draft_preview", "recipient": "draft_recipient"}  # of buttons that save and go on
_PART = "X-Invoice"  # a script wants the form alone
_SCOPE = re.compile(r"[a-z_.0-9*]{0,60}", re.ASCII)


@require_http_methods(["GET", "POST"])
@for_member(Permission.SEND, acting=False)
def draft_page(request: PortalRequest, draft_id: UUID) -> HttpResponseBase:
    """Show the form of a draft; on POST save it and do what the button says."""
    if request.method == "POST":
        return _posted(request, draft_id)
    asked = Asked(
        panel=_scope(request.GET.get("panel", "")),
        focus=_scope(request.GET.get("focus", "")),
        was_tried="tried" in request.GET,
    )
    return _shown(request, draft_id, asked)


@require_POST
@for_member(Permission.SEND, acting=False)
def look_page(request: PortalRequest, draft_id: UUID) -> HttpResponseBase:
    """Save what stands in the form and answer what comes of it, for the script."""
    posted = request.POST.dict()
    sent = sent_of(sent_fields(posted), posted)
    try:
        with acting_for(company_at(request).pk):
            found(draft_id)
            draft = _kept(request, draft_id, sent)
    except ChangedMeanwhile as meanwhile:
        return _conflict(request, draft_id, sent, meanwhile)
    except NotEditable:
        return HttpResponse(status=410)
    look = look_over(company_at(request), draft, language=language())
    is_exempt = exempt_of(draft)
    return JsonResponse({
        "revision": draft.revision,
        "saved": saved_words(draft.changed_at),
        "nets": nets_of(look),
        "findings": findings_of(look, sent.fields, is_exempt=is_exempt),
        "look": render_to_string(
            "invoice/_look.html", {"look": result_of(look, sent.fields, language(), is_exempt=is_exempt)}
        ),
    })  # fmt: skip


def _kept(request: PortalRequest, draft_id: UUID, sent: Sent) -> Draft:
    """Save the form and what it says of its files, and return the draft as it is then."""
    actor = person_at(request).actor
    draft = keep(draft_id, sent, actor=actor, language=language())
    describe_files(draft_id, request.POST.dict(), actor=actor)
    draft.refresh_from_db(fields=["revision", "changed_at"])
    return draft


def _posted(request: PortalRequest, draft_id: UUID) -> HttpResponseBase:
    posted = request.POST.dict()
    action, _colon, what = posted.get("action", "save").partition(":")
    sent = sent_of(sent_fields(posted), posted)
    asked = _shaped(sent, action, what)
    if action == "exempt":
        exempt(sent.fields, on=sent.is_exempt)
    try:
        with acting_for(company_at(request).pk):
            draft = found(draft_id)
            if action == "settle":
                sent = settled(in_language(draft, language()), sent, posted)
            draft = _kept(request, draft_id, sent)
    except ChangedMeanwhile as meanwhile:
        return _conflict(request, draft_id, sent, meanwhile)
    except NotEditable:
        return _elsewhere_now(request, draft_id)
    if action in _LEADS_TO:
        return redirect(_LEADS_TO[action], draft.pk)
    if action not in FINISHING:
        return _again(request, draft, does(request, draft, action, what, asked))
    try:
        done = finish_from_form(request, draft, action)
    except ChangedMeanwhile as meanwhile:
        return _conflict(request, draft_id, sent, meanwhile)
    except NotEditable:
        return _elsewhere_now(request, draft_id)
    return _again(request, draft, done) if isinstance(done, Asked) else done


def _shaped(sent: Sent, action: str, what: str) -> Asked:
    """Add, move and take away what the button says, and return where the page goes on."""
    if action == "panel":
        return Asked(panel=_scope(what))
    if action == "add" and _SCOPE.fullmatch(what.replace("N", "")):
        return Asked(focus=add(sent.fields, what))
    if action == "drop":
        drop(sent.fields, what)
        group = what.rpartition(".")[0]
        return Asked(focus="lines.0.name" if group == "lines" and indices(sent.fields, "lines") else "")
    if action in ("up", "down"):
        move(sent.fields, what, -1 if action == "up" else 1)
    return Asked(was_tried=action == "save")


def _again(request: PortalRequest, draft: Draft, asked: Asked) -> HttpResponseBase:
    """Show the form again: to a script at once, to a browser by its address."""
    plain = {"panel": asked.panel, "focus": asked.focus, "tried": "1" if asked.was_tried else ""}
    told = Asked(panel=asked.panel, focus=asked.focus, was_tried=asked.was_tried)
    if _PART in request.headers or asked != told:
        return _shown(request, draft.pk, asked)
    query = urlencode({name: value for name, value in plain.items() if value})
    return HttpResponseRedirect(reverse("draft", args=[draft.pk]) + (f"?{query}" if query else ""))


def _conflict(request: PortalRequest, draft_id: UUID, sent: Sent, meanwhile: ChangedMeanwhile) -> HttpResponseBase:
    with acting_for(company_at(request).pk):
        draft = in_language(found(draft_id), language())
    asked = Asked(conflict=conflict_of(draft, sent, meanwhile, language()), fields=sent.fields)
    return _shown(request, draft_id, asked, status=409)


def _shown(request: PortalRequest, draft_id: UUID, asked: Asked, status: int = 200) -> HttpResponseBase:
    company = company_at(request)
    with acting_for(company.pk):
        draft = found(draft_id, reading=reading_column())
        if draft.state != DraftState.EDITING:
            return elsewhere(draft)
        draft = in_language(draft, language())
        if asked.fields is not None:
            draft.fields = dict(asked.fields)
        files = list(draft.files.all())
        sent_back_by = getattr(draft, "sent_back_name", None) or draft.sent_back_by
        gathered = gather(company, draft, language=language(), files=files)
        reading = reading_behind(draft)
        menu_of(request)
    look = looked(company, gathered)
    asks_approval = gathered.situation.four_eyes
    form = page_of(
        draft, look, files, asked, asks_approval=asks_approval, sent_back_by=sent_back_by, reading=reading
    )  # fmt: skip
    is_part = _PART in request.headers
    template = "invoice/_body.html" if is_part else "invoice/invoice.html"
    answer = render(request, template, {"draft": draft, "form": form}, status=status)
    if is_part:
        answer[_PART] = "part"
    return answer


def _elsewhere_now(request: PortalRequest, draft_id: UUID) -> HttpResponseBase:
    with acting_for(company_at(request).pk):
        return elsewhere(found(draft_id))


def _scope(text: str) -> str:
    return text if _SCOPE.fullmatch(text) else ""
