"""Finvoice 3.0: the Finnish e-invoice, with an element for nearly every term of EN 16931.

Sources: Finvoice implementation guidelines 3.0, data list 3.0, schema Finvoice3.0.xsd (Finance Finland).
Lost when writing: what is longer than the format allows, and attached files, which travel beside it; each is named.
"""

from __future__ import annotations

from lxml import etree

from depesch.kit.lazily import lazily
from depesch.syntaxes import Syntax
from depesch.syntaxes.finvoice.editions import format_of

_NAME = "finvoice30"


def recognises(root: etree._Element) -> bool:
    """Whether `root` is a Finvoice of version 3, or of one that is not known."""
    return format_of(root) == _NAME


SYNTAX = Syntax(
    name=_NAME,
    title="Finvoice 3.0",
    source="Finvoice 3.0, implementation guidelines and schema (Finance Finland)",
    media_type="application/xml",
    suffix=".xml",
    recognises=recognises,
    read=lazily("depesch.syntaxes.finvoice.reading:read"),
    unread=lazily("depesch.syntaxes.finvoice.reading:unread"),
    locate=lazily("depesch.syntaxes.finvoice.reading:locate"),
    path_of=lazily("depesch.syntaxes.finvoice.reading:path_of"),
    write=lazily("depesch.syntaxes.finvoice.writing:write_30"),
)
