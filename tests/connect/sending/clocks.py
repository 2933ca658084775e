"""Clocks of an agent that the test moves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class Time:
    """A clock that stands until it is moved: the wall's and the steady one."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 2, 12, tzinfo=UTC)
        self.steady = 1000.0

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.steady

    def passes(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        self.steady += seconds
