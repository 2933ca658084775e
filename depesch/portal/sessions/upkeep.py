"""What every request of a signed-in person keeps up: when it was last seen, and the agreement that waits to be read."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import cast

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from depesch.kit.clock import now
from depesch.portal.accounts import AGREEMENT_KEY, SEEN_KEY
from depesch.portal.person import PortalRequest

NOTED_EVERY_S = 600
_AGENT_CHARACTERS = 200


class SessionMiddleware:
    """Notes every ten minutes that the session is in use, and leads to the agreement that is due first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, plain: HttpRequest) -> HttpResponse:
        request = cast(PortalRequest, plain)
        if getattr(request, "person", None) is not None:
            _note(request)
            if request.session.get(AGREEMENT_KEY) and not _may_be_left(request.path):
                return redirect("agreement")
        return self.get_response(request)


def _note(request: PortalRequest) -> None:
    at, noted = int(time.time()), request.session.get(SEEN_KEY)
    if noted is None or at - int(noted) < NOTED_EVERY_S:  # none: nobody signed in by a page of ours
        return
    request.session[SEEN_KEY] = at
    values = {
        "user": request.user,
        "ip": get_adapter(request).get_client_ip(request),
        "user_agent": request.headers.get("User-Agent", "")[:_AGENT_CHARACTERS],
        "last_seen_at": now(),
    }
    if request.session.session_key:
        UserSession.objects.update_or_create(session_key=request.session.session_key, defaults=values)


def _may_be_left(path: str) -> bool:
    """Return whether an address is open to somebody who has still to read the newer agreement."""
    return path in (reverse("agreement"), reverse("account_logout"), reverse("language"))
