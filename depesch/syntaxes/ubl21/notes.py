"""BG-1 in UBL: one element holds the subject code and the text, `#AAI#Payment within 30 days`."""

from __future__ import annotations

import re

from depesch.model.invoice import Note

_CODE = r"[^#\s]{1,10}"
_opening = re.compile(f"#({_CODE})#").match
_is_code = re.compile(_CODE).fullmatch


def read_note(text: str) -> Note:
    """Return the note that `text` writes.

    >>> read_note("#AAI#Within 30 days") == Note(text="Within 30 days", subject_code="AAI")
    True
    """
    opening = _opening(text)
    if opening is None:
        return Note(text=text)
    return Note(text=text[opening.end() :] or None, subject_code=opening.group(1))


def note_text(note: Note) -> tuple[str, str]:
    """Return how UBL writes the note, and what is lost by it in words, "" when nothing is."""
    text = note.text or ""
    if note.subject_code is None:
        lost = "UBL reads what stands between number signs at the start as the subject code" if _opening(text) else ""
        return text, lost
    if not _is_code(note.subject_code):
        return text, "UBL puts the subject code between number signs, where this one cannot stand"
    return f"#{note.subject_code}#{text}", ""
