"""What the national rules of Peppol ask about in UBL; nothing is looked at when no country of theirs sells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from lxml import etree

from depesch.kit.xml import children, local_name
from depesch.model.facts import (
    Said,
    SaidAddress,
    SaidAllowance,
    SaidMeans,
    SaidNationally,
    SaidParty,
    SaidReference,
)
from depesch.model.invoice import Invoice
from depesch.model.seller_side import seller_countries
from depesch.syntaxes.ubl21.names import CAC_NS, CBC_NS, cac, cbc

_COUNTRIES = frozenset({"NO", "DK", "IT", "SE", "GR", "EL", "IS", "NL"})
_PAID_IN = frozenset({"DK", "SE", "IS", "NL"})
_REFERRED_TO_IN = frozenset({"GR", "EL", "IS"})
_ID = cbc("ID")
_COMPANY = cbc("CompanyID")
_SCHEME = f"{cac('TaxScheme')}/{_ID}"
_COUNTRY = f"{cac('Country')}/{cbc('IdentificationCode')}"
_PARTS = {cbc("StreetName"): "line_1", cbc("CityName"): "city", cbc("PostalZone"): "post_code"}
_PARTY = cac("Party")
_MEANS = cac("PaymentMeans")
_ACCOUNT = cac("PayeeFinancialAccount")
_PROVIDER = f"{_ACCOUNT}/{cac('FinancialInstitutionBranch')}/{_ID}"
_MANDATE = cac("PaymentMandate")
_DEBITED = f"{_MANDATE}/{cac('PayerFinancialAccount')}/{_ID}"
_DOCUMENT = cac("AdditionalDocumentReference")
_LOCATION = f"{cac('Attachment')}/{cac('ExternalReference')}/{cbc('URI')}"
_NAMES = {"cac": CAC_NS, "cbc": CBC_NS}
# Candidates only: XPath 1.0 reads fewer numbers than 3.1, and the rule looks again.
_ODD = "[cbc:ID = 'S'][not(cbc:Percent = 25 or cbc:Percent = 12 or cbc:Percent = 6)]"
_ODD_RATES = etree.XPath(
    f"descendant::cac:ClassifiedTaxCategory{_ODD} | descendant::cac:TaxCategory{_ODD}", namespaces=_NAMES
)
_AGREED = etree.XPath("descendant::cac:AllowanceCharge[cbc:AllowanceChargeReasonCode = 'ZZZ']", namespaces=_NAMES)
_ORDER_LINES = etree.XPath("descendant::cac:OrderLineReference/cbc:LineID", namespaces=_NAMES)


def national_of(root: etree._Element, invoice: Invoice) -> SaidNationally | None:
    """Return what the rules of the seller's country ask about; None when no country with rules is named."""
    countries = seller_countries(invoice)
    if countries.isdisjoint(_COUNTRIES):
        return None
    return SaidNationally(
        countries=tuple(sorted(countries)),
        seller=_party(root.find(f"{cac('AccountingSupplierParty')}/{_PARTY}")),
        buyer=_party(root.find(f"{cac('AccountingCustomerParty')}/{_PARTY}")),
        representative=_party(root.find(cac("TaxRepresentativeParty"))),
        means=() if countries.isdisjoint(_PAID_IN) else _all_means(root),
        references=() if countries.isdisjoint(_REFERRED_TO_IN) else tuple(_references(root)),
        odd_rates=_odd_rates(root) if "SE" in countries else (),
        allowances=tuple(_allowance(one) for one in _found(_AGREED, root)) if "DK" in countries else (),
        order_lines=tuple(_said(one) for one in _found(_ORDER_LINES, root)) if "NL" in countries else (),
        issue_date=root.findtext(cbc("IssueDate")),
        due_date=root.findtext(cbc("DueDate")),
    )


def _found(path: etree.XPath, root: etree._Element) -> list[etree._Element]:
    return cast("list[etree._Element]", path(root))


def _said(element: etree._Element, place: str = "") -> Said:
    return Said(
        name=local_name(element),
        value=element.text or "",
        scheme=element.get("schemeID"),
        place=place,
        source=element,
    )


