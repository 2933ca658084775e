"""The next invoice number: the last one used, one higher, in the same pattern. A proposal: nothing is reserved."""

from __future__ import annotations

import re

from depesch.hub.drafts.models import Draft, DraftState
from depesch.hub.flows.models import Direction, Document

FIRST = "1"
_LOOKED_AT = 200
_LAST_DIGITS = re.compile(r"(\d+)(\D*)$", re.ASCII)


def next_after(number: str) -> str:
    """Return the number after this one, its pattern kept.

    >>> next_after("F-0042"), next_after("2026-99"), next_after("A9/B"), next_after("INV")
    ('F-0043', '2026-100', 'A10/B', 'INV-1')
    """
    found = _LAST_DIGITS.search(number)
    if found is None:
        return f"{number}-1" if number else FIRST
    digits = str(int(found[1]) + 1).zfill(len(found[1]))
    return number[: found.start()] + digits + found[2]


def next_number() -> str:
    """Return the number that the acting company's next invoice would have. Three queries at most.

    What was written in the portal goes before what came from elsewhere, which may count in another series; numbers of
    drafts under way are passed over.
    """
    issued = Document.objects.filter(direction=Direction.OUT, send_mode="production").exclude(number="")
    latest = issued.order_by("-received_at", "-id")
    last = latest.filter(route_in="portal").values_list("number", flat=True).first()
    if last is None:
        last = latest.values_list("number", flat=True).first()
    open_drafts = Draft.objects.exclude(state__in=[DraftState.SENT, DraftState.DISCARDED]).exclude(number="")
    drafted = list(open_drafts.order_by("-made_at").values_list("number", flat=True)[:_LOOKED_AT])
    taken = set(drafted)
    number = next_after(last) if last else (next_after(drafted[0]) if drafted else FIRST)
    while number in taken:
        number = next_after(number)
    return number
