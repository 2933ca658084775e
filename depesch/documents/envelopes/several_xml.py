"""Several XML documents one after the other in a file, as banks hand over Finvoice: a frame, an invoice, and so on.

Such a file is no XML. A SOAP frame that holds no document of its own belongs to the document after it, and so do files
to the document before them.

Source: Finvoice implementation guidelines 3.0, 16 and 17.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
from lxml import etree

from depesch.documents.envelopes import Envelope, Part, files_only
from depesch.documents.envelopes.frames import is_frame
from depesch.documents.unreadable import Code
from depesch.syntaxes import UnreadableDocument

MOST_PIECES = 50_000  # frames, documents and messages with files

_SPACE = b" \t\r\n\x00\x1a"  # also what old programs put at the end of a file
_BOM = b"\xef\xbb\xbf"
_ROOT = re.compile(rb"<([A-Za-z_:\x80-\xff][^\s/>]*)")
_BEGINS = re.compile(rb"<[?!A-Za-z_:\x80-\xff]")


def recognises_bytes(data: bytes) -> bool:
    """Whether something that begins as XML follows the first document. Asked of what could not be parsed."""
    start = _next(data, 0)
    if start is None:
        return False
    end = _end(data, start)
    return end is not None and _next(data, end) is not None


def open_(data: bytes, root: etree._Element | None) -> tuple[Part, ...]:
    """Return the documents in their order; what cannot be told apart stays with the last one, and is told there."""
    parts: list[Part] = []
    frame: bytes | None = None
    for piece in _pieces(data):
        if is_frame(piece):
            if frame is not None:
                parts.append(Part(data=frame))  # whoever reads it is told that it holds nothing
            frame = piece
            continue
        found = files_only(piece)
        frame = None
        if found is None:
            parts.append(Part(data=piece))
            continue
        if not parts:
            raise UnreadableDocument(Code.NOT_ONE_DOCUMENT, "files stand before the document that they belong to")
        last = parts[-1]
        parts[-1] = msgspec.structs.replace(
            last, files=(*last.files, *found.files), issues=(*last.issues, *found.issues)
        )
    if frame is not None:
        parts.append(Part(data=frame))
    return tuple(parts)


def _pieces(data: bytes) -> Iterator[bytes]:
    """Give each document; the last one as far as the file goes."""
    start = _next(data, 0)
    for _ in range(MOST_PIECES):
        if start is None:
            return
        end = _end(data, start)
        following = None if end is None else _next(data, end)
        yield data[start:end] if following is not None else data[start:].rstrip(_SPACE)
        start = following
    raise UnreadableDocument(Code.TOO_LARGE, f"more than {MOST_PIECES} documents stand one after the other")


def _next(data: bytes, position: int) -> int | None:
    """Return where the next document begins after white space, None when there is something else or nothing."""
    while position < len(data) and (data[position] in _SPACE or data.startswith(_BOM, position)):
        position += len(_BOM) if data.startswith(_BOM, position) else 1
    return position if _BEGINS.match(data, position) else None


def _end(data: bytes, start: int) -> int | None:
    """Return where the document that begins there ends: after its root element; None when that is not closed."""
    begin = _root_start(data, start)
    found = None if begin is None else _ROOT.match(data, begin)
    if found is None:
        return None
    name = re.escape(found[1])
    marks = re.compile(rb"<!--|<!\[CDATA\[|<(/?)" + name + rb"(?=[\s/>])")
    depth, position = 0, found.start()
    while (mark := marks.search(data, position)) is not None:
        closing = {b"<!--": b"-->", b"<![CDATA[": b"]]>"}.get(mark[0], b">")
        at = data.find(closing, mark.end())
        if at < 0:
            return None
        position = at + len(closing)
        if closing == b">":
            depth += -1 if mark[1] else 0 if data[at - 1] == b"/"[0] else 1
            if depth == 0:
                return position
    return None


def _root_start(data: bytes, position: int) -> int | None:
    """Return where the root element begins, after declaration, instructions, comments and document type."""
    while True:
        for opening, closing in ((b"<?", b"?>"), (b"<!--", b"-->"), (b"<!", b">")):
            if data.startswith(opening, position):
                at = data.find(closing, position)
                if at < 0:
                    return None
                position = at + len(closing)
                break
        else:
            return position
        while position < len(data) and data[position] in _SPACE:
            position += 1


ENVELOPE = Envelope(
    name="several_xml",
    title="Several XML documents in a file",
    source="Finvoice implementation guidelines 3.0, 16 and 17",
    open=open_,
    recognises_bytes=recognises_bytes,
)
