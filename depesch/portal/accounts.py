"""How people get in: sign-in by e-mail address and password, with a second step, or by a passkey; no open sign-up."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.adapter import DefaultMFAAdapter
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from depesch.hub.accounts.agreement import is_due
from depesch.hub.accounts.limits import SIGN_IN_ACCOUNT, SIGN_IN_ADDRESS, TooOften, give_back, take
from depesch.hub.server.secrets import decrypt, encrypt
from depesch.hub.tenancy.models import User
from depesch.portal.sign_in_marks import keep_mark, mark_listed, refuses_password
from depesch.portal.visitors import address_of

STEPS_KEY = "first_steps"  # in the session: somebody is at the first steps, and each page leads back there
AGREEMENT_KEY = "agreement_due"  # in the session: the agreement is to be accepted before anything else
SEEN_KEY = "seen"  # in the session: the second at which its use was noted last
BEFORE_KEY = "signed_in_before"  # in the session: when the person had signed in last, in ISO form
_SEALED = "gAAAA"  # how every text that the hub encrypted begins (Fernet's version byte)

_MESSAGES = {
    "mfa/messages/totp_activated.txt": gettext_lazy("The app is connected. From now on you are asked for its code."),
    "mfa/messages/totp_deactivated.txt": gettext_lazy("The app is disconnected."),
    "mfa/messages/webauthn_added.txt": gettext_lazy("The passkey is kept."),
    "mfa/messages/webauthn_removed.txt": gettext_lazy("The passkey is removed."),
    "mfa/messages/recovery_codes_generated.txt": gettext_lazy(
        "New codes are made. Older ones, if you have any, no longer work."
    ),
}


def too_often(error: TooOften) -> str:
    """Return that something was tried too often, and how long to wait."""
    return ngettext(
        "That was tried too often. Wait a minute and try again.",
        "That was tried too often. Wait %(minutes)d minutes and try again.",
        error.minutes,
    ) % {"minutes": error.minutes}


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # django-allauth ships no types
    """The portal's answers to what django-allauth asks."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": gettext_lazy(
            "The e-mail address and the password do not belong together. Check both and try again."
        ),
        "incorrect_password": gettext_lazy("That is not your password."),
        "too_many_login_attempts": gettext_lazy("That was tried too often. Wait five minutes and try again."),
        "rate_limited": gettext_lazy("That was tried too often. Wait five minutes and try again."),
        "account_inactive": gettext_lazy("This account is closed. Ask your company's administrator."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up here: companies register, and people are invited."""
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """People have no user name: the e-mail address is the name they sign in with."""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try, for the account and for the network address."""
        try:
            for limit, key in self._limits(request, credentials):
                take(limit, key)
        except TooOften as error:
            raise forms.ValidationError(too_often(error), code="too_often") from error

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Return who it is; a try that succeeds is not counted."""
        user = super().authenticate(request, **credentials)
        if user is not None:
            for limit, key in self._limits(request, credentials):
                give_back(limit, key)
        return user

    def pre_login(self, request: HttpRequest, user: User, **hints: Any) -> HttpResponse | None:
        """Stop who is closed out, and a password or passkey of whoever has to come in through their company."""
        stopped: HttpResponse | None = super().pre_login(request, user, **hints)
        if stopped is None and refuses_password(request, user):
            clear_login(request)
            return redirect("saml_needed")
        return stopped

    def post_login(self, request: HttpRequest, user: User, **hints: Any) -> HttpResponse:
        """Go on to where the person wanted, with the session in the list of sessions."""
        response: HttpResponse = super().post_login(request, user, **hints)
        mark_listed(request)
        return response

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in, and keep when the person had signed in before."""
        before = user.last_login
        super().login(request, user)
        request.session[SEEN_KEY] = int(time.time())
        request.session[BEFORE_KEY] = before.isoformat() if before else ""
        keep_mark(request, user)
        if is_due(user):
            request.session[AGREEMENT_KEY] = True

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Tell what was done, in our words; what the page shows by itself is not told."""
        if message_template in _MESSAGES:
            messages.add_message(request, level, str(_MESSAGES[message_template]))
        elif text := kwargs.get("message"):
            messages.add_message(request, level, str(text))

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Return the ways to show who one is, in our words."""
        words = {
            "reauthenticate": _("With the password"),
            "mfa_reauthenticate": _("With a code from the app"),
            "mfa_reauthenticate:webauthn": _("With a passkey"),
        }
        found: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [{**way, "description": words.get(way["id"], way["description"])} for way in found]

    def _limits(self, request: HttpRequest, credentials: dict[str, Any]) -> list[tuple[Any, str]]:
        account = str(credentials.get("email") or "").strip().lower()
        return [(SIGN_IN_ADDRESS, address_of(request)), (SIGN_IN_ACCOUNT, account)]


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # as above
    """Second steps: their secrets are kept encrypted, their words are ours."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("That code does not fit. Write the one that the app shows now."),
    }

    def encrypt(self, text: str) -> str:
        """Return the secret as it is stored."""
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret; one from before secrets were encrypted is itself."""
        return decrypt(encrypted_text) if encrypted_text.startswith(_SEALED) else encrypted_text

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002  the library's name
        """Return the name that a new passkey is offered under."""
        return _("My passkey")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return who the passkey is for: the portal's host."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return {**entity, "name": settings.MFA_TOTP_ISSUER}
