"""Who comes in, asked by a gateway's thread: the login, or words that its client may be told."""

from __future__ import annotations

from collections.abc import Callable

from django.db import DatabaseError, InterfaceError

from depesch.hub.accounts.limits import TooOften
from depesch.hub.direct.logins import LoginHolder, LoginRefused
from depesch.hub.flows.runner import own_connection


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
