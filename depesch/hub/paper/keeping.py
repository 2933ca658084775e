"""What was read of a document's pages is kept beside it, anew each time that it is read. Inside `acting_for`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import msgspec

from depesch.capture import Captured, Doubt, Field
from depesch.capture.captured import LABEL
from depesch.hub.drafts.typed import path_of_place
from depesch.hub.flows.models import Document
from depesch.hub.history.kinds.paper import PaperRead
from depesch.hub.paper.models import PaperReading
from depesch.kit.clock import now

NO_ENGINE = "none"


def keep_reading(
    document: Document,
    captured: Captured | None,
    doubts: Sequence[Doubt],
    texts: Mapping[str, str],
    *,
    page_count: int,
) -> PaperRead:
    """Write what was read (None: nothing could be) with the fields that come of it; return the event to be recorded."""
    fields = captured.fields if captured else ()
    engine = captured.engine if captured else NO_ENGINE
    PaperReading.objects.update_or_create(
        document=document,
        defaults={
            "tenant_id": document.tenant_id, "sha256": document.original_sha256, "engine": engine,
            "page_count": page_count, "texts": dict(texts),
            "fields": msgspec.to_builtins(fields), "doubts": msgspec.to_builtins(tuple(doubts)), "read_at": now(),
        },
    )  # fmt: skip
    unsure = sum(1 for field in fields if field.confidence < LABEL)
    return PaperRead(engine=engine, fields=len(fields), doubts=len(doubts) + unsure)


def reading_kept(document: Document) -> PaperReading | None:
    """Return what was read of the document's pages; None for one that was never paper."""
    return PaperReading.objects.filter(document=document).first()


def fields_of_reading(reading: PaperReading) -> tuple[Field, ...]:
    """Return the values that were read."""
    return msgspec.convert(reading.fields, tuple[Field, ...])


def doubts_of_reading(reading: PaperReading) -> tuple[Doubt, ...]:
    """Return what did not fit."""
    return msgspec.convert(reading.doubts, tuple[Doubt, ...])


def printed_total(reading: PaperReading) -> Decimal | None:
    """Return what the pages say is to be paid (BT-115), else the total with VAT (BT-112); None when nobody could read.

    Two that were read for one term count as none.
    """
    for term in ("BT-115", "BT-112"):
        found = {each.value for each in fields_of_reading(reading) if each.term == term}
        if len(found) == 1:
            return Decimal(found.pop())
    return None


def doubtful_paths(reading: PaperReading) -> frozenset[str]:
    """Return the form's fields that somebody has to look at: read with little certainty, or in a doubt."""
    fields, doubted = fields_of_reading(reading), {doubt.term for doubt in doubts_of_reading(reading) if doubt.term}
    found = {path_of_place(each.path, {}) for each in fields if each.confidence < LABEL or each.term in doubted}
    return frozenset(path for path in found if path)
