"""Rendering in processes of their own, with a cap on memory and on time: see `depesch.kit.confined`.

A template is a program: typst itself stops endless recursion and `while true`, but not a long loop, nor a table of a
hundred million cells, and a thread that runs one cannot be stopped.
"""

from __future__ import annotations

import os
import threading

import msgspec

from depesch.kit.confined import ConfinedFailure, ConfinedPool, ProcessLimits, Shared, Work
from depesch.rendering import RenderingFailed
from depesch.rendering.jobs import MOST_BYTES, Job, Limits, Result, limits_for
from depesch.rendering.logos import Logo

DEFAULT_LIMITS = Limits()
_WORK = Work(
    module="depesch.rendering.worker_process",
    name="rendering",
    most_bytes=MOST_BYTES,
    environment=(("RAYON_NUM_THREADS", "2"),),
)


class RenderingPool(ConfinedPool):
    """Some long-lived children that render one job each at a time."""

    def __init__(self, size: int = 1, *, limits: ProcessLimits = DEFAULT_LIMITS) -> None:
        super().__init__(_WORK, size, limits=limits)

    def render(self, job: Job, *, logo: Logo | None = None) -> bytes:
        """Return the PDF of `job`, which names `logo` by its file.

        Raises RenderingFailed; the pool is as good as before afterwards.
        """
        files = {logo.file_name: logo.content} if logo else {}
        try:
            answer = self.ask(msgspec.msgpack.encode(job), files)
        except ConfinedFailure as failure:
            raise RenderingFailed(failure.code, failure.detail) from failure
        result = msgspec.msgpack.decode(answer, type=Result)
        if result.failure is not None:
            raise RenderingFailed(*result.failure)
        return result.pdf


_default = Shared(RenderingPool)
_foreign = Shared(RenderingPool)
_alone = threading.Lock()


def default_pool() -> RenderingPool:
    """Return this process's own pool: one child, made at the first call."""
    return _default.pool()


def foreign_pool() -> RenderingPool:
    """Return this process's pool for templates of companies' own: one child, made at the first call."""
    return _foreign.pool()


def render_alone(job: Job, *, lines: int, logo: Logo | None) -> bytes:
    """Return the PDF of a document of very many lines, made by a child of its own, one such document at a time.

    The child ends afterwards, since typst's memory is not given back: 1.5 GB after 10,000 lines (2026-11).
    """
    with _alone:
        pool = RenderingPool(limits=limits_for(lines))
        try:
            return pool.render(job, logo=logo)
        finally:
            pool.close()


def _free_alone() -> None:
    """A forked process does not wait for a document that its parent renders."""
    global _alone
    _alone = threading.Lock()


os.register_at_fork(after_in_child=_free_alone)
