"""The next invoice number: the last one used, one higher, in the same pattern. A proposal: nothing is reserved."""

from __future__ import annotations

import re
from datetime import datetime

from depesch.channels import SendMode
from depesch.hub.drafts.models import Draft, DraftState
from depesch.hub.flows.models import Direction, Document

FIRST = "1"
_LOOKED_AT = 200  # drafts
_LATEST = 20  # documents
_UNDER_WAY = (DraftState.EDITING, DraftState.WAITING, DraftState.APPROVED, DraftState.SCHEDULED)
_VIEWS = (("delivered", "certified", "unpacked"), ("received", "sending", "waiting", "uncertain"))
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
    """Return the number that the acting company's next invoice would have; four queries, however many there are.

    What was written in the portal goes before what came from elsewhere, which may count in another series; numbers of
    drafts under way and of the latest that were sent are passed over.
    """
    drafts = Draft.objects.filter(send_mode=SendMode.PRODUCTION).exclude(number="").order_by("-changed_at", "-id")
    sent = list(drafts.filter(state=DraftState.SENT).values_list("number", flat=True)[:_LOOKED_AT])
    under_way = list(drafts.filter(state__in=_UNDER_WAY).values_list("number", flat=True)[:_LOOKED_AT])
    last = next(iter(sent), None) or _last_elsewhere() or next(iter(under_way), None)
    number = next_after(last) if last else FIRST
    taken = {*sent, *under_way}
    while number in taken:
        number = next_after(number)
    return number


def _last_elsewhere() -> str | None:
    """Return the number of the latest document that was handed over by a program or as a file."""
    rows = [row for states in _VIEWS for row in _latest_in(states)]
    production = [(at, number) for at, number, mode in rows if number and mode == SendMode.PRODUCTION]
    return max(production)[1] if production else None


def _latest_in(states: tuple[str, ...]) -> list[tuple[datetime, str, str]]:
    """Return the latest documents in the states of one view, which has an index of its own."""
    rows = Document.objects.filter(direction=Direction.OUT, state__in=states).order_by("-received_at", "-id")
    return list(rows.values_list("received_at", "number", "send_mode")[:_LATEST])
