"""What waits for the person's company, asked once for a page: the menu has it in several places."""

from __future__ import annotations

from typing import cast

from depesch.hub.flows.waiting import WaitingCounts, waiting_counts
from depesch.portal.person import Person

_KNOWN = "waiting"


def waiting_for(person: Person) -> WaitingCounts:
    """Return what waits; call it inside `acting_for` of the person's company."""
    if _KNOWN not in person.known:
        person.known[_KNOWN] = waiting_counts()
    return cast(WaitingCounts, person.known[_KNOWN])
