"""A scan of several letters is divided by its pages: each invoice becomes an incoming document of its own.

What a worker found for certain it divides itself; otherwise a person says where each invoice begins. The scan stays in
the archive as it came. The ids of its parts follow from its own, so that a repeat makes nothing twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid5

from depesch.capture import Captured
from depesch.capture.captured import LABEL
from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import keep_file
from depesch.hub.flows.actions import ActionRefused
from depesch.hub.flows.announcing import announce
from depesch.hub.flows.models import Direction, Document, DocumentState
from depesch.hub.flows.paper import READ_THROUGH
from depesch.hub.flows.transcripts import waits_for_a_person
from depesch.hub.flows.transitions import move
from depesch.hub.history.kinds.documents import DocumentTakenOut, DocumentUnpacked
from depesch.hub.history.record import record
from depesch.hub.paper.dividing import pages_apart
from depesch.hub.paper.models import PaperReading
from depesch.kit.clock import now
from depesch.kit.filenames import split_suffix
from depesch.kit.hashing import sha256_hex


def begins_of(found: Sequence[Captured]) -> tuple[int, ...]:
    """Return the pages on which the invoices begin that were found, the first page always among them."""
    return tuple(sorted({1, *(one.first_page for one in found[1:])}))


def is_certain_division(document: Document, found: Sequence[Captured]) -> bool:
    """Return whether nobody has to be asked: each invoice has a number of its own that was read with certainty.

    What was divided once is not divided again by itself: a person may have said that it is one.
    """
    numbers = {one.invoice.number for one in found}
    are_sure = all(one.confidence("BT-1") >= LABEL for one in found)
    return len(found) > 1 and document.unpacked_from_id is None and len(numbers) == len(found) and are_sure


def divide(document: Document, content: bytes, begins: Sequence[int], page_count: int, *, actor: str) -> int:
    """Make a document of the pages from each of `begins` on, and return how many. Inside `acting_for`.

    The document is locked by the caller. Raises ActionRefused unless it waits for a person and is divided into two or
    more, and NotShown when a page cannot be drawn.
    """
    starts = sorted({1, *begins})
    may_be = document.direction == Direction.IN and waits_for_a_person(document)
    if not may_be or len(starts) < 2 or starts[-1] > page_count or starts[0] < 1:
        raise ActionRefused("not-possible-now")
    ends = [*(start - 1 for start in starts[1:]), page_count]
    for position, (first, last) in enumerate(zip(starts, ends, strict=True), 1):
        _take_out(document, pages_apart(content, range(first, last + 1)), position, f"{first}-{last}", actor)
    document.processed_at, document.processed_by = now(), actor
    event = DocumentUnpacked(count=len(starts))
    move(document, DocumentState.UNPACKED, event, actor=actor, changed=("processed_at", "processed_by"))
    return len(starts)


def _take_out(document: Document, content: bytes, position: int, pages: str, actor: str) -> None:
    at, sha256 = now(), sha256_hex(content)
    stem = split_suffix(document.file_name)[0] or "scan"
    name = f"{stem}-{position}.pdf"
    inside = Document(
        id=uuid5(document.id, f"pages {pages}"), tenant_id=document.tenant_id, direction=Direction.IN,
        state=DocumentState.ARRIVED, state_since=at, send_mode=document.send_mode, route_in=document.route_in,
        file_name=name, original_sha256=sha256, submitted_by=document.submitted_by, received_at=document.received_at,
        message_id=f"scan-{document.id}-{pages}", search_text=name.lower(), problem_code=READ_THROUGH,
        unpacked_from=document, position=position,
    )  # fmt: skip
    inside.save(force_insert=True)
    keep_file(inside.id, FileRole.ORIGINAL, name, "application/pdf", content)
    PaperReading.objects.create(tenant_id=document.tenant_id, document=inside, sha256=sha256)
    event = DocumentTakenOut(original=str(document.id), position=position, sha256=sha256, size=len(content))
    record(event, document_id=inside.id, actor=actor, at=at)
    announce(inside, (event,), actor=actor)
