"""The business terms nearest to an element of UBL, for what only speaks of elements.

Source: CEN/TS 16931-3-2 (binding of EN 16931-1 to UBL 2.1).
"""

from __future__ import annotations

import re
from functools import cache

_PREFIX = re.compile(r"\b(?:cac|cbc|ext):|[()]")
_LINES = re.compile(r"InvoiceLine\|CreditNoteLine")
_LINE_NAME, _POSITION = re.compile(r"\b(?:Invoice|CreditNote)Line\b"), re.compile(r"\[\d+\]")
_LINE = re.compile(r"^/\w+/(?:Invoice|CreditNote)Line(?:\[(\d+)\])?(?=/|$)")
_DOCUMENT = ("BG-2",)
_PARTY = """
    PostalAddress={address} PartyTaxScheme={vat} PartyLegalEntity={legal} PartyLegalEntity/RegistrationName={name}
    PartyLegalEntity/CompanyLegalForm={form} PartyName={trading} PartyIdentification={id} Contact={contact}
"""
_TERMS = (
    """
    UBLVersionID=BG-2 CustomizationID=BT-24 ProfileID=BT-23 ProfileExecutionID=BT-23 ID=BT-1 UUID=BT-1 IssueTime=BT-2
    InvoiceTypeCode=BT-3 CreditNoteTypeCode=BT-3 DocumentCurrencyCode=BT-5 PricingCurrencyCode=BT-5
    PaymentCurrencyCode=BT-5 PaymentAlternativeCurrencyCode=BT-5 TaxCurrencyCode=BT-6 AccountingCostCode=BT-19
    LineCountNumeric=BG-25 InvoicePeriod=BG-14 InvoicePeriod/DescriptionCode=BT-8 OrderReference=BT-13
    OrderReference/CustomerReference=BT-10 SalesOrderID=BT-14 BillingReference=BG-3
    DespatchDocumentReference=BT-16 ReceiptDocumentReference=BT-15 OriginatorDocumentReference=BT-17
    ContractDocumentReference=BT-12 ProjectReference=BT-11 StatementDocumentReference=BG-24
    AdditionalDocumentReference=BG-24 AdditionalDocumentReference/DocumentTypeCode=BT-18
    AdditionalDocumentReference/Attachment=BT-125 AdditionalDocumentReference/DocumentDescription=BT-123
    AdditionalDocumentReference/ID=BT-122 AdditionalDocumentReference/Attachment/ExternalReference=BT-124
    AccountingSupplierParty=BG-4 AccountingCustomerParty=BG-7 SellerSupplierParty=BG-4 BuyerCustomerParty=BG-7
    PayeeParty=BG-10 PayeeParty/PartyName=BT-59 PayeeParty/PartyIdentification=BT-60
    PayeeParty/PartyLegalEntity=BT-61 TaxRepresentativeParty=BG-11 TaxRepresentativeParty/PostalAddress=BG-12
    TaxRepresentativeParty/PartyName=BT-62 TaxRepresentativeParty/PartyTaxScheme=BT-63
    Delivery=BG-13 Delivery/ActualDeliveryTime=BT-72 Delivery/LatestDeliveryDate=BT-72
    Delivery/LatestDeliveryTime=BT-72 Delivery/DeliveryLocation=BT-71 Delivery/DeliveryLocation/Address=BG-15
    Delivery/DeliveryParty=BT-70 Delivery/DeliveryAddress=BG-15 DeliveryTerms=BG-13
    PaymentMeans=BG-16 PaymentMeans/PaymentMeansCode=BT-81 PaymentMeans/PaymentMeansCode/@name=BT-82
    PaymentMeans/InstructionNote=BT-82 PaymentMeans/PaymentID=BT-83 PaymentMeans/InstructionID=BT-83
    PaymentMeans/PaymentDueDate=BT-9 PaymentMeans/CardAccount=BG-18 PaymentMeans/PayeeFinancialAccount=BG-17
    PaymentMeans/PayeeFinancialAccount/ID=BT-84
    PaymentMeans/PayeeFinancialAccount/FinancialInstitutionBranch=BT-86 PaymentMeans/PaymentMandate=BG-19
    PaymentMeans/PaymentMandate/ID=BT-89 PaymentMeans/PaymentMandate/PayerFinancialAccount=BT-91
    PaymentMeans/PayerFinancialAccount=BT-91 PaymentTerms=BT-20 PaymentTerms/PaymentDueDate=BT-9
    PaymentTerms/InstallmentDueDate=BT-9 PrepaidPayment=BT-113 AllowanceCharge=BG-20,BG-21
    AllowanceCharge/AllowanceChargeReason=BT-97,BT-104 AllowanceCharge/TaxCategory=BT-95,BT-102
    TaxTotal=BG-23 TaxTotal/RoundingAmount=BT-110 TaxSubtotal/TaxCategory/TaxExemptionReason=BT-120
    TaxTotal/TaxSubtotal/TaxCategory=BT-118 TaxExchangeRate=BT-6 PricingExchangeRate=BT-5 PaymentExchangeRate=BT-5
    PaymentAlternativeExchangeRate=BT-5 WithholdingTaxTotal=BG-22 LegalMonetaryTotal=BG-22
    LINE=BG-25 LINE/TaxPointDate=BT-7 LINE/AccountingCostCode=BT-133 LINE/Note=BT-127 LINE/InvoicePeriod=BG-26
    LINE/OrderLineReference=BT-132 LINE/DocumentReference=BT-128 LINE/AllowanceCharge=BG-27,BG-28 LINE/Item=BG-31
    LINE/Item/Description=BT-154 LINE/Item/BuyersItemIdentification=BT-156
    LINE/Item/SellersItemIdentification=BT-155 LINE/Item/StandardItemIdentification=BT-157
    LINE/Item/OriginCountry=BT-159 LINE/Item/OriginAddress=BT-159 LINE/Item/CommodityClassification=BT-158
    LINE/Item/ClassifiedTaxCategory=BG-30 LINE/Item/AdditionalItemProperty=BG-32 LINE/Price=BG-29
    LINE/Price/AllowanceCharge=BT-147 LINE/TaxTotal=BG-30
    //PartyTaxScheme=BT-31,BT-48,BT-63 //Country=BT-40,BT-55,BT-69,BT-80 //PartyIdentification=BT-90
    //AllowanceChargeReasonCode=BT-98,BT-105 //AllowanceCharge=BG-20,BG-21 //FinancialInstitution=BT-86
    //AdditionalDocumentReference=BG-24 //AdditionalDocumentReference/ID=BT-122
    //AdditionalDocumentReference/Attachment=BT-18,BT-125 //AdditionalDocumentReference/DocumentDescription=BT-18,BT-123
    //BuyersItemIdentification=BT-156 //SellersItemIdentification=BT-155 //Price/AllowanceCharge=BT-147
    //PrimaryAccountNumberID=BT-87 //CardAccount=BG-18 //PaymentMandate=BT-89
    //PaymentMandate/PayerFinancialAccount=BT-91 //TaxCategory=BT-95,BT-102,BT-118 //ClassifiedTaxCategory=BT-151
    //PaymentMeans/PayerFinancialAccount=BT-91 //PaymentID=BT-83 //PaymentMeansCode=BT-81
    //PostalAddress|Address=BG-5,BG-8,BG-12,BG-15 *:*Amount=BT-5
    //@name=BT-82 //@unitCodeListID=BT-130 //@unitCodeListIdentifier=BT-130 //@unitCodeListAgencyIdentifier=BT-130
    //@unitCodeListAgencyName=BT-130 //@currencyCodeListVersionID=BT-5 //@characterSetCode=BT-125
    //@encodingCode=BT-125 //@uri=BT-124 //@format=BT-2 //@languageID=BG-1 //@languageLocaleID=BG-1
    """,
    *(
        " ".join(f"{party}/Party/{one}" for one in _PARTY.format(**terms).split())
        for party, terms in (
            (
                "AccountingSupplierParty",
                {
                    "address": "BG-5", "vat": "BT-31,BT-32", "legal": "BT-30", "name": "BT-27", "form": "BT-33",
                    "trading": "BT-28", "id": "BT-29", "contact": "BG-6",
                },
            ),
            (
                "AccountingCustomerParty",
                {
                    "address": "BG-8", "vat": "BT-48", "legal": "BT-47", "name": "BT-44", "form": "BT-47",
                    "trading": "BT-45", "id": "BT-46", "contact": "BG-9",
                },
            ),
        )
    ),
)  # fmt: skip


