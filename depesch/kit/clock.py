"""The clock: the one place that asks what time it is, so that tests can say it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def now() -> datetime:
    """Return the present moment, aware and in UTC."""
    return datetime.now(UTC)
