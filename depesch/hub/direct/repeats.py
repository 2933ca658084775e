"""The key of a file that came without one: the same file, handed over again, is the same document.

The same means: by the same login or token, of the same name, content, attachments and send mode, within some days. What
was refused or could not be delivered meanwhile may be handed over again as it was, and is a new document then.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from depesch.hub.flows.errors import ERROR_STATES
from depesch.hub.flows.models import Document, DocumentState, IdempotencyKey
from depesch.kit.clock import now
from depesch.kit.hashing import sha256_hex

SAME_FOR = timedelta(days=7)
_ENDED = (*ERROR_STATES, DocumentState.CANCELLED)


def key_of(told: Sequence[str], *, prefix: str) -> str:
    """Return the key under which what is told by these texts is handed over. Inside `acting_for`."""
    return key_and_document(told, prefix=prefix)[0]


def key_and_document(told: Sequence[str], *, prefix: str) -> tuple[str, UUID | None]:
    """Return the key, and the document that was handed over under it and still counts. Inside `acting_for`.

    Each key leads to one document. When that one is old or ended in an error, its id is part of the next key, so that
    two connections that hand over the same file again at once agree on it as well.
    """
    before = ""
    while True:
        key = f"{prefix}-{sha256_hex(chr(0).join((*told, before)).encode())}"
        document_id = IdempotencyKey.objects.filter(key=key).values_list("document_id", flat=True).first()
        if document_id is None or not _has_ended(document_id):
            return key, document_id
        before = str(document_id)


def _has_ended(document_id: UUID) -> bool:
    document = Document.objects.only("state", "received_at").get(id=document_id)
    return document.state in _ENDED or document.received_at < now() - SAME_FOR
