"""Answer the sender: what the company makes of an invoice, in the order that such answers have."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods

from depesch.hub.flows.answers import (
    LONGEST_TEXT,
    REASON_CODES,
    AnswerRefused,
    Said,
    answer,
    last_answer,
    may_say,
    needs_reason,
)
from depesch.hub.flows.models import AnswerState, BusinessAnswer, BusinessStatus, Direction, Document
from depesch.hub.flows.reach import within_reach
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.scope import acting_for
from depesch.portal.access import company_at, for_member, person_at
from depesch.portal.document.answers import REASONS, STATUSES
from depesch.portal.document.focus import focus_first_fault
from depesch.portal.documents.naming import heading_of
from depesch.portal.forms import PortalForm
from depesch.portal.person import PortalRequest

S = BusinessStatus
_MEANS: dict[str, Promise] = {
    S.ACKNOWLEDGED: _lazy("it is here and can be read"),
    S.IN_PROCESS: _lazy("somebody works on it"),
    S.UNDER_QUERY: _lazy("the sender has to answer something first"),
    S.CONDITIONALLY_ACCEPTED: _lazy("on a condition that you state"),
    S.REJECTED: _lazy("it will not be paid; this is your last answer"),
    S.APPROVED: _lazy("it will be paid"),
    S.PAID: _lazy("the payment is on its way"),
}
_REFUSED: dict[str, Promise] = {
    "not-in-order": _lazy("Somebody answered meanwhile. Choose among what can follow now."),
    "reason-needed": _lazy("Give a reason and say in your own words what is wrong."),
    "no-address": _lazy("The document does not say who sent it in a way that an answer could name. Write to them."),
}


class AnswerForm(PortalForm):
    """What is said, why, and in which words."""

    status = forms.ChoiceField(label=_lazy("What do you say?"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label=_lazy("Reason"), required=False,
        help_text=_lazy("Needed when you ask something, set a condition or reject."),
    )  # fmt: skip
    partly = forms.BooleanField(label=_lazy("Only a part is paid"), required=False)
    text = forms.CharField(
        label=_lazy("In your own words"), required=False, max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}), help_text=_lazy("The sender reads exactly this."),
    )  # fmt: skip

    def __init__(self, allowed: tuple[BusinessStatus, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        status, reason = self.fields["status"], self.fields["reason"]
        assert isinstance(status, forms.ChoiceField)  # noqa: S101 - they stand above
        assert isinstance(reason, forms.ChoiceField)  # noqa: S101
        status.choices = [(each.value, f"{STATUSES[each][1]}: {_MEANS[each]}") for each in allowed]
        reason.choices = [("", _("No reason")), *((code, REASONS[code]) for code in REASON_CODES)]
        if S.PAID not in allowed:
            del self.fields["partly"]

    def clean(self) -> dict[str, Any]:
        """Ask for what the chosen status needs."""
        given = super().clean() or {}
        if given.get("status") and needs_reason(S(given["status"])):
            if not given.get("reason"):
                self.add_error("reason", _("Choose the reason."))
            if not str(given.get("text", "")).strip():
                self.add_error("text", _("Say what is wrong, or what you ask: the sender acts on it."))
        return given

    def said(self) -> Said:
        """Return what the form says."""
        given = self.cleaned_data
        status = S(given["status"])
        partly = "PPD" if status is S.PAID and given.get("partly") else ""
        return Said(status=status, reason_code=partly or given["reason"], text=given["text"].strip())


@require_http_methods(["GET", "POST"])
@for_member(Permission.PROCESS, acting=False)
def answer_page(request: PortalRequest, document_id: UUID) -> HttpResponseBase:
    """Ask what is to be said, and say it."""
    company = company_at(request).pk
    with acting_for(company):
        document = Document.objects.filter(within_reach(), pk=document_id, direction=Direction.IN).first()
        last = last_answer(document_id)
    if document is None:
        raise Http404
    allowed = may_say(last)
    form = AnswerForm(allowed, request.POST or None)
    if request.method == "POST" and _is_repeat(request, last):
        return redirect("document", document_id)
    if request.method == "POST" and form.is_valid():
        try:
            given = answer(company, document_id, form.said(), actor=person_at(request).actor)
        except AnswerRefused as refusal:
            form.add_error(None, str(_REFUSED.get(refusal.code, _lazy("This cannot be said here."))))
        else:
            _tell(request, given)
            return redirect("document", document_id)
    focus_first_fault(form)
    page = {"document": document, "heading": heading_of(document), "form": form, "allowed": allowed, "last": last}
    return render(request, "incoming/answer.html", page)


def _is_repeat(request: PortalRequest, last: BusinessAnswer | None) -> bool:
    """Return whether the same was said just before: a second click."""
    given = request.POST
    same = last is not None and (last.status, last.text) == (given.get("status"), given.get("text", "").strip())
    return same and last is not None and last.reason_code in (given.get("reason", ""), "PPD")


def _tell(request: PortalRequest, given: BusinessAnswer) -> None:
    if given.state == AnswerState.NO_WAY:
        messages.warning(
            request,
            _(
                "The answer is kept here, but the sender was not told: they are not on this network and the document "
                "has no e-mail address of theirs. Write or call them."
            ),
        )
    elif given.route == "mail":
        messages.success(request, _("The answer goes to the sender by e-mail."))
    else:
        messages.success(request, _("The answer is on its way to the sender."))
