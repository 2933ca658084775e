"""What programs do with what came in."""

from __future__ import annotations

from depesch.hub.history.event import Event, Words


class DocumentCollected(Event, frozen=True, kw_only=True, tag="document.collected"):
    """A program of the receiver's has the document and said so."""


EVENTS = (DocumentCollected,)

WORDS: Words = {
    "document.collected": {
        "sv": "Hämtades av ert program, som bekräftade det.",
        "nb": "Ble hentet av programmet deres, som bekreftet det.",
        "en": "Was fetched by your program, which confirmed it.",
    },
}

TITLES: Words = {
    "document.collected": {
        "sv": "Hämtat av ert program",
        "nb": "Hentet av programmet deres",
        "en": "Fetched by your program",
    },
}
