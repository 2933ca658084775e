"""A whole file becomes a document, once: the same file put again after a broken line is the same document.

The same means: the same login, name, content and send mode, within some days. What was refused or could not be
delivered meanwhile may be put again as it was, and is a new document then.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import structlog
from django.db import DatabaseError, InterfaceError

from depesch.hub.direct.logins import LoginHolder
from depesch.hub.direct.mailbox import MailboxError, Reason
from depesch.hub.flows.errors import ERROR_STATES
from depesch.hub.flows.models import Document, DocumentState, IdempotencyKey
from depesch.hub.flows.runner import own_connection
from depesch.hub.flows.submission import SubmissionRefused, submit
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from depesch.kit.hashing import sha256_hex

_log = structlog.get_logger()
SAME_FOR = timedelta(days=7)
_ENDED = (*ERROR_STATES, DocumentState.CANCELLED)


def take(holder: LoginHolder, name: str, content: bytes, *, route: str) -> UUID:
    """Hand the file over for the login's company and return the document's id, after the commit.

    Raises MailboxError: REFUSED with what is wrong with the file, TRY_LATER when the database is away (the commit may
    have come through: the same file put again is the same document).
    """
    try:
        return _taken(holder, name, content, route)
    except SubmissionRefused as refused:
        raise MailboxError(Reason.REFUSED, refused.detail) from refused
    except (DatabaseError, InterfaceError, OSError) as error:
        _log.warning("mailbox.not_taken", login=str(holder.login_id), error=str(error))
        raise MailboxError(Reason.TRY_LATER, "the hub cannot take documents just now; try again later") from error


def _taken(holder: LoginHolder, name: str, content: bytes, route: str) -> UUID:
    with own_connection():
        with acting_for(holder.company_id):
            key, document_id = _key(holder, name, sha256_hex(content))
        if document_id is not None:
            return document_id
        submission = submit(
            content,
            company_id=holder.company_id,
            actor=holder.actor,
            route=route,
            file_name=name,
            send_mode=holder.send_mode.value,
            idempotency_key=key,
        )
        return submission.document_id


def _key(holder: LoginHolder, name: str, sha256: str) -> tuple[str, UUID | None]:
    """Return the key of this file, and the document that it already is.

    Each key leads to one document. When that one is old or ended in an error, its id is part of the next key, so that
    two connections that put the same file again at once agree on it as well.
    """
    before = ""
    while True:
        told = "\0".join((str(holder.login_id), name, sha256, holder.send_mode.value, before))
        key = f"put-{sha256_hex(told.encode())}"
        document_id = IdempotencyKey.objects.filter(key=key).values_list("document_id", flat=True).first()
        if document_id is None:
            return key, None
        document = Document.objects.only("state", "received_at").get(id=document_id)
        if document.state not in _ENDED and document.received_at > now() - SAME_FOR:
            return key, document_id
        before = str(document_id)
