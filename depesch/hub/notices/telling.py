"""Write the letters that people want of what happened to a document."""

from __future__ import annotations

from collections.abc import Sequence

from depesch.hub.history.event import Event
from depesch.hub.history.subject import Subject


def tell(subject: Subject, events: Sequence[Event], *, actor: str) -> None:
    """Write a letter to each person of the company who wants to know of one of these events."""
