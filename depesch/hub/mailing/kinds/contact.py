"""The letter to those who run the hub that somebody wants to be contacted."""

from __future__ import annotations

from depesch.hub.mailing.composing import LetterKind, LetterWords

LETTERS = (
    LetterKind(
        name="contact_wish",
        words={
            "sv": LetterWords(
                subject="{name}, {company}, vill bli kontaktad",
                paragraphs=(
                    "{name} ({company}) vill bli kontaktad.\nE-post: {email}\nTelefon: {phone}\nSpråk: {spoken}",
                    "{message}",
                ),
            ),
            "nb": LetterWords(
                subject="{name}, {company}, vil bli kontaktet",
                paragraphs=(
                    "{name} ({company}) vil bli kontaktet.\nE-post: {email}\nTelefon: {phone}\nSpråk: {spoken}",
                    "{message}",
                ),
            ),
            "en": LetterWords(
                subject="{name}, {company}, wants to be contacted",
                paragraphs=(
                    "{name} ({company}) wants to be contacted.\nE-mail: {email}\nPhone: {phone}\nLanguage: {spoken}",
                    "{message}",
                ),
            ),
        },
    ),
)
