"""What becomes of paper: prints and scans whose pages are read."""

from __future__ import annotations

from depesch.hub.history.event import Event, Words


class PaperRead(Event, frozen=True, kw_only=True, tag="paper.read"):
    """The pages were read by the machine; a person goes through what it found, unless nothing was in doubt."""

    engine: str
    fields: int  # values that were found
    doubts: int


class DocumentTranscribed(Event, frozen=True, kw_only=True, tag="document.transcribed"):
    """What the pages say was archived beside them, as XML; from here on it is what is checked and passed on."""

    sha256: str
    engine: str = ""  # what read it, when no person went through it


class ScanArrived(Event, frozen=True, kw_only=True, tag="paper.scan_arrived"):
    """A scanned letter came in from the scanning centre."""

    batch: str
    file_name: str
    sha256: str
    size: int  # bytes
    received_on: str = ""  # at the scanning centre: a date, as ISO 8601


EVENTS = (PaperRead, DocumentTranscribed, ScanArrived)

WORDS: Words = {
    "paper.read": {
        "sv": "Sidorna lästes av: {fields} uppgifter hittades, {doubts} är osäkra.",
        "nb": "Sidene ble lest: {fields} opplysninger ble funnet, {doubts} er usikre.",
        "en": "The pages were read: {fields} values were found, {doubts} of them are uncertain.",
    },
    "document.transcribed": {
        "sv": "Det som står på sidorna sparades som e-faktura bredvid originalet.",
        "nb": "Det som står på sidene, ble lagret som e-faktura ved siden av originalen.",
        "en": "What the pages say was saved as an e-invoice beside the original.",
    },
    "paper.scan_arrived": {
        "sv": "Kom med post till er adress och skannades in ({file_name}).",
        "nb": "Kom med post til adressen deres og ble skannet inn ({file_name}).",
        "en": "Came by post to your address and was scanned ({file_name}).",
    },
}

TITLES: Words = {
    "document.transcribed": {
        "sv": "Sidorna sparade som e-faktura",
        "nb": "Sidene lagret som e-faktura",
        "en": "Pages saved as an e-invoice",
    },
}
