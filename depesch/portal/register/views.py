"""Registering a company. The answer is the same whoever asks: what there is to tell stands in the mail."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from depesch.hub.accounts.limits import REGISTER_ADDRESS, REGISTER_MAIL, TooOften, take
from depesch.hub.accounts.registration import register as keep
from depesch.hub.accounts.registration import send_again
from depesch.hub.directory.buyer_pages import company_of
from depesch.portal.access import for_anybody
from depesch.portal.accounts import too_often
from depesch.portal.forms import PortalForm
from depesch.portal.person import PortalRequest
from depesch.portal.register.forms import AgainForm, RegisterForm
from depesch.portal.visitors import address_of


@require_http_methods(["GET", "POST"])
@for_anybody
def register(request: PortalRequest) -> HttpResponseBase:
    """Ask for company and person, and mail a link. `?from=` names the public page that led here."""
    inviter = company_of(request.GET.get("from", ""))
    form = RegisterForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _may_go_on(request, form):
        keep(form.wish(inviter.pk if inviter else None))
        return redirect("registered")
    values = {"form": form, "inviter": inviter}
    return render(request, "register/register.html", values, status=422 if form.errors else 200)


@require_GET
@for_anybody
def sent(request: PortalRequest) -> HttpResponseBase:
    """Say that a letter is on its way, and what to do when it does not come."""
    return render(request, "register/sent.html")


@require_http_methods(["GET", "POST"])
@for_anybody
def again(request: PortalRequest) -> HttpResponseBase:
    """Mail the link once more."""
    form = AgainForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _may_go_on(request, form):
        send_again(form.cleaned_data["email"])
        return redirect("registered")
    return render(request, "register/again.html", {"form": form}, status=422 if form.errors else 200)


def _may_go_on(request: PortalRequest, form: PortalForm) -> bool:
    try:
        take(REGISTER_ADDRESS, address_of(request))
        take(REGISTER_MAIL, form.cleaned_data["email"])
    except TooOften as error:
        form.add_error(None, too_often(error))
        return False
    return True
