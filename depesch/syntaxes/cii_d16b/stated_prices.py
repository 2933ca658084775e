"""The prices of lines in CII that say more than the model holds, for German rules."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from depesch.kit.xml import elements
from depesch.model.facts import SaidGrossPrice, SaidQuantities
from depesch.syntaxes.cii_d16b.names import RAM_NS, RSM_NS, UDT_NS, ram, udt
from depesch.syntaxes.leaves import number

Element = etree._Element

_NAMES = {"rsm": RSM_NS, "ram": RAM_NS, "udt": UDT_NS}
_GROSS, _NET, _BASIS = ram("GrossPriceProductTradePrice"), ram("NetPriceProductTradePrice"), ram("BasisQuantity")
_AMOUNT, _INDICATOR = ram("ActualAmount"), f"{ram('ChargeIndicator')}/{udt('Indicator')}"
_ON_PRICE, _CHARGE = ram("AppliedTradeAllowanceCharge"), ram("ChargeAmount")
_LINE_AGREEMENT = ram("SpecifiedLineTradeAgreement")
_LINE_PATH = "rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem"
_LINES = etree.XPath(_LINE_PATH, namespaces=_NAMES)
_TWO_QUANTITIES = etree.XPath(
    f"{_LINE_PATH}/ram:SpecifiedLineTradeAgreement"
    "[ram:GrossPriceProductTradePrice/ram:BasisQuantity and ram:NetPriceProductTradePrice/ram:BasisQuantity]",
    namespaces=_NAMES,
)
# A price with one allowance that plainly is one is as the model has it.
_ODD_PRICES = etree.XPath(
    f"{_LINE_PATH}/ram:SpecifiedLineTradeAgreement/ram:GrossPriceProductTradePrice"
    "[count(ram:AppliedTradeAllowanceCharge) > 1 or "
    "ram:AppliedTradeAllowanceCharge[not(ram:ChargeIndicator/udt:Indicator = 'false')]]",
    namespaces=_NAMES,
)


def base_quantities(root: Element) -> Iterator[SaidQuantities]:
    """Give the base quantities of lines that have one for the gross and one for the net price."""
    found = elements(_TWO_QUANTITIES, root) if _has_gross_price(root) else []
    paths = _paths(root) if found else {}
    for agreement in found:
        gross, net = (agreement.find(f"{price}/{_BASIS}") for price in (_GROSS, _NET))
        if gross is not None and net is not None:
            yield SaidQuantities(
                value=gross.text or "",
                scheme=gross.get("unitCode"),
                net=net.text or "",
                net_unit=net.get("unitCode"),
                place=paths[agreement],
                source=gross,
            )


def gross_prices(root: Element) -> Iterator[SaidGrossPrice]:
    """Give the gross prices with anything else on them than one plain discount."""
    found = elements(_ODD_PRICES, root) if next(root.iter(_ON_PRICE), None) is not None else []
    paths = _paths(root) if found else {}
    for price in found:
        on_price = list(price.iterchildren(_ON_PRICE))
        amounts = (number(one.findtext(_AMOUNT)) for one in on_price)
        indicators = (one.findtext(_INDICATOR) for one in on_price)
        agreement = price.getparent()
        yield SaidGrossPrice(
            gross=number(price.findtext(_CHARGE)),
            net=None if agreement is None else number(agreement.findtext(f"{_NET}/{_CHARGE}")),
            amounts=tuple(amount for amount in amounts if amount is not None),
            indicators=tuple(text for text in indicators if text is not None),
            place=paths[agreement],
            source=price,
        )


def _has_gross_price(root: Element) -> bool:
    return next(root.iter(_GROSS), None) is not None


def _paths(root: Element) -> dict[Element | None, str]:
    """Return the model's path of each line, by what the line says about prices."""
    return {line.find(_LINE_AGREEMENT): f"lines[{n}]" for n, line in enumerate(elements(_LINES, root))}
