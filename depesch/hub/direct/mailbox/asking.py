"""The database, asked for one company from a gateway's thread; when it is away, the client hears so in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import structlog
from django.db import DatabaseError, InterfaceError

from depesch.hub.archive.file_store import ArchiveDamaged
from depesch.hub.direct.mailbox import MailboxError, Reason
from depesch.hub.flows.runner import own_connection
from depesch.hub.tenancy.scope import acting_for

_log = structlog.get_logger()


@contextmanager
def asking(company_id: UUID) -> Iterator[None]:
    """Act for the company in a transaction, on a connection of the pool; raises MailboxError TRY_LATER."""
    try:
        with own_connection(), acting_for(company_id):
            yield
    except (DatabaseError, InterfaceError) as error:
        _log.warning("mailbox.database_away", error=str(error))
        raise MailboxError(Reason.TRY_LATER, "the hub cannot look anything up just now; try again later") from error
    except ArchiveDamaged as error:
        _log.exception("mailbox.archive_damaged")
        raise MailboxError(Reason.TRY_LATER, "the hub cannot read this file; its operator has been told") from error
