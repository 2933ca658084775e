"""Put what happened to a document in line for the company's programs."""

from __future__ import annotations

from collections.abc import Sequence

from depesch.hub.history.event import Event
from depesch.hub.history.subject import Subject


def publish(subject: Subject, events: Sequence[Event]) -> None:
    """Put one message for each event in line to each address that the company named for it."""
