"""The business terms nearest to an element of the Cross Industry Invoice, for what only speaks of elements.

Source: CEN/TS 16931-3-3 (binding of EN 16931-1 to UN/CEFACT CII D16B).
"""

from __future__ import annotations

import re
from functools import cache

from depesch.syntaxes.cii_d16b import bound_table as at

_PREFIX = re.compile(r"\b(?:ram|rsm|udt|qdt):")
_POSITION = re.compile(r"\[\d+\]")
_LINE = re.compile(r"/IncludedSupplyChainTradeLineItem(?:\[(\d+)\])?(?=/|$)")
_SELLER, _BUYER = f"{at.AGREEMENT}/SellerTradeParty", f"{at.AGREEMENT}/BuyerTradeParty"
_REPRESENTATIVE = f"{at.AGREEMENT}/SellerTaxRepresentativeTradeParty"
_SHIP_TO, _PAYEE = f"{at.DELIVERY}/ShipToTradeParty", f"{at.SETTLEMENT}/PayeeTradeParty"
_PAYMENT = f"{at.SETTLEMENT}/SpecifiedTradeSettlementPaymentMeans"
_TERMS = {
    at.ROOT: "BT-24",
    "//SpecifiedTradeSettlementPaymentMeans/TypeCode": "BT-81",
    "//SpecifiedTradeSettlementPaymentMeans/Information": "BT-82",
    "//ApplicableHeaderTradeSettlement/PaymentReference": "BT-83",
    at.CONTEXT: "BG-2",
    f"{at.CONTEXT}/BusinessProcessSpecifiedDocumentContextParameter": "BT-23",
    f"{at.CONTEXT}/GuidelineSpecifiedDocumentContextParameter": "BT-24",
    at.DOCUMENT: "BT-1",
    at.DOCUMENT_TYPE: "BT-3",
    f"{at.DOCUMENT}/IssueDateTime": "BT-2",
    at.NOTE: "BG-1",
    at.LINE: "BG-25",
    at.LINE_DOCUMENT: "BT-126",
    f"{at.LINE_DOCUMENT}/IncludedNote": "BT-127",
    at.PRODUCT: "BG-31",
    f"{at.PRODUCT}/GlobalID": "BT-157",
    f"{at.PRODUCT}/OriginTradeCountry": "BT-159",
    f"{at.PRODUCT}/DesignatedProductClassification": "BT-158",
    at.CHARACTERISTIC: "BG-32",
    at.LINE_AGREEMENT: "BG-29 BT-132",
    f"{at.LINE_AGREEMENT}/BuyerOrderReferencedDocument": "BT-132",
    f"{at.LINE_AGREEMENT}/GrossPriceProductTradePrice": "BT-148",
    f"{at.LINE_AGREEMENT}/GrossPriceProductTradePrice/AppliedTradeAllowanceCharge": "BT-147",
    f"{at.LINE_AGREEMENT}/NetPriceProductTradePrice": "BT-146",
    f"{at.LINE_AGREEMENT}/NetPriceProductTradePrice/BasisQuantity": "BT-149 BT-150",
    at.LINE_DELIVERY: "BT-129 BG-25",
    at.LINE_SETTLEMENT: "BG-25",
    f"{at.LINE_SETTLEMENT}/ApplicableTradeTax": "BG-30",
    f"{at.LINE_SETTLEMENT}/BillingSpecifiedPeriod": "BG-26",
    f"{at.LINE_SETTLEMENT}/SpecifiedTradeAllowanceCharge": "BG-27 BG-28",
    f"{at.LINE_SETTLEMENT}/SpecifiedTradeSettlementLineMonetarySummation": "BT-131",
    f"{at.LINE_SETTLEMENT}/ReceivableSpecifiedTradeAccountingAccount": "BT-133",
    f"{at.LINE_SETTLEMENT}/AdditionalReferencedDocument": "BT-128",
    at.AGREEMENT: "BG-4 BG-7",
    _SELLER: "BG-4",
    f"{_SELLER}/PostalTradeAddress": "BG-5",
    f"{_SELLER}/SpecifiedLegalOrganization": "BT-30",
    f"{_SELLER}/DefinedTradeContact": "BG-6",
    f"{_SELLER}/URIUniversalCommunication": "BT-34",
    f"{_SELLER}/SpecifiedTaxRegistration": "BT-31 BT-32",
    _BUYER: "BG-7",
    f"{_BUYER}/GlobalID": "BT-46",
    f"{_BUYER}/PostalTradeAddress": "BG-8",
    f"{_BUYER}/SpecifiedLegalOrganization": "BT-47",
    f"{_BUYER}/DefinedTradeContact": "BG-9",
    f"{_BUYER}/URIUniversalCommunication": "BT-49",
    f"{_BUYER}/SpecifiedTaxRegistration": "BT-48",
    _REPRESENTATIVE: "BG-11",
    f"{_REPRESENTATIVE}/PostalTradeAddress": "BG-12",
    f"{_REPRESENTATIVE}/SpecifiedTaxRegistration": "BT-63",
    f"{at.AGREEMENT}/SellerOrderReferencedDocument": "BT-14",
    f"{at.AGREEMENT}/BuyerOrderReferencedDocument": "BT-13",
    f"{at.AGREEMENT}/ContractReferencedDocument": "BT-12",
    f"{at.AGREEMENT}/AdditionalReferencedDocument": "BG-24",
    f"{at.AGREEMENT}/SpecifiedProcuringProject": "BT-11",
    at.DELIVERY: "BG-13",
    f"{_SHIP_TO}/GlobalID": "BT-71",
    f"{_SHIP_TO}/PostalTradeAddress": "BG-15",
    f"{at.DELIVERY}/ActualDeliverySupplyChainEvent": "BT-72",
    f"{at.DELIVERY}/DespatchAdviceReferencedDocument": "BT-16",
    at.SETTLEMENT: "BG-16 BG-22",
    f"{at.SETTLEMENT}/DuePayableAmount": "BT-115",
    f"{at.SETTLEMENT}/PaymentCurrencyCode": "BT-5",
    _PAYEE: "BG-10",
    f"{_PAYEE}/GlobalID": "BT-60",
    f"{_PAYEE}/SpecifiedLegalOrganization": "BT-61",
    _PAYMENT: "BG-16",
    f"{_PAYMENT}/ApplicableTradeSettlementFinancialCard": "BG-18",
    f"{_PAYMENT}/PayerPartyDebtorFinancialAccount": "BT-91",
    f"{at.SETTLEMENT}/ApplicableTradeTax": "BG-23",
    f"{at.SETTLEMENT}/ApplicableTradeTax/TaxPointDate": "BT-7",
    f"{at.SETTLEMENT}/ApplicableTradeTax/DueDateTypeCode": "BT-8",
    f"{at.SETTLEMENT}/SpecifiedTradeAllowanceCharge": "BG-20 BG-21",
    f"{at.SETTLEMENT}/BillingSpecifiedPeriod": "BG-14",
    f"{at.SETTLEMENT}/SpecifiedTradePaymentTerms": "BT-20 BT-9",
    f"{at.SETTLEMENT}/SpecifiedTradePaymentTerms/DueDateDateTime": "BT-9",
    f"{at.SETTLEMENT}/InvoiceReferencedDocument": "BG-3",
    f"{at.SETTLEMENT}/ReceivableSpecifiedTradeAccountingAccount": "BT-19",
    at.TOTALS: "BG-22",
    at.MEANS: "BG-16",
    at.ALLOWANCE: "BG-20 BG-21 BG-27 BG-28",
    at.PRICE_ALLOWANCE: "BT-147",
    at.PARAMETER: "BT-23 BT-24",
    at.PLAIN_ID: "BT-1 BT-24 BT-126 BT-155",
    at.ANY_ID: "BT-29 BT-30 BT-46 BT-47",
    at.ANY_TYPE_CODE: "BT-3",
    at.LINE_CATEGORY: "BT-151",
    at.REFERENCED: "BG-24 BG-3",
    at.ANY_AMOUNT: "BT-5",
    at.ANY_QUANTITY: "BT-130 BT-150",
    at.TRADE_TAX: "BG-23 BG-30",
    at.PERIOD: "BG-14 BG-26",
    at.ADDRESS: "BG-5 BG-8 BG-12 BG-15",
    at.DATE: "BT-2 BT-9 BT-72",
}


