"""Who comes in, asked by a gateway's thread: the login, or words that its client may be told."""

from __future__ import annotations

from collections.abc import Callable

from django.db import DatabaseError, InterfaceError, connection

from depesch.hub.accounts.limits import TooOften
from depesch.hub.direct.logins import MAX_NAME_LENGTH, LoginHolder, LoginRefused
from depesch.hub.direct.models import DirectLogin
from depesch.hub.flows.runner import own_connection
from depesch.hub.tenancy.scope import acting_for


class NotAdmitted(Exception):
    """Nobody comes in. The text is English and may be shown; `code` is for the log."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


def entered(ask: Callable[[], LoginHolder | None]) -> LoginHolder:
    """Return the login that `ask` finds; raises NotAdmitted when it is none, or may not come in, or cannot be asked."""
    try:
        with own_connection():
            holder = ask()
    except TooOften as error:
        raise NotAdmitted("too-often", f"Too many wrong tries. Try again in {error.minutes} minutes.") from error
    except LoginRefused as error:
        raise NotAdmitted(error.code, f"Not admitted: {error.detail}.") from error
    except (DatabaseError, InterfaceError) as error:
        raise NotAdmitted("database-away", "The hub cannot look up logins just now. Try again in a minute.") from error
    if holder is None:
        raise NotAdmitted("unknown", "User name and password or key do not belong together.")
    return holder


def may_come_in_the_clear(name: str) -> bool:
    """Return whether a login of this name may come over FTP without TLS, before it has sent its password.

    Whoever asks learns which names may, and nothing about the others; a password that went over the network in the
    clear would be worse. Raises NotAdmitted.
    """
    try:
        with own_connection():
            return _may_come_in_the_clear(name.lower()[:MAX_NAME_LENGTH])
    except (DatabaseError, InterfaceError) as error:
        raise NotAdmitted("database-away", "The hub cannot look up logins just now. Try again in a minute.") from error


def _may_come_in_the_clear(name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT company_id, login_id FROM direct_login_named_v1(%s)", [name.replace("\0", " ")])
        found = cursor.fetchone()
    if found is None:
        return False
    with acting_for(found[0]):
        return DirectLogin.objects.filter(id=found[1], plain_ftp=True, revoked_at=None).exists()
