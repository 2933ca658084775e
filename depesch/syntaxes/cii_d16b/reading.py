"""Reading the Cross Industry Invoice: its plan, ready to read with."""

from __future__ import annotations

from lxml import etree

from depesch.syntaxes import Reading
from depesch.syntaxes.cii_d16b import SYNTAX
from depesch.syntaxes.cii_d16b.plan import PLAN
from depesch.syntaxes.tracing import Binding

_BINDING = Binding(PLAN)
unread, locate, path_of = _BINDING.unread, _BINDING.locate, _BINDING.path_of
tracer = _BINDING.tracer


def read(data: bytes, root: etree._Element) -> Reading:
    """Return the reading of the parsed `root` of `data`."""
    return _BINDING.read(SYNTAX, data, root)
