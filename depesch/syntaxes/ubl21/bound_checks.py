"""Closer looks of the rules bound to UBL: what tells apart elements of one name, and what breaks a rule.

A filter answers for one element that a path found; a `breaks` returns the element that is wrong, None when all is
well. Comparisons are those of XPath 2 on untyped values: texts to the letter, and true when any pair compares.

Source: validation artefacts of CEN/TC 434 for UBL, release 1.3.16.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from depesch.syntaxes.ubl.names import CREDIT_NOTE, INVOICE, INVOICED_OBJECT, PROJECT, SEPA, cac, cbc

Element = etree._Element

_TYPE, _ID = cbc("DocumentTypeCode"), cbc("ID")
_SCHEME, _SCHEME_ID = cac("TaxScheme"), f"{cac('TaxScheme')}/{cbc('ID')}"
_NAME = f"{cac('PartyName')}/{cbc('Name')}"
_SELLER_NAME = "/".join(
    (cac("AccountingSupplierParty"), cac("Party"), cac("PartyLegalEntity"), cbc("RegistrationName"))
)
_PRICE_ALLOWANCE = cac("AllowanceCharge")


def _said(element: Element) -> str:
    """Return the string value: all text in the element and below."""
    return element.text or "" if not len(element) else "".join(map(str, element.itertext()))


def _texts(element: Element, path: str) -> list[str]:
    return [_said(found) for found in element.iterfind(path)]


def _above(element: Element) -> Element:
    """Return the parent; the element itself at the top, where no path of the table leads."""
    parent = element.getparent()
    return element if parent is None else parent


def of_invoiced_object(element: Element) -> bool:
    """Whether the document reference that an element stands in says that it is the invoiced object."""
    return INVOICED_OBJECT in _texts(_above(element), _TYPE)


def of_supporting_document(element: Element) -> bool:
    """Whether the document reference that an element stands in has no type, or another than the invoiced object."""
    types = _texts(_above(element), _TYPE)
    return not types or any(one != INVOICED_OBJECT for one in types)


def _schemes(element: Element) -> list[str]:
    """Return the names of the tax schemes beside an element, in capitals; an empty one for a scheme without name."""
    return [(scheme.findtext(_ID) or "").upper() for scheme in _above(element).iterchildren(_SCHEME)]


def registered_for_vat(element: Element) -> bool:
    """Whether a registration number stands under the scheme VAT."""
    return "VAT" in _schemes(element)


def registered_otherwise(element: Element) -> bool:
    """Whether a registration number stands under another scheme than VAT."""
    return any(scheme != "VAT" for scheme in _schemes(element))


def of_bank(element: Element) -> bool:
    """Whether an identifier is the one that the bank assigned for direct debits."""
    return (element.get("schemeID") or "").upper() == SEPA


def _indicated(element: Element) -> set[str]:
    return {text.strip() for text in _texts(_above(element), cbc("ChargeIndicator"))}


def of_allowance(element: Element) -> bool:
    """Whether an element stands in an allowance."""
    return not _indicated(element).isdisjoint({"false", "0"})


def of_charge(element: Element) -> bool:
    """Whether an element stands in a charge."""
    return not _indicated(element).isdisjoint({"true", "1"})


def not_of_payment_means(element: Element) -> bool:
    """Whether an element is another than the code of the payment means, the only one that may have a name."""
    return bool(element.tag != cbc("PaymentMeansCode"))


def not_version_2_1(element: Element) -> bool:
    """Whether an element says another version of UBL than 2.1."""
    return _said(element) != "2.1"


def is_invoice(root: Element) -> bool:
    """Whether the document is an invoice, not a credit note."""
    return bool(root.tag == INVOICE)


def too_many_decimals(amount: Element) -> Element | None:
    """Return an amount with more than two characters after the point; prices have as many as they need."""
    text = _said(amount)
    if len(text.partition(".")[2]) <= 2 or str(amount.tag).endswith("PriceAmount"):
        return None
    prices = amount.iterancestors(cac("Price"))
    return None if any(price.find(_PRICE_ALLOWANCE) is not None for price in prices) else amount


def wrongly_typed(reference: Element) -> Element | None:
    """Return what is wrong in a document reference: a type that may not stand here, or a scheme without type."""
    types = reference.findall(_TYPE)
    allowed = {INVOICED_OBJECT}
    if reference.getroottree().getroot().tag == CREDIT_NOTE:
        allowed.add(PROJECT)
    if any(_said(one) in allowed for one in types):
        return None
    if types:
        return types[0]
    return next((one for one in reference.iterchildren(_ID) if one.get("schemeID") is not None), None)


def registered_without_number_or_scheme(registration: Element) -> Element | None:
    """Return a tax registration that lacks the number or the name of the scheme."""
    whole = registration.find(cbc("CompanyID")) is not None and registration.find(_SCHEME_ID) is not None
    return None if whole else registration


def _other(elements: Iterable[Element]) -> Element | None:
    """Return the first element that says something else than the one before all others."""
    first: str | None = None
    for element in elements:
        said = _said(element)
        if first is None:
            first = said
        elif said != first:
            return element
    return None


def other_payment_id(root: Element) -> Element | None:
    """Return a payment reference that differs from the first."""
    return _other(root.iter(cbc("PaymentID")))


def other_payment_means(root: Element) -> Element | None:
    """Return a code of the payment means that differs from the first."""
    return _other(root.iter(cbc("PaymentMeansCode")))


def _not_told_from_seller(payee: Element, surplus: list[Element]) -> Element | None:
    """Return the second of what may stand once, else the payee when no name of its differs from one of the seller."""
    if len(surplus) > 1:
        return surplus[1]
    names, seller = _texts(payee, _NAME), _texts(_above(payee), _SELLER_NAME)
    if any(name != other for name in names for other in seller):
        return None
    found = payee.find(_NAME)
    return payee if found is None else found


def payee_with_many_names(payee: Element) -> Element | None:
    """Return what is wrong with the names of a payee."""
    return _not_told_from_seller(payee, payee.findall(_NAME))


def payee_with_many_identifiers(payee: Element) -> Element | None:
    """Return what is wrong with the identifiers of a payee, but for the one that the bank assigned."""
    identifiers = payee.iterfind(f"{cac('PartyIdentification')}/{_ID}")
    return _not_told_from_seller(payee, [one for one in identifiers if not of_bank(one)])


def payee_with_many_registrations(payee: Element) -> Element | None:
    """Return what is wrong with the registration numbers of a payee."""
    return _not_told_from_seller(payee, payee.findall(f"{cac('PartyLegalEntity')}/{cbc('CompanyID')}"))
