"""EN 16931 on CII where it looks at elements wherever they stand: each change, and what the official rules then say.

The expected rules are those of the official stylesheet on the same documents.
"""

from __future__ import annotations

import pytest
from lxml import etree

from depesch.documents.checking import check
from depesch.syntaxes.cii_d16b import bound_table as at
from tests.rules.bound_cii import Change, add, adding, all_of, one, saying, sound, twice, without

_TRADE = "/rsm:CrossIndustryInvoice/rsm:SupplyChainTradeTransaction"
_SETTLEMENT = f"{_TRADE}/ram:ApplicableHeaderTradeSettlement"
_CHARGE = f"{_SETTLEMENT}/ram:SpecifiedTradeAllowanceCharge[ram:ChargeIndicator/udt:Indicator = 'true']"
_ROW = f"{_SETTLEMENT}/ram:ApplicableTradeTax"
_LINE_TAX = f"{at.LINE_SETTLEMENT}/ram:ApplicableTradeTax"
_LINE_ALLOWANCE = f"{at.LINE_SETTLEMENT}/ram:SpecifiedTradeAllowanceCharge"


def _with_scheme(root: etree._Element) -> None:
    add(one(root, "//ram:BuyerTradeParty"), "ram:ID").set("schemeID", "9999")


def _taxed_line_allowance(root: etree._Element) -> None:
    tax = add(one(root, _LINE_ALLOWANCE), "ram:CategoryTradeTax", "")
    for name, text in (("TypeCode", "VAT"), ("CategoryCode", "S"), ("RateApplicablePercent", "0")):
        add(tax, f"ram:{name}", text)


def _hollow_before(path: str) -> Change:
    def change(root: etree._Element) -> None:
        there = one(root, path)
        there.addprevious(there.makeelement(there.tag))

    return change


def _second_tax(category: str, rate: str) -> Change:
    return twice(_LINE_TAX, saying("ram:CategoryCode", category), saying("ram:RateApplicablePercent", rate))


CASES: dict[str, tuple[Change, list[str]]] = {
    "a plain identifier's scheme is a registration's": (_with_scheme, ["BR-CL-11"]),
    "a country of a party that is no term": (
        all_of(
            adding(f"{_TRADE}/ram:ApplicableHeaderTradeAgreement", "ram:SalesAgentTradeParty", ""),
            adding("//ram:SalesAgentTradeParty", "ram:PostalTradeAddress", ""),
            adding("//ram:SalesAgentTradeParty/ram:PostalTradeAddress", "ram:CountryID", "XX"),
        ),
        ["BR-CL-14"],
    ),
    "a reason code for exemption in a line": (adding(_LINE_TAX, "ram:ExemptionReasonCode", "X"), ["BR-CL-22"]),
    "a reference without a number in a line's delivery": (
        adding(at.LINE_DELIVERY, "ram:AdditionalReferencedDocument", ""),
        ["BR-52"],
    ),
    "a nameless payee of payment terms": (
        adding(f"{_SETTLEMENT}/ram:SpecifiedTradePaymentTerms", "ram:PayeeTradeParty", ""),
        ["BR-17"],
    ),
    "a standard rate of zero on a line's allowance": (_taxed_line_allowance, ["BR-S-06"]),
    "a second, exempt tax in a line": (_second_tax("E", "0"), ["BR-E-01"]),
    "a second standard rate in a line counts for neither more nor less": (_second_tax("S", "25"), []),
    "a date and, in a line, a code for the tax point": (adding(_LINE_TAX, "ram:DueDateTypeCode", "5"), ["BR-CO-03"]),
    "a charge without a category that says so in white space": (
        all_of(
            without(f"{_CHARGE}/ram:CategoryTradeTax"), saying(f"{_CHARGE}/ram:ChargeIndicator/udt:Indicator", " true ")
        ),
        ["BR-S-08"],
    ),
    "a second tax of a charge": (
        twice(f"{_CHARGE}/ram:CategoryTradeTax", saying("ram:CategoryCode", "O")),
        ["BR-O-04", "BR-O-07"],
    ),
    "a second VAT amount of a row": (
        all_of(
            without(f"{_ROW}/ram:RateApplicablePercent"),
            saying(f"{_ROW}/ram:CategoryCode", "O"),
            twice(f"{_ROW}/ram:CalculatedAmount", saying(".", "342.00")),
        ),
        ["BR-CO-14", "BR-O-01", *(f"BR-O-{number:02}" for number in range(8, 15))],
    ),
    "an address without its number before the other": (
        _hollow_before("//ram:SellerTradeParty/ram:URIUniversalCommunication"),
        ["BR-62"],
    ),
    "an account without its number before the other": (
        _hollow_before("//ram:SpecifiedTradeSettlementPaymentMeans/ram:PayeePartyCreditorFinancialAccount"),
        ["BR-50", "BR-61"],
    ),
    "white space after the digits": (saying(f"{at.TOTALS}/ram:TotalPrepaidAmount", "10.00 "), ["BR-DEC-16"]),
    "white space before the digits": (saying(f"{at.TOTALS}/ram:TotalPrepaidAmount", " 10.00"), []),
    "a VAT number of a party that is no term": (
        all_of(
            adding("//ram:ShipToTradeParty", "ram:SpecifiedTaxRegistration", ""),
            adding("//ram:ShipToTradeParty/ram:SpecifiedTaxRegistration", "ram:ID", "12345"),
            lambda root: one(root, "//ram:ShipToTradeParty/ram:SpecifiedTaxRegistration/ram:ID").set("schemeID", "VA"),
        ),
        ["BR-CO-09"],
    ),
    "a category without a rate that stands in white space": (
        all_of(without(f"{_ROW}/ram:RateApplicablePercent"), saying(f"{_ROW}/ram:CategoryCode", " O ")),
        ["BR-48", "BR-CO-17"],
    ),
    "an Italian category with a country that is none": (
        all_of(without(f"{at.PRODUCT}/ram:OriginTradeCountry"), saying(f"{_LINE_TAX}/ram:CategoryCode", "B")),
        ["BR-B-01", "BR-B-02", "BR-S-08"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_stands_elsewhere_is_judged_as_the_official_rules_do(case: str) -> None:
    change, expected = CASES[case]
    root = etree.fromstring(sound())
    change(root)
    found = check(etree.tostring(root), rules=["en16931"], schema=False).issues
    assert sorted(issue.rule for issue in found if issue.rule.startswith("BR-")) == sorted(expected)
