"""The characters that separate segments, data elements and components, and how a fault in a file is told.

Source: ISO 9735-1:2002 (UNA).
"""

from __future__ import annotations

from typing import NamedTuple, NoReturn

from depesch.syntaxes import UnreadableDocument

BROKEN, OTHER, TOO_LARGE, UNKNOWN = "broken-file", "other-document", "too-large", "unknown-format"
# Before a segment: line breaks of the transport, indents of a printout, a byte order mark, fillers of old systems.
BLANK = " \t\r\n\ufeff\x00\x1a"
_UNA_LENGTH = 9


class Separators(NamedTuple):
    """The service characters of an interchange; `release` and `repetition` are empty when there is none."""

    component: str = ":"
    element: str = "+"
    decimal: str = ""  # as UNA declares it; empty when there is no UNA, so that comma and point both are
    release: str = "?"
    repetition: str = ""
    terminator: str = "'"


def separators(text: str) -> tuple[Separators, str]:
    """Return the service characters that `text`, which opens with UNA or not, declares, and its UNA.

    Raises UnreadableDocument when UNA names a character twice, or a letter, a digit or a line break.
    """
    if not text.startswith("UNA"):
        return _repeating(text, Separators(repetition="*")), ""
    una = text[:_UNA_LENGTH]
    component, element, decimal, release, repetition, terminator = tuple(una[3:].ljust(6, "\x00"))
    named = [sign for sign in (component, element, release, repetition, terminator) if sign != " "]
    if (
        len(set(named)) != len(named)
        or " " in (component, element, terminator)
        or any(sign.isalnum() or sign in "\x00\r\n" for sign in named)
        or decimal not in ".,"
    ):
        raise UnreadableDocument(BROKEN, f"UNA {una[3:]!r} does not name six different service characters")
    signs = Separators(component, element, decimal, release.strip(" "), repetition.strip(" "), terminator)
    return _repeating(text[_UNA_LENGTH:].lstrip(BLANK), signs), una


def _repeating(text: str, signs: Separators) -> Separators:
    """Return the service characters without that of repetition, which came with version 4 of the syntax."""
    level, _, version = text[:20].translate({10: None, 13: None})[4:].partition(signs.component)
    return signs if len(level) == len("UNOC") and version.startswith("4") else signs._replace(repetition="")


def broken(number: int, tag: str, what: str) -> NoReturn:
    """Refuse the file for a fault in a segment; UNB is number 1."""
    raise UnreadableDocument(BROKEN, f"segment {number} ({tag[:20]}): {what}")
