"""What the extension of XRechnung asks about in CII."""

from __future__ import annotations

from typing import cast

from lxml import etree

from depesch.kit.xml import local_name
from depesch.model.facts import Said, SaidIdentifier, SaidInExtension
from depesch.syntaxes.cii_d16b.names import RAM_NS, RSM_NS, ram

Element = etree._Element

_NAMES = {"rsm": RSM_NS, "ram": RAM_NS}
_IDENTIFIERS = etree.XPath(
    "descendant::ram:GlobalID[@schemeID][not(ancestor::ram:SpecifiedTradeProduct)]"
    "[not(ancestor::ram:ShipToTradeParty)]"
    "|descendant::ram:ID[@schemeID][not(ancestor::ram:SpecifiedTaxRegistration)]"
    "|descendant::ram:SpecifiedTradeProduct/ram:GlobalID[@schemeID]"
    "|descendant::ram:URIUniversalCommunication/ram:URIID[@schemeID]"
    "|descendant::ram:ApplicableHeaderTradeDelivery/ram:ShipToTradeParty/ram:GlobalID[@schemeID]",
    namespaces=_NAMES,
)
_KINDS = {
    (ram("GlobalID"), ram("SpecifiedTradeProduct")): "item",
    (ram("GlobalID"), ram("ShipToTradeParty")): "delivery",
}
_KINDS_BY_TAG = {ram("GlobalID"): "party", ram("ID"): "company", ram("URIID"): "endpoint"}
_PARTIES = {ram("SellerTradeParty"): "seller", ram("BuyerTradeParty"): "buyer", ram("PayeeTradeParty"): "payee"}
_PLACES = {"party": "identifiers", "company": "legal_registration", "endpoint": "electronic_address"}
_FILE, _PARENT_LINE = ram("AttachmentBinaryObject"), ram("ParentLineID")
_LINE_HEADS = etree.XPath(
    "rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem/ram:AssociatedDocumentLineDocument",
    namespaces=_NAMES,
)


def extension_of(root: Element) -> SaidInExtension:
    """Return what the extension asks about; the heads of all lines where any line belongs to another."""
    has_parents = next(root.iter(_PARENT_LINE), None) is not None
    return SaidInExtension(
        identifiers=tuple(map(_identifier, cast("list[Element]", _IDENTIFIERS(root)))),
        files=tuple(Said(value=one.get("mimeCode"), source=one) for one in root.iter(_FILE)),
        subordinate_lines=tuple(Said(source=one) for one in cast("list[Element]", _LINE_HEADS(root)))
        if has_parents
        else (),
    )


def _identifier(element: Element) -> SaidIdentifier:
    holder, tag = element.getparent(), str(element.tag)
    kind = _KINDS.get((tag, str(holder.tag) if holder is not None else ""), _KINDS_BY_TAG[tag])
    above = next(element.iterancestors(*_PARTIES), None) if kind in _PLACES else None
    place = "delivery.location" if kind == "delivery" else ""
    return SaidIdentifier(
        name=local_name(element),
        value=element.text,
        scheme=element.get("schemeID"),
        place=place if above is None else f"{_PARTIES[str(above.tag)]}.{_PLACES[kind]}",
        kind=kind,
        source=element,
    )
