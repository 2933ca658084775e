"""What was received and nobody has opened yet: known from the history, so that it cannot disagree with it."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from depesch.hub.flows.models import Direction, Document
from depesch.hub.flows.reach import within_reach
from depesch.hub.history.kinds.documents import DocumentDownloaded, DocumentOpened
from depesch.hub.history.models import EventRow
from depesch.hub.history.record import record

LATELY = 500  # what came before so many others is no news; the list of unprocessed documents has all
_SEEN = (str(DocumentOpened.__struct_config__.tag), str(DocumentDownloaded.__struct_config__.tag))


def unread() -> QuerySet[Document]:
    """Return the incoming documents that nobody has opened; call it inside `acting_for`."""
    seen = EventRow.objects.filter(document_id=OuterRef("pk"), kind__in=_SEEN)
    return Document.objects.filter(within_reach(), ~Exists(seen), direction=Direction.IN)


def unread_lately() -> QuerySet[Document]:
    """Return those of the latest LATELY incoming documents that nobody has opened: as quick with a million of them."""
    latest = Document.objects.filter(direction=Direction.IN).order_by("-received_at", "-id")[:LATELY]
    return unread().filter(pk__in=latest.values("pk"))


def note_opening(document: Document, *, actor: str, is_seen: bool) -> None:
    """Record that somebody opened an incoming document, the first time only."""
    if document.direction == Direction.IN and not is_seen:
        record(DocumentOpened(), document_id=document.pk, actor=actor)


def is_seen(kinds: set[str]) -> bool:
    """Return whether a document with these kinds of events has been opened."""
    return not kinds.isdisjoint(_SEEN)
