"""Letters about a company's programs."""

from __future__ import annotations

from depesch.hub.mailing.composing import LetterKind, LetterWords

LETTERS = (
    LetterKind(
        name="webhook-switched-off",
        words={
            "sv": LetterWords(
                subject="Er adress för händelser svarar inte: {url}",
                paragraphs=(
                    "Hej {name}.",
                    "{company} har bett oss berätta om händelser på {url}. Adressen har inte tagit emot något sedan "
                    "{since}, och vi har slutat försöka.",
                    "Se vad den svarade och slå på den igen när felet är rättat. Det som inte kom fram kan skickas om.",
                ),
                button="Se svaren",
            ),
            "nb": LetterWords(
                subject="Adressen deres for hendelser svarer ikke: {url}",
                paragraphs=(
                    "Hei {name}.",
                    "{company} har bedt oss fortelle om hendelser på {url}. Adressen har ikke tatt imot noe siden "
                    "{since}, og vi har sluttet å prøve.",
                    "Se hva den svarte, og slå den på igjen når feilen er rettet. Det som ikke kom frem, kan sendes "
                    "på nytt.",
                ),
                button="Se svarene",
            ),
            "en": LetterWords(
                subject="Your address for events does not answer: {url}",
                paragraphs=(
                    "Hello {name}.",
                    "{company} asked us to tell {url} of events. The address has taken nothing since {since}, and we "
                    "have stopped trying.",
                    "See what it answered, and switch it on again once that is mended. What did not arrive can be sent "
                    "again.",
                ),
                button="See the answers",
            ),
        },
    ),
)
