"""A format with several plans: which one a document was read by is told by its root."""

from __future__ import annotations

from collections.abc import Callable

from depesch.syntaxes import Place, Reading, Unread
from depesch.syntaxes.binding import Element, Tracer
from depesch.syntaxes.tracing import Binding


class Bindings:
    """What a format is asked about a reading, answered by the plan of its root: `of` gives the binding of a root."""

    def __init__(self, of: Callable[[Element], Binding]) -> None:
        self.of = of

    def unread(self, reading: Reading) -> tuple[Unread, ...]:
        """Return what found no place in the model."""
        return self.of(reading.root).unread(reading)

    def locate(self, reading: Reading, path: str) -> Place | None:
        """Return where the model's `path` stands in the source."""
        return self.of(reading.root).locate(reading, path)

    def path_of(self, reading: Reading, element: Element) -> str:
        """Return the model's path of what an element gave."""
        return self.of(reading.root).path_of(reading, element)

    def tracer(self, reading: Reading) -> Tracer:
        """Return the notes of where each value came from."""
        return self.of(reading.root).tracer(reading)
