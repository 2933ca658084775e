"""The Polish structured invoice to the model, in both versions."""

from __future__ import annotations

from functools import cache

from lxml import etree

from depesch.syntaxes import Place, Reading, Unread, UnreadableDocument, ksef_fa2, ksef_fa3
from depesch.syntaxes.ksef.finishing import finished
from depesch.syntaxes.ksef.plan import plan_of
from depesch.syntaxes.tracing import Binding


def read_fa3(data: bytes, root: etree._Element) -> Reading:
    """Return the reading of the parsed `root` of `data`."""
    return _binding(_namespace(root)).read(ksef_fa3.SYNTAX, data, root)


def read_fa2(data: bytes, root: etree._Element) -> Reading:
    """Return the reading of the parsed `root` of `data`; raises UnreadableDocument for FA(1)."""
    if root.tag == ksef_fa2.ROOT_OF_TRIAL:
        detail = "FA(1), the version of KSeF before September 2023, is not read; FA(2) and FA(3) are"
        raise UnreadableDocument("unknown-format", detail)
    return _binding(_namespace(root)).read(ksef_fa2.SYNTAX, data, root)


def unread(reading: Reading) -> tuple[Unread, ...]:
    """Return what found no place in the model."""
    return _binding(_namespace(reading.root)).unread(reading)


def locate(reading: Reading, path: str) -> Place | None:
    """Return where the model's `path` stands in the source."""
    return _binding(_namespace(reading.root)).locate(reading, path)


def path_of(reading: Reading, element: etree._Element) -> str:
    """Return the model's path of what an element gave."""
    return _binding(_namespace(reading.root)).path_of(reading, element)


def _namespace(root: etree._Element) -> str:
    return str(root.tag).rpartition("}")[0].removeprefix("{")


@cache
def _binding(namespace: str) -> Binding:
    return Binding(plan_of(namespace), finish=finished)
