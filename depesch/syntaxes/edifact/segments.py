"""Writing segments: released characters, lengths that are kept to, and what a length cost.

Source: ISO 9735-1:2002; UNTDID D.96A (formats of data elements).
"""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

from depesch.model.invoice import Identifier
from depesch.syntaxes import Done
from depesch.syntaxes.leaves import MOST_DIGITS
from depesch.syntaxes.markup import Out, digits

Component = str
Element = str | tuple[str, ...]

PIECES = 5
TEXT_PIECE = 70
AMOUNT_DIGITS, PRICE_DIGITS, QUANTITY_DIGITS, BASIS_DIGITS, PERCENT_DIGITS, RATE_DIGITS = 18, 15, 15, 9, 10, 17
_RELEASED = str.maketrans({sign: "?" + sign for sign in "?+:'"})
_special = re.compile(r"[^\x20-\x7e\xa0-\xff]|[?+:']").search  # needs more than to be written as it is
_unclean = re.compile(r"[^\x20-\x7e\xa0-\xff]").search
_EXACT = Context(prec=3 * MOST_DIGITS)


class Segments(Out):
    """The message as it grows. `hurt` says that a value has what ISO 8859-1, or any EDIFACT text, does not hold."""

    __slots__ = ()

    def segment(self, tag: str, *elements: Element) -> None:
        """Write a segment; elements and components at the end that are empty are left out."""
        written = [self._element(one) for one in elements]
        while written and not written[-1]:
            written.pop()
        self.append("+".join((tag, *written)) + "'\n")

    def _element(self, element: Element) -> str:
        if isinstance(element, str):
            return self._released(element) if _special(element) else element
        end = len(element)
        while end and not element[end - 1]:
            end -= 1
        return ":".join([self._released(one) if _special(one) else one for one in element[:end]])

    def _released(self, component: Component) -> str:
        if _unclean(component):
            self.hurt = True
        return component.translate(_RELEASED)

    def text(self, path: str, value: str | None, most: int) -> str:
        """Return a text, cut to a length; the cut is a loss."""
        if value is None or len(value) <= most:
            return value or ""
        self.lose(
            path, value[:most], f"EDIFACT holds at most {most} characters here; the rest is cut", done=Done.CHANGED
        )
        return value[:most]

    def code(self, path: str, value: str | None, most: int = 3) -> str:
        """Return a code; one that is too long is left out, since a cut one would be another."""
        if value is None or len(value) <= most:
            return value or ""
        self.lose(path, value, f"EDIFACT has codes of at most {most} characters here")
        return ""

    def identifier(self, path: str, value: Identifier, most: int = 35) -> str:
        """Return the value of an identifier; an empty one is a loss."""
        if not value.value:
            self.lose(path, "", "EDIFACT cannot write an empty identifier")
        return self.text(path, value.value, most)

    def number(self, path: str, value: Decimal | None, most: int) -> str:
        """Return a number of so many digits at most: decimals beyond are rounded, a larger one is left out."""
        if value is None:
            return ""
        written = digits(value)
        if written is None:
            self.lose(path, value, f"a number has to be finite and of at most {MOST_DIGITS} digits")
            return ""
        if sum(map(str.isdigit, written)) <= most:
            return written
        shorter = _rounded(Decimal(written), most)
        if shorter is None:
            self.lose(path, value, f"EDIFACT holds numbers of at most {most} digits here")
            return ""
        self.lose(
            path, shorter, f"EDIFACT holds numbers of at most {most} digits here; it is rounded", done=Done.CHANGED
        )
        return shorter

    def date(self, qualifier: str, value: date | None) -> None:
        """Write a date, if there is one."""
        if value is not None:
            self.segment("DTM", (qualifier, f"{value.year:04}{value.month:02}{value.day:02}", "102"))


def _rounded(value: Decimal, most: int) -> str | None:
    """Return a number rounded to so many digits, or None when those before the point are more."""
    whole = max(value.adjusted() + 1, 1)
    if whole > most:
        return None
    try:
        found = value.quantize(Decimal(1).scaleb(whole - most), ROUND_HALF_UP, _EXACT)
    except InvalidOperation:
        return None
    written = format(found, "f")
    return written if sum(map(str.isdigit, written)) <= most else _rounded(found, most - 1)


def cut(text: str, piece: int) -> list[str]:
    """Return a line in pieces of a length.

    >>> cut("abcdefg", 3), cut("", 3)
    (['abc', 'def', 'g'], [''])
    """
    return [text[at : at + piece] for at in range(0, len(text), piece)] or [""]


def joined(pieces: list[str], piece: int) -> str:
    """Return the text that a reader makes of pieces: after a full one it goes on, after another a line begins.

    >>> joined(["abc", "d", "", "e"], 3)
    'abcd\\n\\ne'
    """
    text, before = "", None
    for at, one in enumerate(pieces):
        if one:
            if before is not None:
                goes_on = at == before + 1 and len(pieces[before]) >= piece
                text += "" if goes_on else "\n" * (at - before)
            text, before = text + one, at
    return text


def text_segments(text: str) -> tuple[list[list[str]], str]:
    """Return a free text as the pieces of one or several segments (FTX), and what a reader makes of them.

    Lines stay lines where they fit into one segment; else they are joined, and fill one segment after another.
    """
    pieces = [piece for line in text.split("\n") for piece in cut(line, TEXT_PIECE)]
    is_full = len(pieces) == PIECES and len(text) == PIECES * TEXT_PIECE
    if len(pieces) <= PIECES and not is_full and joined(pieces, TEXT_PIECE) == text:
        return [pieces], text
    flat = text.replace("\n", " ")
    if len(flat) % (PIECES * TEXT_PIECE) == 0:  # full to its end, it would go on in whatever comes next
        flat += " "
    pieces = cut(flat, TEXT_PIECE)
    return [pieces[at : at + PIECES] for at in range(0, len(pieces), PIECES)], flat


def line_segments(text: str) -> tuple[list[list[str]], str]:
    """Return a text that goes on in any number of segments, each of which begins a line, and what is read of them."""
    pieces = [piece for line in text.split("\n") for piece in cut(line, TEXT_PIECE)]
    segments = [pieces[at : at + PIECES] for at in range(0, len(pieces), PIECES)]
    segments = [one for one in segments if any(one)]
    return segments, "\n".join(joined(one, TEXT_PIECE) for one in segments)
