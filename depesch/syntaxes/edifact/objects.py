"""Objects between the messages of an interchange, such as a PDF: bytes of a stated length, cut out before the text.

Source: ISO 9735-8:2002 (UNO, UNP).
"""

from __future__ import annotations

import re

from depesch.syntaxes import UnreadableDocument
from depesch.syntaxes.edifact.service import BROKEN, Separators

MOST_OBJECTS = 1000
_LONGEST_NUMBER = 9


def cut_out(data: bytes, signs: Separators) -> tuple[bytes, list[bytes]]:
    """Return the bytes without the contents of objects, and these in their order.

    Raises UnreadableDocument when the stated length does not lead to the object's end.
    """
    if b"UNO" + signs.element.encode() not in data:
        return data, []
    element, end = (re.escape(sign.encode()) for sign in (signs.element, signs.terminator))
    header = re.compile(rb"(?<=" + end + rb")[\r\n]*UNO" + element + rb"[^" + end + rb"]{0,200}" + end)
    ending = re.compile(rb"[\r\n]*UNP" + element)
    kept: list[bytes] = []
    found: list[bytes] = []
    at = 0
    while (head := header.search(data, at)) is not None:
        length = head[0][:-1].rpartition(signs.element.encode())[2]
        size = int(length) if length.isdigit() and len(length) <= _LONGEST_NUMBER else -1
        start = next((s for s in _starts(data, head.end()) if size >= 0 and ending.match(data, s + size)), None)
        if start is None or len(found) == MOST_OBJECTS:
            shown = length[:20].decode("ascii", errors="replace")
            raise UnreadableDocument(
                BROKEN, f"the object at byte {head.start()} (UNO) does not end after {shown} bytes"
            )
        kept.append(data[at : head.end()])
        found.append(data[start : start + size])
        at = start + size
    return b"".join((*kept, data[at:])), found


def _starts(data: bytes, at: int) -> tuple[int, ...]:
    """Return where the object may begin: at once, or after a line break of the transport."""
    breaks = len(data[at : at + 2]) - len(data[at : at + 2].lstrip(b"\r\n"))
    return (at, at + breaks) if breaks else (at,)
