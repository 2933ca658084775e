"""The change log of a company: the events that are of no document, the latest first, in pages that go on from a key."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from django.db.models import Q

from depesch.hub.history.event import Event
from depesch.hub.history.events import event_classes, event_from
from depesch.hub.history.models import EventRow
from depesch.hub.history.reading import RecordedEvent

PAGE = 50

# What a change is about, by the first part of its kind. What stands in none of them is "other".
AREAS: dict[str, tuple[str, ...]] = {
    "people": ("person", "user", "agreement", "saml"),
    "company": (
        "company",
        "payment_account",
        "channel",
        "template",
        "printer",
        "print",
        "run",
        "notices",
        "notice",
        "ledger_account",
        "supplier",
        "article",
    ),
    "network": ("connection", "customer", "request", "routing", "participant", "network", "rule_pack", "demands"),
    "programs": ("token", "key", "webhook", "endpoint", "agent", "direct_login"),
    "store": ("store", "letter", "support", "contact"),
}


class LogPage(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Some entries, and the sequence to go on below; None at the end."""

    entries: tuple[RecordedEvent, ...]
    next_before: int | None


def change_log(*, actor: str = "", area: str = "", before: int | None = None, limit: int = PAGE) -> LogPage:
    """Return a page of the acting company's change log. `actor` begins what it narrows to: `user:<id>`, `operator:`."""
    rows = EventRow.objects.filter(document_id=None)
    if actor:
        rows = rows.filter(actor=actor) if not actor.endswith(":") else rows.filter(actor__startswith=actor)
    if area:
        rows = rows.filter(_of_area(area))
    if before is not None:
        rows = rows.filter(sequence__lt=before)
    found = list(rows.order_by("-sequence")[: limit + 1])
    entries = tuple(_read(row) for row in found[:limit] if row.kind in event_classes())
    return LogPage(entries=entries, next_before=found[limit - 1].sequence if len(found) > limit else None)


def actors(most: int = 200) -> Sequence[str]:
    """Return who stands in the change log, each once."""
    rows = EventRow.objects.filter(document_id=None).order_by("actor").values_list("actor", flat=True)
    return list(rows.distinct()[:most])


def _of_area(area: str) -> Q:
    starts = AREAS.get(area, tuple(start for each in AREAS.values() for start in each))
    wanted = Q(*(Q(kind__startswith=f"{start}.") for start in starts), _connector=Q.OR)
    return wanted if area in AREAS else ~wanted


def _read(row: EventRow) -> RecordedEvent:
    event: Event = event_from(row.kind, row.payload)
    return RecordedEvent(event=event, at=row.at, actor=row.actor, sequence=row.sequence, hash=row.hash)
