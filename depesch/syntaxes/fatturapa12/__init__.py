"""FatturaPA 1.2: the Italian invoice, to administrations (FPA12) and among businesses (FPR12). It is only read.

Source: Agenzia delle Entrate, Specifiche tecniche del formato FatturaPA 1.3.x with its table view; schema 1.2.2.
"""

from __future__ import annotations

from lxml import etree

from depesch.kit.lazily import lazily
from depesch.syntaxes import Syntax

NAMESPACE = "http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2"
# The version before (2014 to 2016), whose elements are the same but for a few that were added since.
OLDER = {"http://www.fatturapa.gov.it/sdi/fatturapa/v1.1": "1.1"}
_ROOTS = frozenset(f"{{{namespace}}}FatturaElettronica" for namespace in (NAMESPACE, *OLDER))


def recognises(root: etree._Element) -> bool:
    """Whether `root` is a FatturaPA of version 1.2, or the one before it; the simplified invoice is another format."""
    return root.tag in _ROOTS


SYNTAX = Syntax(
    name="fatturapa12",
    title="FatturaPA 1.2",
    source="Specifiche tecniche del formato FatturaPA 1.3.2 (Agenzia delle Entrate), schema 1.2.2",
    media_type="application/xml",
    suffix=".xml",
    recognises=recognises,
    read=lazily("depesch.syntaxes.fatturapa12.reading:read"),
    unread=lazily("depesch.syntaxes.fatturapa12.reading:unread"),
    locate=lazily("depesch.syntaxes.fatturapa12.reading:locate"),
    path_of=lazily("depesch.syntaxes.fatturapa12.reading:path_of"),
    split=lazily("depesch.syntaxes.fatturapa12.reading:split"),
)
