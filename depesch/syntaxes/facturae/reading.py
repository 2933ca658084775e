"""Facturae to the model."""

from __future__ import annotations

from typing import cast

import msgspec
from lxml import etree

from depesch.model.issue import Issue, Severity
from depesch.syntaxes import Place, Reading, Unread, UnreadableDocument, facturae32
from depesch.syntaxes.facturae.made import finish
from depesch.syntaxes.facturae.plan import PLAN
from depesch.syntaxes.tracing import Binding

_BINDING = Binding(PLAN, finish=finish)
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
    namespace = str(root.tag)[1:].partition("}")[0]
    if namespace in _KNOWN:
        return reading
    issue = Issue(
        rule="READ-VERSION",
        severity=Severity.WARNING,
        where="/Facturae",
        line=cast("int | None", root.sourceline),
        value=namespace,
        expected="3.2.2",
        detail=f"the version of Facturae in {namespace} is not known, it was read as 3.2.2",
    )
    return msgspec.structs.replace(reading, issues=(*reading.issues, issue))


def unread(reading: Reading) -> tuple[Unread, ...]:
    """Return what found no place in the model."""
    return _BINDING.unread(reading)


def locate(reading: Reading, path: str) -> Place | None:
    """Return where the model's `path` stands in the source."""
    return _BINDING.locate(reading, path)


def path_of(reading: Reading, element: etree._Element) -> str:
    """Return the model's path of what an element gave."""
    return _BINDING.path_of(reading, element)
