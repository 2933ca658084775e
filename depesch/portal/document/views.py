"""A document's page, and what a sender can do with it: cancel, send again, mend and send."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import msgspec
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from depesch.hub.archive.store import files_of
from depesch.hub.flows import queries
from depesch.hub.flows.actions import ActionRefused, cancel, send_again
from depesch.hub.flows.kept_views import all_lines, shown
from depesch.hub.flows.mending import changes_of, may_be_mended, mend_and_send
from depesch.hub.flows.models import Direction, Document, DocumentState
from depesch.hub.flows.problems import problem
from depesch.hub.history.events import tag_of
from depesch.hub.tenancy.access import Permission
from depesch.model.issue import Issue, Severity
from depesch.portal.access import company_at, document_of_company, for_member, person_at
from depesch.portal.document.answers import said_of
from depesch.portal.document.buttons import buttons_of, may_cancel, may_send_again
from depesch.portal.document.content import contents_of, original_of
from depesch.portal.document.findings import findings_of, shown_changes
from depesch.portal.document.lost import conversions_of
from depesch.portal.document.parts import in_a_file
from depesch.portal.document.stages import stages_of
from depesch.portal.document.timeline import timeline
from depesch.portal.document.way import steps_of, taken_by
from depesch.portal.documents.naming import heading_of
from depesch.portal.documents.troubles import trouble_of
from depesch.portal.formatting import language
from depesch.portal.person import PortalRequest
from depesch.portal.unread import is_seen, note_opening
from depesch.portal.words import NEED_SOMEBODY, SEND_MODES, VIEWS, handed_word

_UNDER_WAY = (DocumentState.RECEIVED, DocumentState.SENDING, DocumentState.WAITING, DocumentState.UNCERTAIN)


@require_GET
@for_member()
def document_page(request: PortalRequest, document_id: UUID) -> HttpResponseBase:
    """Show a document: what is wrong with it, what it says, its way, its history, its files."""
    try:
        story = queries.story(document_id)
    except Document.DoesNotExist:
        raise Http404 from None
    document = story.document
    note_opening(
        document, actor=person_at(request).actor, is_seen=is_seen({tag_of(each.event) for each in story.events})
    )
    page: dict[str, object] = {
        "document": document,
        "heading": heading_of(document),
        "send_mode_word": SEND_MODES[document.send_mode],
        "timeline": timeline(story.events, company_at(request), story.files, reader=person_at(request).user),
        "is_asked_about": story.is_asked_about,
        **_list_of(document),
        **_trouble(document, may_send=person_at(request).may_send),
        **_mended_form(document),
        **in_a_file(document),
        **_way(story),
        **said_of(document),
        **contents_of(document, story.files),
    }
    page["stages"] = stages_of(document, story.events, names_order=bool(page["names_order"]))
    page["buttons"] = buttons_of(
        document, person_at(request), is_readable=page["view"] is not None, has_offer=bool(page["may_mend"])
    )
    return render(request, "document/document.html", page)


@require_GET
@for_member()
def lines_page(request: PortalRequest, document_id: UUID) -> HttpResponseBase:
    """Show every line of a long document."""
    document = document_of_company(document_id)
    original = original_of(files_of(document.pk))
    kept = shown(document, original, language())
    if kept is None:
        raise Http404
    page = {
        "document": document,
        "heading": heading_of(document),
        "columns": kept.view.lines.columns,
        "rows": all_lines(document, original, language()) or kept.view.lines.rows,
    }
    return render(request, "document/lines.html", page)


@require_POST
@for_member(Permission.SEND, acting=False)
def mend_page(request: PortalRequest, document_id: UUID) -> HttpResponseBase:
    """Send the mended form of a refused document, and show it."""
    company, actor = company_at(request), person_at(request).actor
    try:
        submission = mend_and_send(company.pk, document_id, actor=actor, route="portal")
    except Document.DoesNotExist:
        raise Http404 from None
    except ActionRefused as refusal:
        words = problem(refusal.code, language())
        messages.error(request, f"{words.title} {words.what_next}")
        return redirect("document", document_id)
    if submission.created:
        messages.success(
            request, _("This is the mended document. It is on its way; the original stays in the archive.")
        )
    else:
        messages.info(request, _("The mended document was sent before; this is it. Nothing was sent twice."))
    return redirect("document", submission.document_id)


@dataclass(frozen=True, slots=True)
class Action:
    """Something a sender can do, with its question and its answer."""

    do: Callable[[UUID, str], None]
    question: str
    what_happens: str
    do_it: str
    done: str
    is_stop: bool


@require_http_methods(["GET", "POST"])
@for_member(Permission.SEND)
def cancel_page(request: PortalRequest, document_id: UUID) -> HttpResponseBase:
    """Ask, then withdraw the document."""
    action = Action(
        do=cancel,
        question=_("Cancel this document?"),
        what_happens=_(
            "It will not be delivered. It stays in the archive and in the list of cancelled documents, and its number "
            "can be used again."
        ),
        do_it=_("Cancel the document"),
        done=_("The document is cancelled. Nothing was delivered."),
        is_stop=True,
    )
    return _ask_and_do(request, document_id, action, may_cancel)


@require_http_methods(["GET", "POST"])
@for_member(Permission.SEND)
def send_again_page(request: PortalRequest, document_id: UUID) -> HttpResponseBase:
    """Ask, then try the delivery anew."""
    may_be_there = document_of_company(document_id).problem_code == "perhaps-arrived"
    action = Action(
        do=send_again,
        question=_("Send this document again?"),
        what_happens=_(
            "An earlier copy may have reached the receiver. Ask them first: if it did, they get this document twice."
        )
        if may_be_there
        else _(
            "The same document is checked once more and tried on every way to the receiver, from the first. "
            "The receiver gets it once, even if an earlier try reached them."
        ),
        do_it=_("Send it again"),
        done=_("The document is on its way again."),
        is_stop=False,
    )
    return _ask_and_do(request, document_id, action, may_send_again)


def _ask_and_do(
    request: PortalRequest, document_id: UUID, action: Action, is_possible: Callable[[Document], bool]
) -> HttpResponseBase:
    document = document_of_company(document_id)
    if request.method == "POST":
        try:
            action.do(document.pk, person_at(request).actor)
            messages.success(request, action.done)
        except ActionRefused as refusal:
            messages.error(request, problem(refusal.code, language()).title)
        return redirect("document", document.pk)
    if not is_possible(document):
        raise Http404
    return render(
        request, "document/confirm.html", {"document": document, "heading": heading_of(document), "action": action}
    )


def _list_of(document: Document) -> dict[str, object]:
    """Return the list that the document stands in."""
    if document.direction == Direction.IN:
        view = "received"
    elif document.state in NEED_SOMEBODY:
        view = "errors"
    elif document.state in _UNDER_WAY:
        view = "in_progress"
    else:
        view = "cancelled" if document.state == DocumentState.CANCELLED else "sent"
    return {"list_view": view, "list_word": VIEWS[view]}


def _trouble(document: Document, *, may_send: bool) -> dict[str, object]:
    offered = changes_of(document) if may_be_mended(document) else ()
    issues = msgspec.convert(document.findings, list[Issue])
    findings, more = findings_of(issues, language(), offered, syntax=document.syntax)
    trouble = trouble_of(document)
    return {
        "problem": trouble,
        "problem_tone": "need" if document.state in NEED_SOMEBODY else "wait",
        "findings": findings,
        "more_findings": more,
        "was_refused": any(issue.severity is Severity.FATAL for issue in issues),
        "changes": shown_changes(offered, language()),
        "may_mend": may_send and bool(offered),
    }


def _mended_form(document: Document) -> dict[str, object]:
    """Return what the page says of the other one, when a document was mended: its mended form, or what it mends."""
    if document.mends is not None:
        return {"mends": document.mends, "changes_made": shown_changes(changes_of(document.mends), language())}
    if document.direction == Direction.OUT and document.state == DocumentState.CANCELLED:
        return {"mended_by": Document.objects.filter(mends=document).values_list("pk", flat=True).first()}
    return {}


def _way(story: queries.Story) -> dict[str, object]:
    if story.delivery is None:
        return {}
    return {
        "steps": steps_of(story.delivery, story.attempts),
        "taken": taken_by(story.delivery),
        "handed": handed_word(story.delivery.channel, language()) if story.document.state == "delivered" else "",
        "try_at": story.delivery.try_at,
        "conversions": conversions_of(story.attempts, story.document.syntax),
    }
