"""What an event means, told to its reader: made when read, in Swedish, Norwegian or English; never stored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import cast
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from depesch.channels import channels
from depesch.hub.history.event import Event
from depesch.hub.history.events import event_words, tag_of
from depesch.hub.history.kinds.documents import DocumentDelivered
from depesch.kit.discovery import plugins
from depesch.rules.explaining import field_name
from depesch.syntaxes import syntaxes

LANGUAGES = ("sv", "nb", "en")

_ROUTES = {
    "api": {"sv": "via API", "nb": "via API", "en": "through the API"},
    "console": {"sv": "från kommandoraden", "nb": "fra kommandolinjen", "en": "from the command line"},
    "portal": {"sv": "i portalen", "nb": "i portalen", "en": "in the portal"},
    "drop": {"sv": "över HTTPS", "nb": "over HTTPS", "en": "over HTTPS"},
    "sftp": {"sv": "över SFTP", "nb": "over SFTP", "en": "over SFTP"},
    "ftp": {"sv": "över FTP", "nb": "over FTP", "en": "over FTP"},
    "as2": {"sv": "över AS2", "nb": "over AS2", "en": "over AS2"},
    "network": {"sv": "över nätverket", "nb": "over nettverket", "en": "over the network"},
}
_ROLES = {
    "original": {"sv": "originalet", "nb": "originalen", "en": "the original"},
    "attachment": {"sv": "en bilaga", "nb": "et vedlegg", "en": "an attachment"},
    "transcript": {"sv": "avskriften", "nb": "avskriften", "en": "the transcript"},
    "envelope": {"sv": "det signerade meddelandet", "nb": "den signerte meldingen", "en": "the signed message"},
    "sent": {"sv": "den skickade filen", "nb": "den sendte filen", "en": "the file that was sent"},
    "rendering": {"sv": "den läsbara fakturan", "nb": "den lesbare fakturaen", "en": "the readable invoice"},
    "receipt": {"sv": "kvittensen", "nb": "kvitteringen", "en": "the receipt"},
}

_NOBODY_TELLS = {
    "sv": "Vad som hände sedan berättar ingen. E-postserverns svar är arkiverat.",
    "nb": "Hva som skjedde siden, forteller ingen. Svaret fra e-postserveren er arkivert.",
    "en": "What happened then nobody tells. The mail server's answer is archived.",
}
_LEFT_OUT = {
    "sv": "Följde inte med: {left_out}.",
    "nb": "Ble ikke med: {left_out}.",
    "en": "Left out: {left_out}.",
}


def describe(event: Event, language: str, *, time_zone: str = "Europe/Stockholm") -> str:
    """Return one or two sentences on what happened, in `language` (sv, nb; English for any other).

    Moments are told in `time_zone` and in the reader's way of writing them.
    """
    language = language if language in LANGUAGES else "en"
    shown = {name: _shown(name, getattr(event, name), language, time_zone) for name in event.__struct_fields__}
    text = (_handed(event, language) or event_words()[tag_of(event)][language]).format(**shown)
    first = text.split(" ", 1)[0]
    return text if "@" in first else text[0].upper() + text[1:]  # an e-mail address stays as it is written


def _handed(event: Event, language: str) -> str:
    """Return what is said of a delivery over a channel of which nobody can tell more than that it was handed over."""
    if not isinstance(event, DocumentDelivered):
        return ""
    channel = channels().get(event.channel)
    left_out = f" {_LEFT_OUT[language]}" if event.left_out else ""
    if channel is None or not channel.handed:
        return f"{event_words()[tag_of(event)][language]}{left_out}"
    return f"{channel.handed[language]}. {_NOBODY_TELLS[language]}{left_out}"


def _shown(name: str, value: object, language: str, time_zone: str) -> str:
    if isinstance(value, datetime):
        return format_datetime(value.astimezone(ZoneInfo(time_zone)), "short", locale=language)
    if isinstance(value, tuple):
        return ", ".join(_shown(name, each, language, time_zone) for each in value)
    word = _names().get(name)
    return word(str(value), language) if word else str(value)


def _channel(name: str, language: str) -> str:
    channel = channels().get(name)
    return channel.titles.get(language, channel.title) if channel else name


def _syntax(name: str, language: str) -> str:
    syntax = syntaxes().get(name)
    return syntax.title if syntax else name


@cache
def _names() -> dict[str, Callable[[str, str], str]]:
    """Return how the fields of these names are shown; a module of `kinds` adds its own with `NAMES`."""
    own = cast("dict[str, dict[str, Callable[[str, str], str]]]", plugins("depesch.hub.history.kinds", "NAMES"))
    return {**_NAMES, **{name: word for names in own.values() for name, word in names.items()}}


_NAMES: dict[str, Callable[[str, str], str]] = {
    "channel": _channel,
    "run": _channel,
    "channels": _channel,
    "from_syntax": _syntax,
    "to_syntax": _syntax,
    "route": lambda name, language: _ROUTES.get(name, {}).get(language, name),
    "terms": field_name,
    "role": lambda name, language: _ROLES.get(name, {}).get(language, name),
}
