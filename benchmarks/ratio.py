"""Ratios of run times: what is measured runs by turns with what it is compared to, and the medians are divided.

Absolute times say nothing between machines, and little on a shared one; taking turns gives both the same weather.
The time is the processor's, not the clock's.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping


def ratios(
    base: Callable[[], object], measured: Mapping[str, Callable[[], object]], *, rounds: int = 200
) -> tuple[float, dict[str, float]]:
    """Return the median seconds of `base`, and each measured function's median as a multiple of it."""
    taken: dict[str, list[float]] = {name: [] for name in measured}
    base_taken: list[float] = []
    for function in (base, *measured.values()):
        function()
    was_on = gc.isenabled()
    gc.disable()
    try:
        for turn in range(rounds):
            base_taken.append(_seconds(base))
            for name, function in measured.items():
                taken[name].append(_seconds(function))
            if turn % 20 == 19:
                gc.collect()
    finally:
        if was_on:
            gc.enable()
    median = statistics.median(base_taken)
    return median, {name: statistics.median(times) / median for name, times in taken.items()}


def _seconds(function: Callable[[], object]) -> float:
    """Return the processor's time, all threads of this process together: what waits for a busy machine is not ours."""
    start = time.process_time()
    function()
    return time.process_time() - start
