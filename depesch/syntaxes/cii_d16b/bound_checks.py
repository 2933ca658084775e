"""What the bound rules of the Cross Industry Invoice look at beyond the mere presence of an element.

Two kinds: a *filter* (`Row.only`) says of an element that was found whether it counts; a *check* (`Row.breaks`) gets
the node that the rule looks at and returns what is wrong there, or None. Texts are compared as they stand where the
official test does so, and with their white space collapsed where it does that.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from depesch.kit.xml import children
from depesch.syntaxes.cii_d16b.names import RAM_NS, RSM_NS, ram, udt

Element = etree._Element
Filter = Callable[[Element], bool]
Check = Callable[[Element], Element | None]

_TYPE, _ID, _GLOBAL_ID = ram("TypeCode"), ram("ID"), ram("GlobalID")
_ADDITIONAL, _TAX = ram("AdditionalReferencedDocument"), ram("ApplicableTradeTax")
_DATE = re.compile(r"[ \t\n\r]*\d{4}(1[0-2]|0[1-9])(3[01]|[12]\d|0[1-9])[ \t\n\r]*").fullmatch
_NAMESPACES = {"ram": RAM_NS, "rsm": RSM_NS}
_BILLED_UNIT = etree.XPath(
    "boolean(/rsm:CrossIndustryInvoice/rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem"
    "/ram:SpecifiedLineTradeDelivery/ram:BilledQuantity/@unitCode)",
    namespaces=_NAMESPACES,
)


def _all(element: Element, *names: str) -> list[Element]:
    """Return what stands at a path of names in `ram` below the element, in document order."""
    found = [element]
    for name in names:
        tag = ram(name)
        found = [child for one in found for child in children(one) if child.tag == tag]
    return found


def _texts(element: Element, tag: str) -> list[str]:
    return [child.text or "" for child in children(element) if child.tag == tag]


def _collapsed(text: str | None) -> str:
    return " ".join((text or "").split())


def _parent(element: Element) -> Element:
    """Return what the element stands in; a filter is only asked about what stands below a node."""
    return next(element.iterancestors())


# Filters.


def of_type(code: str) -> Filter:
    """Return whether a referenced document says with its type code that it is of this type."""
    return lambda document: any(_collapsed(text) == code for text in _texts(document, _TYPE))


def of_type_as_written(code: str) -> Filter:
    """Return the same, without tolerance for white space around the code."""
    return lambda document: code in _texts(document, _TYPE)


def of_attached(element: Element) -> bool:
    """Return whether an element belongs to a supporting document (type 916)."""
    return any(_collapsed(text) == "916" for text in _texts(_parent(element), _TYPE))


def not_of_additional(*codes: str) -> Filter:
    """Return whether an element belongs to something else than an additional document of one of these types."""

    def counts(element: Element) -> bool:
        document = _parent(element)
        return document.tag != _ADDITIONAL or not any(code in codes for code in _texts(document, _TYPE))

    return counts


def not_of(name: str) -> Filter:
    """Return whether an element stands directly below something else than the one of this name."""
    tag = ram(name)
    return lambda element: _parent(element).tag != tag


def not_in_settlement(element: Element) -> bool:
    """Return whether an element stands outside the settlement of the document, as those of lines do."""
    return next(element.iterancestors(ram("ApplicableHeaderTradeSettlement")), None) is None


def not_tax_total(element: Element) -> bool:
    """Return whether an amount is another than the VAT total, the one that may state its currency."""
    return element.tag != ram("TaxTotalAmount")


def no_billed_unit(root: Element) -> bool:
    """Return whether no line of the document states the unit of what it bills."""
    return not _BILLED_UNIT(root)


# Checks.


def no_scheme(product: Element) -> Element | None:
    """Return the standard identifier of an item, if there is one and none states its scheme (CII-SR-046)."""
    found = _all(product, "GlobalID")
    return found[0] if found and all(one.get("schemeID") is None for one in found) else None


def not_one_origin(product: Element) -> Element | None:
    """Return the country of origin that does not hold exactly one code (CII-SR-090)."""
    countries = _all(product, "OriginTradeCountry")
    codes = _all(product, "OriginTradeCountry", "ID")
    return countries[0] if countries and len(codes) != 1 else None


def half_a_discount(agreement: Element) -> Element | None:
    """Return the discount on the gross price that has no amount, or is not marked as an allowance (CII-SR-119)."""
    discounts = _all(agreement, "GrossPriceProductTradePrice", "AppliedTradeAllowanceCharge")
    indicators = [one for discount in discounts for one in _all(discount, "ChargeIndicator")]
    amounts = [one for discount in discounts for one in _all(discount, "ActualAmount")]
    if not indicators and not amounts:
        return None
    allowance = any(
        text.strip() in {"false", "0"} for indicator in indicators for text in _texts(indicator, udt("Indicator"))
    )
    return None if allowance and amounts else discounts[0]


def both(party: str) -> Check:
    """Return the check that a party has an identifier with a scheme or one without, not both."""

    def check(node: Element) -> Element | None:
        with_scheme = _all(node, party, "GlobalID")
        return with_scheme[0] if with_scheme and _all(node, party, "ID") else None

    return check


def person_and_department(party: str) -> Check:
    """Return the check that a party's contact is a person or a department, not both."""

    def check(node: Element) -> Element | None:
        departments = _all(node, party, "DefinedTradeContact", "DepartmentName")
        people = _all(node, party, "DefinedTradeContact", "PersonName")
        return departments[0] if departments and people else None

    return check


def differing_tax_points(settlement: Element) -> Element | None:
    """Return the first code of when VAT falls due that is another than the first in the document (CII-SR-462)."""
    found = settlement.getroottree().getroot().iterfind(f".//{_TAX}/{ram('DueDateTypeCode')}")
    first = next(found, None)
    return None if first is None else next((one for one in found if one.text != first.text), None)


def no_account(settlement: Element) -> Element | None:
    """Return the first credit transfer (30, 58) that names no account (CII-SR-470)."""
    for means in _all(settlement, "SpecifiedTradeSettlementPaymentMeans"):
        if any(map(_is_transfer, _texts(means, _TYPE))) and not (
            _all(means, "PayeePartyCreditorFinancialAccount", "IBANID")
            or _all(means, "PayeePartyCreditorFinancialAccount", "ProprietaryID")
        ):
            return means
    return None


def _is_transfer(code: str) -> bool:
    return _collapsed(code) in {"30", "58"}


def differing(name: str) -> Check:
    """Return the check that all means of payment say the same in the element of this name."""

    def check(root: Element) -> Element | None:
        found = root.findall(f".//{ram('SpecifiedTradeSettlementPaymentMeans')}/{ram(name)}")
        return next((one for one in found if _collapsed(one.text) != _collapsed(found[0].text)), None)

    return check


def not_vat(tax: Element) -> Element | None:
    """Return the type of a tax that is another than VAT (CII-DT-037)."""
    types = _all(tax, "TypeCode")
    return types[0] if types and not any(one.text == "VAT" for one in types) else None


def no_date(element: Element) -> Element | None:
    """Return a date in format 102 that does not look like 20260531 (CII-DT-097)."""
    return element if element.get("format") == "102" and not _DATE(element.text or "") else None
