"""Facts of a Cross Industry Invoice that holds more than the model: what official rules look at wherever it stands.

Asked only of documents in which the reader did not find a place for everything (`ordinary.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import cast

from lxml import etree

from depesch.kit.xml import children
from depesch.model.facts import ChargeTaxes, LineTax, LooseTax
from depesch.syntaxes.cii_d16b.line_paths import LinePaths
from depesch.syntaxes.cii_d16b.names import INVOICED_OBJECT, RAM_NS, RSM_NS, TENDER_OR_LOT, UDT_NS, ram, udt
from depesch.syntaxes.leaves import number

Element = etree._Element

_NAMESPACES = {"rsm": RSM_NS, "ram": RAM_NS}
_LINES = "rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem"
_LINE = etree.XPath(_LINES, namespaces=_NAMESPACES)
_SEVERAL_TAXES = etree.XPath(
    f"boolean({_LINES}/ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax[2])", namespaces=_NAMESPACES
)
_TWO_TAX_POINTS = etree.XPath(
    "descendant::ram:TaxPointDate and descendant::ram:DueDateTypeCode", namespaces=_NAMESPACES
)
_EMPTY_PERIODS = etree.XPath(
    "descendant::ram:BillingSpecifiedPeriod[not(ram:StartDateTime or ram:EndDateTime)]", namespaces=_NAMESPACES
)
_TRADE = "rsm:SupplyChainTradeTransaction"
_DATED = etree.XPath(
    f"boolean({_TRADE}/ram:ApplicableHeaderTradeDelivery/ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime"
    f"/udt:DateTimeString or {_TRADE}/ram:ApplicableHeaderTradeSettlement/ram:BillingSpecifiedPeriod"
    "/*[self::ram:StartDateTime or self::ram:EndDateTime])",
    namespaces={**_NAMESPACES, "udt": UDT_NS},
)
_TAX_OF_DOCUMENT = "parent::ram:SpecifiedTradeAllowanceCharge[parent::ram:ApplicableHeaderTradeSettlement]"
_LOOSE_TAXES = etree.XPath(
    f"descendant::ram:CategoryTradeTax[not({_TAX_OF_DOCUMENT}) or not(../ram:ChargeIndicator/udt:Indicator)]",
    namespaces={**_NAMESPACES, "udt": UDT_NS},
)
_SETTLEMENTS = f"{_TRADE}/ram:ApplicableHeaderTradeSettlement"
_OF_SEVERAL_TAXES = etree.XPath(
    f"{_SETTLEMENTS}/ram:SpecifiedTradeAllowanceCharge[ram:CategoryTradeTax[2]]", namespaces=_NAMESPACES
)
_VAT_AMOUNTS = etree.XPath(f"{_SETTLEMENTS}/ram:ApplicableTradeTax/ram:CalculatedAmount", namespaces=_NAMESPACES)
_OTHER_PAYEES = etree.XPath(
    "descendant::ram:PayeeTradeParty[not(parent::ram:ApplicableHeaderTradeSettlement) and not(ram:Name)]",
    namespaces=_NAMESPACES,
)
_NO_NUMBER = etree.XPath(
    "descendant::ram:AdditionalReferencedDocument[not(normalize-space(ram:IssuerAssignedID))]", namespaces=_NAMESPACES
)
_AGREEMENT, _SETTLEMENT = ram("ApplicableHeaderTradeAgreement"), ram("SpecifiedLineTradeSettlement")
_TAX, _TYPE, _CATEGORY, _RATE = (
    ram(name) for name in ("ApplicableTradeTax", "TypeCode", "CategoryCode", "RateApplicablePercent")
)
_ALLOWANCE, _CHARGE_TAX = ram("SpecifiedTradeAllowanceCharge"), ram("CategoryTradeTax")
_INDICATOR = f"{ram('ChargeIndicator')}/{udt('Indicator')}"
_HEADER = ram("ApplicableHeaderTradeSettlement")
_KINDS = {"true": "charges", "1": "charges", "false": "allowances", "0": "allowances"}
_VAGUE = etree.XPath(
    "boolean(descendant::ram:SpecifiedTradeAllowanceCharge/ram:ChargeIndicator/udt:Indicator"
    "[not(. = 'true' or . = 'false')])",
    namespaces={**_NAMESPACES, "udt": UDT_NS},
)
AMOUNTS = frozenset(
    ram(f"{name}Amount")
    for name in (
        *("LineTotal", "AllowanceTotal", "ChargeTotal", "TaxBasisTotal", "GrandTotal", "TotalPrepaid", "Rounding"),
        *("DuePayable", "Basis", "Actual", "Calculated"),
    )
)


def line_taxes(root: Element) -> tuple[LineTax, ...] | None:
    """Return every tax group of every line, where some line has several; None where each has one at most."""
    if not _SEVERAL_TAXES(root):
        return None
    return tuple(
        LineTax(
            line=position,
            category=tax.findtext(_CATEGORY),
            rate=number(tax.findtext(_RATE)),
            is_vat=_is_vat(tax),
        )
        for position, line in enumerate(cast("list[Element]", _LINE(root)))
        for settlement in line.iterchildren(_SETTLEMENT)
        for tax in settlement.iterchildren(_TAX)
    )


def empty_periods(root: Element) -> Iterator[str]:
    """Give the model's path of each period with neither end."""
    paths = LinePaths(root)
    for period in cast("list[Element]", _EMPTY_PERIODS(root)):
        line = paths.of(period)
        yield f"{line}.period" if line else "period"


