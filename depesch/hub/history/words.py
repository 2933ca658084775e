"""What an event means, told to its reader: made when read, in Swedish, Norwegian or English; never stored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from depesch.channels import channels
from depesch.hub.history.events import Event, tag_of
from depesch.rules.explaining import field_name
from depesch.syntaxes import syntaxes

LANGUAGES = ("sv", "nb", "en")

_WORDS: dict[str, dict[str, str]] = {
    "document.submitted": {
        "sv": "Lämnades in {route}. Originalet är arkiverat.",
        "nb": "Levert inn {route}. Originalen er arkivert.",
        "en": "Handed over {route}. The original is archived.",
    },
    "document.unpacked": {
        "sv": "Filen innehöll {count} dokument. Vart och ett går sin egen väg.",
        "nb": "Filen inneholdt {count} dokumenter. Hvert av dem går sin egen vei.",
        "en": "The file held {count} documents. Each goes its own way.",
    },
    "document.taken_out": {
        "sv": "Kom som nummer {position} i en fil med flera dokument. Filen är arkiverad.",
        "nb": "Kom som nummer {position} i en fil med flere dokumenter. Filen er arkivert.",
        "en": "Came as number {position} in a file of several documents. The file is archived.",
    },
    "document.arrived": {
        "sv": "Kom in från {sender}.",
        "nb": "Kom inn fra {sender}.",
        "en": "Arrived from {sender}.",
    },
    "document.checked": {
        "sv": "Kontrollerad mot reglerna. Fel: {fatal}, varningar: {warnings}.",
        "nb": "Kontrollert mot reglene. Feil: {fatal}, advarsler: {warnings}.",
        "en": "Checked against the rules. Errors: {fatal}, warnings: {warnings}.",
    },
    "document.refused": {
        "sv": "Kunde inte skickas och behöver rättas. Ingenting har lämnat oss.",
        "nb": "Kunne ikke sendes og må rettes. Ingenting har forlatt oss.",
        "en": "Could not be sent and needs correcting. Nothing has left us.",
    },
    "document.planned": {
        "sv": "Leveransväg bestämd: {run}.",
        "nb": "Leveringsvei bestemt: {run}.",
        "en": "Way of delivery settled: {run}.",
    },
    "document.converted": {
        "sv": "Omvandlad från {from_syntax} till {to_syntax}. Uppgifter som är annorlunda där: {losses}; "
        "uppgifter i originalet som standarden inte känner: {unread}.",
        "nb": "Konvertert fra {from_syntax} til {to_syntax}. Opplysninger som er annerledes der: {losses}; "
        "opplysninger i originalen som standarden ikke kjenner: {unread}.",
        "en": "Converted from {from_syntax} to {to_syntax}. Values that are otherwise there: {losses}; "
        "values of the original that the standard does not know: {unread}.",
    },
    "delivery.attempted": {
        "sv": "Leverans via {channel} påbörjades, försök {number}.",
        "nb": "Levering via {channel} ble startet, forsøk {number}.",
        "en": "Delivery by {channel} began, try {number}.",
    },
    "document.delivered": {
        "sv": "Levererad via {channel}. Mottagarens kvittens är arkiverad.",
        "nb": "Levert via {channel}. Mottakerens kvittering er arkivert.",
        "en": "Delivered by {channel}. The receiver's receipt is archived.",
    },
    "delivery.postponed": {
        "sv": "{channel} kunde inte nås just nu. Nytt försök {retry_at}.",
        "nb": "{channel} kunne ikke nås akkurat nå. Nytt forsøk {retry_at}.",
        "en": "{channel} could not be reached just now. Next try {retry_at}.",
    },
    "delivery.refused": {
        "sv": "Mottagaren tog inte emot via {channel}. Nästa väg prövas.",
        "nb": "Mottakeren tok ikke imot via {channel}. Neste vei prøves.",
        "en": "The receiver did not accept it by {channel}. The next way is tried.",
    },
    "delivery.uncertain": {
        "sv": "Det är inte säkert att den kom fram via {channel}. Vi frågar mottagarsidan innan något skickas igen.",
        "nb": "Det er ikke sikkert at den kom fram via {channel}. Vi spør mottakersiden før noe sendes igjen.",
        "en": "It is not certain that it arrived by {channel}. We ask the receiving side before we send again.",
    },
    "delivery.undecided": {
        "sv": "Upprepningen via {channel} gick inte fram, men den första kan ha gjort det. Ingen annan väg prövas "
        "förrän någon har frågat mottagaren.",
        "nb": "Gjentakelsen via {channel} kom ikke fram, men den første kan ha gjort det. Ingen annen vei prøves før "
        "noen har spurt mottakeren.",
        "en": "The repeat by {channel} did not get through, but the first copy may have. No other way is tried until "
        "somebody has asked the receiver.",
    },
    "document.undeliverable": {
        "sv": "Kunde inte levereras på någon av vägarna.",
        "nb": "Kunne ikke leveres på noen av veiene.",
        "en": "Could not be delivered in any of the ways.",
    },
    "document.failed": {
        "sv": "Ett fel hos oss stoppade dokumentet. Driften är underrättad; ingenting har gått förlorat.",
        "nb": "En feil hos oss stanset dokumentet. Driften er varslet; ingenting har gått tapt.",
        "en": "A fault of ours stopped the document. The operator has been told; nothing is lost.",
    },
    "document.cancelled": {
        "sv": "Återkallades innan den lämnade oss.",
        "nb": "Ble trukket tilbake før den forlot oss.",
        "en": "Withdrawn before it left us.",
    },
    "document.certified": {
        "sv": "Certifieringskörningen är klar. Ingenting har lämnat oss.",
        "nb": "Sertifiseringskjøringen er ferdig. Ingenting har forlatt oss.",
        "en": "The certification run is complete. Nothing has left us.",
    },
    "document.resent": {
        "sv": "Nytt leveransförsök begärdes.",
        "nb": "Nytt leveringsforsøk ble bedt om.",
        "en": "A new try at delivery was asked for.",
    },
    "document.mended": {
        "sv": "Rättades, och den rättade skickades i stället. Ändrat: {terms}. Originalet är kvar i arkivet.",
        "nb": "Ble rettet, og den rettede ble sendt i stedet. Endret: {terms}. Originalen ligger fortsatt i arkivet.",
        "en": "Was mended, and the mended one was sent instead. Changed: {terms}. The original stays in the archive.",
    },
    "document.mends": {
        "sv": "Är en rättad form av ett dokument som inte kunde skickas. Ändrat: {terms}.",
        "nb": "Er en rettet utgave av et dokument som ikke kunne sendes. Endret: {terms}.",
        "en": "Is the mended form of a document that could not be sent. Changed: {terms}.",
    },
    "document.opened": {
        "sv": "Öppnades för första gången.",
        "nb": "Ble åpnet for første gang.",
        "en": "Opened for the first time.",
    },
    "document.downloaded": {
        "sv": "Hämtades: {role}.",
        "nb": "Ble hentet: {role}.",
        "en": "Downloaded: {role}.",
    },
}
_ROUTES = {
    "api": {"sv": "via API", "nb": "via API", "en": "through the API"},
    "console": {"sv": "från kommandoraden", "nb": "fra kommandolinjen", "en": "from the command line"},
    "portal": {"sv": "i portalen", "nb": "i portalen", "en": "in the portal"},
    "network": {"sv": "över nätverket", "nb": "over nettverket", "en": "over the network"},
}
_ROLES = {
    "original": {"sv": "originalet", "nb": "originalen", "en": "the original"},
    "attachment": {"sv": "en bilaga", "nb": "et vedlegg", "en": "an attachment"},
    "sent": {"sv": "den skickade filen", "nb": "den sendte filen", "en": "the file that was sent"},
    "rendering": {"sv": "den läsbara fakturan", "nb": "den lesbare fakturaen", "en": "the readable invoice"},
    "receipt": {"sv": "kvittensen", "nb": "kvitteringen", "en": "the receipt"},
}


def describe(event: Event, language: str, *, time_zone: str = "Europe/Stockholm") -> str:
    """Return one or two sentences on what happened, in `language` (sv, nb; English for any other).

    Moments are told in `time_zone` and in the reader's way of writing them.
    """
    language = language if language in LANGUAGES else "en"
    shown = {name: _shown(name, getattr(event, name), language, time_zone) for name in event.__struct_fields__}
    text = _WORDS[tag_of(event)][language].format(**shown)
    return text[0].upper() + text[1:]


def _shown(name: str, value: object, language: str, time_zone: str) -> str:
    if isinstance(value, datetime):
        return format_datetime(value.astimezone(ZoneInfo(time_zone)), "short", locale=language)
    if isinstance(value, tuple):
        return ", ".join(_shown(name, each, language, time_zone) for each in value)
    word = _NAMES.get(name)
    return word(str(value), language) if word else str(value)


def _channel(name: str, language: str) -> str:
    channel = channels().get(name)
    return channel.titles.get(language, channel.title) if channel else name


def _syntax(name: str, language: str) -> str:
    syntax = syntaxes().get(name)
    return syntax.title if syntax else name


_NAMES: dict[str, Callable[[str, str], str]] = {
    "channel": _channel,
    "run": _channel,
    "from_syntax": _syntax,
    "to_syntax": _syntax,
    "route": lambda name, language: _ROUTES.get(name, {}).get(language, name),
    "terms": field_name,
    "role": lambda name, language: _ROLES.get(name, {}).get(language, name),
}
