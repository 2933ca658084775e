"""ISDOC 6: the Czech national format of electronic invoices, `.isdoc` or, with its attachments in a ZIP, `.isdocx`.

It is only read. Source: ISDOC 6.0.2, schema and description (isdoc.cz).
"""

from __future__ import annotations

from lxml import etree

from depesch.kit.lazily import lazily
from depesch.syntaxes import Syntax

NAMESPACE = "http://isdoc.cz/namespace/2013"
ROOT = f"{{{NAMESPACE}}}Invoice"


def recognises(root: etree._Element) -> bool:
    """Whether `root` is an ISDOC invoice, also one that leaves out the namespace, as some programs do."""
    if root.tag == ROOT:
        return True
    return root.tag == "Invoice" and root.find("LocalCurrencyCode") is not None and root.find("UUID") is not None


SYNTAX = Syntax(
    name="isdoc6",
    title="ISDOC 6",
    source="ISDOC 6.0.2, ICT Unie",
    media_type="application/xml",
    suffix=".isdoc",
    recognises=recognises,
    read=lazily("depesch.syntaxes.isdoc.reading:read"),
    unread=lazily("depesch.syntaxes.isdoc.reading:unread"),
    locate=lazily("depesch.syntaxes.isdoc.reading:locate"),
    path_of=lazily("depesch.syntaxes.isdoc.reading:path_of"),
)
