"""What a person changed about what they are told."""

from __future__ import annotations

from depesch.hub.history.event import Event, Words


class NoticesChanged(Event, frozen=True, kw_only=True, tag="notices.changed"):
    """A person chose what they want to be told of by mail."""

    occasions: tuple[str, ...]


WORDS: Words = {
    "notices.changed": {
        "sv": "Ändrade sina e-postaviseringar.",
        "nb": "Endret e-postvarslene sine.",
        "en": "Changed their notices by e-mail.",
    },
}

EVENTS = (NoticesChanged,)
