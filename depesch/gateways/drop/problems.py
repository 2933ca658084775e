"""A request that is refused: what the views raise, and which of the words it is told in."""

from __future__ import annotations


class DropProblem(Exception):
    """A request that is refused before anything was kept. `code` is one of `words.WORDS`; the values fill it in."""

    def __init__(self, code: str, status: int, **values: object) -> None:
        super().__init__(f"{code}: {values}")
        self.code = code
        self.status = status
        self.values = values


class DocumentRefused(DropProblem):
    """The hub did not take the document over. `code` is one of the hub's own, `flows.problems`."""
