"""Reading the Cross Industry Invoice: its plan, ready to read with."""

from __future__ import annotations

from lxml import etree

from depesch.syntaxes import Place, Reading, Unread
from depesch.syntaxes.binding import Tracer
from depesch.syntaxes.cii_d16b import SYNTAX
from depesch.syntaxes.cii_d16b.plan import PLAN
from depesch.syntaxes.tracing import Binding

_BINDING = Binding(PLAN)


def read(data: bytes, root: etree._Element) -> Reading:
    """Return the reading of the parsed `root` of `data`."""
    return _BINDING.read(SYNTAX, data, root)


def unread(reading: Reading) -> tuple[Unread, ...]:
    """Return what found no place in the model."""
    return _BINDING.unread(reading)


def locate(reading: Reading, path: str) -> Place | None:
    """Return where the model's `path` stands in the source."""
    return _BINDING.locate(reading, path)


def path_of(reading: Reading, element: etree._Element) -> str:
    """Return the model's path of what an element gave."""
    return _BINDING.path_of(reading, element)


def tracer(reading: Reading) -> Tracer:
    """Return the notes of where each value came from."""
    return _BINDING.tracer(reading)
