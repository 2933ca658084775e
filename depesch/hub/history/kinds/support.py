"""What is asked of those who run the hub, and that it was answered; not what was said."""

from __future__ import annotations

from depesch.hub.history.event import Event, Words


class SupportAsked(Event, frozen=True, kw_only=True, tag="support.asked"):
    """Somebody asked for help."""

    subject: str


class SupportAnswered(Event, frozen=True, kw_only=True, tag="support.answered"):
    """Who runs the hub answered a request for help."""

    subject: str


EVENTS = (SupportAsked, SupportAnswered)

WORDS: Words = {
    "support.asked": {
        "sv": "Frågade supporten: {subject}",
        "nb": "Spurte brukerstøtten: {subject}",
        "en": "Asked support: {subject}",
    },
    "support.answered": {
        "sv": "Supporten svarade på: {subject}",
        "nb": "Brukerstøtten svarte på: {subject}",
        "en": "Support answered: {subject}",
    },
}
