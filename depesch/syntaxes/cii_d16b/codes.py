"""Every code and scheme of a code list in a Cross Industry Invoice, wherever it stands.

Official rules look at codes anywhere in the tree, also where EN 16931 has no term. The model tells them all in an
invoice in which the reader found a place for everything; for any other they are gathered here.

Source: validation artefacts of CEN/TC 434 for CII, release 1.3.16 (rules BR-CL).
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from depesch.kit.xml import children
from depesch.model.facts import Said
from depesch.syntaxes.cii_d16b.names import VAT_REGISTRATION, ram, udt

Element = etree._Element

_INDICATOR, _TRUE_OR_FALSE = ram("ChargeIndicator"), udt("Indicator")
_PRODUCT, _SHIP_TO = ram("SpecifiedTradeProduct"), ram("ShipToTradeParty")
_REGISTRATION = ram("SpecifiedTaxRegistration")
_ID, _GLOBAL_ID, _TYPE = ram("ID"), ram("GlobalID"), ram("TypeCode")
_REASON, _CATEGORY = ram("ReasonCode"), ram("CategoryCode")
_ALLOWANCE, _DELIVERY, _ORIGIN = (
    ram(name) for name in ("SpecifiedTradeAllowanceCharge", "ApplicableHeaderTradeDelivery", "OriginTradeCountry")
)
# By their own name alone: element, its attribute (None: its text), kind.
_PLAIN: dict[str, tuple[str | None, str]] = {
    ram("TaxTotalAmount"): ("currencyID", "amount currency"),
    ram("InvoiceCurrencyCode"): (None, "currency"),
    ram("TaxCurrencyCode"): (None, "vat currency"),
    ram("DueDateTypeCode"): (None, "tax point"),
    ram("ReferenceTypeCode"): (None, "reference"),
    ram("SubjectCode"): (None, "subject"),
    ram("ClassCode"): ("listID", "classification"),
    ram("CountryID"): (None, "country"),
    ram("ExemptionReasonCode"): (None, "exemption"),
    ram("BasisQuantity"): ("unitCode", "unit"),
    ram("BilledQuantity"): ("unitCode", "unit"),
    ram("AttachmentBinaryObject"): ("mimeCode", "media type"),
}
# By the name of what they stand in, too.
_WITHIN: dict[tuple[str, str], tuple[str | None, str]] = {
    (ram("SpecifiedTradeSettlementPaymentMeans"), ram("TypeCode")): (None, "payment means"),
    (ram("CategoryTradeTax"), ram("CategoryCode")): (None, "category of an allowance"),
    (ram("ApplicableTradeTax"), ram("CategoryCode")): (None, "category"),
    (ram("SpecifiedTaxRegistration"), ram("ID")): (None, "tax number"),
    (ram("URIUniversalCommunication"), ram("URIID")): ("schemeID", "address"),
}
_TAGS = tuple({*_PLAIN, *(tag for _, tag in _WITHIN), _ID, _GLOBAL_ID, _REASON})


def codes_of(root: Element) -> Iterator[Said]:
    """Give each code and scheme with its kind as `place`, in document order."""
    for element in root.iter(*_TAGS):
        tag = element.tag
        found = _PLAIN.get(tag) or _within(element, tag)
        if found is not None:
            attribute, kind = found
            if kind == "tax number" and element.get("schemeID") != VAT_REGISTRATION:
                continue
            value = (element.text or "") if attribute is None else element.get(attribute)
            if value is not None:
                yield Said(name=tag.rpartition("}")[2], value=value, place=kind, source=element)


def _within(element: Element, tag: str) -> tuple[str | None, str] | None:
    """Return where the code stands, and of which kind it is, for those whose surroundings say so."""
    above = element.getparent()
    if above is None:
        return None
    around = above.tag
    found = _WITHIN.get((around, tag))
    if found is not None:
        return found
    if tag == _ID:
        return _id_kind(element, around)
    if tag == _GLOBAL_ID:
        return _scheme_kind(element, above)
    if tag == _REASON:
        return _reason_kind(above) if around == _ALLOWANCE else None
    if tag == _CATEGORY:
        return None, "other category"
    return (None, "document type") if tag == _TYPE and around.endswith("}ExchangedDocument") else None


def _scheme_kind(element: Element, above: Element) -> tuple[str, str] | None:
    """Return the kind of an identifier with a scheme by whom it names: an item, a place of delivery, a party."""
    if above.tag == _PRODUCT:
        return "schemeID", "item"
    holder = above.getparent()
    if above.tag == _SHIP_TO and holder is not None and holder.tag == _DELIVERY:
        return "schemeID", "location"
    if next(element.iterancestors(_PRODUCT, _SHIP_TO), None) is not None:
        return None
    return "schemeID", "party"


def _id_kind(element: Element, around: str) -> tuple[str | None, str] | None:
    """Return the kind of a plain identifier: with a scheme any, without one only the code of a country of origin."""
    if element.get("schemeID") is not None and next(element.iterancestors(_REGISTRATION), None) is None:
        return "schemeID", "registration"
    return (None, "origin") if around == _ORIGIN else None


def _reason_kind(above: Element) -> tuple[None, str] | None:
    said = {
        (one.text or "").strip()
        for indicator in children(above)
        if indicator.tag == _INDICATOR
        for one in children(indicator)
        if one.tag == _TRUE_OR_FALSE
    }
    if not said.isdisjoint({"false", "0"}):
        return None, "allowance"
    return None if said.isdisjoint({"true", "1"}) else (None, "charge")