@cache
def _by_path() -> dict[str, tuple[str, ...]]:
    pairs = (one.partition("=") for text in _TERMS for one in text.split())
    return {path: tuple(terms.split(",")) for path, _, terms in pairs}


def terms_of(context: str, path: str) -> tuple[str, ...]:
    """Return the terms of the longest path that is known to begin what a row of the table speaks of.

    >>> terms_of("/", "cac:AccountingSupplierParty/cac:Party/cac:Contact/cbc:Telefax")
    ('BG-6',)
    """
    whole = path if path.startswith("//") or context == "/" else f"{context}/{path}"
    return _nearest(_LINES.sub("LINE", _PREFIX.sub("", whole)))


def terms_at(place: str) -> tuple[str, ...]:
    """Return the terms nearest to a place in a file.

    >>> terms_at("/Invoice/InvoiceLine[2]/Item/Name/@languageID")
    ('BG-31',)
    """
    return _nearest(_LINE_NAME.sub("LINE", _POSITION.sub("", place)).lstrip("/").partition("/")[2])


def _nearest(path: str) -> tuple[str, ...]:
    known = _by_path()
    while path not in known:
        shorter = path.rpartition("/")[0]
        if not shorter.strip("/"):
            return known.get(f"//{path}", _DOCUMENT)
        path = shorter
    return known[path]


def place_of(where: str) -> str:
    """Return the model's path of the line that a place in the file belongs to; empty for the rest of the document."""
    found = _LINE.match(where)
    return f"lines[{int(found.group(1) or 1) - 1}]" if found else ""
