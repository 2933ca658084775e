"""Where in the original something stands, counted as its format counts: lines of text, or segments of EDIFACT."""

from __future__ import annotations

from django.utils.translation import gettext as _

from depesch.syntaxes import Counted, syntaxes


def place_word(syntax: str, line: int | None) -> str:
    """Return "line 14 of the file", or "segment 14 of the file" where the format named so counts them; "" for none."""
    if line is None:
        return ""
    known = syntaxes().get(syntax)
    if known is not None and known.counted is Counted.SEGMENTS:
        return _("segment {number} of the file").format(number=line)
    return _("line {number} of the file").format(number=line)
