"""Svefaktura 1.0 (SFTI Basic Invoice): the Swedish subset of UBL 1.0 that older programs still send.

Source: SFTI Basic Invoice 1.0, schema of 2008-12-27.
Lost when writing: terms that it has no element for; each writing names them, and what a buyer needs stands in a text.
"""

from __future__ import annotations

from lxml import etree

from depesch.kit.lazily import lazily
from depesch.syntaxes import Syntax

_ROOT = "{urn:sfti:documents:BasicInvoice:1:0}Invoice"


def recognises(root: etree._Element) -> bool:
    """Whether `root` is an invoice or a credit note of Svefaktura."""
    return root.tag == _ROOT


SYNTAX = Syntax(
    name="svefaktura1",
    title="Svefaktura 1.0",
    source="SFTI Basic Invoice 1.0",
    media_type="application/xml",
    suffix=".xml",
    recognises=recognises,
    read=lazily("depesch.syntaxes.svefaktura1.reading:read"),
    unread=lazily("depesch.syntaxes.svefaktura1.reading:unread"),
    locate=lazily("depesch.syntaxes.svefaktura1.reading:locate"),
    path_of=lazily("depesch.syntaxes.svefaktura1.reading:path_of"),
    write=lazily("depesch.syntaxes.svefaktura1.writing:write"),
)
