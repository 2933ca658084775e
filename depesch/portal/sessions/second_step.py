"""The second step of signing in, and the way out of one that nobody asks for any more."""

from __future__ import annotations

from allauth.account.internal.stagekit import clear_login, get_pending_stage
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpResponseBase
from django.shortcuts import redirect

from depesch.portal.access import for_anybody
from depesch.portal.person import PortalRequest

_ASKED_FOR = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


@for_anybody
def second_step(request: PortalRequest) -> HttpResponseBase:
    """Ask for the second step; signing in begins anew when the person's was taken away in between.

    Without that, django-allauth sends the browser to the sign-in page and from there back here, without an end.
    """
    stage = get_pending_stage(request)
    if stage is not None and not is_mfa_enabled(stage.login.user, _ASKED_FOR):
        clear_login(request)
        return redirect("account_login")
    answer: HttpResponseBase = AuthenticateView.as_view()(request)
    return answer
