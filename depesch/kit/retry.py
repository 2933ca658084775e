"""Retry times: back-off with jitter, so that a thousand waiting documents do not knock at once."""

from __future__ import annotations

FIRST_WAIT_S = 5.0
LONGEST_WAIT_S = 6 * 3600.0


def wait_s(attempt: int, random_share: float) -> float:
    """Return the seconds to wait after `attempt` failed tries (1 = the first failed).

    Doubles from 5 s up to 6 h, then "equal jitter": half fixed, half times `random_share` (0..1), which the
    caller draws, so that the function is pure.
    """
    full = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2.0 ** min(attempt - 1, 30))
    return full / 2 + full / 2 * random_share
