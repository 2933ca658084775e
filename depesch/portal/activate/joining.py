"""Following the link of an invitation."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import IntegrityError
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from depesch.hub.accounts.invitations import InvitationRefused, accept_invitation, open_invitation
from depesch.hub.accounts.limits import LINK_ADDRESS, TooOften, take
from depesch.hub.accounts.links import LinkState
from depesch.hub.tenancy.models import Invitation, User
from depesch.portal.access import for_anybody
from depesch.portal.accounts import too_often
from depesch.portal.activate.agreeing import agreement_here, blocks_of
from depesch.portal.activate.forms import JoinForm
from depesch.portal.activate.signing_in import sign_in_new
from depesch.portal.person import COMPANY_KEY, PortalRequest
from depesch.portal.visitors import address_of


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("password")
@never_cache
@for_anybody
def join(request: PortalRequest, invitation_secret: str) -> HttpResponseBase:
    """Become a member: somebody new chooses a password, who has an account signs in and says yes."""
    opened = open_invitation(invitation_secret)
    if opened.invitation is None or opened.state is not LinkState.GOOD:
        return _refused(request, opened.state)
    signed_in = request.person.user if request.person else None
    if signed_in is not None and signed_in != opened.user:
        return render(request, "activate/other_person.html", {"email": opened.invitation.email}, status=409)
    if opened.user is not None:
        if signed_in is None:
            return redirect_to_login(request.path)
        return _as_themselves(request, invitation_secret, opened.invitation, signed_in)
    return _as_somebody_new(request, invitation_secret, opened.invitation)


def _as_themselves(request: PortalRequest, secret: str, invitation: Invitation, user: User) -> HttpResponseBase:
    if request.method == "GET":
        return render(request, "activate/join_known.html", {"company": invitation.tenant})
    try:
        accept_invitation(secret, user=user)
    except InvitationRefused as error:
        return _refused(request, error.state)
    request.session[COMPANY_KEY] = str(invitation.tenant_id)
    messages.success(request, _("You now belong to %(company)s.") % {"company": invitation.tenant.name})
    return redirect("start")


def _as_somebody_new(request: PortalRequest, secret: str, invitation: Invitation) -> HttpResponseBase:
    shown = agreement_here()
    form = JoinForm(
        request.POST or None,
        initial={"version": shown.version, "name": invitation.name},
        about=(invitation.email, invitation.name, invitation.tenant.name),
    )
    if request.method == "POST" and form.is_valid() and form.cleaned_data["version"] == shown.version:
        try:
            user = accept_invitation(
                secret, user=None, name=form.cleaned_data["name"], password=form.cleaned_data["password"],
                agreement=shown,
            )  # fmt: skip
        except InvitationRefused as error:  # two browsers at once
            return _refused(request, error.state)
        except IntegrityError:  # the address got an account between two steps
            return redirect_to_login(request.path)
        return sign_in_new(request, user, invitation.tenant, reverse("start"))
    values = {
        "form": form, "company": invitation.tenant, "email": invitation.email, "agreement": shown,
        "blocks": list(blocks_of(shown)),
    }  # fmt: skip
    return render(request, "activate/join.html", values, status=422 if form.errors else 200)


def _refused(request: PortalRequest, state: LinkState) -> HttpResponseBase:
    try:
        take(LINK_ADDRESS, address_of(request))
    except TooOften as error:
        return render(request, "429.html", {"said": too_often(error)}, status=429)
    return render(request, "activate/invitation_refused.html", {"why": state.value}, status=410)
