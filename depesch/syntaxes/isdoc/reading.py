"""ISDOC to the model."""

from __future__ import annotations

from functools import cache

import msgspec
from lxml import etree

from depesch.kit.xml import namespace_of
from depesch.syntaxes import Reading, Unread, isdoc6
from depesch.syntaxes.bindings import Bindings
from depesch.syntaxes.isdoc.made import finish
from depesch.syntaxes.isdoc.plan import plan_of
from depesch.syntaxes.tracing import Binding
from depesch.syntaxes.versions import version_warning

_VERSION = "/Invoice/@version"
_FOREIGN = ("ForeignCurrencyCode", "LegalMonetaryTotal/PayableAmountCurr")


def _binding_of(root: etree._Element) -> Binding:
    namespace = namespace_of(root)
    prefix = f"{{{namespace}}}" if namespace else ""
    said = (root.findtext("/".join(prefix + step for step in path.split("/"))) for path in _FOREIGN)
    return _binding(namespace, all((text or "").strip() for text in said))


@cache
def _binding(namespace: str, foreign: bool) -> Binding:  # a key of the cache
    return Binding(plan_of(namespace, foreign=foreign), finish=finish)


_BINDINGS = Bindings(_binding_of)
locate, path_of = _BINDINGS.locate, _BINDINGS.path_of


def read(data: bytes, root: etree._Element) -> Reading:
    """Return the reading of the parsed `root` of `data`."""
    reading = _BINDINGS.of(root).read(isdoc6.SYNTAX, data, root)
    version = root.get("version") or ""
    if version.startswith("6."):
        return reading
    detail = f"ISDOC {version or 'without a version'} was read as ISDOC 6"
    issue = version_warning(root, _VERSION, version, "6.0.2", detail=detail)
    return msgspec.structs.replace(reading, issues=(*reading.issues, issue))


def unread(reading: Reading) -> tuple[Unread, ...]:
    """Return what found no place in the model."""
    return tuple(one for one in _BINDINGS.unread(reading) if one.where != _VERSION)
