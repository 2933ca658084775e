"""Reading ebInterface: the plan of each version, and what stands in the attributes of the root."""

from __future__ import annotations

from functools import cache
from typing import cast

import msgspec
from lxml import etree

from depesch.kit.xml import local_name
from depesch.model.issue import Issue, Severity
from depesch.syntaxes import Place, Reading, Unread, syntaxes
from depesch.syntaxes.ebinterface.finishing import finish
from depesch.syntaxes.ebinterface.names import KINDS, NAMESPACES, SAY_MORE
from depesch.syntaxes.ebinterface.plan import plan_of
from depesch.syntaxes.tracing import Binding

_KIND, _CURRENCY = "DocumentType", "InvoiceCurrency"
_OF_PROGRAMS = ("GeneratingSystem", "Language")  # say nothing about the invoice
_OF_ROOT = {"type_code": _KIND, "currency": _CURRENCY}
_NAMES = {namespace: name for name, namespace in NAMESPACES.items()}


@cache
def binding(namespace: str) -> Binding:
    """Return the binding of the version with this namespace."""
    return Binding(plan_of(namespace), finish)


def _binding_of(root: etree._Element) -> Binding:
    return binding(etree.QName(root).namespace or "")


def read(data: bytes, root: etree._Element) -> Reading:
    """Return the reading of the parsed `root` of `data`."""
    namespace = etree.QName(root).namespace or ""
    reading = binding(namespace).read(syntaxes()[_NAMES[namespace]], data, root)
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
    return tuple(one for one in _binding_of(reading.root).unread(reading) if one.where not in known)


def locate(reading: Reading, path: str) -> Place | None:
    """Return where the model's `path` stands in the source."""
    attribute = _OF_ROOT.get(path)
    if attribute is not None and reading.root.get(attribute) is not None:
        return Place(where=f"/{local_name(reading.root)}/@{attribute}", line=_line(reading.root))
    return _binding_of(reading.root).locate(reading, path)


def path_of(reading: Reading, element: etree._Element) -> str:
    """Return the model's path of what an element gave."""
    return _binding_of(reading.root).path_of(reading, element)


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
