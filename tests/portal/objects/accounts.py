"""Links with secrets, which name nothing that a stranger could guess, and a session."""

from __future__ import annotations

from allauth.usersessions.models import UserSession

from tests.portal.objects import Ours


def _session(ours: Ours) -> object:
    return UserSession.objects.create(user=ours.user, ip="192.0.2.1", user_agent="Firefox/1", session_key="s" * 32).pk


OBJECTS = {"session_id": _session}
CHOICES = {
    "registration_secret": "r" * 43, "invitation_secret": "i" * 43, "reset_secret": "p" * 43, "email_secret": "e" * 43,
}  # fmt: skip