def _party(party: etree._Element | None) -> SaidParty | None:
    if party is None:
        return None
    taxes: list[Said] = []
    found: dict[str, list[Said]] = {"companies": [], "identifiers": [], "names": [], "endpoint": []}
    address: SaidAddress | None = None
    for child in children(party):
        if child.tag == cac("PartyTaxScheme"):
            taxes.append(_tax(child))
        elif child.tag == cac("PostalAddress"):
            address = _address(child)
        elif child.tag == cbc("EndpointID"):
            found["endpoint"].append(_said(child))
        elif child.tag in _LISTS:
            key, tag = _LISTS[str(child.tag)]
            found[key] += [_said(one) for one in child.iterchildren(tag)]
    return SaidParty(
        taxes=tuple(taxes),
        companies=tuple(found["companies"]),
        identifiers=tuple(found["identifiers"]),
        names=tuple(found["names"]),
        endpoint=found["endpoint"][0] if found["endpoint"] else None,
        address=address,
    )


_LISTS = {
    cac("PartyLegalEntity"): ("companies", _COMPANY),
    cac("PartyIdentification"): ("identifiers", _ID),
    cac("PartyName"): ("names", cbc("Name")),
}


def _tax(registration: etree._Element) -> Said:
    number = registration.find(_COMPANY)
    return Said(
        name="CompanyID",
        value=None if number is None else number.text or "",
        scheme=registration.findtext(_SCHEME),
        source=registration if number is None else number,
    )


def _address(address: etree._Element) -> SaidAddress:
    parts = tuple(_PARTS[str(child.tag)] for child in children(address) if child.tag in _PARTS)
    return SaidAddress(country=address.findtext(_COUNTRY), parts=parts)


def _all_means(root: etree._Element) -> tuple[SaidMeans, ...]:
    """Return the ways to pay of the document, each with its place, and those that stand anywhere else, with none."""
    own = {means: f"payment.means[{i}]" for i, means in enumerate(root.iterchildren(_MEANS))}
    return tuple(_means(means, own.get(means, "")) for means in root.iter(_MEANS))


def _means(means: etree._Element, place: str) -> SaidMeans:
    account = means.find(f"{_ACCOUNT}/{_ID}")
    return SaidMeans(
        name="PaymentMeans",
        value=means.findtext(cbc("PaymentMeansCode")),
        place=place,
        source=means,
        accounts=() if account is None else (_said(account, f"{place}.credit_transfer.account" if place else ""),),
        provider=means.findtext(_PROVIDER),
        references=tuple(one.text or "" for one in means.iterchildren(cbc("PaymentID"))),
        mandate=means.findtext(f"{_MANDATE}/{_ID}"),
        debited=means.findtext(_DEBITED),
    )


def _references(root: etree._Element) -> Iterator[SaidReference]:
    for one in root.iter(_DOCUMENT):
        yield SaidReference(
            name="AdditionalDocumentReference",
            value=one.findtext(_ID),
            source=one,
            descriptions=tuple(text.text or "" for text in one.iterchildren(cbc("DocumentDescription"))),
            location=one.findtext(_LOCATION),
            place="supporting_documents" if one.getparent() is root else "",
        )


def _odd_rates(root: etree._Element) -> tuple[Said, ...]:
    found = _found(_ODD_RATES, root)
    places = _rate_places(root) if found else {}
    return tuple(
        Said(
            name=local_name(category),
            value=category.findtext(cbc("Percent")),
            place=next((places[above] for above in category.iterancestors() if above in places), ""),
            source=category,
        )
        for category in found
    )


def _rate_places(root: etree._Element) -> dict[etree._Element, str]:
    """Return where in the model the rate of each line, VAT row, allowance and charge of the document stands."""
    places: dict[etree._Element, str] = {}
    for i, line in enumerate(root.iterchildren(cac("InvoiceLine"), cac("CreditNoteLine"))):
        places[line] = f"lines[{i}].vat.rate"
    for i, row in enumerate(root.iterfind(f"{cac('TaxTotal')}/{cac('TaxSubtotal')}")):
        places[row] = f"vat_breakdown[{i}].rate"
    counts = {"allowances": 0, "charges": 0}
    for one in root.iterchildren(cac("AllowanceCharge")):
        kind = "charges" if (one.findtext(cbc("ChargeIndicator")) or "").strip() in {"true", "1"} else "allowances"
        places[one] = f"{kind}[{counts[kind]}].vat_rate"
        counts[kind] += 1
    return places


def _allowance(allowance: etree._Element) -> SaidAllowance:
    return SaidAllowance(
        name="AllowanceCharge",
        value=allowance.findtext(cbc("AllowanceChargeReasonCode")),
        source=allowance,
        reasons=tuple(one.text or "" for one in allowance.iterchildren(cbc("AllowanceChargeReason"))),
    )
