"""The garbage collector, kept from looking at what cannot be garbage yet."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the collector while a great many objects are made that all stay, such as the lines of a large invoice.

    Reference counts free the rest as ever. Whoever paused it starts it again, also when threads do so in turns.
    """
    pausing = gc.isenabled()
    if pausing:
        gc.disable()
    try:
        yield
    finally:
        if pausing:
            gc.enable()
