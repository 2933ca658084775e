"""The configuration as XML: bytes to nodes. Its schema is `connect.xsd`; a list is an element several times."""

from __future__ import annotations

from collections import Counter
from typing import cast

import msgspec
from lxml import etree

from depesch.connect.configuration.faults import Fault
from depesch.connect.configuration.nodes import Branch, Leaf, Node
from depesch.connect.configuration.shape import Key, Kind, keys_of, path_of
from depesch.connect.settings import AgentSettings
from depesch.kit.xml import XmlError, children, local_name, namespace_of, parse

NAMESPACE = "urn:depesch:connect:1"
ROOT = "connect"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMA_LOCATIONS = {f"{{{_XSI}}}schemaLocation", f"{{{_XSI}}}noNamespaceSchemaLocation"}


def read_xml(content: bytes) -> tuple[Branch | None, list[Fault]]:
    """Return what stands in the file, or None and why it is no XML of ours."""
    try:
        root = parse(content)
    except XmlError as error:
        return None, [Fault(code="not-xml", line=error.line, details={"reason": error.detail})]
    if root.tag != f"{{{NAMESPACE}}}{ROOT}":
        found = f"<{local_name(root)} xmlns={namespace_of(root)!r}>"
        return None, [Fault(code="other-root", line=line_of(root), value=found, details={"namespace": NAMESPACE})]
    faults: list[Fault] = []
    branch = _branch(root, AgentSettings, "", faults)
    return branch, faults


def _branch(element: etree._Element, part: type[msgspec.Struct], key: str, faults: list[Fault]) -> Branch:
    keys = {each.element: each for each in keys_of(part).values()}
    _look_at_attributes(element, key, faults)
    _look_at_texts(element, key, faults)
    _look_at_order(element, list(keys), key, faults)
    found: list[tuple[str, Node]] = []
    counts: Counter[str] = Counter()
    for child in children(element):
        name = local_name(child)
        known = keys.get(name) if namespace_of(child) == NAMESPACE else None
        path = path_of(key, known or name, counts[name], _name_in(child))
        counts[name] += 1
        node = _node(child, known, path, faults)
        found.append((known.name if known else str(child.tag).replace(f"{{{NAMESPACE}}}", ""), node))
    return Branch(children=tuple(found), line=line_of(element))


def _name_in(element: etree._Element) -> str:
    return (element.findtext(f"{{{NAMESPACE}}}name") or "").strip()


def _node(element: etree._Element, key: Key | None, path: str, faults: list[Fault]) -> Node:
    if key is not None and key.kind is Kind.PART and key.part is not None:
        return _branch(element, key.part, path, faults)
    if key is not None:
        _look_at_attributes(element, path, faults)
        if inside := children(element):
            faults.append(Fault(code="element-in-value", key=path, line=line_of(inside[0]), value=str(inside[0].tag)))
    return Leaf(value=(element.text or "").strip(), line=line_of(element), is_text_only=True)


def line_of(element: etree._Element) -> int | None:
    """Return the line on which the element begins."""
    return cast("int | None", element.sourceline)


def _look_at_attributes(element: etree._Element, key: str, faults: list[Fault]) -> None:
    for name, value in element.attrib.items():
        if str(name) not in _SCHEMA_LOCATIONS:
            details = {"attribute": str(name)}
            faults.append(Fault(code="attribute", key=key, line=line_of(element), value=str(value), details=details))


def _look_at_texts(element: etree._Element, key: str, faults: list[Fault]) -> None:
    texts = (element.text, *(child.tail for child in children(element)))
    stray = " ".join(text.strip() for text in texts if text and text.strip())
    if stray:
        faults.append(Fault(code="stray-text", key=key, line=line_of(element), value=stray[:60]))


def _look_at_order(element: etree._Element, order: list[str], key: str, faults: list[Fault]) -> None:
    """Tell of the first element that stands after one that should follow it: the schema has one order."""
    last = ""
    for child in children(element):
        name = local_name(child)
        if name not in order:
            continue
        if last and order.index(name) < order.index(last):
            path = f"{key}.{name}".removeprefix(".")
            faults.append(Fault(code="out-of-order", key=path, line=line_of(child), details={"after": last}))
            return
        last = name
