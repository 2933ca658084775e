"""The Polish structured invoice to the model, in both versions."""

from __future__ import annotations

from functools import cache

from lxml import etree

from depesch.kit.xml import namespace_of
from depesch.syntaxes import Reading, UnreadableDocument, ksef_fa2, ksef_fa3
from depesch.syntaxes.bindings import Bindings
from depesch.syntaxes.ksef.finishing import finished
from depesch.syntaxes.ksef.plan import plan_of
from depesch.syntaxes.tracing import Binding


@cache
def _binding(namespace: str) -> Binding:
    return Binding(plan_of(namespace), finish=finished)


_BINDINGS = Bindings(lambda root: _binding(namespace_of(root)))
unread, locate, path_of = _BINDINGS.unread, _BINDINGS.locate, _BINDINGS.path_of


def read_fa3(data: bytes, root: etree._Element) -> Reading:
    """Return the reading of the parsed `root` of `data`."""
    return _BINDINGS.of(root).read(ksef_fa3.SYNTAX, data, root)


def read_fa2(data: bytes, root: etree._Element) -> Reading:
    """Return the reading of the parsed `root` of `data`; raises UnreadableDocument for FA(1)."""
    if root.tag == ksef_fa2.ROOT_OF_TRIAL:
        detail = "FA(1), the version of KSeF before September 2023, is not read; FA(2) and FA(3) are"
        raise UnreadableDocument("unknown-format", detail)
    return _BINDINGS.of(root).read(ksef_fa2.SYNTAX, data, root)
