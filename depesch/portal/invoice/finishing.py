"""From the form to the receiver: sent now, sent at an hour, or to somebody who approves it first."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from depesch.hub.drafts.finishing import finish, reopen
from depesch.hub.drafts.models import Draft, DraftState
from depesch.hub.drafts.sending import NotSendable, schedule, send_now
from depesch.hub.tenancy.scope import acting_for
from depesch.portal.access import company_at, person_at
from depesch.portal.formatting import language, moment
from depesch.portal.invoice.refusals import refusal
from depesch.portal.person import PortalRequest

SEND, APPROVAL, LATER = "send", "approval", "later"
FINISHING = frozenset({SEND, APPROVAL, LATER})


def finished(
    request: PortalRequest, draft_id: UUID, revision: int, action: str, at: datetime | None
) -> HttpResponseBase:
    """End the writing and go where the draft is then; `at` is the hour of one that is sent later.

    Raises NotFinished, ChangedMeanwhile, NotEditable, and NotSendable for an hour that cannot be.
    """
    company, actor = company_at(request), person_at(request).actor
    draft = finish(
        company, draft_id, revision=revision, actor=actor, language=language(), approval_asked=action == APPROVAL
    )
    if draft.state == DraftState.WAITING:
        return _waits(request, draft, action)
    if action == LATER and at is not None:
        return _scheduled(request, draft, at)
    return sent(request, draft)


def sent(request: PortalRequest, draft: Draft) -> HttpResponseBase:
    """Hand an approved draft over and show its document."""
    try:
        document_id = send_now(company_at(request).pk, draft.pk, actor=person_at(request).actor)
    except NotSendable as refused:
        messages.error(request, refusal(refused.code))
        return redirect("draft_review", draft.pk)
    messages.success(request, _("It is handed over. Here you see how it goes."))
    return redirect("document", document_id)


def _waits(request: PortalRequest, draft: Draft, action: str) -> HttpResponseBase:
    if action == LATER:
        messages.info(request, _("It has to be approved first. Then it can be sent, at once or at an hour."))
    else:
        messages.success(request, _("It waits for approval. Those who may approve it have been told."))
    return redirect("draft_review", draft.pk)


def _scheduled(request: PortalRequest, draft: Draft, at: datetime) -> HttpResponseBase:
    actor = person_at(request).actor
    with acting_for(company_at(request).pk):
        try:
            schedule(draft.pk, at, actor=actor)
        except NotSendable:
            reopen(draft.pk, actor=actor)
            raise
    messages.success(request, _("It will be sent by itself: {moment}.").format(moment=moment(at)))
    return redirect("draft_review", draft.pk)


def hour_of(text: str) -> datetime | None:
    """Return the moment that a field for day and time holds, in the company's time zone; None for none."""
    try:
        return timezone.make_aware(datetime.fromisoformat(text)) if text else None
    except ValueError:
        return None
