"""What the national rules of Peppol ask about in UBL; nothing is looked at when no country of theirs sells."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from depesch.kit.xml import children, elements, local_name
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
from depesch.syntaxes import Reading
from depesch.syntaxes.saying import said
from depesch.syntaxes.ubl.names import CAC_NS, CBC_NS, cac, cbc

_COUNTRIES = frozenset({"NO", "DK", "IT", "SE", "GR", "EL", "IS", "NL"})
_PAID_IN = frozenset({"DK", "SE", "IS", "NL"})
_REFERRED_TO_IN = frozenset({"GR", "EL", "IS"})
_ID = cbc("ID")
_COMPANY = cbc("CompanyID")
_TAX, _TAX_SCHEME, _LEGAL = cac("PartyTaxScheme"), cac("TaxScheme"), cac("PartyLegalEntity")
_PLAIN_SCHEMES = frozenset({"VAT", "TAX"})
_ADDRESS, _COUNTRY, _CODE = cac("PostalAddress"), cac("Country"), cbc("IdentificationCode")
_ENDPOINT, _IDENTIFICATION = cbc("EndpointID"), cac("PartyIdentification")
_PARTY_NAME, _NAME = cac("PartyName"), cbc("Name")
_SUPPLIER, _CUSTOMER = cac("AccountingSupplierParty"), cac("AccountingCustomerParty")
_REPRESENTATIVE = cac("TaxRepresentativeParty")
_PARTS = {cbc("StreetName"): "line_1", cbc("CityName"): "city", cbc("PostalZone"): "post_code"}
_PARTY = cac("Party")
_MEANS = cac("PaymentMeans")
_ACCOUNT = cac("PayeeFinancialAccount")
_WAY, _REFERENCE, _BRANCH = cbc("PaymentMeansCode"), cbc("PaymentID"), cac("FinancialInstitutionBranch")
_LINES = (cac("InvoiceLine"), cac("CreditNoteLine"))
_MANDATE, _DEBITED = cac("PaymentMandate"), cac("PayerFinancialAccount")
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


def national_of(reading: Reading) -> SaidNationally | None:
    """Return what the rules of the seller's country ask about.

    None when no country with rules is named, and when the model tells all of it.
    """
    root, invoice = reading.root, reading.invoice
    countries = seller_countries(invoice)
    if countries.isdisjoint(_COUNTRIES):
        return None
    seller = _party_of(root, _SUPPLIER)
    representative = root.find(_REPRESENTATIVE)
    if not reading.memo.get("doubtful", True) and _model_tells(countries, invoice, seller, representative):
        return None
    return SaidNationally(
        countries=tuple(sorted(countries)),
        seller=_party(seller),
        buyer=_party(_party_of(root, _CUSTOMER)),
        representative=_party(representative),
        means=() if countries.isdisjoint(_PAID_IN) else _all_means(root),
        references=() if countries.isdisjoint(_REFERRED_TO_IN) else tuple(_references(root)),
        odd_rates=_odd_rates(root) if "SE" in countries else (),
        allowances=_allowances(root) if "DK" in countries else (),
        order_lines=_order_lines(root) if "NL" in countries else (),
        issue_date=root.findtext(cbc("IssueDate")),
        due_date=root.findtext(cbc("DueDate")),
    )


def _model_tells(countries: frozenset[str], invoice: Invoice, *parties: etree._Element | None) -> bool:
    """Return whether the model has all that the countries ask about; the reader met nothing out of the ordinary.

    A registration's scheme and one without a number have no place in the model, nor has the way to pay that a
    reference belongs to, nor Iceland's and Greece's dates as they are written.
    """
    if not countries.isdisjoint(_REFERRED_TO_IN):
        return False
    if "DK" in countries and invoice.payment is not None and len(invoice.payment.means) > 1:
        return False
    return all(_is_plain(one) for party in parties if party is not None for one in party.iterchildren(_TAX))


def _is_plain(registration: etree._Element) -> bool:
    number, scheme = _number_and_scheme(registration)
    return number is not None and scheme in _PLAIN_SCHEMES


def _party_of(root: etree._Element, holder: str) -> etree._Element | None:
    found = root.find(holder)
    return None if found is None else found.find(_PARTY)


def _party(party: etree._Element | None) -> SaidParty | None:
    if party is None:
        return None
    taxes: list[Said] = []
    companies: list[Said] = []
    identifiers: list[Said] = []
    names: list[Said] = []
    endpoint: Said | None = None
    address: SaidAddress | None = None
    for child in children(party):
        tag = child.tag
        if tag == _TAX:
            taxes.append(_tax(child))
        elif tag == _LEGAL:
            companies += [said(one) for one in child.iterchildren(_COMPANY)]
        elif tag == _ADDRESS:
            address = _address(child)
        elif tag == _ENDPOINT:
            endpoint = said(child)
        elif tag == _IDENTIFICATION:
            identifiers += [said(one) for one in child.iterchildren(_ID)]
        elif tag == _PARTY_NAME:
            names += [said(one) for one in child.iterchildren(_NAME)]
    return SaidParty(
        taxes=tuple(taxes),
        companies=tuple(companies),
        identifiers=tuple(identifiers),
        names=tuple(names),
        endpoint=endpoint,
        address=address,
    )


def _tax(registration: etree._Element) -> Said:
    number, scheme = _number_and_scheme(registration)
    return Said(
        name="CompanyID",
        value=None if number is None else number.text or "",
        scheme=scheme,
        source=registration if number is None else number,
    )


def _number_and_scheme(registration: etree._Element) -> tuple[etree._Element | None, str | None]:
    """Return the element of a registration's number and the text of its scheme, None for what is not there."""
    number = scheme = None
    for child in children(registration):
        if child.tag == _COMPANY:
            number = child
        elif child.tag == _TAX_SCHEME:
            scheme = next((one.text or "" for one in child.iterchildren(_ID)), None)
    return number, scheme


