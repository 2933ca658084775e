"""What people do with documents from the lists: see to errors, send in spite of a used number, act on many at once."""

from __future__ import annotations

from depesch.hub.history.event import Event, Words


class ErrorHandled(Event, frozen=True, kw_only=True, tag="document.error_handled"):
    """Somebody saw to the document's error: nobody is reminded of it any more."""


class DuplicateAllowed(Event, frozen=True, kw_only=True, tag="document.duplicate_allowed"):
    """Somebody said: send it although its number was used before."""

    reason: str


class BulkAsked(Event, frozen=True, kw_only=True, tag="documents.bulk_asked"):
    """Somebody asked for one action on many documents."""

    action: str
    count: int
    bulk_id: str


class ExportFetched(Event, frozen=True, kw_only=True, tag="documents.export_fetched"):
    """Somebody downloaded the file that an export made."""

    bulk_id: str
    sha256: str


WORDS: Words = {
    "document.error_handled": {
        "sv": "Felet noterades som åtgärdat.",
        "nb": "Feilen ble notert som håndtert.",
        "en": "The error was noted as handled.",
    },
    "document.duplicate_allowed": {
        "sv": "Skickas trots att numret har använts. Skäl: {reason}",
        "nb": "Sendes selv om nummeret er brukt. Grunn: {reason}",
        "en": "Sent although the number was used before. Reason: {reason}",
    },
    "documents.bulk_asked": {
        "sv": "Begärde en åtgärd på {count} dokument samtidigt.",
        "nb": "Ba om en handling på {count} dokumenter samtidig.",
        "en": "Asked for one action on {count} documents at once.",
    },
    "documents.export_fetched": {
        "sv": "Hämtade filen från en export.",
        "nb": "Hentet filen fra en eksport.",
        "en": "Downloaded the file of an export.",
    },
}

EVENTS = (ErrorHandled, DuplicateAllowed, BulkAsked, ExportFetched)

TITLES: Words = {
    "document.error_handled": {
        "sv": "Fel markerat som hanterat",
        "nb": "Feil merket som håndtert",
        "en": "Error noted as handled",
    },
    "document.duplicate_allowed": {
        "sv": "Skickat trots använt nummer",
        "nb": "Sendt selv om nummeret er brukt",
        "en": "Sent although the number was used",
    },
}
