"""Printers that are known by their e-mail address, and what was sent to them because somebody asked for it."""

from __future__ import annotations

from depesch.hub.history.event import Event, Words


class PrinterSet(Event, frozen=True, kw_only=True, tag="printer.set"):
    """Somebody added a printer or changed it."""

    name: str
    address: str
    use: str  # default: for all customers whose card names no other; chosen: where it is chosen


class PrinterRemoved(Event, frozen=True, kw_only=True, tag="printer.removed"):
    """Somebody removed a printer."""

    name: str
    address: str


class PrintAsked(Event, frozen=True, kw_only=True, tag="print.asked"):
    """Somebody asked for a document's PDF, or a test page, on a printer."""

    printer: str
    message_id: str


class PrintHanded(Event, frozen=True, kw_only=True, tag="print.handed"):
    """The mail server took it for the printer; whether it was printed nobody tells."""

    printer: str
    left_out: tuple[str, ...] = ()  # names of attachments that are no PDF


class PrintFailed(Event, frozen=True, kw_only=True, tag="print.failed"):
    """It did not get to the printer, or nobody knows whether it did; it is not sent again by itself."""

    printer: str
    code: str
    detail: str


EVENTS = (PrinterSet, PrinterRemoved, PrintAsked, PrintHanded, PrintFailed)

WORDS: Words = {
    "printer.set": {
        "sv": "Skrivaren {name} ställdes in ({address}).",
        "nb": "Skriveren {name} ble satt opp ({address}).",
        "en": "The printer {name} was set up ({address}).",
    },
    "printer.removed": {
        "sv": "Skrivaren {name} togs bort ({address}).",
        "nb": "Skriveren {name} ble fjernet ({address}).",
        "en": "The printer {name} was removed ({address}).",
    },
    "print.asked": {
        "sv": "Utskrift begärdes på skrivaren {printer}.",
        "nb": "Utskrift ble bestilt på skriveren {printer}.",
        "en": "Printing was asked for on the printer {printer}.",
    },
    "print.handed": {
        "sv": "Lämnat till skrivarens e-post ({printer}). Om det skrevs ut berättar ingen.",
        "nb": "Levert til skriverens e-post ({printer}). Om det ble skrevet ut, forteller ingen.",
        "en": "Handed to the printer's mail ({printer}). Whether it was printed nobody tells.",
    },
    "print.failed": {
        "sv": "Utskriften kom inte fram till skrivaren {printer}, eller ingen vet om den gjorde det: {detail}",
        "nb": "Utskriften kom ikke fram til skriveren {printer}, eller ingen vet om den gjorde det: {detail}",
        "en": "The print did not reach the printer {printer}, or nobody knows whether it did: {detail}",
    },
}
