"""What a session says of how its person signed in, and which companies it reaches therefore.

A session that a company's identity provider began reaches that company (or its group) alone. One that began with a
password or a passkey reaches all but the companies that their administrators closed to that.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from depesch.hub.history.kinds.saml import SamlEmergency, SamlPasswordRefused, SamlSignedIn
from depesch.hub.history.record import record
from depesch.hub.saml.closing import closed_by, emergency_in, open_to_password
from depesch.hub.saml.provider import SESSION_KEY
from depesch.hub.saml.signing_in import SignedIn
from depesch.hub.tenancy.access import memberships
from depesch.hub.tenancy.models import Membership, User
from depesch.hub.tenancy.scope import acting_for

BEGUN_KEY = "saml_begun"  # in the session: the requests that this browser began
MOST_BEGUN = 5  # tabs
REFUSED_KEY = "saml_refused_for"  # in the session: the company whose provider a refused password has to give way to
_PENDING_KEY = "saml_pending"  # in the session: proven by a provider, a second step may still be asked
_REACHED_KEY = "saml_reached"  # in the session: the companies that a provider's session reaches
_COMPANY_KEY = "saml_company"  # in the session: the company whose provider began it
_EMERGENCY_KEY = "saml_emergency"  # in the session: closed companies that a password opened all the same
_BY_PROVIDER = "_saml_signed_in"  # on the request: this very sign-in is a provider's


def open_places(session: SessionBase, user: User, places: Sequence[Membership]) -> list[Membership]:
    """Return the memberships that the session reaches."""
    reached = session.get(_REACHED_KEY)
    if reached is not None:
        return [each for each in places if str(each.tenant_id) in reached]
    return open_to_password(user, places, session.get(_EMERGENCY_KEY, ()))


def begins_by_provider(request: HttpRequest, signed_in: SignedIn) -> None:
    """Note, before the sign-in is carried out, that a provider proved the person."""
    setattr(request, _BY_PROVIDER, True)
    request.session[_PENDING_KEY] = {
        "user": str(signed_in.user.pk),
        "company": str(signed_in.company_id),
        "reached": [str(each) for each in signed_in.reached],
    }


def refuses_password(request: HttpRequest, user: User) -> bool:
    """Return whether a sign-in by password or passkey opens nothing to the person, who has to go to their provider.

    It is told in the history of the company that is closed, and the session knows which one that is.
    """
    if getattr(request, _BY_PROVIDER, False):
        return False
    request.session.pop(_PENDING_KEY, None)
    places = memberships(user)
    if user.is_operator or not places or open_to_password(user, places) or emergency_in(user, places):
        return False
    closing = closed_by(places[0].tenant, user.email)
    assert closing is not None, "every place is closed"  # noqa: S101
    request.session[REFUSED_KEY] = str(closing)
    with acting_for(closing):
        record(SamlPasswordRefused(email=user.email), document_id=None, actor=f"user:{user.pk}")
    return True


def keep_mark(request: HttpRequest, user: User) -> None:
    """Write into the session how the person signed in; called when they just have."""
    session = request.session
    pending = session.pop(_PENDING_KEY, None)
    for key in (_REACHED_KEY, _COMPANY_KEY, _EMERGENCY_KEY, REFUSED_KEY):
        session.pop(key, None)
    if pending is not None and pending["user"] == str(user.pk):
        session[_REACHED_KEY], session[_COMPANY_KEY] = pending["reached"], pending["company"]
        with acting_for(UUID(pending["company"])):
            record(SamlSignedIn(email=user.email), document_id=None, actor=f"user:{user.pk}")
        return
    note_emergency(session, user)


def mark_listed(request: HttpRequest) -> None:
    """Say in the list of sessions whose provider began this one, so that it ends with the provider."""
    company = request.session.get(_COMPANY_KEY)
    if company:
        rows = UserSession.objects.filter(session_key=request.session.session_key)
        rows.update(data={SESSION_KEY: company})


def note_emergency(session: SessionBase, user: User) -> None:
    """Open what the emergency way opens to the person, and tell it in each of these companies' histories."""
    opened = emergency_in(user, memberships(user))
    if not opened:
        return
    session[_EMERGENCY_KEY] = [str(each) for each in opened]
    for company_id in sorted(opened):
        with acting_for(company_id):
            record(SamlEmergency(email=user.email), document_id=None, actor=f"user:{user.pk}")
