"""Facturae to the model."""

from __future__ import annotations

import msgspec
from lxml import etree

from depesch.kit.xml import namespace_of
from depesch.syntaxes import Reading, UnreadableDocument, facturae32
from depesch.syntaxes.facturae.made import finish
from depesch.syntaxes.facturae.plan import PLAN
from depesch.syntaxes.tracing import Binding
from depesch.syntaxes.versions import version_warning

_BINDING = Binding(PLAN, finish=finish)
unread, locate, path_of = _BINDING.unread, _BINDING.locate, _BINDING.path_of
_KNOWN = frozenset(
    {
        "http://www.facturae.es/Facturae/2007/v3.0/Facturae",
        "http://www.facturae.es/Facturae/2007/v3.1/Facturae",
        "http://www.facturae.es/Facturae/2009/v3.2/Facturae",
        "http://www.facturae.es/Facturae/2014/v3.2.1/Facturae",
        "http://www.facturae.gob.es/formato/Versiones/Facturaev3_2_2.xml",
    }
)


def read(data: bytes, root: etree._Element) -> Reading:
    """Return the reading of the parsed `root` of `data`; raises UnreadableDocument when no invoice is in it."""
    if root.find("Invoices/Invoice") is None:
        raise UnreadableDocument("empty", "the file of Facturae holds no invoice")
    reading = _BINDING.read(facturae32.SYNTAX, data, root)
    namespace = namespace_of(root)
    if namespace in _KNOWN:
        return reading
    detail = f"the version of Facturae in {namespace} is not known, it was read as 3.2.2"
    issue = version_warning(root, "/Facturae", namespace, "3.2.2", detail=detail)
    return msgspec.structs.replace(reading, issues=(*reading.issues, issue))
