"""The beginning of a document's way to the company's own server."""

from __future__ import annotations

from datetime import datetime

from depesch.hub.directory.destinations import own_server
from depesch.hub.flows.models import Bringing, Document


def begin_bringing(document: Document, *, at: datetime) -> None:
    """Begin it, if the company has a server of its own; in the transaction in which the document arrives."""
    server = own_server()
    if server is not None and server.enabled:
        Bringing.objects.create(tenant_id=document.tenant_id, document=document, state_since=at, since=at, try_at=at)
