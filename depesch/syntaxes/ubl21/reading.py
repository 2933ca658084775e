"""Reading UBL 2.1: its plan, ready to read with."""

from __future__ import annotations

from lxml import etree

from depesch.syntaxes import Place, Reading, Unread
from depesch.syntaxes.binding import Tracer
from depesch.syntaxes.tracing import Binding
from depesch.syntaxes.ubl.names import CREDIT_NOTE, INVOICE
from depesch.syntaxes.ubl21 import SYNTAX
from depesch.syntaxes.ubl21.plan import CREDIT_NOTE_PLAN, INVOICE_PLAN

_BINDINGS = {INVOICE: Binding(INVOICE_PLAN), CREDIT_NOTE: Binding(CREDIT_NOTE_PLAN)}


def read(data: bytes, root: etree._Element) -> Reading:
    """Return the reading of the parsed `root` of `data`."""
    return _BINDINGS[str(root.tag)].read(SYNTAX, data, root)


def unread(reading: Reading) -> tuple[Unread, ...]:
    """Return what found no place in the model."""
    return _BINDINGS[str(reading.root.tag)].unread(reading)


def locate(reading: Reading, path: str) -> Place | None:
    """Return where the model's `path` stands in the source."""
    return _BINDINGS[str(reading.root.tag)].locate(reading, path)


def path_of(reading: Reading, element: etree._Element) -> str:
    """Return the model's path of what an element gave."""
    return _BINDINGS[str(reading.root.tag)].path_of(reading, element)


def tracer(reading: Reading) -> Tracer:
    """Return the notes of where each value came from."""
    return _BINDINGS[str(reading.root.tag)].tracer(reading)
