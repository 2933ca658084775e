"""ISDOC to the model."""

from __future__ import annotations

from functools import cache
from typing import cast

import msgspec
from lxml import etree

from depesch.model.issue import Issue, Severity
from depesch.syntaxes import Place, Reading, Unread, isdoc6
from depesch.syntaxes.isdoc.made import finish
from depesch.syntaxes.isdoc.plan import plan_of
from depesch.syntaxes.tracing import Binding

_VERSION = "/Invoice/@version"
_FOREIGN = ("ForeignCurrencyCode", "LegalMonetaryTotal/PayableAmountCurr")


def read(data: bytes, root: etree._Element) -> Reading:
    """Return the reading of the parsed `root` of `data`."""
    reading = _binding_of(root).read(isdoc6.SYNTAX, data, root)
    version = root.get("version") or ""
    if version.startswith("6."):
        return reading
    issue = Issue(
        rule="READ-VERSION",
        severity=Severity.WARNING,
        where=_VERSION,
        line=cast("int | None", root.sourceline),
        value=version,
        expected="6.0.2",
        detail=f"ISDOC {version or 'without a version'} was read as ISDOC 6",
    )
    return msgspec.structs.replace(reading, issues=(*reading.issues, issue))


def unread(reading: Reading) -> tuple[Unread, ...]:
    """Return what found no place in the model."""
    return tuple(one for one in _binding_of(reading.root).unread(reading) if one.where != _VERSION)


def locate(reading: Reading, path: str) -> Place | None:
    """Return where the model's `path` stands in the source."""
    return _binding_of(reading.root).locate(reading, path)


def path_of(reading: Reading, element: etree._Element) -> str:
    """Return the model's path of what an element gave."""
    return _binding_of(reading.root).path_of(reading, element)


def _binding_of(root: etree._Element) -> Binding:
    namespace = str(root.tag).rpartition("}")[0].removeprefix("{")
    prefix = f"{{{namespace}}}" if namespace else ""
    said = (root.findtext("/".join(prefix + step for step in path.split("/"))) for path in _FOREIGN)
    return _binding(namespace, all((text or "").strip() for text in said))


@cache
def _binding(namespace: str, foreign: bool) -> Binding:  # a key of the cache
    return Binding(plan_of(namespace, foreign=foreign), finish=finish)
