"""What whoever prints reads in the print queue, and what is told of a printer that cannot be had."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "info": {
        "en": "Depesch: what is printed here is sent as an invoice by {company}",
        "sv": "Depesch: det som skrivs ut här skickas som faktura från {company}",
        "nb": "Depesch: det som skrives ut her, sendes som faktura fra {company}",
    },
    "kept": {
        "en": "taken as {name}",
        "sv": "mottagen som {name}",
        "nb": "mottatt som {name}",
    },
    "no-pdf": {
        "en": "this is no PDF: choose a driver that prints PDF (IPP Everywhere, driverless)",
        "sv": "detta är ingen PDF: välj en drivrutin som skriver ut PDF (IPP Everywhere, utan drivrutin)",
        "nb": "dette er ingen PDF: velg en driver som skriver ut PDF (IPP Everywhere, uten driver)",
    },
    "empty": {
        "en": "there was nothing in the document",
        "sv": "dokumentet var tomt",
        "nb": "dokumentet var tomt",
    },
    "not-written": {
        "en": "nothing can be written into {folder} ({why}): print again when that is corrected",
        "sv": "det går inte att skriva i {folder} ({why}): skriv ut igen när det är rättat",
        "nb": "det går ikke an å skrive i {folder} ({why}): skriv ut igjen når det er rettet",
    },
    "port-taken": {
        "en": "The printer of {company} cannot be had: port {port} of this machine is in use ({why}).",
        "sv": "Skrivaren för {company} kan inte användas: port {port} på den här datorn är upptagen ({why}).",
        "nb": "Skriveren for {company} kan ikke brukes: port {port} på denne maskinen er opptatt ({why}).",
    },
    "port-taken-next": {
        "en": "end the program that has it, or choose another `printer_port`; it is tried again every half minute",
        "sv": "avsluta programmet som har porten, eller välj en annan `printer_port`; nytt försök görs varje halvminut",
        "nb": "avslutt programmet som har den, eller velg en annen `printer_port`; det prøves igjen hvert halve minutt",
    },
    "broken-off": {
        "en": "A document that was being printed for {company} at {at} did not come whole: the agent ended meanwhile.",
        "sv": "Ett dokument som skrevs ut för {company} {at} kom inte fram helt: agenten avslutades under tiden.",
        "nb": "Et dokument som ble skrevet ut for {company} {at}, kom ikke helt fram: agenten ble avsluttet imens.",
    },
    "broken-off-next": {
        "en": "print it once more, even when the print queue says that it is done",
        "sv": "skriv ut det en gång till, även om skrivarkön säger att det är klart",
        "nb": "skriv det ut en gang til, også når utskriftskøen sier at det er ferdig",
    },
}
