"""A letter put together in a process of its own: attachments are bytes from outside, see `depesch.kit.confined`."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from depesch.kit.confined import ConfinedFailure, ConfinedPool, ProcessLimits, Shared, Work
from depesch.rendering.letters import MOST_BYTES, Job, PdfFile, Print, Result, Unprintable, Window, checked_files

_WORK = Work(module="depesch.rendering.letters.process", name="letters", most_bytes=3 * MOST_BYTES)
_LIMITS = ProcessLimits(time_s=60.0, memory_bytes=1_500_000_000, wait_s=180.0)
_pool = Shared(lambda: ConfinedPool(_WORK, limits=_LIMITS))


def make_print(
    document: PdfFile, attachments: Sequence[PdfFile], lines: Sequence[str], *, window: Window, most_pages: int
) -> Print:
    """Return the letter: the document with `lines` on the back of its first page, each attachment on new sheets.

    The same bytes for the same input. Raises Unprintable.
    """
    files = checked_files((document, *attachments))
    job = Job(files=files, lines=tuple(lines), window=window, most_pages=most_pages)
    try:
        answer = _pool.pool().ask(msgspec.msgpack.encode(job))
    except ConfinedFailure as failure:
        detail = f"putting the letter together failed, {failure.code}: {failure.detail}"
        raise Unprintable("post-pdf-failed", detail) from failure
    result = msgspec.msgpack.decode(answer, type=Result)
    if result.made is None:
        raise Unprintable(*(result.failure or ("post-pdf-failed", "no answer")))
    return result.made
