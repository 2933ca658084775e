"""The agent's texts in the languages it speaks: each is written once for every language, none is put together."""

from __future__ import annotations

from collections.abc import Mapping

LANGUAGES = ("en", "sv", "nb")


def said(texts: Mapping[str, str], language: str, **values: object) -> str:
    """Return the text in `language`, in English when it is none of ours, with its {values} in place.

    >>> said({"en": "{count} files", "sv": "{count} filer", "nb": "{count} filer"}, "sv", count=3)
    '3 filer'
    """
    return texts.get(language, texts["en"]).format(**values)
