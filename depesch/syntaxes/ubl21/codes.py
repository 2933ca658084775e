"""Every code and scheme of a code list in a UBL document, wherever it stands.

Official rules look at codes anywhere in the tree, also where EN 16931 has no term. The model tells them all in an
invoice in which the reader found a place for everything; for any other they are gathered here.

Source: validation artefacts of CEN/TC 434 for UBL, release 1.3.16 (rules BR-CL, BR-CO-09).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from depesch.model.facts import Said
from depesch.syntaxes.ubl.names import INVOICED_OBJECT, SEPA, cac, cbc

Element = etree._Element

AMOUNT_NAMES = [
    "Amount",
    "BaseAmount",
    "PriceAmount",
    "TaxAmount",
    "TaxableAmount",
    "LineExtensionAmount",
    "TaxExclusiveAmount",
    "TaxInclusiveAmount",
    "AllowanceTotalAmount",
    "ChargeTotalAmount",
    "PrepaidAmount",
    "PayableRoundingAmount",
    "PayableAmount",
]
AMOUNTS = frozenset(map(cbc, AMOUNT_NAMES))
# By their own name alone: element, its attribute (None: its text), kind.
_PLAIN: dict[str, tuple[str | None, str]] = {
    **{cbc(name): ("currencyID", "amount currency") for name in AMOUNT_NAMES},
    cbc("DocumentCurrencyCode"): (None, "currency"),
    cbc("TaxCurrencyCode"): (None, "vat currency"),
    cbc("TaxExemptionReasonCode"): (None, "exemption"),
    cbc("InvoicedQuantity"): ("unitCode", "unit"),
    cbc("CreditedQuantity"): ("unitCode", "unit"),
    cbc("BaseQuantity"): ("unitCode", "unit"),
    cbc("EmbeddedDocumentBinaryObject"): ("mimeCode", "media type"),
    cbc("EndpointID"): ("schemeID", "address"),
}
# By the name of what they stand in, too.
_WITHIN: dict[tuple[str, str], tuple[str | None, str]] = {
    (cac("InvoicePeriod"), cbc("DescriptionCode")): (None, "tax point"),
    (cac("PartyLegalEntity"), cbc("CompanyID")): ("schemeID", "registration"),
    (cac("CommodityClassification"), cbc("ItemClassificationCode")): ("listID", "classification"),
    (cac("Country"), cbc("IdentificationCode")): (None, "country"),
    (cac("OriginCountry"), cbc("IdentificationCode")): (None, "origin"),
    (cac("PaymentMeans"), cbc("PaymentMeansCode")): (None, "payment means"),
    (cac("TaxCategory"), cbc("ID")): (None, "category of an allowance"),
    (cac("ClassifiedTaxCategory"), cbc("ID")): (None, "category"),
    (cac("StandardItemIdentification"), cbc("ID")): ("schemeID", "item"),
    (cac("DeliveryLocation"), cbc("ID")): ("schemeID", "location"),
}


def _is_about_object(holder: Element, code: Element) -> bool:
    return any(one.text == INVOICED_OBJECT for one in holder.iterchildren(cbc("DocumentTypeCode")))


def _is_no_bank_identifier(holder: Element, code: Element) -> bool:
    """Whether a party's identifier is none that the bank of seller or payee assigned, which may have its own scheme."""
    if (code.get("schemeID") or "").strip() != SEPA:
        return True
    return next(code.iterancestors(cac("AccountingSupplierParty"), cac("PayeeParty")), None) is None


def _is_vat_number(holder: Element, code: Element) -> bool:
    schemes = (scheme.findtext(cbc("ID")) or "" for scheme in holder.iterchildren(cac("TaxScheme")))
    return any(scheme.strip().upper() == "VAT" for scheme in schemes)


def _says(*indications: str) -> Callable[[Element, Element], bool]:
    def says(holder: Element, code: Element) -> bool:
        indicators = holder.iterchildren(cbc("ChargeIndicator"))
        return any((one.text or "").strip() in indications for one in indicators)

    return says


# As the ones before, and only where what they stand in says so.
_WHERE: dict[tuple[str, str], tuple[tuple[str | None, str, Callable[[Element, Element], bool]], ...]] = {
    (cac("AdditionalDocumentReference"), cbc("ID")): (("schemeID", "reference", _is_about_object),),
    (cac("DocumentReference"), cbc("ID")): (("schemeID", "reference", _is_about_object),),
    (cac("PartyIdentification"), cbc("ID")): (("schemeID", "party", _is_no_bank_identifier),),
    (cac("PartyTaxScheme"), cbc("CompanyID")): ((None, "tax number", _is_vat_number),),
    (cac("AllowanceCharge"), cbc("AllowanceChargeReasonCode")): (
        (None, "allowance", _says("false", "0")),
        (None, "charge", _says("true", "1")),
    ),
}
_TAGS = tuple({*_PLAIN, *(tag for _, tag in _WITHIN), *(tag for _, tag in _WHERE)})


def codes_of(root: Element) -> Iterator[Said]:
    """Give each code and scheme with its kind as `place`, in document order."""
    for element in root.iter(*_TAGS):
        found = _PLAIN.get(element.tag) or _within(element)
        if found is not None:
            attribute, kind = found
            value = (element.text or "") if attribute is None else element.get(attribute)
            if value is not None:
                yield Said(name=element.tag.rpartition("}")[2], value=value, place=kind, source=element)


def _within(element: Element) -> tuple[str | None, str] | None:
    """Return where the code stands, and of which kind it is, for those whose surroundings say so."""
    above = element.getparent()
    if above is None:
        return None
    key = (above.tag, element.tag)
    for attribute, kind, where in _WHERE.get(key, ()):
        if where(above, element):
            return attribute, kind
    return _WITHIN.get(key)
