"""Branches that say nothing about the invoice, such as a signature: passed over, and not named as unread."""

from __future__ import annotations

from depesch.syntaxes.binding import Element, Entry, Run, Tracer, Values


class Aside(Entry):
    """An element whose whole content, to any depth, is not about the invoice."""

    __slots__ = ()
    silent = True

    def __init__(self) -> None:
        self.take = _nothing

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        for inner in element.iter():
            run.used.add(inner)
            run.used_attributes.update((inner, str(name)) for name in inner.attrib)


def _nothing(element: Element, values: Values, run: Run) -> None:
    pass
