"""The record of what completing did to an invoice."""

from __future__ import annotations

from depesch.model.terms import term_of
from depesch.syntaxes import Done, Loss

_SHOWN = 100


class Notes:
    """Each value that was put in, changed or left out, in the order in which it was done."""

    def __init__(self) -> None:
        self.losses: list[Loss] = []

    def add(self, path: str, value: object, why: str, done: Done = Done.ADDED) -> None:
        """Record what was done at a place of the model."""
        self.losses.append(Loss(term=term_of(path) or "", path=path, value=str(value)[:_SHOWN], why=why, done=done))
