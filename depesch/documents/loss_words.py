"""Why a format holds something otherwise or not at all, in the languages that people read.

A writer says it in English (`Loss.why`), often with a number or a name in it; the sentences in the other languages
stand in `loss_words.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec

_HOLE = "{}"
# A word, a number, an address, the name of a file or of a format.
_SAME_IN_ALL = re.compile(r"\w+|[^a-z]+|(?=.*[\d:/._]).*|[A-Z].*", re.DOTALL)


class _Table(msgspec.Struct, frozen=True):
    whole: Mapping[str, Mapping[str, str]]
    with_holes: tuple[tuple[re.Pattern[str], Mapping[str, str]], ...]


def why_in(why: str, language: str) -> str:
    """Return the reason in `language` (`sv`, `nb`), as it is in English or when it is none of ours.

    >>> why_in("a currency has three letters", "sv")
    'en valuta har tre bokstäver'
    """
    if language == "en":
        return why
    return _said(why, language) or why


def _said(why: str, language: str) -> str | None:
    """Return the text in the language; None when the table does not have it."""
    table = _table()
    if why in table.whole:
        return table.whole[why][language]
    for pattern, texts in table.with_holes:
        if found := pattern.fullmatch(why):
            parts = [_part(each, language) for each in found.groups()]
            if None not in parts:
                return texts[language].format(*parts)
    halves = [_said(half, language) for half in why.split("; ")] if "; " in why else [None]
    return "; ".join(half for half in halves if half) if None not in halves else None


def _part(text: str, language: str) -> str | None:
    """Return what stands in a sentence's hole: another text of the table, or a name or number as it is."""
    said = _table().whole.get(text)
    if said is not None:
        return said[language]
    return text if _SAME_IN_ALL.fullmatch(text) else None


@cache
def _table() -> _Table:
    texts = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))["text"]
    holes = [text for text in texts if _HOLE in text["en"]]
    holes.sort(key=lambda text: -len(text["en"]))  # the one that says most before one that would also fit
    return _Table(
        {text["en"]: text for text in texts if _HOLE not in text["en"]},
        tuple((re.compile(re.escape(text["en"]).replace(re.escape(_HOLE), "(.+)"), re.DOTALL), text) for text in holes),
    )
