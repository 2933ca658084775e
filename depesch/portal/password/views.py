"""A forgotten password. The answer is the same whether the address is known or not."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from depesch.hub.accounts.limits import LINK_ADDRESS, RESET_ADDRESS, RESET_MAIL, SIGN_IN_ACCOUNT, TooOften, clear, take
from depesch.hub.accounts.links import LinkState
from depesch.hub.accounts.models import LinkPurpose
from depesch.hub.accounts.own_account import LinkRefused, ask_for_new_password, choose_new_password, open_link
from depesch.hub.accounts.signed_in import end_all
from depesch.portal.access import for_anybody
from depesch.portal.accounts import too_often
from depesch.portal.forms import PortalForm
from depesch.portal.passwords import NewPasswordField, refuse_weak, said_of
from depesch.portal.person import PortalRequest
from depesch.portal.visitors import address_of


class ForgottenForm(PortalForm):
    """The address that somebody signs in with."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        error_messages={
            "required": gettext_lazy("Write the e-mail address that you sign in with."),
            "invalid": gettext_lazy("Write the e-mail address that you sign in with."),
        },
    )


class NewPasswordForm(PortalForm):
    """A new password, chosen with a link."""

    password = NewPasswordField(label=gettext_lazy("New password"))


@require_http_methods(["GET", "POST"])
@for_anybody
def forgotten(request: PortalRequest) -> HttpResponseBase:
    """Ask for the address and mail a link to it."""
    form = ForgottenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].strip().lower()
        try:
            take(RESET_ADDRESS, address_of(request))
            take(RESET_MAIL, email)
        except TooOften as error:
            form.add_error(None, too_often(error))
        else:
            ask_for_new_password(email)
            return redirect("forgotten_sent")
    return render(request, "password/forgotten.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@for_anybody
def forgotten_sent(request: PortalRequest) -> HttpResponseBase:
    """Say that a mail is on its way, if the address is known."""
    return render(request, "password/sent.html")


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("password")
@never_cache
@for_anybody
def new_password(request: PortalRequest, reset_secret: str) -> HttpResponseBase:
    """Choose a new password with the link from the mail; every sign-in of the person ends."""
    state, link = open_link(reset_secret, LinkPurpose.PASSWORD)
    if link is None or state is not LinkState.GOOD:
        return _refused(request, state)
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        refuse_weak(form, "password", (link.user.email, link.user.name))
    if request.method == "POST" and form.is_valid():
        try:
            user = choose_new_password(reset_secret, form.cleaned_data["password"])
        except LinkRefused as error:  # two browsers at once
            return _refused(request, error.state)
        end_all(user)
        clear(SIGN_IN_ACCOUNT, user.email)
        messages.success(request, _("Your new password holds from now on. Sign in with it."))
        return redirect("account_login")
    return render(request, "password/new.html", {"form": form, "user": link.user}, status=422 if form.errors else 200)


@require_POST
@sensitive_post_parameters("password")
@for_anybody
def strength(request: PortalRequest) -> HttpResponseBase:
    """Tell how strong a password is while it is typed; nothing of it is kept."""
    about = (request.person.user.email, request.person.user.name) if request.person else ()
    said, is_taken = said_of(request.POST.get("password", "")[:1000], about)
    return JsonResponse({"said": said, "taken": is_taken})


def _refused(request: PortalRequest, state: LinkState) -> HttpResponseBase:
    """Say why a link does nothing; guessing links is limited."""
    try:
        take(LINK_ADDRESS, address_of(request))
    except TooOften as error:
        return render(request, "429.html", {"said": too_often(error)}, status=429)
    return render(request, "password/refused.html", {"state": state.value}, status=410)
