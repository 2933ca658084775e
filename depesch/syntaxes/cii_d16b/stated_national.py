"""What the national rules of Peppol ask about in CII; nothing is looked at when no country of theirs sells."""

from __future__ import annotations

from lxml import etree

from depesch.kit.xml import children, elements, local_name
from depesch.model.facts import Said, SaidAddress, SaidMeans, SaidNationally, SaidParty
from depesch.model.invoice import Invoice
from depesch.model.seller_side import seller_countries
from depesch.syntaxes import Reading
from depesch.syntaxes.cii_d16b.names import RAM_NS, RSM_NS, ram, rsm, udt
from depesch.syntaxes.saying import said

_COUNTRIES = frozenset({"NO", "DK", "IT", "SE", "NL"})
_PAID_IN = frozenset({"DK", "SE", "NL"})
_ID = ram("ID")
_AGREEMENT = f"{rsm('SupplyChainTradeTransaction')}/{ram('ApplicableHeaderTradeAgreement')}"
_SETTLEMENT = f"{rsm('SupplyChainTradeTransaction')}/{ram('ApplicableHeaderTradeSettlement')}"
_LINE = f"{rsm('SupplyChainTradeTransaction')}/{ram('IncludedSupplyChainTradeLineItem')}"
_INDICATOR = f"{ram('ChargeIndicator')}/{udt('Indicator')}"
_PARTS = {ram("LineOne"): "line_1", ram("CityName"): "city", ram("PostcodeCode"): "post_code"}
_TAX, _LEGAL, _GLOBAL = ram("SpecifiedTaxRegistration"), ram("SpecifiedLegalOrganization"), ram("GlobalID")
_ADDRESS, _COUNTRY = ram("PostalTradeAddress"), ram("CountryID")
_REFERENCE, _CREDITOR = ram("PaymentReference"), ram("CreditorReferenceID")
_MEANS, _TYPE = ram("SpecifiedTradeSettlementPaymentMeans"), ram("TypeCode")
_ACCOUNT, _IBAN, _OTHER_ACCOUNT = ram("PayeePartyCreditorFinancialAccount"), ram("IBANID"), ram("ProprietaryID")
_INSTITUTION, _BIC = ram("PayeeSpecifiedCreditorFinancialInstitution"), ram("BICID")
_DIRECT_DEBIT = "49"
# As the artefact looks for it, where no document that keeps its schema has it.
_MANDATE = f"{ram('SpecifiedTradePaymentTerms')}/{ram('DirectDebitMandateID')}"
_NAMES = {"rsm": RSM_NS, "ram": RAM_NS}
# Peppol's rules know a VAT number by this scheme, which is none of EN 16931: the model has no term for it.
_NUMBERS = etree.XPath(
    "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeAgreement"
    "/*[self::ram:SellerTradeParty or self::ram:SellerTaxRepresentativeTradeParty]"
    "/ram:SpecifiedTaxRegistration/ram:ID[@schemeID = 'VAT']",
    namespaces=_NAMES,
)
# Candidates only: XPath 1.0 reads fewer numbers than 3.1, and the rule looks again.
_ODD = "[not(ram:RateApplicablePercent = 25 or ram:RateApplicablePercent = 12 or ram:RateApplicablePercent = 6)]"
_ODD_RATES = etree.XPath(
    f"descendant::ram:ApplicableTradeTax{_ODD} | descendant::ram:CategoryTradeTax{_ODD}", namespaces=_NAMES
)
_ORDER_LINES = etree.XPath(
    "rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem/ram:SpecifiedLineTradeAgreement"
    "/ram:BuyerOrderReferencedDocument/ram:LineID",
    namespaces=_NAMES,
)


def national_of(reading: Reading) -> SaidNationally | None:
    """Return what the rules of the seller's country ask about.

    None when no country with rules is named, and when the model tells all of it.
    """
    root, invoice = reading.root, reading.invoice
    countries = seller_countries(invoice)
    if not reading.memo.get("doubtful", True):
        if countries.isdisjoint(_COUNTRIES) or _model_tells(countries, invoice):
            return None
    else:
        numbers = elements(_NUMBERS, root)
        countries = countries.union((one.text or "")[:2].strip().upper() for one in numbers)
        if countries.isdisjoint(_COUNTRIES):
            return None
    settlement = root.find(_SETTLEMENT)
    return SaidNationally(
        countries=tuple(sorted(countries)),
        seller=_party(root.find(f"{_AGREEMENT}/{ram('SellerTradeParty')}")),
        buyer=_party(root.find(f"{_AGREEMENT}/{ram('BuyerTradeParty')}")),
        representative=_party(root.find(f"{_AGREEMENT}/{ram('SellerTaxRepresentativeTradeParty')}")),
        means=() if settlement is None or countries.isdisjoint(_PAID_IN) else _all_means(settlement),
        odd_rates=_odd_rates(root) if "SE" in countries else (),
        order_lines=_order_lines(root) if "NL" in countries else (),
    )


