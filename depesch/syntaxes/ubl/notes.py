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


def note_text(note: Note) -> tuple[str, dict[str, str]]:
    """Return how UBL writes the note, and by field what is lost by it, in words."""
    text, code = note.text or "", note.subject_code
    if code is not None and _is_code(code):
        return f"#{code}#{text}", {}
    lost = {}
    if code is not None:
        lost["subject_code"] = "UBL puts the subject code between number signs, where this one cannot stand"
    if _opening(text):
        lost["text"] = "UBL reads what stands between number signs at the start as the subject code"
    return text, lost
