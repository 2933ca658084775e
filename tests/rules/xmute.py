"""The official unit tests of XRechnung: documents whose instructions say what to change and which rule must then fire.

Each `<?xmute ...?>` speaks of the element behind it: leave it (`identity`), `remove` or `empty` it, or put each of
some values (`code`) into it or into one of its attributes. `schematron-valid` and `-invalid` name the rules.
Source: KoSIT, xrechnung-schematron, test/instances; the tool XMute reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import msgspec
from lxml import etree

_SAID = re.compile(r'([\w-]+)="([^"]*)"')
_RULE = re.compile(r"xr(?:ubl|cii):([\w-]+)")


class Unit(msgspec.Struct, frozen=True):
    """One changed document, the rules that must fire on it and those that must not."""

    name: str
    data: bytes
    fires: frozenset[str]
    holds: frozenset[str]


def units_of(file: Path) -> Iterator[Unit]:
    """Give the units of one document, in the order of its instructions."""
    tree = etree.parse(file, etree.XMLParser(resolve_entities=False, no_network=True))
    for position, instruction in enumerate(_instructions(tree)):
        said = dict(_SAID.findall(instruction.text or ""))
        for value in _values(said):
            yield Unit(
                f"{file.name}#{position + 1} {value or ''}".strip(),
                _changed(tree, position, said, value),
                frozenset(_RULE.findall(said.get("schematron-invalid", ""))),
                frozenset(_RULE.findall(said.get("schematron-valid", ""))),
            )


def _instructions(tree: etree._ElementTree) -> list[etree._ProcessingInstruction]:
    return [node for node in tree.iter(etree.PI) if isinstance(node, etree._ProcessingInstruction)]


def _values(said: dict[str, str]) -> list[str | None]:
    if said["mutator"] != "code":
        return [None]
    return [value.strip() for value in said["values"].split(",")]


def _changed(tree: etree._ElementTree, position: int, said: dict[str, str], value: str | None) -> bytes:
    """Return the document with one instruction carried out."""
    changed = deepcopy(tree)
    element = next(_instructions(changed)[position].itersiblings(tag=etree.Element))
    attribute, mutator = said.get("attribute"), said["mutator"]
    if mutator == "code" or (mutator == "empty" and attribute):
        if attribute:
            element.set(attribute, value or "")
        else:
            element.text = value
    elif mutator == "empty":
        element[:] = []
        element.text = None
    elif mutator == "remove":
        _remove(element, attribute)
    elif mutator != "identity":
        raise ValueError(f"there is a new kind of change: {mutator}")
    return etree.tostring(changed, encoding="utf-8", xml_declaration=True)


def _remove(element: etree._Element, attribute: str | None) -> None:
    above = element.getparent()
    if attribute:
        if attribute in element.attrib:
            del element.attrib[attribute]
    elif above is not None:
        above.remove(element)
