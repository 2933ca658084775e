"""The two ways in which a call comes to nothing."""

from __future__ import annotations

from depesch.connect.away_words import Suspect
from depesch.connect.hub_client.answers import ProblemAnswer


class HubAway(Exception):
    """The hub did not answer, or answered that it cannot now; nothing is known to be lost, try later.

    `retry_after_s` is how long it asks to be left alone, when it says so: then it is well, only busy. `suspect` is the
    setting that is most likely to blame, if one is.
    """

    def __init__(self, reason: str, *, retry_after_s: float | None = None, suspect: Suspect | None = None) -> None:
        super().__init__(reason)
        self.retry_after_s = retry_after_s
        self.suspect = suspect


class HubRefused(Exception):
    """The hub said no; `problem` is what it said."""

    def __init__(self, problem: ProblemAnswer) -> None:
        super().__init__(f"{problem.code}: {problem.detail}")
        self.problem = problem