def delivery_dated(root: Element) -> bool:
    """Return whether there is a delivery date or an end of the invoicing period, a date or not."""
    return cast("bool", _DATED(root))


def loose_taxes(root: Element) -> Iterator[LooseTax]:
    """Give the tax groups of allowances and charges that are not the document's, or do not say which they are."""
    return map(_loose, cast("list[Element]", _LOOSE_TAXES(root)))


def _loose(tax: Element) -> LooseTax:
    return LooseTax(
        place=_kind(tax), category=tax.findtext(_CATEGORY), rate=number(tax.findtext(_RATE)), is_vat=_is_vat(tax)
    )


def charge_taxes(root: Element) -> Iterator[ChargeTaxes]:
    """Give the taxes of those allowances and charges of the document that have several."""
    for allowance in cast("list[Element]", _OF_SEVERAL_TAXES(root)):
        taxes = tuple(map(_loose, allowance.iterchildren(_CHARGE_TAX)))
        if taxes[0].place != "elsewhere":
            amount = number(allowance.findtext(ram("ActualAmount")))
            yield ChargeTaxes(place=taxes[0].place, taxes=taxes, amount=amount)


def vat_amounts(root: Element) -> tuple[Decimal, ...]:
    """Return the VAT amounts of all rows, several of one too."""
    amounts = (number(one.text) for one in cast("list[Element]", _VAT_AMOUNTS(root)))
    return tuple(amount for amount in amounts if amount is not None)


def _is_vat(tax: Element) -> bool:
    return (tax.findtext(_TYPE) or "").upper() == "VAT"


def _kind(tax: Element) -> str:
    """Return whether the holder is an allowance or a charge, and elsewhere where it is neither."""
    holder = tax.getparent()
    if holder is None or holder.tag != _ALLOWANCE:
        return "elsewhere"
    said = (holder.findtext(_INDICATOR) or "").strip()
    return "charge" if said in {"true", "1"} else "allowance" if said in {"false", "0"} else "elsewhere"


def vague_charges(root: Element) -> Iterator[str]:
    """Give the model's paths of allowances and charges that say 0 or 1, or the word in white space."""
    if not _VAGUE(root):
        return
    paths, counted = LinePaths(root), Counter[tuple[Element, str]]()
    for element in root.iter(_ALLOWANCE):
        holder, said = element.getparent(), element.findtext(_INDICATOR) or ""
        kind = _KINDS.get(said.strip())
        if kind is None or holder is None or holder.tag not in (_SETTLEMENT, _HEADER):
            continue
        if said not in ("true", "false"):
            line = paths.of(element)
            yield f"{line}.{kind}[{counted[holder, kind]}]" if line else f"{kind}[{counted[holder, kind]}]"
        counted[holder, kind] += 1


def two_tax_points(root: Element) -> bool:
    """Return whether a date and a code for when VAT falls due stand anywhere in the document."""
    return _TWO_TAX_POINTS(root) is True


def incomplete(root: Element) -> Iterator[str]:
    """Give further payees without a name, and references without a number that are no supporting document."""
    yield from ("other payee" for _ in cast("list[Element]", _OTHER_PAYEES(root)))
    for document in cast("list[Element]", _NO_NUMBER(root)):
        holder = document.getparent()
        code = next(((one.text or "").strip() for one in children(document) if one.tag == _TYPE), "")
        if holder is None or holder.tag != _AGREEMENT or code in {INVOICED_OBJECT, TENDER_OR_LOT}:
            yield "supporting_documents"
