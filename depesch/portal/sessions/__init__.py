"""Screen: where a person is signed in, and signing out elsewhere."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from depesch.portal.addresses import SettingsGroup, SettingsPlace
from depesch.portal.sessions.second_step import second_step
from depesch.portal.sessions.views import end_others, end_session, sessions

ADDRESSES = [
    path("account/2fa/authenticate/", second_step, name="second_step"),
    path("you/sessions/", sessions, name="sessions"),
    path("you/sessions/others/", end_others, name="end_other_sessions"),
    path("you/sessions/<int:session_id>/end/", end_session, name="end_session"),
]
SETTINGS = (
    SettingsPlace(
        rank=4,
        address="mfa_index",
        label=_("Two-step sign-in"),
        group=SettingsGroup.PERSON,
        says=_("A code or a passkey after the password"),
    ),
    SettingsPlace(
        rank=5,
        address="sessions",
        label=_("Where you are signed in"),
        group=SettingsGroup.PERSON,
        says=_("Sign out a computer that is no longer yours"),
    ),
)
