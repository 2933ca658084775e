"""Following the link of a registration: the agreement, a password, and the company begins."""

from __future__ import annotations

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from depesch.hub.accounts.activation import ActivationRefused, CompanyTaken, OpenRegistration, open_registration
from depesch.hub.accounts.activation import activate as make
from depesch.hub.accounts.limits import LINK_ADDRESS, TooOften, take
from depesch.hub.accounts.links import LinkState
from depesch.hub.server.config import load
from depesch.hub.tenancy.models import Registration
from depesch.portal.access import for_anybody
from depesch.portal.accounts import too_often
from depesch.portal.activate.agreeing import agreement_here, blocks_of
from depesch.portal.activate.forms import AgreeForm, PasswordForm
from depesch.portal.activate.signing_in import sign_in_new
from depesch.portal.person import COMPANY_KEY, PortalRequest
from depesch.portal.visitors import address_of


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("password")
@never_cache
@for_anybody
def activate(request: PortalRequest, registration_secret: str) -> HttpResponseBase:
    """Show agreement and password, and make the company when both are there."""
    opened = open_registration(registration_secret)
    if opened.registration is None or opened.state is not LinkState.GOOD:
        return _refused(request, opened.state.value)
    if opened.is_taken:
        return _refused(request, "taken")
    registration = opened.registration
    signed_in = request.person.user if request.person else None
    if opened.user is not None and signed_in != opened.user:
        return _sign_in_first(request, registration)
    if opened.user is None and signed_in is not None:
        return render(request, "activate/other_person.html", {"email": registration.email}, status=409)
    shown = agreement_here()
    form = _form(request, opened, version=shown.version)
    if request.method == "POST" and form.is_valid() and form.cleaned_data["version"] == shown.version:
        return _activated(request, registration_secret, form)
    values = {
        "form": form, "registration": registration, "agreement": shown, "blocks": list(blocks_of(shown)),
        "known": opened.user is not None,
    }  # fmt: skip
    return render(request, "activate/activate.html", values, status=422 if form.errors else 200)


def _form(request: PortalRequest, opened: OpenRegistration, *, version: str) -> AgreeForm:
    initial = {"version": version}
    if opened.user is not None or opened.registration is None:
        return AgreeForm(request.POST or None, initial=initial)
    known = (opened.registration.email, opened.registration.person_name, opened.registration.company_name)
    return PasswordForm(request.POST or None, initial=initial, about=known)


def _activated(request: PortalRequest, secret: str, form: AgreeForm) -> HttpResponseBase:
    signed_in = request.person.user if request.person else None
    try:
        user, company = make(
            secret, user=signed_in, agreement=agreement_here(), password=form.cleaned_data.get("password", "")
        )
    except ActivationRefused as error:  # two browsers at once
        return _refused(request, error.state.value)
    except CompanyTaken:
        return _refused(request, "taken")
    if signed_in is None:
        return sign_in_new(request, user, company, reverse("first_steps"))
    request.session[COMPANY_KEY] = str(company.pk)
    return redirect("first_steps")


def _sign_in_first(request: PortalRequest, registration: Registration) -> HttpResponseBase:
    if request.person is None:
        return redirect_to_login(request.path)
    return render(request, "activate/other_person.html", {"email": registration.email}, status=409)


def _refused(request: PortalRequest, why: str) -> HttpResponseBase:
    try:
        take(LINK_ADDRESS, address_of(request))
    except TooOften as error:
        return render(request, "429.html", {"said": too_often(error)}, status=429)
    return render(request, "activate/refused.html", {"why": why, "support": load().support_address}, status=410)
