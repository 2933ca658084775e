"""ebInterface 6.1: the Austrian e-invoice.

Source: ebInterface 6.1, schema and documentation of the elements (AUSTRIAPRO).
Lost when writing: terms that it has no element for; many stand in its free key and value pairs, each is named.
"""

from __future__ import annotations

from lxml import etree

from depesch.kit.lazily import lazily
from depesch.syntaxes import Syntax

_ROOT = "{http://www.ebinterface.at/schema/6p1/}Invoice"


def recognises(root: etree._Element) -> bool:
    """Whether `root` is an invoice or a credit note of ebInterface 6.1."""
    return root.tag == _ROOT


SYNTAX = Syntax(
    name="ebinterface61",
    title="ebInterface 6.1",
    source="ebInterface 6.1 (AUSTRIAPRO)",
    media_type="application/xml",
    suffix=".xml",
    recognises=recognises,
    read=lazily("depesch.syntaxes.ebinterface.reading:read"),
    unread=lazily("depesch.syntaxes.ebinterface.reading:unread"),
    locate=lazily("depesch.syntaxes.ebinterface.reading:locate"),
    path_of=lazily("depesch.syntaxes.ebinterface.reading:path_of"),
    write=lazily("depesch.syntaxes.ebinterface.writing:write"),
)
