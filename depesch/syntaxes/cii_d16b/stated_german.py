"""What German rules ask about in CII; gathered when the first of them asks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from lxml import etree

from depesch.kit.xml import children, local_name
from depesch.model.facts import (
    Said,
    SaidGrossPrice,
    SaidInExtension,
    SaidInGermany,
    SaidPaymentMeans,
    SaidPlace,
    SaidQuantities,
)
from depesch.model.invoice import Contact
from depesch.model.xrechnung import EXTENSION
from depesch.syntaxes import Reading
from depesch.syntaxes.cii_d16b.names import RAM_NS, RSM_NS, UDT_NS, ram, udt
from depesch.syntaxes.leaves import number

_NAMES = {"rsm": RSM_NS, "ram": RAM_NS, "udt": UDT_NS}
_TRADE = "rsm:SupplyChainTradeTransaction"
_AGREEMENT = f"{_TRADE}/ram:ApplicableHeaderTradeAgreement"
_DELIVERY = f"{_TRADE}/ram:ApplicableHeaderTradeDelivery"
_SETTLEMENT = f"{_TRADE}/ram:ApplicableHeaderTradeSettlement"
_LINE_TAX = f"{_TRADE}/ram:IncludedSupplyChainTradeLineItem/ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax"


def _elements(path: str) -> etree.XPath:
    return etree.XPath(path, namespaces=_NAMES)


def _texts(path: str) -> etree.XPath:
    return etree.XPath(f"{path}/text()", namespaces=_NAMES, smart_strings=False)


_SPECIFICATIONS = _texts("rsm:ExchangedDocumentContext/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID")
_MEANS = _elements(f"{_SETTLEMENT}/ram:SpecifiedTradeSettlementPaymentMeans")
_TERMS = _elements(f"{_SETTLEMENT}/ram:SpecifiedTradePaymentTerms/ram:Description[1]")
_CONTACTS = _elements(f"{_AGREEMENT}/ram:SellerTradeParty/ram:DefinedTradeContact")
_DELIVERY_ADDRESS = _elements(f"{_DELIVERY}/ram:ShipToTradeParty/ram:PostalTradeAddress")
_DELIVERED = _elements(f"{_DELIVERY}/ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime")
_WITH_FILES = _elements("//ram:AdditionalReferencedDocument[ram:AttachmentBinaryObject/@filename]")
_WEB_ADDRESSES = _elements(f"{_AGREEMENT}/ram:AdditionalReferencedDocument[ram:TypeCode = '916']/ram:URIID")
_ROWS_WITHOUT_RATE = _elements(
    f"{_SETTLEMENT}/ram:ApplicableTradeTax[not(ram:RateApplicablePercent[normalize-space()])]"
)
_TAX_NUMBERS = _texts(
    f"{_AGREEMENT}/ram:SellerTradeParty/ram:SpecifiedTaxRegistration"
    "/ram:ID[normalize-space(@schemeID) = 'VA' or normalize-space(@schemeID) = 'FC']"
)
_VAT_ON_A_LINE = etree.XPath(f"boolean({_LINE_TAX}/ram:TypeCode = 'VAT')", namespaces=_NAMES)
_LINE_CATEGORIES = _texts(f"{_LINE_TAX}/ram:CategoryCode")
# The official rule compares the whole tax of an allowance with VAT, which it is only when it says nothing else.
_ALLOWANCE_TAX = f"{_SETTLEMENT}/ram:SpecifiedTradeAllowanceCharge/ram:CategoryTradeTax"
_ONLY_VAT = etree.XPath(f"boolean({_ALLOWANCE_TAX} = 'VAT')", namespaces=_NAMES)
_ALLOWANCE_CATEGORIES = _texts(f"{_ALLOWANCE_TAX}/ram:CategoryCode")
_LINES = _elements(f"{_TRADE}/ram:IncludedSupplyChainTradeLineItem")
_LINE_AGREEMENT = ram("SpecifiedLineTradeAgreement")
_GROSS, _NET, _BASIS = ram("GrossPriceProductTradePrice"), ram("NetPriceProductTradePrice"), ram("BasisQuantity")
_TWO_QUANTITIES = _elements(
    f"{_TRADE}/ram:IncludedSupplyChainTradeLineItem/ram:SpecifiedLineTradeAgreement"
    "[ram:GrossPriceProductTradePrice/ram:BasisQuantity and ram:NetPriceProductTradePrice/ram:BasisQuantity]"
)
# Prices with one allowance that plainly is one are as the model has them.
_ON_PRICE = ram("AppliedTradeAllowanceCharge")
_ODD_PRICES = _elements(
    f"{_TRADE}/ram:IncludedSupplyChainTradeLineItem/ram:SpecifiedLineTradeAgreement/ram:GrossPriceProductTradePrice"
    "[count(ram:AppliedTradeAllowanceCharge) > 1 or "
    "ram:AppliedTradeAllowanceCharge[not(ram:ChargeIndicator/udt:Indicator = 'false')]]"
)
_IDENTIFIERS = _elements(
    "//ram:GlobalID[@schemeID][not(ancestor::ram:SpecifiedTradeProduct) and not(ancestor::ram:ShipToTradeParty)]"
    "|//ram:ID[@schemeID][not(ancestor::ram:SpecifiedTaxRegistration)]"
    "|//ram:SpecifiedTradeProduct/ram:GlobalID[@schemeID]"
    "|//ram:URIUniversalCommunication/ram:URIID[@schemeID]"
    "|//ram:ApplicableHeaderTradeDelivery/ram:ShipToTradeParty/ram:GlobalID[@schemeID]"
)
_PLACES = {
    (ram("GlobalID"), ram("SpecifiedTradeProduct")): "item",
    (ram("GlobalID"), ram("ShipToTradeParty")): "delivery",
}
_PLACES_BY_TAG = {ram("GlobalID"): "party", ram("ID"): "company", ram("URIID"): "endpoint"}
_FILES = _elements("//ram:AttachmentBinaryObject")
_SUBORDINATE = etree.XPath("boolean(//ram:ParentLineID)", namespaces=_NAMES)
_LINE_HEADS = _elements(f"{_TRADE}/ram:IncludedSupplyChainTradeLineItem/ram:AssociatedDocumentLineDocument")
_MEANS_GROUPS = {
    ram("PayeePartyCreditorFinancialAccount"): "account",
    ram("ApplicableTradeSettlementFinancialCard"): "card",
    ram("PayeeSpecifiedCreditorFinancialInstitution"): "payee_bank",
    ram("PayerSpecifiedDebtorFinancialInstitution"): "payer_bank",
}
_DEBITED = f"{ram('PayerPartyDebtorFinancialAccount')}/{ram('IBANID')}"


def stated_german(reading: Reading) -> SaidInGermany:
    """Return what the document states for German rules."""
    root = reading.root
    specifications = tuple(cast("list[str]", _SPECIFICATIONS(root)))
    numbers = tuple(cast("list[str]", _TAX_NUMBERS(root)))
    return SaidInGermany(
        specifications=specifications,
        means=tuple(map(_means, _found(_MEANS, root))),
        payment_terms=tuple(text.text or "" for text in _found(_TERMS, root)),
        contacts=tuple(map(_contact, _found(_CONTACTS, root))),
        deliveries=tuple(map(_place, _found(_DELIVERY_ADDRESS, root))),
        has_delivery_date=bool(_found(_DELIVERED, root)),
        file_names=tuple(_file_names(root)),
        web_addresses=tuple(Said(value=one.text, source=one) for one in _found(_WEB_ADDRESSES, root)),
        rows_without_rate=tuple(Said(source=row) for row in _found(_ROWS_WITHOUT_RATE, root)),
        tax_numbers=numbers,
        categories=() if any(map(str.strip, numbers)) else tuple(sorted(set(_categories(root)))),
        base_quantities=tuple(_quantities(root)),
        gross_prices=tuple(_gross_prices(root)),
        extension=_extension(root) if EXTENSION in specifications else None,
    )


def _found(path: etree.XPath, root: etree._Element) -> list[etree._Element]:
    return cast("list[etree._Element]", path(root))


def _means(element: etree._Element) -> SaidPaymentMeans:
    tags = {child.tag for child in children(element)}
    ibans = (account.find(ram("IBANID")) for account in element.iterchildren(ram("PayeePartyCreditorFinancialAccount")))
    debited = element.find(_DEBITED)
    return SaidPaymentMeans(
        value=element.findtext(ram("TypeCode")),
        accounts=tuple(iban.text or "" for iban in ibans if iban is not None),
        debited=None if debited is None else debited.text or "",
        groups=tuple(name for tag, name in _MEANS_GROUPS.items() if tag in tags),
        source=element,
    )


def _contact(element: etree._Element) -> Contact:
    """Return one contact; the department stands for the person where that one is not named."""
    person, department = element.findtext(ram("PersonName")), element.findtext(ram("DepartmentName"))
    return Contact(
        name=person if person and person.strip(" \t\r\n") else department,
        telephone=element.findtext(f"{ram('TelephoneUniversalCommunication')}/{ram('CompleteNumber')}"),
        email=element.findtext(f"{ram('EmailURIUniversalCommunication')}/{ram('URIID')}"),
    )


def _place(address: etree._Element) -> SaidPlace:
    return SaidPlace(
        city=address.findtext(ram("CityName")), post_code=address.findtext(ram("PostcodeCode")), source=address
    )


def _file_names(root: etree._Element) -> Iterator[Said]:
    """Give each name once for each document that has it; the place tells which documents stand side by side."""
    groups: dict[etree._Element | None, str] = {}
    for document in _found(_WITH_FILES, root):
        files = {file.get("filename"): file for file in document.iterchildren(ram("AttachmentBinaryObject"))}
        place = groups.setdefault(document.getparent(), str(len(groups)))
        for name, file in files.items():
            if name is not None:
                yield Said(value=name, place=place, source=file)


def _categories(root: etree._Element) -> Iterator[str]:
    if _VAT_ON_A_LINE(root):
        yield from cast("list[str]", _LINE_CATEGORIES(root))
    if _ONLY_VAT(root):
        yield from cast("list[str]", _ALLOWANCE_CATEGORIES(root))


def _line_paths(root: etree._Element) -> dict[etree._Element | None, str]:
    """Return the model's path of each line, by what the line says about prices."""
    lines = _found(_LINES, root)
    return {line.find(_LINE_AGREEMENT): f"lines[{n}]" for n, line in enumerate(lines)}


