"""Evidence: somebody fetched all there is about a document as one sealed pack."""

from __future__ import annotations

from depesch.hub.history.event import Event, Words


class EvidenceMade(Event, frozen=True, kw_only=True, tag="document.evidence_made"):
    """Somebody fetched the document's evidence pack."""

    sha256: str  # of the pack
    size: int  # bytes


class FilesFetched(Event, frozen=True, kw_only=True, tag="document.files_fetched"):
    """Somebody fetched all of the document's files in one archive."""

    count: int


EVENTS = (EvidenceMade, FilesFetched)

WORDS: Words = {
    "document.evidence_made": {
        "sv": "Bevispaketet hämtades.",
        "nb": "Bevispakken ble hentet.",
        "en": "The evidence pack was fetched.",
    },
    "document.files_fetched": {
        "sv": "Alla filer hämtades ({count} stycken).",
        "nb": "Alle filene ble hentet ({count} i alt).",
        "en": "All files were fetched ({count} of them).",
    },
}

TITLES: Words = {
    "document.evidence_made": {"sv": "Bevispaket hämtat", "nb": "Bevispakke hentet", "en": "Evidence pack fetched"},
    "document.files_fetched": {"sv": "Alla filer hämtade", "nb": "Alle filer hentet", "en": "All files fetched"},
}
