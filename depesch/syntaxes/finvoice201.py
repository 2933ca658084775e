"""Finvoice 2.01, before EN 16931; 2.0 is read as this one.

Sources: Finvoice implementation guidelines 2.01, data list 2.1, schema Finvoice2.01.xsd (Finance Finland).
Lost when writing: terms that it has no element for; each writing names them, and what a person needs stands in a text.
"""

from __future__ import annotations

from lxml import etree

from depesch.kit.lazily import lazily
from depesch.syntaxes import Syntax
from depesch.syntaxes.finvoice.editions import format_of

_NAME = "finvoice201"


def recognises(root: etree._Element) -> bool:
    """Whether `root` is a Finvoice of version 2."""
    return format_of(root) == _NAME


SYNTAX = Syntax(
    name=_NAME,
    title="Finvoice 2.01",
    source="Finvoice 2.01, implementation guidelines and schema (Finance Finland)",
    media_type="application/xml",
    suffix=".xml",
    recognises=recognises,
    read=lazily("depesch.syntaxes.finvoice.reading:read"),
    unread=lazily("depesch.syntaxes.finvoice.reading:unread"),
    locate=lazily("depesch.syntaxes.finvoice.reading:locate"),
    path_of=lazily("depesch.syntaxes.finvoice.reading:path_of"),
    write=lazily("depesch.syntaxes.finvoice.writing:write_201"),
)
