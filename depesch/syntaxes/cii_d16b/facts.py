"""What official rules ask about in CII beside the model: VAT totals, other taxes, codes, empty groups, periods.

Of an ordinary invoice, in which the reader found a place for everything, the model tells nearly all of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import cast

import msgspec
from lxml import etree

from depesch.model.facts import Facts, OtherTax, VatTotal
from depesch.model.invoice import Invoice, VatBreakdown
from depesch.syntaxes import Reading
from depesch.syntaxes.binding import Tracer
from depesch.syntaxes.cii_d16b.codes import codes_of
from depesch.syntaxes.cii_d16b.line_paths import LinePaths
from depesch.syntaxes.cii_d16b.names import RAM_NS, RSM_NS, UDT_NS, ram, udt
from depesch.syntaxes.cii_d16b.odd_facts import (
    AMOUNTS,
    charge_taxes,
    delivery_dated,
    empty_periods,
    incomplete,
    line_taxes,
    loose_taxes,
    two_tax_points,
    vague_charges,
    vat_amounts,
)
from depesch.syntaxes.leaves import number
from depesch.syntaxes.ordinary import is_ordinary
from depesch.syntaxes.padding import padded_amounts

_TAX = ram("ApplicableTradeTax")
_TYPE_CODE = ram("TypeCode")
# These run in libxml2, which matters for invoices of thousands of lines.
_CURRENCIES = etree.XPath("descendant::*/@currencyID", smart_strings=False)
_TOTALS = etree.XPath(
    "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement"
    "/ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:TaxTotalAmount",
    namespaces={"rsm": RSM_NS, "ram": RAM_NS},
)
_TAX_POINTS = etree.XPath(
    "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement/ram:ApplicableTradeTax/ram:DueDateTypeCode",
    namespaces={"rsm": RSM_NS, "ram": RAM_NS},
)
_TAX_POINTS_ALONE = etree.XPath(
    "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement/ram:ApplicableTradeTax[*]"
    "[not(*[not(self::ram:TaxPointDate or self::ram:DueDateTypeCode)])]",
    namespaces={"rsm": RSM_NS, "ram": RAM_NS},
)
_NOT_PLAINLY_VAT = etree.XPath(
    "|".join(
        f"rsm:SupplyChainTradeTransaction/{path}[not(ram:TypeCode = 'VAT')]"
        for path in (
            "ram:IncludedSupplyChainTradeLineItem/ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax",
            "ram:ApplicableHeaderTradeSettlement/ram:ApplicableTradeTax",
            "ram:ApplicableHeaderTradeSettlement/ram:SpecifiedTradeAllowanceCharge/ram:CategoryTradeTax",
        )
    ),
    namespaces={"rsm": RSM_NS, "ram": RAM_NS},
)
# Candidates only: what is no date of eight digits is compared as text, which XPath 1.0 cannot.
_START, _END = (f"ram:{end}DateTime/udt:DateTimeString[@format = '102']" for end in ("Start", "End"))
_TWO_ENDS = (
    "ram:BillingSpecifiedPeriod[ram:StartDateTime and ram:EndDateTime]"
    f"[not(number({_END}) >= number({_START}) and string-length({_END}) = 8 and string-length({_START}) = 8)]"
)
_ODD_PERIODS = etree.XPath(
    "|".join(
        f"rsm:SupplyChainTradeTransaction/{path}/{_TWO_ENDS}"
        for path in (
            "ram:IncludedSupplyChainTradeLineItem/ram:SpecifiedLineTradeSettlement",
            "ram:ApplicableHeaderTradeSettlement",
        )
    ),
    namespaces={"rsm": RSM_NS, "ram": RAM_NS, "udt": UDT_NS},
)
_DAYS_102 = {
    end: etree.XPath(
        f"ram:{end}DateTime/udt:DateTimeString[@format = '102']", namespaces={"ram": RAM_NS, "udt": UDT_NS}
    )
    for end in ("Start", "End")
}
_PLACES = {
    (_TAX, ram("SpecifiedLineTradeSettlement")): "line",
    (_TAX, ram("ApplicableHeaderTradeSettlement")): "row",
}
_EMPTY_GROUPS = {
    ram("SpecifiedTradeSettlementPaymentMeans"): "payment.means",
    ram("PayeePartyCreditorFinancialAccount"): "payment.means.credit_transfer",
    ram("SellerTradeParty"): "seller.electronic_address",
    ram("BuyerTradeParty"): "buyer.electronic_address",
    ram("IssueDateTime"): "issue_date",
}
_MEANS = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement/ram:SpecifiedTradeSettlementPaymentMeans"
_EMPTY = etree.XPath(
    "|".join(
        (
            "rsm:ExchangedDocument/ram:IssueDateTime[not(udt:DateTimeString[@format = '102'][normalize-space()])]",
            "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeAgreement"
            "/*[self::ram:SellerTradeParty or self::ram:BuyerTradeParty]"
            "[ram:URIUniversalCommunication[1][not(ram:URIID)]]",
            f"{_MEANS}[not(ram:TypeCode or ram:Information or ram:ApplicableTradeSettlementFinancialCard"
            " or ram:PayeePartyCreditorFinancialAccount or ram:PayeeSpecifiedCreditorFinancialInstitution)]",
            f"{_MEANS}[ram:TypeCode = '30' or ram:TypeCode = '58']/ram:PayeePartyCreditorFinancialAccount"
            "[not(ram:IBANID or ram:ProprietaryID) and (not(*) and ../ram:PayeeSpecifiedCreditorFinancialInstitution"
            " or position() > 1 or ../ram:PayeePartyCreditorFinancialAccount[ram:IBANID or ram:ProprietaryID])]",
        )
    ),
    namespaces={"rsm": RSM_NS, "ram": RAM_NS, "udt": UDT_NS},
)


def facts_of(reading: Reading, trace: Callable[[Reading], Tracer]) -> Facts:
    """Return the facts of the document; CII keeps the breakdown apart from the totals."""
    root = reading.root
    totals = cast("list[etree._Element]", _TOTALS(root))
    codes = cast("list[etree._Element]", _TAX_POINTS(root))
    facts = Facts(
        root="CrossIndustryInvoice",
        currencies=_counted(total.get("currencyID") for total in totals),
        vat_totals=tuple(VatTotal(amount=number(one.text), currency=one.get("currencyID")) for one in totals),
        other_taxes=tuple(_other_taxes(root)),
        tax_point_codes=tuple((code.text or "").strip() for code in codes),
    )
    if is_ordinary(reading) and not _lacks_a_number(reading.invoice):
        return facts
    several = line_taxes(root)
    return msgspec.structs.replace(
        facts,
        currencies=_counted(cast("list[str]", _CURRENCIES(root))),
        other_taxes=tuple(tax for tax in facts.other_taxes if several is None or tax.place != "line"),
        empty_groups=(*_empty_groups(root), *incomplete(root)),
        backward_periods=tuple(_backward_periods(root)),
        empty_periods=tuple(empty_periods(root)),
        delivery_dated=delivery_dated(root),
        codes=tuple(codes_of(root)),
        further_rows=(VatBreakdown(),) * len(cast("list[etree._Element]", _TAX_POINTS_ALONE(root))),
        line_taxes=several,
        loose_taxes=tuple(loose_taxes(root)),
        charge_taxes=tuple(charge_taxes(root)),
        vat_amounts=vat_amounts(root),
        two_tax_points=two_tax_points(root),
        vague_charges=tuple(vague_charges(root)),
        padded=tuple(padded_amounts(root, AMOUNTS, lambda: trace(reading))),
    )


def _counted(currencies: Iterable[str | None]) -> tuple[tuple[str, int], ...]:
    return tuple(Counter(code for code in currencies if code is not None).items())


def _lacks_a_number(invoice: Invoice) -> bool:
    """Return whether a reference to an object or to a tender or lot stands there without its number."""
    objects = [invoice.invoiced_object, *(line.object_identifier for line in invoice.lines)]
    tender = invoice.tender_or_lot_reference
    return (tender is not None and not tender.strip()) or any(
        one is not None and not one.value.strip() for one in objects
    )


def _other_taxes(root: etree._Element) -> Iterator[OtherTax]:
    """Give the taxes whose type is another than VAT, or none; the model holds them as if they were VAT."""
    for tax in cast("list[etree._Element]", _NOT_PLAINLY_VAT(root)):
        kind = tax.findtext(_TYPE_CODE)
        holder = tax.getparent()
        if kind == "VAT" or (kind or "").upper() == "VAT" or holder is None:
            continue
        place = _PLACES.get((str(tax.tag), str(holder.tag))) or _charge_or_allowance(holder)
        if place is not None:
            yield OtherTax(
                place=place,
                category=tax.findtext(ram("CategoryCode")),
                rate=number(tax.findtext(ram("RateApplicablePercent"))),
                amount=number(tax.findtext(ram("BasisAmount"))),
                tax=number(tax.findtext(ram("CalculatedAmount"))),
                padded=(kind or "").strip().upper() == "VAT",
            )


def _charge_or_allowance(holder: etree._Element) -> str | None:
    above = holder.getparent()
    if above is None or above.tag != ram("ApplicableHeaderTradeSettlement"):
        return None
    indicator = holder.findtext(f"{ram('ChargeIndicator')}/{udt('Indicator')}") or ""
    return "charge" if indicator.strip() in {"true", "1"} else "allowance"


def _empty_groups(root: etree._Element) -> Iterator[str]:
    """Give what the model has no group for: an address or account without its number, a means without its code."""
    for element in cast("list[etree._Element]", _EMPTY(root)):
        yield _EMPTY_GROUPS[str(element.tag)]


def _backward_periods(root: etree._Element) -> Iterator[str]:
    """Give the periods with two ends that are not in order; the texts are compared, and only those in format 102."""
    paths = LinePaths(root)
    for period in cast("list[etree._Element]", _ODD_PERIODS(root)):
        starts, ends = (_days_102(period, end) for end in ("Start", "End"))
        if not any(end >= start for end in ends for start in starts):
            line = paths.of(period)
            yield f"{line}.period" if line else "period"


def _days_102(period: etree._Element, end: str) -> list[str]:
    return [day.text or "" for day in cast("list[etree._Element]", _DAYS_102[end](period))]
