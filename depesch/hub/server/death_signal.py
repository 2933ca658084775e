"""Child processes that end when their parent does, however it dies (Linux: PR_SET_PDEATHSIG)."""

from __future__ import annotations

import ctypes
import os
import signal
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def die_with_parent(number: signal.Signals, *, parent_pid: int | None = None) -> Callable[[], None]:
    """Return what a child calls (as `preexec_fn`) for the kernel to send it `number` when its parent's thread ends.

    `parent_pid` is the parent's when this is not called in the parent itself.

    Start such children from the main thread: the kernel watches the thread, not the process.
    """
    parent = parent_pid or os.getpid()

    def set_death_signal() -> None:
        if _libc.prctl(_PR_SET_PDEATHSIG, int(number), 0, 0, 0) != 0:
            os._exit(70)
        if os.getppid() != parent:  # died between fork and prctl
            os._exit(70)

    return set_death_signal
