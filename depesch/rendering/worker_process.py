"""The rendering process itself: reads jobs from its standard input until that ends. Started by `worker` only."""

from __future__ import annotations

import os
import resource
import select
import shutil
import signal
import sys
import warnings
from pathlib import Path

import msgspec

from depesch.rendering import RenderingFailed
from depesch.rendering.embedding import embed
from depesch.rendering.jobs import MOST_BYTES, Job, Limits, Result, read_frame, write_frame
from depesch.rendering.typesetting import typeset

_LOOK_FOR_PARENT_S = 2.0


def main() -> None:
    """Serve jobs within the limits given as JSON in the first argument."""
    limits = msgspec.json.decode(sys.argv[1], type=Limits)
    parent = os.getppid()
    _confine(limits)
    warnings.simplefilter("ignore")
    jobs, results = sys.stdin.buffer, sys.stdout.buffer
    while _wait_for_job(parent):
        try:
            job = msgspec.msgpack.decode(read_frame(jobs, most=MOST_BYTES), type=Job)
        except EOFError:
            break
        # The kernel ends us a little after the parent would have, should the parent be gone: no thread is asked.
        signal.setitimer(signal.ITIMER_REAL, limits.time_s + 1)
        write_frame(results, msgspec.msgpack.encode(_render(job)))
        signal.setitimer(signal.ITIMER_REAL, 0)
    # A parent that was killed leaves our folder behind; one that ended in order removes it too, maybe before us.
    shutil.rmtree(Path.cwd(), ignore_errors=True)


def _render(job: Job) -> Result:
    try:
        pdf = typeset(job.view, template=job.template, logo=job.logo, dated=job.dated, root=Path.cwd())
        return Result(pdf=embed(pdf, job.xml, dated=job.dated, files=job.files) if job.xml else pdf)
    except RenderingFailed as failure:
        return Result(failure=(failure.code, failure.detail))


def _wait_for_job(parent: int) -> bool:
    """Return True when a job (or the end) is to be read, False when the parent is gone.

    The end of the pipe tells too, unless a process that the parent forked still holds the other end.
    """
    while os.getppid() == parent:
        if select.select([sys.stdin], [], [], _LOOK_FOR_PARENT_S)[0]:
            return True
    return False


def _confine(limits: Limits) -> None:
    """Let the kernel hold the caps: memory, no files written, no core, few descriptors, default end on SIGALRM."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)


if __name__ == "__main__":
    main()
