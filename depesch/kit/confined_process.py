"""The child's side of `confined`: reads jobs from its standard input until that ends, within its limits."""

from __future__ import annotations

import os
import resource
import select
import shutil
import signal
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import msgspec

from depesch.kit.confined import ProcessLimits
from depesch.kit.frames import read_frame, write_frame

_LOOK_FOR_PARENT_S = 2.0


def serve(answer: Callable[[bytes], bytes], *, most_bytes: int) -> None:
    """Answer jobs of at most `most_bytes` within the limits given as JSON in the first argument, one after another."""
    limits = msgspec.json.decode(sys.argv[1], type=ProcessLimits)
    parent = os.getppid()
    _confine(limits)
    warnings.simplefilter("ignore")
    jobs, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints must not stand between the frames
    while _wait_for_job(parent):
        try:
            job = read_frame(jobs, most=most_bytes)
        except EOFError:
            break
        # The kernel ends us a little after the parent would have, should the parent be gone: no thread is asked.
        signal.setitimer(signal.ITIMER_REAL, limits.time_s + 1)
        write_frame(answers, answer(job))
        signal.setitimer(signal.ITIMER_REAL, 0)
    # A parent that was killed leaves our folder behind; one that ended in order removes it too, maybe before us.
    shutil.rmtree(Path.cwd(), ignore_errors=True)


def _wait_for_job(parent: int) -> bool:
    """Return True when a job (or the end) is to be read, False when the parent is gone.

    The end of the pipe tells too, unless a process that the parent forked still holds the other end.
    """
    while os.getppid() == parent:
        if select.select([sys.stdin], [], [], _LOOK_FOR_PARENT_S)[0]:
            return True
    return False


def _confine(limits: ProcessLimits) -> None:
    """Let the kernel hold the caps: memory, no files written, no core, few descriptors, default end on SIGALRM."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
