"""Finvoice 1.3 and older: what archives and old programs still hold. It is read, never written.

Source: schema Finvoice1.3.xsd (Finance Finland); versions 1.0 to 1.2 have fewer elements.
"""

from __future__ import annotations

from lxml import etree

from depesch.kit.lazily import lazily
from depesch.syntaxes import Syntax
from depesch.syntaxes.finvoice.editions import format_of

_NAME = "finvoice13"


def recognises(root: etree._Element) -> bool:
    """Whether `root` is a Finvoice of version 1."""
    return format_of(root) == _NAME


SYNTAX = Syntax(
    name=_NAME,
    title="Finvoice 1.3",
    source="Finvoice 1.3, schema (Finance Finland)",
    media_type="application/xml",
    suffix=".xml",
    recognises=recognises,
    read=lazily("depesch.syntaxes.finvoice.reading:read"),
    unread=lazily("depesch.syntaxes.finvoice.reading:unread"),
    locate=lazily("depesch.syntaxes.finvoice.reading:locate"),
    path_of=lazily("depesch.syntaxes.finvoice.reading:path_of"),
)
