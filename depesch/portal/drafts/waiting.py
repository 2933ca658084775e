"""How much waits among the drafts, for the menu and the start page."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from depesch.hub.drafts.models import Draft, DraftState


@dataclass(frozen=True, slots=True)
class Counts:
    """Drafts that are somebody's turn."""

    writing: int
    approval: int
    ready: int
    later: int


def counts() -> Counts:
    """Return how many drafts of the acting company are in each list; one query."""
    found = Draft.objects.aggregate(
        writing=Count("pk", filter=Q(state=DraftState.EDITING)),
        approval=Count("pk", filter=Q(state=DraftState.WAITING)),
        ready=Count("pk", filter=Q(state=DraftState.APPROVED)),
        later=Count("pk", filter=Q(state=DraftState.SCHEDULED)),
    )
    return Counts(**found)
