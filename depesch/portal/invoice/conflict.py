"""Two people at one draft: what the other one changed meanwhile, field by field, for the later one to choose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that both have, with different texts."""

    path: str
    label: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Who saved meanwhile and when, and what is not the same."""

    who: str
    at: datetime
    changes: tuple[Difference, ...]
