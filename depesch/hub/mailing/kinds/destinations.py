"""Letters about bringing documents to a company's own server."""

from __future__ import annotations

from depesch.hub.mailing.composing import LetterKind, LetterWords

LETTERS = (
    LetterKind(
        name="own-server-trouble",
        words={
            "sv": LetterWords(
                subject="Dokument kan inte lämnas på er server",
                paragraphs=(
                    "Hej {name}.",
                    "Det som kommer in till {company} ska lämnas på er egen server, men det går inte just nu. Först "
                    "märktes det för dokument {number}.",
                    "Orsak: {code}. {detail}",
                    "Dokumenten ligger kvar i inkorgen och inget går förlorat. Rätta inställningarna eller servern; "
                    "det som väntar lämnas sedan, och det som stannat kan lämnas igen med en knapp.",
                ),
                button="Se vad som väntar",
            ),
            "nb": LetterWords(
                subject="Dokumenter kan ikke leveres på serveren deres",
                paragraphs=(
                    "Hei {name}.",
                    "Det som kommer inn til {company}, skal leveres på deres egen server, men det går ikke nå. Først "
                    "ble det merket for dokument {number}.",
                    "Årsak: {code}. {detail}",
                    "Dokumentene ligger fortsatt i innboksen, og ingenting går tapt. Rett innstillingene eller "
                    "serveren; det som venter, blir så levert, og det som har stoppet, kan leveres igjen med en knapp.",
                ),
                button="Se hva som venter",
            ),
            "en": LetterWords(
                subject="Documents cannot be brought to your server",
                paragraphs=(
                    "Hello {name},",
                    "What comes in for {company} is to be brought to your own server, which does not work at the "
                    "moment. It was first noticed for document {number}.",
                    "Reason: {code}. {detail}",
                    "The documents stay in the inbox and nothing is lost. Correct the settings or the server; what "
                    "waits is then brought, and what has stopped can be brought again with one button.",
                ),
                button="See what waits",
            ),
        },
    ),
)
