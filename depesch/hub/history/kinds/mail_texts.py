"""The company's own texts of the mails that invoices go with."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from depesch.hub.history.event import Event, Words


class MailTextSet(Event, frozen=True, kw_only=True, tag="mail_text.set"):
    """Somebody wrote the company's own text of a kind of document in a language, or changed it."""

    text_kind: str
    text_language: str
    subject: str
    body: str


class MailTextRemoved(Event, frozen=True, kw_only=True, tag="mail_text.removed"):
    """The predefined text is used again."""

    text_kind: str
    text_language: str


EVENTS = (MailTextSet, MailTextRemoved)

WORDS: Words = {
    "mail_text.set": {
        "sv": "Egen e-posttext för {text_kind} på {text_language} sparades. Ämne: {subject}",
        "nb": "Egen e-posttekst for {text_kind} på {text_language} ble lagret. Emne: {subject}",
        "en": "Own e-mail text for {text_kind} in {text_language} was saved. Subject: {subject}",
    },
    "mail_text.removed": {
        "sv": "Egen e-posttext för {text_kind} på {text_language} togs bort; standardtexten används igen.",
        "nb": "Egen e-posttekst for {text_kind} på {text_language} ble fjernet; standardteksten brukes igjen.",
        "en": "Own e-mail text for {text_kind} in {text_language} was removed; the predefined text is used again.",
    },
}

_KINDS = {
    "invoice": {"sv": "fakturor", "nb": "fakturaer", "en": "invoices"},
    "credit_note": {"sv": "kreditfakturor", "nb": "kreditnotaer", "en": "credit notes"},
}
_TONGUES = {
    "sv": {"sv": "svenska", "nb": "svensk", "en": "Swedish"},
    "nb": {"sv": "norska", "nb": "norsk", "en": "Norwegian"},
    "da": {"sv": "danska", "nb": "dansk", "en": "Danish"},
    "fi": {"sv": "finska", "nb": "finsk", "en": "Finnish"},
    "de": {"sv": "tyska", "nb": "tysk", "en": "German"},
    "en": {"sv": "engelska", "nb": "engelsk", "en": "English"},
}


def _named(words: Mapping[str, Mapping[str, str]]) -> Callable[[str, str], str]:
    return lambda value, language: words[value][language] if value in words else value


NAMES = {"text_kind": _named(_KINDS), "text_language": _named(_TONGUES)}
