"""How people get in: sign-in by e-mail address and password, no open sign-up."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # django-allauth ships no types
    """The portal's answers to what django-allauth asks."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up alone: an administrator adds people to a company."""
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """People have no user name: the e-mail address is the name they sign in with."""
