"""A rate: so many in a time for each name, counted in this process."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict

MOST_NAMES = 10_000  # remembered at once; the one not seen for longest is forgotten


class Rate:
    """A bucket for each name that holds `most` and fills up again within `seconds`. Safe between threads."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most = most
        self._per_s = most / seconds
        self._lock = threading.Lock()
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()  # name -> what is left, when

    def wait_s(self, name: str, *, at: float | None = None, take: bool = True) -> int:
        """Take one for `name` and return 0; when there is none left, take nothing and return the seconds to wait.

        With `take=False` it only looks. `at` is a moment of the monotonic clock in seconds; left out, it is now.
        """
        at = time.monotonic() if at is None else at
        with self._lock:
            left, since = self._buckets.pop(name, (float(self._most), at))
            left = min(float(self._most), left + (at - since) * self._per_s)
            is_enough = left >= 1
            self._buckets[name] = (left - 1 if is_enough and take else left, at)
            if len(self._buckets) > MOST_NAMES:
                self._buckets.popitem(last=False)
        return 0 if is_enough else max(1, math.ceil((1 - left) / self._per_s))
