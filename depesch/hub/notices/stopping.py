"""The link at the foot of a notice that stops just that kind of notice, without signing in.

It is signed and not stored: it can do one thing for one person, and doing it again changes nothing.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import msgspec
from django.core import signing

from depesch.hub.notices.occasions import Occasion, Way
from depesch.hub.notices.wishes import choose
from depesch.hub.tenancy.scope import acting_for

_SALT = "depesch.notices.stop"
GOOD_FOR = timedelta(days=180)


class Stop(msgspec.Struct, frozen=True, kw_only=True):
    """Whose notices of what are to stop."""

    user_id: UUID
    company_id: UUID
    occasion: Occasion


class BadLink(ValueError):
    """The link was not made by us, or is too old."""


def path_to_stop(stop: Stop) -> str:
    """Return the address in the portal that stops it."""
    return f"/notices/stop/{signing.dumps(msgspec.to_builtins(stop), salt=_SALT)}/"


def opened(token: str) -> Stop:
    """Return what the link stops; raises BadLink."""
    try:
        return msgspec.convert(signing.loads(token, salt=_SALT, max_age=GOOD_FOR), Stop)
    except (signing.BadSignature, msgspec.ValidationError) as error:
        raise BadLink(str(error)) from error


def stop_telling(stop: Stop) -> None:
    """Tell the person no more of this; everything else stays as they chose it."""
    with acting_for(stop.company_id):
        choose(stop.user_id, {stop.occasion: Way.OFF}, actor=f"user:{stop.user_id}")
