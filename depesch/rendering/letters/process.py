"""The process that puts letters together. Started by `printing` only.

Pages are copied as they are; what a page would do when it is opened is left behind with the document that it came from.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import msgspec
import pikepdf

from depesch.kit.confined_process import serve
from depesch.rendering.letters import MOST_BYTES, Job, PdfFile, Print, Result, Unprintable
from depesch.rendering.letters.address_page import address_page


def answer(frame: bytes) -> bytes:
    """Return the encoded Result of an encoded Job."""
    job = msgspec.msgpack.decode(frame, type=Job)
    try:
        result = Result(made=put_together(job))
    except Unprintable as failure:
        result = Result(failure=(failure.code, failure.detail))
    return msgspec.msgpack.encode(result)


def put_together(job: Job) -> Print:
    """Return the letter of a job; raises Unprintable."""
    letter = pikepdf.new()
    back = pikepdf.open(io.BytesIO(address_page(job.lines, job.window)))
    opened = [back]
    for number, file in enumerate(job.files):
        source = _opened(file)
        opened.append(source)  # its pages are read when the letter is written
        _append(letter, source, file)
        if number == 0:
            letter.pages.insert(1, back.pages[0])
        if len(letter.pages) % 2:
            letter.add_blank_page(page_size=(595.276, 841.89))
        if len(letter.pages) > job.most_pages:
            detail = f"the letter has more than {job.most_pages} pages, which no envelope holds; send it another way"
            raise Unprintable("post-too-many-pages", detail)
    out = io.BytesIO()
    letter.save(out, deterministic_id=True)
    return Print(pdf=out.getvalue(), pages=len(letter.pages))


def _opened(file: PdfFile) -> pikepdf.Pdf:
    try:
        return pikepdf.open(io.BytesIO(file.content))
    except pikepdf.PasswordError as error:
        detail = f"{file.name} is locked with a password; save it without one"
        raise Unprintable("post-pdf-locked", detail) from error
    except (pikepdf.PdfError, ValueError) as error:
        raise _unreadable(file, error) from error


def _append(letter: pikepdf.Pdf, source: pikepdf.Pdf, file: PdfFile) -> None:
    before = len(letter.pages)
    try:
        letter.pages.extend(source.pages)
        for page in _from(letter, before):
            if "/AA" in page.obj:
                del page.obj["/AA"]
    except (pikepdf.PdfError, pikepdf.ForeignObjectError, ValueError, TypeError, KeyError) as error:
        raise _unreadable(file, error) from error
    if len(letter.pages) == before:
        raise _unreadable(file, "it has no page")


def _from(letter: pikepdf.Pdf, first: int) -> Iterator[pikepdf.Page]:
    for number in range(first, len(letter.pages)):
        yield letter.pages[number]


def _unreadable(file: PdfFile, why: object) -> Unprintable:
    return Unprintable("post-pdf-unreadable", f"{file.name} cannot be read as PDF; save it anew: {str(why)[:200]}")


if __name__ == "__main__":
    serve(answer, most_bytes=2 * MOST_BYTES)
