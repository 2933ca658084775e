"""A page as a picture, for people who read beside it what was read from it.

What came from outside is drawn in a process of its own, with a cap on memory and on time (`depesch.kit.confined`);
what leaves here are pixels that we wrote, and nothing of the file.
"""

from __future__ import annotations

import msgspec

from depesch.kit.confined import ConfinedFailure, ConfinedPool, ProcessLimits, Shared, Work

WIDTH = 1240  # pixels: A4 at 150 dots per inch
MOST_BYTES = 120 * 1024 * 1024
_LIMITS = ProcessLimits(time_s=20.0, memory_bytes=1_500_000_000, wait_s=30.0)
_WORK = Work(module="depesch.capture.showing_process", name="page pictures", most_bytes=MOST_BYTES)


class NotShown(Exception):
    """The page cannot be drawn: `no-such-page`, `damaged`, `timed-out`, `out-of-memory`, `crashed`."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """A job: a file and which of its pages, from 1."""

    data: bytes
    page: int
    width: int


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """The answer: the page as PNG and how many pages the file has, or why not."""

    picture: bytes = b""
    page_count: int = 0
    failure: tuple[str, str] | None = None


class ShowingPool(ConfinedPool):
    """A child that draws one page at a time."""

    def __init__(self) -> None:
        super().__init__(_WORK, limits=_LIMITS)


_default = Shared(ShowingPool)


def page_picture(data: bytes, page: int, *, width: int = WIDTH) -> Shown:
    """Return a page of a PDF, TIFF, PNG or JPEG as PNG, `width` pixels wide; pages count from 1. Raises NotShown."""
    try:
        answer = _default.pool().ask(msgspec.msgpack.encode(Wish(data=data, page=page, width=width)))
    except ConfinedFailure as failure:
        raise NotShown(failure.code, failure.detail) from failure
    shown = msgspec.msgpack.decode(answer, type=Shown)
    if shown.failure is not None:
        raise NotShown(*shown.failure)
    return shown
