"""Changes to a document: each takes a tree and changes one thing in it, as mistakes in programs and by hand do."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from random import Random

import msgspec
from lxml import etree

from depesch.kit.xml import local_name
from tests.rules.judging.schema_elements import Grammar
from tests.rules.judging.values import COUNTRIES, IDENTIFIERS, SCHEMES, Values

_SCHEME_AT = ("EndpointID", "ID", "CompanyID", "URIID", "GlobalID")
_PARTIES = ("AccountingSupplierParty", "AccountingCustomerParty", "SellerTradeParty", "BuyerTradeParty")


class Material(msgspec.Struct, frozen=True):
    """What changes draw on: the documents of the same format, their values, and what the schema allows."""

    documents: tuple[etree._Element, ...]
    values: Values
    grammar: Grammar


Change = Callable[[etree._Element, Random, Material], None]


def drop(root: etree._Element, random: Random, material: Material) -> None:
    """Leave out an element with all below it."""
    element = _any(root, random)
    _parent(element).remove(element)


def double(root: etree._Element, random: Random, material: Material) -> None:
    """Repeat an element."""
    element = _any(root, random)
    element.addnext(deepcopy(element))


def swap(root: etree._Element, random: Random, material: Material) -> None:
    """Exchange the contents of two elements, of one name where there are two."""
    one = _leaf(root, random)
    others = [e for e in root.iter(one.tag) if e is not one] or [_leaf(root, random)]
    other = random.choice(others)
    one.text, other.text = other.text, one.text


def empty(root: etree._Element, random: Random, material: Material) -> None:
    """Leave an element without content."""
    element = _any(root, random)
    for child in list(element) if random.random() < 0.3 else ():
        element.remove(child)
    if not len(element):
        element.text = random.choice((None, "", " ", "\n"))


def change_value(root: etree._Element, random: Random, material: Material) -> None:
    """Put another value into an element."""
    element = _leaf(root, random)
    element.text = material.values.instead_of(local_name(element), element.text or "", random)


def change_amount(root: etree._Element, random: Random, material: Material) -> None:
    """Put another value into an element that holds an amount, a quantity, a rate."""
    ends = ("Amount", "Quantity", "Percent", "Numeric")
    amounts = [e for e in root.iter() if not len(e) and str(e.tag).endswith(ends)]
    element = random.choice(amounts)
    element.text = material.values.instead_of(local_name(element), element.text or "", random)


def change_code(root: etree._Element, random: Random, material: Material) -> None:
    """Put a code of another document into an element that holds a code."""
    codes = [e for e in root.iter() if not len(e) and str(e.tag).endswith(("Code", "CountryID"))]
    element = random.choice(codes)
    element.text = material.values.of(local_name(element), random)


def change_attribute(root: etree._Element, random: Random, material: Material) -> None:
    """Change, drop or add an attribute."""
    element = _leaf(root, random)
    names = [str(name) for name in element.attrib]
    if names and random.random() < 0.8:
        name = random.choice(names)
        if random.random() < 0.3:
            del element.attrib[name]
        else:
            element.set(name, material.values.instead_of(name, str(element.get(name)), random))
    else:
        allowed = [name for name, _ in material.grammar.type_of(element).attributes]
        if allowed:
            name = random.choice(allowed)
            element.set(name, material.values.of(name, random))


def add_element(root: etree._Element, random: Random, material: Material) -> None:
    """Add an element that the schema allows there, used or not."""
    group = random.choice([e for e in root.iter() if len(e)])
    allowed = material.grammar.allowed_below(group)
    if allowed:
        material.grammar.add(group, random.choice(allowed), random)


def graft(root: etree._Element, random: Random, material: Material) -> None:
    """Replace an element by one of the same name of another document, or put that one beside it."""
    element = _any(root, random)
    donor = random.choice(material.documents)
    there = list(donor.iter(str(element.tag)))
    if there:
        other = deepcopy(random.choice(there))
        element.addnext(other)
        if random.random() < 0.7:
            _parent(element).remove(element)


def add_from_another(root: etree._Element, random: Random, material: Material) -> None:
    """Add what another document has below an element of the same name and this one lacks, in the schema's order."""
    donor = random.choice(material.documents)
    group = random.choice([e for e in root.iter() if len(e)])
    has = {child.tag for child in group}
    missing = [deepcopy(c) for g in donor.iter(str(group.tag)) for c in g if c.tag not in has]
    if missing:
        other = random.choice(missing)
        order = [child.tag for child in material.grammar.allowed_below(group)]
        before = set(order[: order.index(str(other.tag)) + 1]) if other.tag in order else set()
        group.insert(max((i + 1 for i, sibling in enumerate(group) if sibling.tag in before), default=0), other)


def change_identifier(root: etree._Element, random: Random, material: Material) -> None:
    """Give an identifier another scheme, and maybe a number of that kind."""
    identifiers = [e for e in root.iter() if local_name(e) in _SCHEME_AT and not len(e)]
    with_scheme = [e for e in identifiers if e.get("schemeID")]
    element = random.choice(with_scheme if with_scheme and random.random() < 0.8 else identifiers)
    element.set("schemeID", random.choice(SCHEMES))
    if random.random() < 0.6:
        element.text = random.choice(IDENTIFIERS)


def move_country(root: etree._Element, random: Random, material: Material) -> None:
    """Move one party, or both, to another country: address and VAT number."""
    parties = [e for e in root.iter() if local_name(e) in _PARTIES]
    country = random.choice(COUNTRIES)
    for party in parties if random.random() < 0.6 else random.sample(parties, 1):
        for element in party.iter():
            name, text = local_name(element), element.text or ""
            if name in ("IdentificationCode", "CountryID"):
                element.text = country
            elif name in ("CompanyID", "ID") and text[:2].isalpha() and text[2:3].isdigit() and random.random() < 0.8:
                element.text = country + text[2:]


CHANGES: tuple[Change, ...] = (
    drop,
    drop,
    double,
    swap,
    empty,
    change_value,
    change_value,
    change_value,
    change_amount,
    change_amount,
    change_code,
    change_attribute,
    change_attribute,
    add_element,
    add_element,
    graft,
    graft,
    add_from_another,
    add_from_another,
    change_identifier,
    move_country,
)


def _any(root: etree._Element, random: Random) -> etree._Element:
    return random.choice([e for e in root.iter() if e is not root])


def _leaf(root: etree._Element, random: Random) -> etree._Element:
    return random.choice([e for e in root.iter() if not len(e)])


def _parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    assert parent is not None, "only elements below the root are changed"
    return parent
