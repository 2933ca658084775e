"""What German rules ask about in CII; gathered when the first of them asks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from lxml import etree

from depesch.kit.xml import children
from depesch.model.facts import Said, SaidInGermany, SaidPaymentMeans, SaidPlace
from depesch.model.invoice import Contact
from depesch.model.xrechnung import EXTENSION
from depesch.syntaxes import Reading
from depesch.syntaxes.cii_d16b.names import RAM_NS, RSM_NS, SUPPORTING_DOCUMENT, ram, rsm
from depesch.syntaxes.cii_d16b.stated_extension import extension_of
from depesch.syntaxes.cii_d16b.stated_prices import base_quantities, gross_prices

Element = etree._Element

_SPACE = " \t\r\n"
_TRADE, _CONTEXT = rsm("SupplyChainTradeTransaction"), rsm("ExchangedDocumentContext")
_GUIDELINE = ram("GuidelineSpecifiedDocumentContextParameter")
_AGREEMENT, _DELIVERY = ram("ApplicableHeaderTradeAgreement"), ram("ApplicableHeaderTradeDelivery")
_SETTLEMENT, _SELLER = ram("ApplicableHeaderTradeSettlement"), ram("SellerTradeParty")
_CONTACT, _REGISTRATION = ram("DefinedTradeContact"), ram("SpecifiedTaxRegistration")
_DOCUMENT, _FILE = ram("AdditionalReferencedDocument"), ram("AttachmentBinaryObject")
_ID, _TYPE, _URI = ram("ID"), ram("TypeCode"), ram("URIID")
_MEANS, _TERMS = ram("SpecifiedTradeSettlementPaymentMeans"), ram("SpecifiedTradePaymentTerms")
_TAX, _RATE = ram("ApplicableTradeTax"), ram("RateApplicablePercent")
_DELIVERED = f"{ram('ActualDeliverySupplyChainEvent')}/{ram('OccurrenceDateTime')}"
_DELIVERY_ADDRESS = f"{ram('ShipToTradeParty')}/{ram('PostalTradeAddress')}"
_PERIOD, _LINE = ram("BillingSpecifiedPeriod"), ram("IncludedSupplyChainTradeLineItem")
_LINE_PERIOD = f"{ram('SpecifiedLineTradeSettlement')}/{_PERIOD}"
_PERSON, _DEPARTMENT, _DESCRIPTION = ram("PersonName"), ram("DepartmentName"), ram("Description")
_TELEPHONE, _NUMBER = ram("TelephoneUniversalCommunication"), ram("CompleteNumber")
_EMAIL = ram("EmailURIUniversalCommunication")
_PAYEE_ACCOUNT, _IBAN = ram("PayeePartyCreditorFinancialAccount"), ram("IBANID")
_MEANS_GROUPS = {
    _PAYEE_ACCOUNT: "account",
    ram("ApplicableTradeSettlementFinancialCard"): "card",
    ram("PayeeSpecifiedCreditorFinancialInstitution"): "payee_bank",
    ram("PayerSpecifiedDebtorFinancialInstitution"): "payer_bank",
}
_PAYER_ACCOUNT = ram("PayerPartyDebtorFinancialAccount")
_TAX_NUMBERS = frozenset({"VA", "FC"})

# Asked only where the seller has no tax number. The official rule wants a line under VAT, but not the one with the
# category; and it compares the whole tax of an allowance with VAT, which it is only when it says nothing else.
_NAMES = {"rsm": RSM_NS, "ram": RAM_NS}
_LINE_TAX = (
    "rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem/ram:SpecifiedLineTradeSettlement"
    "/ram:ApplicableTradeTax"
)
_ALLOWANCE_TAX = (
    "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement/ram:SpecifiedTradeAllowanceCharge"
    "/ram:CategoryTradeTax"
)
_VAT_CATEGORIES = tuple(
    (
        etree.XPath(f"boolean({is_vat})", namespaces=_NAMES),
        etree.XPath(f"{tax}/ram:CategoryCode/text()", namespaces=_NAMES, smart_strings=False),
    )
    for tax, is_vat in ((_LINE_TAX, f"{_LINE_TAX}/ram:TypeCode = 'VAT'"), (_ALLOWANCE_TAX, f"{_ALLOWANCE_TAX} = 'VAT'"))
)


def stated_german(reading: Reading) -> SaidInGermany:
    """Return what the document states for German rules."""
    root = reading.root
    trade = _only(root, _TRADE)
    agreement, delivery, settlement = (_only(trade, tag) for tag in (_AGREEMENT, _DELIVERY, _SETTLEMENT))
    seller = _only(agreement, _SELLER)
    specifications = tuple(_specifications(root))
    numbers = tuple(_tax_numbers(seller))
    address = None if delivery is None else delivery.find(_DELIVERY_ADDRESS)
    return SaidInGermany(
        specifications=specifications,
        means=tuple(_means(one) for one in _all(settlement, _MEANS)),
        payment_terms=tuple(_payment_terms(settlement)),
        contacts=tuple(_contact(one) for one in _all(seller, _CONTACT)),
        deliveries=() if address is None else (_place(address),),
        has_delivery_date=delivery is not None and delivery.find(_DELIVERED) is not None,
        has_period=_only(settlement, _PERIOD) is not None or _each_line_has_period(trade),
        file_names=tuple(_file_names(root)),
        web_addresses=tuple(_web_addresses(agreement)),
        rows_without_rate=tuple(Said(source=row) for row in _all(settlement, _TAX) if _is_empty(_only(row, _RATE))),
        tax_numbers=numbers,
        categories=() if numbers else tuple(sorted(set(_categories(root)))),
        base_quantities=tuple(base_quantities(root)),
        gross_prices=tuple(gross_prices(root)),
        extension=extension_of(root) if EXTENSION in specifications else None,
    )


def _only(element: Element | None, tag: str) -> Element | None:
    return None if element is None else next(element.iterchildren(tag), None)


def _each_line_has_period(trade: Element | None) -> bool:
    return all(line.find(_LINE_PERIOD) is not None for line in _all(trade, _LINE))


def _all(element: Element | None, tag: str) -> Iterator[Element]:
    return iter(()) if element is None else element.iterchildren(tag)


def _is_empty(element: Element | None) -> bool:
    return element is None or not (element.text or "").strip(_SPACE)


def _specifications(root: Element) -> Iterator[str]:
    """Give the specifications that the document claims."""
    for guideline in _all(_only(root, _CONTEXT), _GUIDELINE):
        identifier = _only(guideline, _ID)
        if identifier is not None:
            yield identifier.text or ""


def _tax_numbers(seller: Element | None) -> Iterator[str]:
    """Give the seller's numbers, those that are not empty."""
    for registration in _all(seller, _REGISTRATION):
        for number in registration.iterchildren(_ID):
            if (number.get("schemeID") or "").strip(_SPACE) in _TAX_NUMBERS and not _is_empty(number):
                yield number.text or ""


