"""What is done with a document that came in: answered, worked on, put away, forwarded; and what a buyer answered."""

from __future__ import annotations

from depesch.hub.history.event import Event, Words

# Peppol BIS Invoice Response 3, code list UNCL4343, as people say it.
ANSWERS = {
    "acknowledged": {"sv": "bekräftad", "nb": "bekreftet", "en": "acknowledged"},
    "in_process": {"sv": "under behandling", "nb": "under behandling", "en": "in process"},
    "under_query": {"sv": "frågor finns", "nb": "spørsmål stilt", "en": "under query"},
    "conditionally_accepted": {
        "sv": "godkänd med förbehåll",
        "nb": "godkjent med forbehold",
        "en": "conditionally accepted",
    },
    "rejected": {"sv": "avvisad", "nb": "avvist", "en": "rejected"},
    "approved": {"sv": "godkänd", "nb": "godkjent", "en": "approved"},
    "paid": {"sv": "betald", "nb": "betalt", "en": "paid"},
}


class DocumentAnswered(Event, frozen=True, kw_only=True, tag="document.answered"):
    """The company told the sender what it makes of a document; the answer is archived."""

    answer: str  # acknowledged, in_process, under_query, conditionally_accepted, rejected, approved, paid
    reason: str = ""  # code of OPStatusReason
    route: str  # hub, mail, or empty when the sender cannot be reached
    sha256: str  # of the Invoice Response


class AnswerArrived(Event, frozen=True, kw_only=True, tag="document.answer_arrived"):
    """The receiver's people told what they make of a document; their answer is archived."""

    answer: str
    reason: str = ""
    buyer: str
    sha256: str


class DocumentProcessed(Event, frozen=True, kw_only=True, tag="document.processed"):
    """Somebody noted that an incoming document is worked on to the end."""


class DocumentPutAway(Event, frozen=True, kw_only=True, tag="document.put_away"):
    """Somebody took an incoming document off the list of unprocessed ones; the archive keeps it."""


class DocumentReopened(Event, frozen=True, kw_only=True, tag="document.reopened"):
    """An incoming document is among the unprocessed ones again."""


class DocumentForwarded(Event, frozen=True, kw_only=True, tag="document.forwarded"):
    """Somebody forwarded an incoming document by mail."""

    to: str  # the address
    files: int


class DocumentHandedOn(Event, frozen=True, kw_only=True, tag="document.handed_on"):
    """Somebody gave an incoming document to another company of theirs, where it arrived as well."""

    company: str


EVENTS = (
    DocumentAnswered,
    AnswerArrived,
    DocumentProcessed,
    DocumentPutAway,
    DocumentReopened,
    DocumentForwarded,
    DocumentHandedOn,
)

WORDS: Words = {
    "document.answered": {
        "sv": "Svar till avsändaren: {answer}. Svaret är arkiverat.",
        "nb": "Svar til avsenderen: {answer}. Svaret er arkivert.",
        "en": "Answered to the sender: {answer}. The answer is archived.",
    },
    "document.answer_arrived": {
        "sv": "{buyer} svarade: {answer}. Svaret är arkiverat.",
        "nb": "{buyer} svarte: {answer}. Svaret er arkivert.",
        "en": "{buyer} answered: {answer}. The answer is archived.",
    },
    "document.processed": {
        "sv": "Markerades som klar.",
        "nb": "Ble merket som ferdig.",
        "en": "Marked as done.",
    },
    "document.put_away": {
        "sv": "Togs bort från listan över obehandlade. Dokumentet ligger kvar i arkivet.",
        "nb": "Ble fjernet fra listen over ubehandlede. Dokumentet ligger fortsatt i arkivet.",
        "en": "Taken off the list of unprocessed ones. The document stays in the archive.",
    },
    "document.reopened": {
        "sv": "Lades tillbaka bland de obehandlade.",
        "nb": "Ble lagt tilbake blant de ubehandlede.",
        "en": "Put back among the unprocessed ones.",
    },
    "document.forwarded": {
        "sv": "Vidarebefordrades med e-post till {to}.",
        "nb": "Ble videresendt med e-post til {to}.",
        "en": "Forwarded by e-mail to {to}.",
    },
    "document.handed_on": {
        "sv": "Lämnades över till {company}.",
        "nb": "Ble gitt videre til {company}.",
        "en": "Handed on to {company}.",
    },
}


def answer_word(status: str, language: str) -> str:
    """Return a business status in words, such as "under query"; one that we do not know as it stands."""
    return ANSWERS.get(status, {}).get(language, status)


NAMES = {"answer": answer_word}

TITLES: Words = {
    "document.answered": {
        "sv": "Svar skickat till avsändaren",
        "nb": "Svar sendt til avsenderen",
        "en": "Answered to the sender",
    },
    "document.answer_arrived": {
        "sv": "Svar från mottagaren",
        "nb": "Svar fra mottakeren",
        "en": "The receiver answered",
    },
    "document.processed": {"sv": "Markerat som klart", "nb": "Merket som ferdig", "en": "Marked as done"},
    "document.put_away": {
        "sv": "Taget från obehandlade",
        "nb": "Tatt ut av ubehandlede",
        "en": "Taken off the unprocessed",
    },
    "document.reopened": {
        "sv": "Åter bland obehandlade",
        "nb": "Tilbake blant ubehandlede",
        "en": "Back among the unprocessed",
    },
    "document.forwarded": {
        "sv": "Vidarebefordrat med e-post",
        "nb": "Videresendt på e-post",
        "en": "Forwarded by e-mail",
    },
    "document.handed_on": {
        "sv": "Överlämnat till ett annat företag",
        "nb": "Overlevert til en annen bedrift",
        "en": "Handed on to another company",
    },
}
