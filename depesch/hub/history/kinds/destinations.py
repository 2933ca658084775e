"""Where documents are brought: a customer's server, the company's own; and what came of bringing one there."""

from __future__ import annotations

from depesch.hub.history.event import Event, Words


class DestinationSet(Event, frozen=True, kw_only=True, tag="destination.set"):
    """Somebody set up where documents are brought over a channel; the settings are not repeated here."""

    channel: str
    customer: str  # name; empty: the company's own server
    state: str  # on, off


class DestinationRemoved(Event, frozen=True, kw_only=True, tag="destination.removed"):
    """Somebody removed it, with its secrets."""

    channel: str
    customer: str


class DocumentBrought(Event, frozen=True, kw_only=True, tag="document.brought"):
    """An incoming document is on the company's own server; what the server answered is archived."""

    channel: str
    reference: str  # name of the file, or the answer's status
    receipt_sha256: str


class BringingStopped(Event, frozen=True, kw_only=True, tag="document.bringing_stopped"):
    """An incoming document could not be brought to the company's own server; it waits in the inbox for a person."""

    channel: str
    code: str


class BringingAgain(Event, frozen=True, kw_only=True, tag="document.bringing_again"):
    """Somebody said that an incoming document is to be brought to the company's own server, once more."""

    channel: str


class BringingEnded(Event, frozen=True, kw_only=True, tag="document.bringing_ended"):
    """Somebody said that an incoming document need not be brought to the company's own server."""

    channel: str


EVENTS = (DestinationSet, DestinationRemoved, DocumentBrought, BringingStopped, BringingAgain, BringingEnded)

WORDS: Words = {
    "destination.set": {
        "sv": "Leverans till egen server ställdes in ({channel}).",
        "nb": "Levering til egen server ble satt opp ({channel}).",
        "en": "Delivery to a server was set up ({channel}).",
    },
    "destination.removed": {
        "sv": "Leverans till egen server togs bort ({channel}).",
        "nb": "Levering til egen server ble fjernet ({channel}).",
        "en": "Delivery to a server was removed ({channel}).",
    },
    "document.brought": {
        "sv": "Lämnades på er server ({channel}): {reference}.",
        "nb": "Ble levert på serveren deres ({channel}): {reference}.",
        "en": "Brought to your server ({channel}): {reference}.",
    },
    "document.bringing_stopped": {
        "sv": "Kunde inte lämnas på er server ({channel}). Dokumentet ligger kvar i inkorgen.",
        "nb": "Kunne ikke leveres på serveren deres ({channel}). Dokumentet ligger fortsatt i innboksen.",
        "en": "Could not be brought to your server ({channel}). The document stays in the inbox.",
    },
    "document.bringing_again": {
        "sv": "Lämnas på er server igen ({channel}).",
        "nb": "Leveres på serveren deres på nytt ({channel}).",
        "en": "Is brought to your server again ({channel}).",
    },
    "document.bringing_ended": {
        "sv": "Behöver inte längre lämnas på er server ({channel}).",
        "nb": "Trenger ikke lenger leveres på serveren deres ({channel}).",
        "en": "Need not be brought to your server any more ({channel}).",
    },
}

TITLES: Words = {
    "document.brought": {"sv": "Lämnat på er server", "nb": "Levert på serveren deres", "en": "Brought to your server"},
    "document.bringing_stopped": {
        "sv": "Gick inte att lämna på er server",
        "nb": "Kunne ikke leveres på serveren deres",
        "en": "Could not be brought to your server",
    },
    "document.bringing_again": {
        "sv": "Lämnas på er server igen",
        "nb": "Leveres på serveren deres igjen",
        "en": "Brought to your server again",
    },
    "document.bringing_ended": {
        "sv": "Behöver inte lämnas på er server",
        "nb": "Trenger ikke leveres på serveren deres",
        "en": "Need not be brought to your server",
    },
}
