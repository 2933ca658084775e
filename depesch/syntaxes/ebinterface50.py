"""ebInterface 5.0: the Austrian e-invoice.

Source: ebInterface 5.0, schema and documentation of the elements (AUSTRIAPRO).
Only read: who takes ebInterface today takes 6.1.
"""

from __future__ import annotations

from lxml import etree

from depesch.kit.lazily import lazily
from depesch.syntaxes import Syntax

_ROOT = "{http://www.ebinterface.at/schema/5p0/}Invoice"


def recognises(root: etree._Element) -> bool:
    """Whether `root` is an invoice or a credit note of ebInterface 5.0."""
    return root.tag == _ROOT


SYNTAX = Syntax(
    name="ebinterface50",
    title="ebInterface 5.0",
    source="ebInterface 5.0 (AUSTRIAPRO)",
    media_type="application/xml",
    suffix=".xml",
    recognises=recognises,
    read=lazily("depesch.syntaxes.ebinterface.reading:read"),
    unread=lazily("depesch.syntaxes.ebinterface.reading:unread"),
    locate=lazily("depesch.syntaxes.ebinterface.reading:locate"),
    path_of=lazily("depesch.syntaxes.ebinterface.reading:path_of"),
)
