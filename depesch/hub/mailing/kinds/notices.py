"""Notices: a letter for each thing that happened to a document, one for many at once, and the reminder of errors.

They name the document and nothing else of it. Each ends with the way to be told no more of just this.
"""

from __future__ import annotations

from collections.abc import Mapping

from depesch.hub.mailing.composing import LetterKind, LetterWords

_STOP = {
    "sv": "Vill du inte få fler mejl om just detta? Stoppa dem här: {stop}",
    "nb": "Vil du ikke ha flere e-poster om akkurat dette? Stopp dem her: {stop}",
    "en": "No more letters of just this kind? Stop them here: {stop}",
}
_BUTTON = {"sv": "Öppna dokumentet", "nb": "Åpne dokumentet", "en": "Open the document"}


def _kind(name: str, words: Mapping[str, tuple[str, ...]], button: Mapping[str, str] = _BUTTON) -> LetterKind:
    """Return a kind of letter; the first text of each language is its subject."""
    return LetterKind(
        name=name,
        words={
            language: LetterWords(subject=said[0], paragraphs=(*said[1:], _STOP[language]), button=button[language])
            for language, said in words.items()
        },
    )


LETTERS = (
    _kind(
        "notice_arrived",
        {
            "sv": ("{document} från {party}", "{company} har fått {document} från {party}.", "{about}"),
            "nb": ("{document} fra {party}", "{company} har mottatt {document} fra {party}.", "{about}"),
            "en": ("{document} from {party}", "{company} has received {document} from {party}.", "{about}"),
        },
    ),
    _kind(
        "notice_refused",
        {
            "sv": (
                "Måste rättas: {document} till {party}",
                "{document} från {company} kunde inte skickas. Ingenting har lämnat oss.", "{why}", "{about}",
            ),
            "nb": (
                "Må rettes: {document} til {party}",
                "{document} fra {company} kunne ikke sendes. Ingenting har forlatt oss.", "{why}", "{about}",
            ),
            "en": (
                "Needs correcting: {document} to {party}",
                "{document} of {company} could not be sent. Nothing has left us.", "{why}", "{about}",
            ),
        },
    ),
    _kind(
        "notice_undeliverable",
        {
            "sv": (
                "Gick inte att leverera: {document} till {party}",
                "Ingen väg ledde fram med {document} från {company}.", "{why}", "{about}",
            ),
            "nb": (
                "Kunne ikke leveres: {document} til {party}",
                "Ingen vei førte fram med {document} fra {company}.", "{why}", "{about}",
            ),
            "en": (
                "Could not be delivered: {document} to {party}",
                "No way led to the receiver with {document} of {company}.", "{why}", "{about}",
            ),
        },
    ),
    _kind(
        "notice_uncertain",
        {
            "sv": (
                "Osäkert om den kom fram: {document} till {party}",
                "Vi vet ännu inte hur det gick med {document} från {company}. Ingenting har gått förlorat.",
                "{why}", "{about}",
            ),
            "nb": (
                "Usikkert om den kom fram: {document} til {party}",
                "Vi vet ennå ikke hvordan det gikk med {document} fra {company}. Ingenting har gått tapt.",
                "{why}", "{about}",
            ),
            "en": (
                "Delivery uncertain: {document} to {party}",
                "We do not know yet what became of {document} of {company}. Nothing is lost.", "{why}", "{about}",
            ),
        },
    ),
    _kind(
        "notice_delivered",
        {
            "sv": ("Levererad: {document} till {party}", "{document} från {company} har kommit fram till {party}.",
                   "{about}"),
            "nb": ("Levert: {document} til {party}", "{document} fra {company} har kommet fram til {party}.",
                   "{about}"),
            "en": ("Delivered: {document} to {party}", "{document} of {company} has reached {party}.", "{about}"),
        },
    ),
    _kind(
        "notice_answered",
        {
            "sv": ("{answer}: {document} till {party}", "{party} svarade på {document} från {company}: {answer}.",
                   "{about}"),
            "nb": ("{answer}: {document} til {party}", "{party} svarte på {document} fra {company}: {answer}.",
                   "{about}"),
            "en": ("{answer}: {document} to {party}", "{party} answered {document} of {company}: {answer}.",
                   "{about}"),
        },
    ),
    _kind(
        "notice_approval",
        {
            "sv": ("Väntar på ditt godkännande: {document} till {party}",
                   "{document} från {company} skickas när du eller någon annan har godkänt den.", "{about}"),
            "nb": ("Venter på din godkjenning: {document} til {party}",
                   "{document} fra {company} sendes når du eller noen andre har godkjent den.", "{about}"),
            "en": ("Waits for your approval: {document} to {party}",
                   "{document} of {company} is sent when you or somebody else has approved it.", "{about}"),
        },
    ),
    _kind(
        "notice_digest",
        {
            "sv": ("{company}: {count} händelser", "Det här har hänt med dokument hos {company}.", "{list}"),
            "nb": ("{company}: {count} hendelser", "Dette har skjedd med dokumenter hos {company}.", "{list}"),
            "en": ("{company}: {count} events", "This has happened to documents of {company}.", "{list}"),
        },
        {"sv": "Öppna portalen", "nb": "Åpne portalen", "en": "Open the portal"},
    ),
    _kind(
        "notice_error_reminder",
        {
            "sv": ("{company}: fel att ta hand om ({count})",
                   "De här dokumenten väntar på att någon rättar dem, skickar dem igen eller noterar dem som "
                   "åtgärdade. Till dess påminner vi varje morgon.", "{list}"),
            "nb": ("{company}: feil å ta hånd om ({count})",
                   "Disse dokumentene venter på at noen retter dem, sender dem igjen eller noterer dem som håndtert. "
                   "Til da minner vi om dem hver morgen.", "{list}"),
            "en": ("{company}: errors to see to ({count})",
                   "These documents wait for somebody to correct them, send them again or note them as handled. Until "
                   "then we remind you each morning.", "{list}"),
        },
        {"sv": "Visa felen", "nb": "Vis feilene", "en": "Show the errors"},
    ),
)  # fmt: skip
