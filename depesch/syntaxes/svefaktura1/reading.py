"""Reading Svefaktura 1.0: the plan, and what follows from the document as a whole."""

from __future__ import annotations

from lxml import etree

from depesch.syntaxes import Place, Reading, Unread
from depesch.syntaxes.svefaktura1 import SYNTAX
from depesch.syntaxes.svefaktura1.finishing import finish
from depesch.syntaxes.svefaktura1.plan import PLAN
from depesch.syntaxes.tracing import Binding


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


_BINDING = Binding(PLAN, finish)
