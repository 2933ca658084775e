"""Letters about invoices that are being written: one was approved, was sent back, could not be sent."""

from __future__ import annotations

from depesch.hub.mailing.composing import LetterKind, LetterWords

LETTERS = (
    LetterKind(
        name="draft_approved",
        words={
            "sv": LetterWords(
                subject="Faktura {number} är godkänd",
                paragraphs=(
                    "Hej {name}!",
                    "{who} har godkänt faktura {number} till {customer}.",
                    "Är den inte redan skickad kan den skickas nu.",
                ),
                button="Öppna fakturan",
            ),
            "nb": LetterWords(
                subject="Faktura {number} er godkjent",
                paragraphs=(
                    "Hei {name}!",
                    "{who} har godkjent faktura {number} til {customer}.",
                    "Er den ikke allerede sendt, kan den sendes nå.",
                ),
                button="Åpne fakturaen",
            ),
            "en": LetterWords(
                subject="Invoice {number} is approved",
                paragraphs=(
                    "Hello {name},",
                    "{who} approved invoice {number} to {customer}.",
                    "Unless it has been sent already, it can be sent now.",
                ),
                button="Open the invoice",
            ),
        },
    ),
    LetterKind(
        name="draft_sent_back",
        words={
            "sv": LetterWords(
                subject="Faktura {number} behöver ändras",
                paragraphs=(
                    "Hej {name}!",
                    "{who} har skickat tillbaka faktura {number} till {customer}:",
                    "{reason}",
                    "Ändra fakturan och lämna in den igen.",
                ),
                button="Öppna fakturan",
            ),
            "nb": LetterWords(
                subject="Faktura {number} må endres",
                paragraphs=(
                    "Hei {name}!",
                    "{who} har sendt tilbake faktura {number} til {customer}:",
                    "{reason}",
                    "Endre fakturaen og gjør den ferdig på nytt.",
                ),
                button="Åpne fakturaen",
            ),
            "en": LetterWords(
                subject="Invoice {number} has to be changed",
                paragraphs=(
                    "Hello {name},",
                    "{who} sent invoice {number} to {customer} back:",
                    "{reason}",
                    "Change the invoice and finish it again.",
                ),
                button="Open the invoice",
            ),
        },
    ),
    LetterKind(
        name="draft_not_sent",
        words={
            "sv": LetterWords(
                subject="Faktura {number} kunde inte skickas",
                paragraphs=(
                    "Hej {name}!",
                    "Faktura {number} till {customer} skulle skickas nu, men det gick inte. Den ligger kvar i listan "
                    "över färdiga fakturor, där orsaken står.",
                ),
                button="Se listan",
            ),
            "nb": LetterWords(
                subject="Faktura {number} kunne ikke sendes",
                paragraphs=(
                    "Hei {name}!",
                    "Faktura {number} til {customer} skulle sendes nå, men det gikk ikke. Den ligger fortsatt i listen "
                    "over ferdige fakturaer, der årsaken står.",
                ),
                button="Se listen",
            ),
            "en": LetterWords(
                subject="Invoice {number} could not be sent",
                paragraphs=(
                    "Hello {name},",
                    "Invoice {number} to {customer} was to be sent now, but could not be. It is still in the list of "
                    "finished invoices, where the reason stands.",
                ),
                button="See the list",
            ),
        },
    ),
)
