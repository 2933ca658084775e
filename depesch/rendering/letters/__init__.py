"""PDFs that go by post: what is sent as it is, its address on the back of the first page, PDF files behind it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

MOST_BYTES = 100 * 1024 * 1024


class Unprintable(Exception):
    """There can be no such letter: `code` is stable, `detail` says in English what was seen and what to do.

    Codes: post-attachment-not-pdf, post-pdf-unreadable, post-pdf-locked, post-address-unfit, post-too-many-pages,
    post-too-large, post-pdf-failed.
    """

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """Where the envelope's window is on the back of the first sheet, in mm from its upper left corner."""

    left_mm: float = 20.0
    top_mm: float = 50.0
    width_mm: float = 90.0
    height_mm: float = 35.0


class PdfFile(msgspec.Struct, frozen=True, kw_only=True):
    """A PDF with the name that its sender knows it by."""

    name: str
    content: bytes


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """One letter to put together. Its first file is the document."""

    files: tuple[PdfFile, ...]
    lines: tuple[str, ...]  # of the address
    window: Window
    most_pages: int


class Print(msgspec.Struct, frozen=True, kw_only=True):
    """A letter as it is printed on both sides of the paper: the second page is the address, an even number of pages."""

    pdf: bytes
    pages: int

    @property
    def sheets(self) -> int:
        """Return how many sheets of paper it is."""
        return self.pages // 2


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a job: the letter, or the code and detail of an Unprintable."""

    made: Print | None = None
    failure: tuple[str, str] | None = None


def checked_files(files: Sequence[PdfFile]) -> tuple[PdfFile, ...]:
    """Return the files; raises Unprintable naming those that are no PDF by what they hold."""
    others = [file.name for file in files if b"%PDF-" not in file.content[:1024]]
    if others:
        names = ", ".join(others)[:300]
        raise Unprintable(
            "post-attachment-not-pdf",
            f"only PDF files can be printed with a letter; make these PDF, or send it another way: {names}",
        )
    if sum(len(file.content) for file in files) > MOST_BYTES:
        raise Unprintable("post-too-large", f"a letter's files have at most {MOST_BYTES // 1024 // 1024} MB together")
    return tuple(files)
