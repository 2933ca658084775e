"""Facturae 3.2, 3.2.1 and 3.2.2, and the 3.0 and 3.1 before: the Spanish format, which is only read.

A signed file (`.xsig`) is the invoice with a signature in it, which is left where it is and not judged here.

Source: Facturae 3.2.2, schema and description (Ministerio de Hacienda).
"""

from __future__ import annotations

from lxml import etree

from depesch.kit.lazily import lazily
from depesch.syntaxes import Syntax

_BEGINNINGS = ("{http://www.facturae.es/", "{http://www.facturae.gob.es/")


def recognises(root: etree._Element) -> bool:
    """Whether `root` is a file of Facturae, of whatever version."""
    tag = str(root.tag)
    return tag.endswith("}Facturae") and tag.startswith(_BEGINNINGS)


SYNTAX = Syntax(
    name="facturae32",
    title="Facturae 3.2",
    source="Facturae 3.2.2, Ministerio de Hacienda",
    media_type="application/xml",
    suffix=".xml",
    recognises=recognises,
    read=lazily("depesch.syntaxes.facturae.reading:read"),
    unread=lazily("depesch.syntaxes.facturae.reading:unread"),
    locate=lazily("depesch.syntaxes.facturae.reading:locate"),
    path_of=lazily("depesch.syntaxes.facturae.reading:path_of"),
    split=lazily("depesch.syntaxes.facturae.splitting:split"),
)