def _quantities(root: etree._Element) -> Iterator[SaidQuantities]:
    found = _found(_TWO_QUANTITIES, root)
    paths = _line_paths(root) if found else {}
    for agreement in found:
        gross, net = (agreement.find(f"{price}/{_BASIS}") for price in (_GROSS, _NET))
        if gross is not None and net is not None:
            yield SaidQuantities(
                gross=gross.text or "",
                net=net.text or "",
                gross_unit=gross.get("unitCode"),
                net_unit=net.get("unitCode"),
                place=paths[agreement],
                source=gross,
            )


def _gross_prices(root: etree._Element) -> Iterator[SaidGrossPrice]:
    found = _found(_ODD_PRICES, root)
    paths = _line_paths(root) if found else {}
    for price in found:
        on_price = list(price.iterchildren(_ON_PRICE))
        amounts = (number(one.findtext(ram("ActualAmount"))) for one in on_price)
        indicators = (one.findtext(f"{ram('ChargeIndicator')}/{udt('Indicator')}") for one in on_price)
        agreement = price.getparent()
        yield SaidGrossPrice(
            gross=number(price.findtext(ram("ChargeAmount"))),
            net=None if agreement is None else number(agreement.findtext(f"{_NET}/{ram('ChargeAmount')}")),
            amounts=tuple(amount for amount in amounts if amount is not None),
            indicators=tuple(text for text in indicators if text is not None),
            place=paths[agreement],
            source=price,
        )


def _extension(root: etree._Element) -> SaidInExtension:
    return SaidInExtension(
        identifiers=tuple(map(_identifier, _found(_IDENTIFIERS, root))),
        files=tuple(Said(value=one.get("mimeCode"), source=one) for one in _found(_FILES, root)),
        subordinate_lines=tuple(Said(source=one) for one in _found(_LINE_HEADS, root)) if _SUBORDINATE(root) else (),
    )


def _identifier(element: etree._Element) -> Said:
    holder, tag = element.getparent(), str(element.tag)
    place = _PLACES.get((tag, str(holder.tag) if holder is not None else ""), _PLACES_BY_TAG[tag])
    return Said(
        name=local_name(element), value=element.text, scheme=element.get("schemeID"), place=place, source=element
    )
