"""Reading ebInterface: the plan of each version, and what stands in the attributes of the root."""

from __future__ import annotations

from functools import cache
from typing import cast

import msgspec
from lxml import etree

from depesch.kit.xml import local_name, namespace_of
from depesch.model.issue import Issue, Severity
from depesch.syntaxes import Place, Reading, Unread, syntaxes
from depesch.syntaxes.bindings import Bindings
from depesch.syntaxes.ebinterface.finishing import finish
from depesch.syntaxes.ebinterface.names import KINDS, NAMESPACES, SAY_MORE
from depesch.syntaxes.ebinterface.plan import plan_of
from depesch.syntaxes.tracing import Binding

_KIND, _CURRENCY = "DocumentType", "InvoiceCurrency"
_OF_PROGRAMS = ("GeneratingSystem", "Language")  # say nothing about the invoice
_OF_ROOT = {"type_code": _KIND, "currency": _CURRENCY}
_NAMES = {namespace: name for name, namespace in NAMESPACES.items()}


@cache
def _binding(namespace: str) -> Binding:
    return Binding(plan_of(namespace), finish)


_BINDINGS = Bindings(lambda root: _binding(namespace_of(root)))
path_of = _BINDINGS.path_of


def read(data: bytes, root: etree._Element) -> Reading:
    """Return the reading of the parsed `root` of `data`."""
    reading = _BINDINGS.of(root).read(syntaxes()[_NAMES[namespace_of(root)]], data, root)
    kind = root.get(_KIND)
    code = KINDS.get(kind or "")
    issues = reading.issues if code is not None or kind is None else (_unknown_kind(root, kind), *reading.issues)
    invoice = msgspec.structs.replace(reading.invoice, type_code=code, currency=root.get(_CURRENCY) or None)
    return msgspec.structs.replace(reading, invoice=invoice, issues=issues)


def unread(reading: Reading) -> tuple[Unread, ...]:
    """Return what found no place in the model."""
    top = f"/{local_name(reading.root)}/@"
    known = {top + name for name in (*_OF_PROGRAMS, _CURRENCY)}
    if reading.root.get(_KIND) not in SAY_MORE:
        known.add(top + _KIND)
    return tuple(one for one in _BINDINGS.unread(reading) if one.where not in known)


def locate(reading: Reading, path: str) -> Place | None:
    """Return where the model's `path` stands in the source."""
    attribute = _OF_ROOT.get(path)
    if attribute is not None and reading.root.get(attribute) is not None:
        return Place(where=f"/{local_name(reading.root)}/@{attribute}", line=_line(reading.root))
    return _BINDINGS.locate(reading, path)


def _unknown_kind(root: etree._Element, kind: str) -> Issue:
    return Issue(
        rule="READ-CODE",
        severity=Severity.FATAL,
        terms=("BT-3",),
        path="type_code",
        where=f"/{local_name(root)}/@{_KIND}",
        line=_line(root),
        value=kind[:200],
        expected=f"one of {', '.join(KINDS)}",
        detail=f"{_KIND} {kind[:80]!r} is no kind of document of ebInterface",
    )


def _line(element: etree._Element) -> int | None:
    return cast("int | None", element.sourceline)
