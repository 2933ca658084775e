"""Reading Svefaktura 1.0: the plan, and what follows from the document as a whole."""

from __future__ import annotations

from lxml import etree

from depesch.syntaxes import Reading
from depesch.syntaxes.svefaktura1 import SYNTAX
from depesch.syntaxes.svefaktura1.finishing import finish
from depesch.syntaxes.svefaktura1.plan import PLAN
from depesch.syntaxes.tracing import Binding

_BINDING = Binding(PLAN, finish)
unread, locate, path_of = _BINDING.unread, _BINDING.locate, _BINDING.path_of


def read(data: bytes, root: etree._Element) -> Reading:
    """Return the reading of the parsed `root` of `data`."""
    return _BINDING.read(SYNTAX, data, root)
