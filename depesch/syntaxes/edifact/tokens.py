"""The text of an interchange cut into segments, data elements and components, in linear time.

A released character is set aside as a noncharacter of Unicode while the text is cut, and put back afterwards; so the
cutting itself is `str.split`. Line breaks are no characters of EDIFACT. Between segments they say nothing; within a
segment they do where a sender put them into a free text (FTX), unless the whole file was wrapped at some width.

Source: ISO 9735-1:2002.
"""

from __future__ import annotations

import re

from depesch.syntaxes import UnreadableDocument
from depesch.syntaxes.edifact.service import BLANK, BROKEN, Separators, broken

_MARKS = "\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4"  # for a released component, element, terminator, repetition, release sign
_OTHER = "\ufdd5"  # before a character that needed no release
_marked = re.compile("[\ufdd0-\ufdd5]").search
_foreign_marks = re.compile("[\ufdd0-\ufdd5]").sub
_TAG = re.compile(r"[A-Z][A-Z0-9]{2}").fullmatch
_BREAKS = {ord("\r"): None, ord("\n"): None}
_FREE_TEXT = "FTX"
MOST_PARTS = 99  # data elements in a segment, components in a data element


class Cutter:
    """Cuts by the service characters of one interchange."""

    def __init__(self, signs: Separators) -> None:
        self.signs = signs
        named = (signs.component, signs.element, signs.terminator, signs.repetition, signs.release)
        self._aside = {sign: mark for sign, mark in zip(named, _MARKS, strict=True) if sign}
        self._back = {ord(mark): sign for sign, mark in self._aside.items()} | {ord(_OTHER): None}
        self._raw = {ord(mark): signs.release + sign for sign, mark in self._aside.items()}
        self._raw[ord(_OTHER)] = signs.release

    def segments(self, text: str) -> list[str]:
        """Return the segments without what stands between them; those with nothing in them are left out.

        Raises UnreadableDocument when the last one has no end.
        """
        text = _foreign_marks("\ufffd", text)
        if self.signs.release and self.signs.release in text:
            aside = self._aside
            pattern = re.escape(self.signs.release) + r"[\r\n]*(.)"
            text = re.sub(pattern, lambda found: aside.get(found[1]) or _OTHER + found[1], text, flags=re.DOTALL)
        *whole, rest = text.split(self.signs.terminator)
        found = [stripped for one in whole if (stripped := one.lstrip(BLANK))]
        if rest.strip(BLANK):
            shown = self.source(rest.strip(BLANK))[:40]
            number = len(found) + 1
            raise UnreadableDocument(BROKEN, f"the file breaks off: segment {number} {shown!r} has no end")
        return _unbroken(found)

    def elements(self, segment: str, number: int) -> list[str]:
        """Return the tag and the data elements of a segment."""
        parts = segment.split(self.signs.element)
        if not _TAG(parts[0]):
            broken(number, self.source(parts[0]), "a segment begins with a tag of three capital letters")
        if len(parts) > MOST_PARTS + 1:
            broken(number, parts[0], f"it has {len(parts) - 1} data elements, at most {MOST_PARTS} are taken")
        return parts

    def components(self, element: str) -> list[str]:
        """Return the components of a data element, with released characters as themselves."""
        parts = element.split(self.signs.component)
        return [part.translate(self._back) for part in parts] if _marked(element) else parts

    def source(self, cut: str) -> str:
        """Return a cut text as it stood in the file."""
        return cut.translate(self._raw) if _marked(cut) else cut


def _unbroken(segments: list[str]) -> list[str]:
    """Return the segments without line breaks of the transport."""
    broken_up = [index for index, one in enumerate(segments) if "\n" in one or "\r" in one]
    wrapped = any(not segments[index].startswith(_FREE_TEXT) for index in broken_up)
    for index in broken_up:
        one = segments[index]
        segments[index] = one.translate(_BREAKS) if wrapped else one.replace("\r\n", "\n").replace("\r", "\n")
    return segments
