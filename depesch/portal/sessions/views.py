"""Where a person is signed in, with which browser and since when; each can be ended, and all others at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.sessions.models import Session
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from depesch.hub.accounts.signed_in import end_all
from depesch.hub.tenancy.models import User
from depesch.kit.clock import now
from depesch.portal.access import for_person, person_at
from depesch.portal.accounts import BEFORE_KEY
from depesch.portal.person import PortalRequest
from depesch.portal.sessions.browsers import BrowserWords, browser_of

MOST = 100  # shown; who has more ends them all


@dataclass(frozen=True, slots=True)
class Place:
    """One browser in which the person is signed in."""

    id: int
    browser: BrowserWords
    address: str
    since: datetime
    seen: datetime
    here: bool


@require_GET
@for_person
def sessions(request: PortalRequest) -> HttpResponseBase:
    """Show where the person is signed in."""
    found = places_of(person_at(request).user, request.session.session_key or "")
    before = request.session.get(BEFORE_KEY)
    return render(
        request,
        "sessions/sessions.html",
        {"browsers": found, "before": datetime.fromisoformat(before) if before else None},
    )


@require_POST
@for_person
def end_session(request: PortalRequest, session_id: int) -> HttpResponseBase:
    """Sign out in one other browser; one of another person's is not there."""
    session = UserSession.objects.filter(user=person_at(request).user, pk=session_id).first()
    if session is None or session.session_key == request.session.session_key:
        raise Http404
    session.end()
    messages.success(request, _("You are signed out there."))
    return redirect("sessions")


@require_POST
@for_person
def end_others(request: PortalRequest) -> HttpResponseBase:
    """Sign out everywhere but here."""
    count = end_all(person_at(request).user, but=request.session.session_key or "")
    messages.success(
        request,
        ngettext("You are signed out in %(count)d place.", "You are signed out in %(count)d places.", count)
        % {"count": count},
    )
    return redirect("sessions")


def places_of(user: User, present_key: str) -> list[Place]:
    """Return where the person is signed in, the present place first, then the one seen last."""
    found = list(UserSession.objects.filter(user=user).order_by("-last_seen_at")[:MOST])
    alive = _alive(user, found)
    places = [
        Place(
            id=each.pk,
            browser=browser_of(each.user_agent),
            address=each.ip,
            since=each.created_at,
            seen=each.last_seen_at,
            here=each.session_key == present_key,
        )
        for each in found
        if each.session_key in alive
    ]
    return sorted(places, key=lambda place: not place.here)


def _alive(user: User, found: list[UserSession]) -> set[str]:
    """Return the keys of the sessions that still sign in: not over, and begun with the present password."""
    keys = [each.session_key for each in found]
    valid = {user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()}
    stored = Session.objects.filter(session_key__in=keys, expire_date__gt=now())
    return {each.session_key for each in stored if each.get_decoded().get("_auth_user_hash") in valid}
