"""Looking at a file's pages in processes of their own: PDFium and OpenCV read bytes from outside.

One process sees text layers, quickly; another recognises letters, with the memory that takes (about 1 GB), one page
at a time, since it uses every core there is.
"""

from __future__ import annotations

import msgspec

from depesch.capture.pages import Look, Page, Seen, Unseen
from depesch.capture.words import Code
from depesch.kit.confined import ConfinedFailure, ConfinedPool, ProcessLimits, Shared, Work

_MODULE = "depesch.capture.reading_process"
_ANSWER_BYTES = 200 * 1024 * 1024
TEXT_LIMITS = ProcessLimits(time_s=60.0, memory_bytes=2_000_000_000, wait_s=300.0)
OCR_LIMITS = ProcessLimits(time_s=300.0, memory_bytes=6_000_000_000, wait_s=1800.0)
# OpenBLAS and OpenMP would reserve memory for a thread on each core of a large machine.
_THREADS = tuple((name, "2") for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"))


class LookingPool(ConfinedPool):
    """Children that look at pages."""

    def look(self, data: bytes, page: int | None = None) -> tuple[Page, ...]:
        """Return all pages with their text layers, or the one `page` (from 1) recognised. Raises Unseen."""
        try:
            answer = self.ask(msgspec.msgpack.encode(Look(data=data, page=page)))
        except ConfinedFailure as failure:
            code = Code.DAMAGED if failure.code == "crashed" else Code.TOO_SLOW
            raise Unseen(code, str(failure)) from failure
        seen = msgspec.msgpack.decode(answer, type=Seen)
        if seen.failure is not None:
            code_text, detail, value, expected = seen.failure
            raise Unseen(code_text, detail, value=value, expected=expected)
        return seen.pages


def text_pool(limits: ProcessLimits = TEXT_LIMITS) -> LookingPool:
    """Return a pool of one child for text layers."""
    work = Work(module=_MODULE, name="reading", most_bytes=_ANSWER_BYTES, jobs_per_child=500, environment=_THREADS)
    return LookingPool(work, limits=limits)


def ocr_pool(limits: ProcessLimits = OCR_LIMITS) -> LookingPool:
    """Return a pool of one child for recognising letters."""
    work = Work(module=_MODULE, name="recognising", most_bytes=_ANSWER_BYTES, jobs_per_child=200, environment=_THREADS)
    return LookingPool(work, limits=limits)


_text, _ocr = Shared(text_pool), Shared(ocr_pool)


def looked(data: bytes) -> tuple[Page, ...]:
    """Return the file's pages, from the text layer where a page has one, else by recognising. Raises Unseen."""
    return tuple(
        _ocr.pool().look(data, page.number)[0] if page.has_picture else page for page in _text.pool().look(data)
    )