@cache
def _by_path() -> dict[str, tuple[str, ...]]:
    return {_PREFIX.sub("", path): tuple(terms.split()) for path, terms in _TERMS.items()}


def terms_of(context: str, path: str) -> tuple[str, ...]:
    """Return the terms of the longest path that is known to begin what a row of the table speaks of.

    >>> terms_of(at.AGREEMENT, "ram:SellerTradeParty/ram:DefinedTradeContact/ram:JobTitle")
    ('BG-6',)
    """
    terms = _by_path()
    whole = _PREFIX.sub("", path if path.startswith("//") else f"{context.rstrip('/')}/{path}")
    while whole not in terms:
        whole = whole.rpartition("/")[0] or at.ROOT
    return terms[whole]


def terms_at(place: str) -> tuple[str, ...]:
    """Return the terms nearest to a place in a file.

    >>> terms_at("/CrossIndustryInvoice/ExchangedDocument/IssueDateTime/DateTimeString")
    ('BT-2',)
    """
    return terms_of("", _POSITION.sub("", place).lstrip("/"))


def place_of(where: str) -> str:
    """Return the model's path of the line that a place in the file belongs to; empty for the rest of the document."""
    found = _LINE.search(where)
    if found is None:
        return ""
    return f"lines[{int(found.group(1) or 1) - 1}]"
