"""Reading UBL 2.1: its plan, ready to read with."""

from __future__ import annotations

from lxml import etree

from depesch.syntaxes import Reading
from depesch.syntaxes.bindings import Bindings
from depesch.syntaxes.tracing import Binding
from depesch.syntaxes.ubl.names import CREDIT_NOTE, INVOICE
from depesch.syntaxes.ubl21 import SYNTAX
from depesch.syntaxes.ubl21.plan import CREDIT_NOTE_PLAN, INVOICE_PLAN

_BY_TAG = {INVOICE: Binding(INVOICE_PLAN), CREDIT_NOTE: Binding(CREDIT_NOTE_PLAN)}
_BINDINGS = Bindings(lambda root: _BY_TAG[str(root.tag)])
unread, locate, path_of = _BINDINGS.unread, _BINDINGS.locate, _BINDINGS.path_of
tracer = _BINDINGS.tracer


def read(data: bytes, root: etree._Element) -> Reading:
    """Return the reading of the parsed `root` of `data`."""
    return _BY_TAG[str(root.tag)].read(SYNTAX, data, root)
