"""The second step that a person has lost: removed for them, with a reason that they and their companies read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from depesch.hub.accounts.lost_steps import NoStep, OwnStep, remove_lost, steps_of
from depesch.hub.accounts.members import member, members
from depesch.hub.tenancy.models import Company, User
from depesch.portal.access import for_operator, person_at
from depesch.portal.forms import PortalForm
from depesch.portal.operator.tabs import cockpit_page
from depesch.portal.person import PortalRequest

STEPS = {"totp": gettext_lazy("App with codes"), "webauthn": gettext_lazy("Passkey")}


@dataclass(frozen=True, slots=True)
class WithSteps:
    """Somebody who signs in with a second step; `steps` in words."""

    user: User
    steps: str


class ReasonForm(PortalForm):
    """Why it is removed."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Who asked, and how you made sure that it is the person."),
        error_messages={"required": gettext_lazy("Write why: the person and the company read it.")},
    )

    def clean_reason(self) -> str:
        return " ".join(str(self.cleaned_data["reason"]).split())


def people_with_steps(company: Company, *, but: User) -> list[WithSteps]:
    """Return the company's people who have a second step, by name."""
    people = [each.user for each in members(company) if each.user.pk != but.pk]
    steps = steps_of([each.pk for each in people])
    return [WithSteps(each, _said(steps[each.pk])) for each in people if each.pk in steps]


@require_http_methods(["GET", "POST"])
@for_operator
def operator_lost_step(request: PortalRequest, company_id: UUID, member_id: UUID) -> HttpResponseBase:
    """Ask for the reason; POST with one removes every second step of the person."""
    company = Company.objects.filter(pk=company_id).first()
    found = member(company, member_id) if company else None
    if company is None or found is None:
        raise Http404
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        _remove(request, found.user, form.cleaned_data["reason"])
        return redirect("operator_company", company_id=company.pk)
    steps = steps_of([found.user.pk]).get(found.user.pk, [])
    page = {"company": company, "found": WithSteps(found.user, _said(steps)), "form": form}
    return cockpit_page(
        request, "operator/lost_step.html", page, here="operator_companies", status=422 if form.is_bound else 200
    )


def _remove(request: PortalRequest, user: User, reason: str) -> None:
    try:
        remove_lost(user.pk, reason=reason, operator=person_at(request).user)
    except OwnStep:
        messages.error(request, _("You change your own second step on your own page, not here."))
    except NoStep:
        messages.error(request, _("{name} has no second step any more.").format(name=user.name))
    else:
        messages.success(
            request, _("The second step of {name} is removed, and a mail tells of it.").format(name=user.name)
        )


def _said(steps: Sequence[str]) -> str:
    return ", ".join(str(STEPS.get(each, each)) for each in steps) or _("No second step")
