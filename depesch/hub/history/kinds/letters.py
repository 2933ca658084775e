"""A document on its way as a letter on paper, or any other that waits for its hour or for a later answer."""

from __future__ import annotations

from datetime import datetime

from depesch.hub.history.event import Event, Words


class DeliveryPlanned(Event, frozen=True, kw_only=True, tag="delivery.planned"):
    """It goes at a set time, and can be stopped until then."""

    channel: str
    goes_at: datetime


class DeliveryTaken(Event, frozen=True, kw_only=True, tag="delivery.taken"):
    """The other side has it, and says later what became of it."""

    channel: str


class LetterSharesEnvelope(Event, frozen=True, kw_only=True, tag="delivery.shares_envelope"):
    """It lies in one envelope with other letters of that day to the same address."""

    beside: tuple[str, ...]  # the numbers of the other documents, in their order in the envelope


EVENTS = (DeliveryPlanned, DeliveryTaken, LetterSharesEnvelope)

WORDS: Words = {
    "delivery.planned": {
        "sv": "Går via {channel} {goes_at}. Den kan stoppas till dess.",
        "nb": "Går via {channel} {goes_at}. Den kan stanses til da.",
        "en": "Goes by {channel} {goes_at}. It can be stopped until then.",
    },
    "delivery.taken": {
        "sv": "Lämnad vidare via {channel}. Besked om hur det gick kommer senare.",
        "nb": "Levert videre via {channel}. Beskjed om hvordan det gikk, kommer senere.",
        "en": "Passed on by {channel}. Word of what became of it comes later.",
    },
    "delivery.shares_envelope": {
        "sv": "Brevet ligger i samma kuvert som {beside}.",
        "nb": "Brevet ligger i samme konvolutt som {beside}.",
        "en": "The letter shares an envelope with {beside}.",
    },
}

TITLES: Words = {
    "delivery.planned": {
        "sv": "Utskick planerat, kan stoppas",
        "nb": "Utsending planlagt, kan stanses",
        "en": "Dispatch planned, can be stopped",
    },
    "delivery.taken": {
        "sv": "Lämnat vidare, besked kommer senare",
        "nb": "Levert videre, beskjed kommer senere",
        "en": "Passed on, word comes later",
    },
    "delivery.shares_envelope": {
        "sv": "Delar kuvert med ett annat brev",
        "nb": "Deler konvolutt med et annet brev",
        "en": "Shares an envelope with another letter",
    },
}
