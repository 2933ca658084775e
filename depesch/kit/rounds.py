"""Rounds: what is looked after again and again, by whoever has time: letters to post, drafts whose hour has come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import msgspec


class Round(msgspec.Struct, frozen=True, kw_only=True):
    """One round. Several processes go it at once, so it takes only what nobody else holds (SKIP LOCKED).

    `go` gets the present moment and returns how much it did.
    """

    every_s: float
    go: Callable[[datetime], int]
