"""Letters about requests for help: to those who run the hub, and back to who asked."""

from __future__ import annotations

from depesch.hub.mailing.composing import LetterKind, LetterWords

LETTERS = (
    LetterKind(
        name="support-asked",
        words={
            "sv": LetterWords(
                subject="{company}: {subject}",
                paragraphs=("{name} på {company} ({email}) frågar:", "{text}", "Dokument: {document}"),
                button="Svara",
            ),
            "nb": LetterWords(
                subject="{company}: {subject}",
                paragraphs=("{name} hos {company} ({email}) spør:", "{text}", "Dokument: {document}"),
                button="Svar",
            ),
            "en": LetterWords(
                subject="{company}: {subject}",
                paragraphs=("{name} of {company} ({email}) asks:", "{text}", "Document: {document}"),
                button="Answer",
            ),
        },
    ),
    LetterKind(
        name="support-answered",
        words={
            "sv": LetterWords(
                subject="Svar: {subject}",
                paragraphs=("Hej {name}.", "Du frågade om: {subject}", "{answer}"),
                button="Se dina frågor",
            ),
            "nb": LetterWords(
                subject="Svar: {subject}",
                paragraphs=("Hei {name}.", "Du spurte om: {subject}", "{answer}"),
                button="Se spørsmålene dine",
            ),
            "en": LetterWords(
                subject="Answer: {subject}",
                paragraphs=("Hello {name}.", "You asked about: {subject}", "{answer}"),
                button="See your questions",
            ),
        },
    ),
)
