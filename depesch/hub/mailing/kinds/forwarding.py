"""Letters to people outside: an incoming document that is forwarded, and a business answer to its sender."""

from __future__ import annotations

from depesch.hub.mailing.composing import LetterKind, LetterWords

LETTERS = (
    LetterKind(
        name="forwarded-document",
        words={
            "sv": LetterWords(
                subject="{heading}",
                paragraphs=(
                    "{person} på {company} vidarebefordrar ett dokument till dig: {heading}.",
                    "{text}",
                    "Dokumentet ligger i sin helhet bifogat. Svara på detta mejl, så når du {person}.",
                ),
            ),
            "nb": LetterWords(
                subject="{heading}",
                paragraphs=(
                    "{person} hos {company} videresender et dokument til deg: {heading}.",
                    "{text}",
                    "Hele dokumentet ligger vedlagt. Svarer du på denne e-posten, når du {person}.",
                ),
            ),
            "en": LetterWords(
                subject="{heading}",
                paragraphs=(
                    "{person} at {company} is forwarding a document to you: {heading}.",
                    "{text}",
                    "The whole document is attached. If you reply to this mail, {person} gets it.",
                ),
            ),
        },
    ),
    LetterKind(
        name="business-answer",
        words={
            "sv": LetterWords(
                subject="Svar på faktura {number}: {answer}",
                paragraphs=(
                    "{company} svarar på er faktura {number}: {answer}.",
                    "{text}",
                    "Svaret ligger också bifogat som fil (Peppol Invoice Response), för program som kan läsa den.",
                ),
            ),
            "nb": LetterWords(
                subject="Svar på faktura {number}: {answer}",
                paragraphs=(
                    "{company} svarer på fakturaen deres {number}: {answer}.",
                    "{text}",
                    "Svaret ligger også vedlagt som fil (Peppol Invoice Response), for programmer som kan lese den.",
                ),
            ),
            "en": LetterWords(
                subject="Answer to invoice {number}: {answer}",
                paragraphs=(
                    "{company} answers your invoice {number}: {answer}.",
                    "{text}",
                    "The answer is also attached as a file (Peppol Invoice Response), for programs that can read it.",
                ),
            ),
        },
    ),
)
