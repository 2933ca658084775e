"""The reading process: looks at a file's pages, or recognises the letters of one. Started by `looking` only."""

from __future__ import annotations

import msgspec

from depesch.capture.pages import MOST_BYTES, Look, Page, Seen, Unseen
from depesch.capture.words import Code
from depesch.kit.confined_process import serve

_PDF_MARK = b"%PDF-"
_PICTURE_MARKS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")


def answer(frame: bytes) -> bytes:
    """Return the encoded Seen of an encoded Look."""
    return msgspec.msgpack.encode(_seen(msgspec.msgpack.decode(frame, type=Look)))


def _seen(look: Look) -> Seen:
    try:
        return Seen(pages=tuple(_pages(look)))
    except Unseen as unseen:
        return Seen(failure=(unseen.code, unseen.detail, unseen.value, unseen.expected))
    except MemoryError:
        return Seen(failure=(Code.TOO_SLOW, "out of memory", "", ""))


def _pages(look: Look) -> list[Page]:
    is_pdf = _PDF_MARK in look.data[:1024]
    if not is_pdf and not look.data.startswith(_PICTURE_MARKS):
        raise Unseen(Code.NOT_PAPER, f"begins with {look.data[:8].hex(' ')}")
    # Each of the libraries below takes its time to load; a process that only sees text layers needs no more than one.
    if is_pdf:
        from depesch.capture import pdf_pages

        return pdf_pages.seen(look)
    from depesch.capture import picture_pages

    return picture_pages.seen(look)


if __name__ == "__main__":
    serve(answer, most_bytes=2 * MOST_BYTES)