def _categories(root: Element) -> Iterator[str]:
    for is_vat, codes in _VAT_CATEGORIES:
        if is_vat(root):
            yield from cast("list[str]", codes(root))


def _means(element: Element) -> SaidPaymentMeans:
    parts = {child.tag: child for child in children(element)}
    accounts = element.iterchildren(_PAYEE_ACCOUNT) if _PAYEE_ACCOUNT in parts else ()
    ibans = (_only(account, _IBAN) for account in accounts)
    code, debited = parts.get(_TYPE), _only(parts.get(_PAYER_ACCOUNT), _IBAN)
    return SaidPaymentMeans(
        value=None if code is None else code.text,
        accounts=tuple(iban.text or "" for iban in ibans if iban is not None),
        debited=None if debited is None else debited.text or "",
        groups=tuple([name for tag, name in _MEANS_GROUPS.items() if tag in parts]),
        source=element,
    )


def _payment_terms(settlement: Element | None) -> Iterator[str]:
    for terms in _all(settlement, _TERMS):
        text = _only(terms, _DESCRIPTION)
        if text is not None:
            yield text.text or ""


def _contact(element: Element) -> Contact:
    """Return one contact; the department stands for the person where that one is not named."""
    parts = {child.tag: child for child in children(element)}
    person = parts.get(_PERSON)
    return Contact(
        name=_said_by(parts.get(_DEPARTMENT) if _is_empty(person) else person),
        telephone=_said_by(_only(parts.get(_TELEPHONE), _NUMBER)),
        email=_said_by(_only(parts.get(_EMAIL), _URI)),
    )


def _said_by(element: Element | None) -> str | None:
    return None if element is None else element.text


def _place(address: Element) -> SaidPlace:
    return SaidPlace(
        city=address.findtext(ram("CityName")), post_code=address.findtext(ram("PostcodeCode")), source=address
    )


def _web_addresses(agreement: Element | None) -> Iterator[Said]:
    for document in _all(agreement, _DOCUMENT):
        address = document.find(_URI)
        if address is not None and document.findtext(_TYPE) == SUPPORTING_DOCUMENT:
            yield Said(value=address.text, source=address)


def _file_names(root: Element) -> Iterator[Said]:
    """Give each name once for each document that has it; the place tells which documents stand side by side."""
    groups: dict[Element, str] = {}
    seen: set[tuple[Element, str]] = set()
    for file in root.iter(_FILE):
        name, document = file.get("filename"), file.getparent()
        group = None if document is None or document.tag != _DOCUMENT else document.getparent()
        if name is None or document is None or group is None or (document, name) in seen:
            continue
        seen.add((document, name))
        yield Said(value=name, place=groups.setdefault(group, str(len(groups))), source=file)
