"""What a letter says: a subject, paragraphs and at most one button, in the reader's language; as text and as HTML."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from html import escape
from typing import cast

import msgspec

from depesch.kit.discovery import plugins

_KINDS = "depesch.hub.mailing.kinds"
LANGUAGES = ("sv", "nb", "en")


class LetterWords(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of letter in one language. Texts have named places: `{company}`."""

    subject: str
    paragraphs: tuple[str, ...]
    button: str = ""  # what the link is called; empty: no link


class LetterKind(msgspec.Struct, frozen=True, kw_only=True):
    """One occasion to write; `words` holds every language of `LANGUAGES`."""

    name: str
    words: Mapping[str, LetterWords]


class Enclosure(msgspec.Struct, frozen=True, kw_only=True):
    """A file that goes with a letter."""

    name: str
    media_type: str
    content: bytes


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """A letter as it is posted, whatever the words of its kind are by then."""

    language: str
    subject: str
    text: str
    html: str
    recipient_name: str = ""
    reply_to: str = ""
    sender_name: str = ""
    unsubscribe: str = ""  # where mail programs stop letters of this kind
    enclosures: tuple[Enclosure, ...] = ()


def letter_kinds() -> dict[str, LetterKind]:
    """Return every kind of letter by its name."""
    return _kinds()


@cache
def _kinds() -> dict[str, LetterKind]:
    found = cast("dict[str, tuple[LetterKind, ...]]", plugins(_KINDS, "LETTERS"))
    return {kind.name: kind for kinds in found.values() for kind in kinds}


def compose(kind: str, language: str, values: Mapping[str, str], link: str = "") -> tuple[str, str, str]:
    """Return the subject, the text and the HTML of a letter; English for a language that we do not write."""
    spoken = language if language in LANGUAGES else "en"
    words = letter_kinds()[kind].words[spoken]
    told = (paragraph.format(**values) for paragraph in words.paragraphs)
    paragraphs = [paragraph for paragraph in told if paragraph.strip()]  # a fact that is not known leaves no gap
    subject = " ".join(words.subject.format(**values).split())
    text = "\n\n".join([*paragraphs, *([f"{words.button}:\n{link}"] if link and words.button else [])])
    return subject, text + "\n", _html(paragraphs, words.button, link, spoken)


def _html(paragraphs: list[str], button: str, link: str, language: str) -> str:
    """Return a plain page: what mail programs show alike, without anything loaded from elsewhere."""
    told = "".join(f'<p style="margin:0 0 16px">{_lines(paragraph)}</p>' for paragraph in paragraphs)
    pressed = (
        f'<p style="margin:24px 0"><a href="{escape(link)}" style="background:#1f5a46;color:#ffffff;padding:12px 20px;'
        f'border-radius:6px;text-decoration:none;font-weight:600">{escape(button)}</a></p>'
        f'<p style="margin:0;color:#5b5a55;font-size:13px;word-break:break-all">{escape(link)}</p>'
        if link and button
        else ""
    )
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"></head>'
        '<body style="margin:0;padding:24px;background:#f6f3ec;color:#1d1c1a;font:15px/1.5 sans-serif">'
        '<div style="max-width:560px;margin:0 auto;padding:32px;background:#ffffff;border:1px solid #e3ddd0;'
        f'border-radius:10px">{told}{pressed}</div></body></html>'
    )


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
