"""What German rules ask about in UBL; gathered when the first of them asks."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import cast

from lxml import etree

from depesch.kit.xml import children, local_name
from depesch.model.facts import (
    Said,
    SaidIdentifier,
    SaidInExtension,
    SaidInGermany,
    SaidParts,
    SaidPaymentMeans,
    SaidPlace,
    SaidPrepayment,
)
from depesch.model.invoice import Invoice
from depesch.model.xrechnung import EXTENSION
from depesch.syntaxes import Reading
from depesch.syntaxes.leaves import number
from depesch.syntaxes.ubl.names import CAC_NS, CBC_NS, cac, cbc

_NAMES = {"cac": CAC_NS, "cbc": CBC_NS}
_ID = cbc("ID")
_AMOUNT = cbc("LineExtensionAmount")
_MEANS_CODE = cbc("PaymentMeansCode")
_PAYEE_ACCOUNT, _MANDATE, _PAYER_ACCOUNT = (
    cac("PayeeFinancialAccount"),
    cac("PaymentMandate"),
    cac("PayerFinancialAccount"),
)
_MEANS_GROUPS = {_PAYEE_ACCOUNT: "account", cac("CardAccount"): "card", _MANDATE: "mandate"}
_DOCUMENT, _DELIVERY, _MEANS, _TERMS = map(
    cac, ("AdditionalDocumentReference", "Delivery", "PaymentMeans", "PaymentTerms")
)
_NOTE, _DELIVERED, _CITY, _POST_CODE = map(cbc, ("Note", "ActualDeliveryDate", "CityName", "PostalZone"))
_LOCATION, _ADDRESS = cac("DeliveryLocation"), cac("Address")
_EMBEDDED = f"{cac('Attachment')}/{cbc('EmbeddedDocumentBinaryObject')}"
_EXTERNAL = f"{cac('Attachment')}/{cac('ExternalReference')}"
_PERIOD, _LINES = cac("InvoicePeriod"), (cac("InvoiceLine"), cac("CreditNoteLine"))
_SUB_LINE = cac("SubInvoiceLine")
_ROWS_WITHOUT_RATE = etree.XPath(
    "cac:TaxTotal/cac:TaxSubtotal[not(cac:TaxCategory/cbc:Percent[normalize-space()])]", namespaces=_NAMES
)
_TAX_NUMBERS = etree.XPath(
    "cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme/cbc:CompanyID/text()",
    namespaces=_NAMES,
    smart_strings=False,
)
# The official rule looks at neither the tax scheme nor, for the sake of credit notes, at what the tax is called.
_CATEGORIES = etree.XPath(
    "cac:AllowanceCharge[cbc:ChargeIndicator = 'true' or cbc:ChargeIndicator = 'false']/cac:TaxCategory/cbc:ID/text()"
    "|cac:InvoiceLine/cac:Item/cac:ClassifiedTaxCategory/cbc:ID/text()"
    "|cac:CreditNoteLine/cac:Item/cac:ClassifiedTaxCategory/cbc:ID/text()",
    namespaces=_NAMES,
    smart_strings=False,
)
_KINDS = {
    cac("PartyIdentification"): "party",
    cac("PartyLegalEntity"): "company",
    cac("StandardItemIdentification"): "item",
    cac("DeliveryLocation"): "delivery",
}
_PARTIES = {
    cac("AccountingSupplierParty"): "seller",
    cac("AccountingCustomerParty"): "buyer",
    cac("PayeeParty"): "payee",
}
_PLACES = {
    "party": "identifiers",
    "creditor": "identifiers",
    "company": "legal_registration",
    "endpoint": "electronic_address",
}
_IDENTIFIERS = etree.XPath(
    "descendant::cac:PartyIdentification/cbc:ID[@schemeID]|descendant::cac:PartyLegalEntity/cbc:CompanyID[@schemeID]"
    "|descendant::cac:StandardItemIdentification/cbc:ID[@schemeID]|descendant::cac:DeliveryLocation/cbc:ID[@schemeID]"
    "|descendant::cbc:EndpointID[@schemeID]",
    namespaces=_NAMES,
)
_CREDITORS = frozenset({"seller", "payee"})
_FILES = etree.XPath("descendant::cbc:EmbeddedDocumentBinaryObject", namespaces=_NAMES)
_DIVIDED_LINES = etree.XPath("//*[cac:SubInvoiceLine]", namespaces=_NAMES)
_AMBIGUOUS_ITEMS = etree.XPath(
    "descendant::cac:SubInvoiceLine/cac:Item[count(cac:ClassifiedTaxCategory) != 1]", namespaces=_NAMES
)


def stated_german(reading: Reading) -> SaidInGermany:
    """Return what the document states for German rules."""
    root, invoice = reading.root, reading.invoice
    documents = list(root.iterchildren(_DOCUMENT))
    deliveries = list(root.iterchildren(_DELIVERY))
    contact = invoice.seller.contact if invoice.seller else None
    numbers = tuple(cast("list[str]", _TAX_NUMBERS(root)))
    return SaidInGermany(
        specifications=() if invoice.specification is None else (invoice.specification,),
        means=tuple(map(_means, root.iterchildren(_MEANS))),
        payment_terms=tuple(_payment_terms(root)),
        contacts=(contact,) if contact else (),
        deliveries=tuple(_addresses(deliveries)),
        has_delivery_date=any(_only(one, _DELIVERED) is not None for one in deliveries),
        has_period=_has_period(root),
        file_names=tuple(_file_names(documents)),
        web_addresses=tuple(_web_addresses(documents)),
        rows_without_rate=tuple(Said(source=row) for row in cast("list[etree._Element]", _ROWS_WITHOUT_RATE(root))),
        tax_numbers=numbers,
        categories=() if any(map(str.strip, numbers)) else tuple(sorted(set(cast("list[str]", _CATEGORIES(root))))),
        extension=_extension(root, invoice) if invoice.specification == EXTENSION else None,
    )


def _only(element: etree._Element | None, tag: str) -> etree._Element | None:
    return None if element is None else next(element.iterchildren(tag), None)


def _has_period(root: etree._Element) -> bool:
    return _only(root, _PERIOD) is not None or all(
        _only(line, _PERIOD) is not None for line in root.iterchildren(*_LINES)
    )


def _means(element: etree._Element) -> SaidPaymentMeans:
    parts = {child.tag: child for child in children(element)}
    code, account = parts.get(_MEANS_CODE), _only(parts.get(_PAYEE_ACCOUNT), _ID)
    debited = _only(_only(parts.get(_MANDATE), _PAYER_ACCOUNT), _ID)
    return SaidPaymentMeans(
        value=None if code is None else code.text,
        accounts=() if account is None else (account.text or "",),
        debited=None if debited is None else debited.text or "",
        groups=tuple([name for tag, name in _MEANS_GROUPS.items() if tag in parts]),
        source=element,
    )


def _payment_terms(root: etree._Element) -> Iterator[str]:
    for terms in root.iterchildren(_TERMS):
        note = _only(terms, _NOTE)
        if note is not None:
            yield note.text or ""


def _addresses(deliveries: list[etree._Element]) -> Iterator[SaidPlace]:
    for delivery in deliveries:
        address = _only(_only(delivery, _LOCATION), _ADDRESS)
        if address is not None:
            yield SaidPlace(city=address.findtext(_CITY), post_code=address.findtext(_POST_CODE), source=address)


def _file_names(documents: list[etree._Element]) -> Iterator[Said]:
    for document in documents:
        file = document.find(_EMBEDDED)
        name = None if file is None else file.get("filename")
        if name is not None:
            yield Said(value=name, source=file)


def _web_addresses(documents: list[etree._Element]) -> Iterator[Said]:
    for document in documents:
        reference = document.find(_EXTERNAL)
        if reference is not None:
            yield Said(value=reference.findtext(cbc("URI")), source=reference)


def _extension(root: etree._Element, invoice: Invoice) -> SaidInExtension:
    divided = cast("list[etree._Element]", _DIVIDED_LINES(root))
    return SaidInExtension(
        identifiers=tuple(map(_identifier, cast("list[etree._Element]", _IDENTIFIERS(root)))),
        files=tuple(Said(value=one.get("mimeCode"), source=one) for one in cast("list[etree._Element]", _FILES(root))),
        divided_lines=tuple(map(_parts, divided)),
        ambiguous_items=tuple(Said(source=one) for one in cast("list[etree._Element]", _AMBIGUOUS_ITEMS(root))),
        prepayments=tuple(map(_prepayment, root.iterchildren(cac("PrepaidPayment")))),
    )


def _identifier(element: etree._Element) -> SaidIdentifier:
    holder = element.getparent()
    kind = _KINDS.get(str(holder.tag), "endpoint") if holder is not None else ""
    above = next(element.iterancestors(*_PARTIES), None)
    party = None if above is None else _PARTIES[str(above.tag)]
    if kind == "party" and party in _CREDITORS:
        kind = "creditor"
    place = "delivery.location" if kind == "delivery" else f"{party}.{_PLACES[kind]}" if party else ""
    return SaidIdentifier(
        name=local_name(element),
        value=element.text,
        scheme=element.get("schemeID"),
        place=place,
        kind=kind,
        source=element,
    )


def _parts(line: etree._Element) -> SaidParts:
    amounts = (number(part.findtext(_AMOUNT)) for part in line.iterchildren(_SUB_LINE))
    return SaidParts(
        value=line.findtext(_AMOUNT),
        sum_of_parts=sum((amount for amount in amounts if amount is not None), Decimal(0)),
        source=line,
    )


def _prepayment(element: etree._Element) -> SaidPrepayment:
    amount = element.find(cbc("PaidAmount"))
    return SaidPrepayment(
        value=None if amount is None else amount.text or "",
        identifier=element.findtext(_ID),
        instruction=element.findtext(cbc("InstructionID")),
        currency=None if amount is None else amount.get("currencyID"),
        source=element,
    )
