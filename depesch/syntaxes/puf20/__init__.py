"""PUF billing 2.0, the Pagero Universal Format: UBL with namespaces of its own, and extensions at any aggregate.

Source: Pagero, PUF billing 2.0 (schemas and published examples).
Lost when writing: the specification and the process, which are PUF's own; else what UBL cannot hold (`ubl/writing.py`).
Extensions that have no term of EN 16931 are named by `unread`.
"""

from __future__ import annotations

from lxml import etree

from depesch.kit.lazily import lazily
from depesch.syntaxes import Syntax
from depesch.syntaxes.puf20.names import CREDIT_NOTE, INVOICE

_ROOTS = frozenset({INVOICE, CREDIT_NOTE})


def recognises(root: etree._Element) -> bool:
    """Whether `root` is an Invoice or a CreditNote of PUF."""
    return root.tag in _ROOTS


SYNTAX = Syntax(
    name="puf20",
    title="PUF billing 2.0",
    source="Pagero Universal Format, billing 2.0",
    media_type="application/xml",
    suffix=".xml",
    recognises=recognises,
    read=lazily("depesch.syntaxes.puf20.reading:read"),
    unread=lazily("depesch.syntaxes.puf20.reading:unread"),
    locate=lazily("depesch.syntaxes.puf20.reading:locate"),
    path_of=lazily("depesch.syntaxes.puf20.reading:path_of"),
    write=lazily("depesch.syntaxes.puf20.writing:write"),
)