def _model_tells(countries: frozenset[str], invoice: Invoice) -> bool:
    """Return whether the model has all that the countries ask about; the reader met nothing out of the ordinary.

    It does not tell which element an identifier or an account stands in, which Denmark and the Swedish giros ask.
    """
    if "DK" in countries:
        return False
    means = invoice.payment.means if invoice.payment else ()
    return "SE" not in countries or all(
        one.credit_transfer is None or "SE:" not in (one.credit_transfer.provider or "") for one in means
    )


def _party(party: etree._Element | None) -> SaidParty | None:
    if party is None:
        return None
    taxes: list[Said] = []
    companies: list[Said] = []
    identifiers: list[Said] = []
    address: SaidAddress | None = None
    for child in children(party):
        tag = child.tag
        if tag == _TAX:
            number = next((one for one in children(child) if one.tag == _ID), None)
            taxes.append(Said(name="SpecifiedTaxRegistration", source=child) if number is None else said(number))
        elif tag == _LEGAL:
            companies += [said(one) for one in children(child) if one.tag == _ID]
        elif tag == _GLOBAL:
            identifiers.append(said(child))
        elif tag == _ADDRESS:
            address = _address(child)
    return SaidParty(taxes=tuple(taxes), companies=tuple(companies), identifiers=tuple(identifiers), address=address)


def _address(address: etree._Element) -> SaidAddress:
    parts: list[str] = []
    country: str | None = None
    for child in children(address):
        if child.tag in _PARTS:
            parts.append(_PARTS[str(child.tag)])
        elif child.tag == _COUNTRY:
            country = child.text or ""
    return SaidAddress(country=country, parts=tuple(parts))


def _all_means(settlement: etree._Element) -> tuple[SaidMeans, ...]:
    """Return the ways to pay; the payment reference and the creditor's identifier are the same for all."""
    references = tuple(one.text or "" for one in settlement.iterchildren(_REFERENCE))
    creditor = next((one.text or "" for one in settlement.iterchildren(_CREDITOR)), None)
    return tuple(
        _means(one, f"payment.means[{i}]", references, creditor)
        for i, one in enumerate(settlement.iterchildren(_MEANS))
    )


def _means(means: etree._Element, place: str, references: tuple[str, ...], creditor: str | None) -> SaidMeans:
    code = provider = None
    ibans: list[Said] = []
    others: list[Said] = []
    for child in children(means):
        tag = child.tag
        if tag == _TYPE:
            code = child.text or ""
        elif tag == _ACCOUNT:
            at = f"{place}.credit_transfer.account"
            ibans += [said(one, at) for one in children(child) if one.tag == _IBAN]
            others += [said(one, at) for one in children(child) if one.tag == _OTHER_ACCOUNT]
        elif tag == _INSTITUTION:
            provider = next((one.text or "" for one in children(child) if one.tag == _BIC), None)
    return SaidMeans(
        name="SpecifiedTradeSettlementPaymentMeans",
        value=code,
        place=place,
        source=means,
        accounts=tuple(ibans),
        proprietary=tuple(others),
        provider=provider,
        references=references,
        mandate=means.findtext(_MANDATE) if code == _DIRECT_DEBIT else None,
        debited=creditor,
    )


def _odd_rates(root: etree._Element) -> tuple[Said, ...]:
    found = elements(_ODD_RATES, root)
    places = _rate_places(root) if found else {}
    return tuple(
        Said(
            name=local_name(tax),
            value=tax.findtext(ram("RateApplicablePercent")),
            place=places.get(tax) or next((places[above] for above in tax.iterancestors() if above in places), ""),
            source=tax,
        )
        for tax in found
    )


def _order_lines(root: etree._Element) -> tuple[Said, ...]:
    found = elements(_ORDER_LINES, root)
    lines = {line: i for i, line in enumerate(root.iterfind(_LINE))} if found else {}
    holders = [next(above for above in one.iterancestors() if above in lines) for one in found]
    places = [f"lines[{lines[line]}].order_line_reference" for line in holders]
    return tuple(said(one, place) for one, place in zip(found, places, strict=True))


def _rate_places(root: etree._Element) -> dict[etree._Element, str]:
    """Return where in the model the rate of each line, VAT row, allowance and charge of the document stands."""
    places: dict[etree._Element, str] = {}
    for i, line in enumerate(root.iterfind(_LINE)):
        places[line] = f"lines[{i}].vat.rate"
    for i, row in enumerate(root.iterfind(f"{_SETTLEMENT}/{ram('ApplicableTradeTax')}")):
        places[row] = f"vat_breakdown[{i}].rate"
    counts = {"allowances": 0, "charges": 0}
    for one in root.iterfind(f"{_SETTLEMENT}/{ram('SpecifiedTradeAllowanceCharge')}"):
        is_charge = (one.findtext(_INDICATOR) or "").strip() in {"true", "1"}
        kind = "charges" if is_charge else "allowances"
        places[one] = f"{kind}[{counts[kind]}].vat_rate"
        counts[kind] += 1
    return places
