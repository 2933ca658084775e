"""A file of several documents and the documents out of it: what the page of each says of the other."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from depesch.hub.flows.models import Document, DocumentState
from depesch.hub.flows.reach import within_reach
from depesch.portal.documents.rows import Row, rows_of
from depesch.portal.words import NEED_SOMEBODY

MOST_SHOWN = 200
_MOVING = (DocumentState.RECEIVED, DocumentState.SENDING)


@dataclass(frozen=True, slots=True)
class Part:
    """One document out of the file, with its place in it."""

    position: int
    row: Row


@dataclass(frozen=True, slots=True)
class ShownFile:
    """The documents out of a file: how many, how many of them need somebody or are under way, and the first of them."""

    count: int
    need_somebody: int
    is_moving: bool
    parts: list[Part]
    more: int


@dataclass(frozen=True, slots=True)
class CameIn:
    """The file that a document came in."""

    file: Document
    position: int
    count: int


def in_a_file(document: Document) -> dict[str, object]:
    """Return what the page says of a file of several documents, or of the file that a document came in; else nothing.

    Call it in `acting_for`.
    """
    if document.unpacked_from is not None:
        file = document.unpacked_from
        inside = Document.objects.filter(unpacked_from=file).count()
        return {"came_in": CameIn(file, document.position or 1, inside)}
    if document.state != DocumentState.UNPACKED:
        return {}
    return {"inside": _inside(document)}


def _inside(file: Document) -> ShownFile:
    parts = Document.objects.filter(within_reach(), unpacked_from=file)
    first = list(parts.order_by("position")[: MOST_SHOWN + 1])
    shown = first[:MOST_SHOWN]
    states: dict[str, int] = Counter(part.state for part in first)
    if len(first) > MOST_SHOWN:
        states = dict(parts.order_by().values_list("state").annotate(Count("pk")))
    count = sum(states.values())
    return ShownFile(
        count=count,
        need_somebody=sum(states.get(state, 0) for state in NEED_SOMEBODY),
        is_moving=any(states.get(state) for state in _MOVING),
        parts=[
            Part(part.position or number, row)
            for number, (part, row) in enumerate(zip(shown, rows_of(shown), strict=True), 1)
        ],
        more=count - len(shown),
    )
