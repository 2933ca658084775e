"""What of the typed fields is kept: texts by path, of a size and of letters that can be kept, dates with their year."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from depesch.hub.drafts.days import day_of, text_of_day
from depesch.hub.drafts.fields import Kind, field_at
from depesch.hub.drafts.numbers import NotRead

MOST_FIELDS = 50_000
MOST_LETTERS = 5_000_000  # of all fields together
_PATH = re.compile(r"[a-z][a-z0-9_.]{0,119}", re.ASCII)
_NO_YEAR = re.compile(r"\s*\d{1,2}[-/.]\d{1,2}[-/.]?\s*|\s*\d{1,2}\.? [^\W\d_]+\.?\s*", re.ASCII)
_NOT_KEPT = re.compile(r"[\x00\ud800-\udfff]")  # what the database has no way to keep in JSON


class TooMuch(ValueError):
    """More was typed than a draft may hold."""


def storable(fields: Mapping[str, str]) -> dict[str, str]:
    """Return the fields as they are kept; empty ones and such that no form has are left out. Raises TooMuch."""
    kept = {
        path: _NOT_KEPT.sub("\N{REPLACEMENT CHARACTER}", text)
        for path, text in fields.items()
        if isinstance(text, str) and text.strip() and _PATH.fullmatch(path)
    }
    if len(kept) > MOST_FIELDS or sum(map(len, kept.values())) > MOST_LETTERS:
        raise TooMuch(f"{len(kept)} fields")
    return kept


def with_whole_dates(fields: Mapping[str, str], language: str, today: date) -> dict[str, str]:
    """Return the fields with the year in every date that was typed without one."""
    return {path: _whole(path, text, language, today) for path, text in fields.items()}


def _whole(path: str, text: str, language: str, today: date) -> str:
    field = field_at(path)
    if field is None or field.kind is not Kind.DATE or not _NO_YEAR.fullmatch(text):
        return text
    try:
        return text_of_day(day_of(text, language, today), language)
    except NotRead:
        return text
