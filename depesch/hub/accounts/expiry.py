"""How a letter tells until when its link works."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

_LOCALES = {"sv": "sv_SE", "nb": "nb_NO", "en": "en_GB"}
_PATTERNS = {"sv": "d MMMM y 'kl.' HH:mm", "nb": "d. MMMM y 'kl.' HH:mm", "en": "d MMMM y 'at' HH:mm"}


def told(moment: datetime, language: str, time_zone: str = "Europe/Stockholm") -> str:
    """Return the moment in the reader's language, in the company's time zone.

    >>> from datetime import UTC
    >>> told(datetime(2026, 11, 25, 8, 12, tzinfo=UTC), "sv")
    '25 november 2026 kl. 09:12'
    """
    spoken = language if language in _LOCALES else "en"
    local = moment.astimezone(ZoneInfo(time_zone))
    return format_datetime(local, _PATTERNS[spoken], locale=_LOCALES[spoken])
