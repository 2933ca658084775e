"""A person's own page: name, address and password, each with a form of its own; saving one leaves the others alone."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from depesch.hub.accounts import own_account
from depesch.hub.accounts.limits import EMAIL_CHANGE, LINK_ADDRESS, TooOften, take
from depesch.hub.accounts.links import LinkState
from depesch.hub.accounts.models import LinkPurpose
from depesch.hub.accounts.signed_in import end_all
from depesch.hub.tenancy.models import User
from depesch.portal.access import for_anybody, for_person, person_at
from depesch.portal.accounts import too_often
from depesch.portal.person import PortalRequest
from depesch.portal.preferences.forms import EmailForm, NameForm, PasswordForm
from depesch.portal.visitors import address_of


@require_GET
@for_person
def preferences(request: PortalRequest) -> HttpResponseBase:
    """Show who is signed in, for which company, in which language and colours."""
    return _page(request)


@require_POST
@for_person
def change_name(request: PortalRequest) -> HttpResponseBase:
    """Save the name."""
    form = NameForm(request.POST)
    if not form.is_valid():
        return _page(request, name_form=form)
    own_account.rename(person_at(request).user, form.cleaned_data["name"])
    messages.success(request, _("Your name is saved."))
    return redirect("preferences")


@require_POST
@sensitive_post_parameters("email_password")
@for_person
def change_email(request: PortalRequest) -> HttpResponseBase:
    """Mail a link to the new address; the present one holds until it is followed."""
    user = person_at(request).user
    form = EmailForm(request.POST, user=user)
    if form.is_valid():
        try:
            take(EMAIL_CHANGE, str(user.pk))
        except TooOften as error:
            form.add_error(None, too_often(error))
    if not form.is_valid():
        return _page(request, email_form=form)
    own_account.ask_for_new_email(user, form.cleaned_data["email"])
    messages.success(
        request,
        _("An e-mail with a link is on its way to %(email)s. Follow it to change the address.")
        % {"email": form.cleaned_data["email"]},
    )
    return redirect("preferences")


@require_POST
@for_person
def keep_email(request: PortalRequest) -> HttpResponseBase:
    """Keep the present address after all."""
    own_account.withdraw_new_email(person_at(request).user)
    messages.success(request, _("Your e-mail address stays as it is."))
    return redirect("preferences")


@require_http_methods(["GET", "POST"])
@never_cache
@for_anybody
def confirm_email(request: PortalRequest, email_secret: str) -> HttpResponseBase:
    """Confirm the new address with the link from the mail; whoever reads that mail need not be signed in here."""
    state, link = own_account.open_link(email_secret, LinkPurpose.EMAIL)
    if link is None or state is not LinkState.GOOD:
        return _refused(request, state.value)
    if request.method == "GET":
        return render(request, "preferences/confirm_email.html", {"link": link})
    try:
        user = own_account.confirm_new_email(email_secret)
    except own_account.LinkRefused as error:
        return _refused(request, error.state.value)
    except own_account.AddressTaken:
        return _refused(request, "taken")
    messages.success(request, _("From now on you sign in with %(email)s.") % {"email": user.email})
    return redirect("preferences" if request.person else "account_login")


@require_POST
@sensitive_post_parameters("old_password", "password")
@for_person
def change_own_password(request: PortalRequest) -> HttpResponseBase:
    """Save a new password: every other sign-in of the person ends, this one goes on."""
    user = person_at(request).user
    form = PasswordForm(request.POST, user=user)
    if not form.is_valid():
        return _page(request, password_form=form)
    before = request.session.session_key or ""
    end_all(user, but=before)
    own_account.change_password(user, form.cleaned_data["password"])
    update_session_auth_hash(request, user)
    if before and request.session.session_key:
        UserSession.objects.filter(session_key=before).update(session_key=request.session.session_key)
    messages.success(request, _("Your password is changed. You are signed out everywhere but here."))
    return redirect("preferences")


def _page(request: PortalRequest, **bound: Any) -> HttpResponseBase:
    """Return the page with the forms as they stand, but for the one that was sent with faults."""
    user = person_at(request).user
    forms = {
        "name_form": NameForm(initial={"name": user.name}),
        "email_form": EmailForm(user=user, initial={"email": user.email}),
        "password_form": PasswordForm(user=user),
    }
    return render(
        request,
        "preferences/preferences.html",
        {**forms, **bound, "awaited": own_account.awaited_email(user), "second_steps": _second_steps(user)},
        status=422 if bound else 200,
    )


def _second_steps(user: User) -> bool:
    return bool(Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES).exists())


def _refused(request: PortalRequest, why: str) -> HttpResponseBase:
    try:
        take(LINK_ADDRESS, address_of(request))
    except TooOften as error:
        return render(request, "429.html", {"said": too_often(error)}, status=429)
    return render(request, "preferences/email_refused.html", {"why": why}, status=410)