def _address(address: etree._Element) -> SaidAddress:
    parts: list[str] = []
    country: str | None = None
    for child in children(address):
        if child.tag in _PARTS:
            parts.append(_PARTS[str(child.tag)])
        elif child.tag == _COUNTRY:
            country = next((code.text or "" for code in child.iterchildren(_CODE)), None)
    return SaidAddress(country=country, parts=tuple(parts))


def _all_means(root: etree._Element) -> tuple[SaidMeans, ...]:
    """Return the ways to pay of the document, each with its place, and those that stand anywhere else, with none."""
    own = {means: f"payment.means[{i}]" for i, means in enumerate(root.iterchildren(_MEANS))}
    return tuple(_means(means, own.get(means, "")) for means in root.iter(_MEANS))


def _means(means: etree._Element, place: str) -> SaidMeans:
    code = provider = mandate = debited = None
    accounts: tuple[Said, ...] = ()
    references: list[str] = []
    for child in children(means):
        tag = child.tag
        if tag == _WAY:
            code = child.text or ""
        elif tag == _REFERENCE:
            references.append(child.text or "")
        elif tag == _ACCOUNT:
            at = f"{place}.credit_transfer.account" if place else ""
            accounts = tuple(said(one, at) for one in children(child) if one.tag == _ID)
            provider = _id_below(child, _BRANCH)
        elif tag == _MANDATE:
            mandate = next((one.text or "" for one in children(child) if one.tag == _ID), None)
            debited = _id_below(child, _DEBITED)
    return SaidMeans(
        name="PaymentMeans",
        value=code,
        place=place,
        source=means,
        accounts=accounts,
        provider=provider,
        references=tuple(references),
        mandate=mandate,
        debited=debited,
    )


def _id_below(element: etree._Element, tag: str) -> str | None:
    """Return the text of the identifier in the child with the tag, None when there is none."""
    for child in children(element):
        if child.tag == tag:
            return next((one.text or "" for one in children(child) if one.tag == _ID), None)
    return None


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
    found = elements(_ODD_RATES, root)
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
    places = {line: f"{place}.vat.rate" for line, place in _lines(root).items()}
    for i, row in enumerate(root.iterfind(f"{cac('TaxTotal')}/{cac('TaxSubtotal')}")):
        places[row] = f"vat_breakdown[{i}].rate"
    counts = {"allowances": 0, "charges": 0}
    for one in root.iterchildren(cac("AllowanceCharge")):
        kind = "charges" if (one.findtext(cbc("ChargeIndicator")) or "").strip() in {"true", "1"} else "allowances"
        places[one] = f"{kind}[{counts[kind]}].vat_rate"
        counts[kind] += 1
    return places


def _allowances(root: etree._Element) -> tuple[SaidAllowance, ...]:
    found = elements(_AGREED, root)
    lines = _lines(root) if found else {}
    return tuple(
        SaidAllowance(
            name="AllowanceCharge",
            value=one.findtext(cbc("AllowanceChargeReasonCode")),
            place=next((lines[above] for above in one.iterancestors() if above in lines), ""),
            source=one,
            reasons=tuple(text.text or "" for text in one.iterchildren(cbc("AllowanceChargeReason"))),
        )
        for one in found
    )


def _order_lines(root: etree._Element) -> tuple[Said, ...]:
    found = elements(_ORDER_LINES, root)
    lines = _lines(root) if found else {}
    return tuple(
        said(one, next((f"{lines[a]}.order_line_reference" for a in one.iterancestors() if a in lines), ""))
        for one in found
    )


def _lines(root: etree._Element) -> dict[etree._Element, str]:
    return {line: f"lines[{i}]" for i, line in enumerate(root.iterchildren(*_LINES))}
