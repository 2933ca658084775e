"""A whole file becomes a document, once, with the attachments that were put for it; or it waits for what it goes with.

The same file put again after a broken line is the same document, see `repeats`.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import structlog
from django.db import DatabaseError, InterfaceError

from depesch.hub.direct.logins import LoginHolder
from depesch.hub.direct.mailbox import MailboxError, Reason, Waits
from depesch.hub.direct.mailbox.held import KEPT_FOR, Sender, hand_over, hold, known_document, lock_stem
from depesch.hub.direct.mailbox.pairing import is_attachment, may_wait
from depesch.hub.flows.runner import own_connection
from depesch.hub.flows.submission import SubmissionRefused, is_stopped
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now

_log = structlog.get_logger()


def take(holder: LoginHolder, name: str, content: bytes, *, route: str) -> UUID | Waits:
    """Take the file for the login's company and return the document's id, or what it waits for, after the commit.

    Raises MailboxError: REFUSED with what is wrong with the file, FULL when too much waits, TRY_LATER when the database
    is away (the commit may have come through: the same file put again is the same document).
    """
    sender = Sender(
        company_id=holder.company_id, login_id=holder.login_id, send_mode=holder.send_mode.value, route=route
    )
    try:
        return _taken(sender, name, content, wait=timedelta(minutes=holder.attachments_wait_min))
    except SubmissionRefused as refused:
        raise MailboxError(Reason.REFUSED, refused.detail) from refused
    except (DatabaseError, InterfaceError, OSError) as error:
        _log.warning("mailbox.not_taken", login=str(holder.login_id), error=str(error))
        raise MailboxError(Reason.TRY_LATER, "the hub cannot take documents just now; try again later") from error


def _taken(sender: Sender, name: str, content: bytes, *, wait: timedelta) -> UUID | Waits:
    goes_along = is_attachment(name, content)
    with own_connection(), acting_for(sender.company_id):
        lock_stem(sender.login_id, name)
        if goes_along:
            return hold(sender, name, content, is_invoice=False, until=now() + KEPT_FOR)
        if wait and may_wait(name) and _is_new(sender, name, content):
            return hold(sender, name, content, is_invoice=True, until=now() + wait)
        return hand_over(sender, name, content)


def _is_new(sender: Sender, name: str, content: bytes) -> bool:
    """Return whether it is to wait: what was handed over before, or will be refused, is answered at once."""
    return (
        bool(content.strip())
        and not is_stopped(sender.company_id)
        and known_document(sender, name, content) is None
    )  # fmt: skip
