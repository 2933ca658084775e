"""What counts for when a delivery took place, where a period stands there and the model has no place for its contents.

The expected rules are those of the official stylesheets on the same documents.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from depesch.documents.checking import check
from depesch.syntaxes.cii_d16b.names import RAM_NS, UDT_NS
from depesch.syntaxes.ubl.names import CAC_NS, CBC_NS

_GOLDEN = Path(__file__).parents[1] / "golden" / "syntaxes"
_NAMES = {"cac": CAC_NS, "cbc": CBC_NS, "ram": RAM_NS, "udt": UDT_NS}
_LOOKED_AT = frozenset({"BR-CO-19", "BR-CO-20", "BR-IC-11", "BR-DE-TMP-32"})
_UBL_TIME = "<cac:InvoicePeriod><cbc:EndTime>10:00:00</cbc:EndTime></cac:InvoicePeriod>"
_UBL_DAY = "<cac:InvoicePeriod><cbc:EndDate>2026-01-31</cbc:EndDate></cac:InvoicePeriod>"
_UBL_CODE = "<cac:InvoicePeriod><cbc:DescriptionCode>35</cbc:DescriptionCode></cac:InvoicePeriod>"
_CII_TIME = (
    "<ram:BillingSpecifiedPeriod><ram:EndDateTime><udt:DateTime>2026-01-31T10:00:00</udt:DateTime></ram:EndDateTime>"
    "</ram:BillingSpecifiedPeriod>"
)
_CII_TEXT = "<ram:BillingSpecifiedPeriod><ram:Description>January</ram:Description></ram:BillingSpecifiedPeriod>"


@pytest.mark.parametrize(
    ("of_document", "of_lines", "expected"),
    [
        ("", "", ["BR-DE-TMP-32", "BR-IC-11"]),
        (_UBL_DAY, "", []),
        (_UBL_CODE, "", []),
        (_UBL_TIME, "", ["BR-CO-19"]),
        ("<cac:InvoicePeriod/>", "", ["BR-CO-19", "BR-IC-11"]),
        ("<cac:InvoicePeriod/>" + _UBL_TIME, "", ["BR-CO-19", "BR-CO-19"]),
        ("", _UBL_TIME, ["BR-CO-20", "BR-CO-20", "BR-IC-11"]),
        (_UBL_TIME, _UBL_DAY, ["BR-CO-19"]),
    ],
)
def test_a_period_counts_in_ubl_with_whatever_it_holds(of_document: str, of_lines: str, expected: list[str]) -> None:
    root = _document("ubl21", "cac:InvoicePeriod|cac:Delivery|cac:InvoiceLine/cac:InvoicePeriod")
    _say(root, "cbc:CustomizationID", "cac:TaxTotal//cac:TaxCategory/cbc:ID")
    _put(root, "cac:OrderReference", of_document, before=True)
    _put(root, "cac:InvoiceLine/cbc:*[last()]", of_lines)
    assert _fired(root) == expected


@pytest.mark.parametrize(
    ("of_document", "of_lines", "expected"),
    [
        ("", "", ["BR-DE-TMP-32", "BR-IC-11", "BR-IC-11"]),
        (_CII_TIME, "", []),
        (_CII_TEXT, "", ["BR-CO-19", "BR-IC-11", "BR-IC-11"]),
        ("", _CII_TIME, ["BR-IC-11", "BR-IC-11"]),
        ("", _CII_TEXT, ["BR-CO-20", "BR-CO-20", "BR-IC-11", "BR-IC-11"]),
        (_CII_TIME, _CII_TEXT, ["BR-CO-20", "BR-CO-20"]),
    ],
)
def test_a_period_counts_in_cii_with_an_end_of_any_kind(of_document: str, of_lines: str, expected: list[str]) -> None:
    settlement, of_line = "//ram:ApplicableHeaderTradeSettlement", "//ram:SpecifiedLineTradeSettlement"
    root = _document("cii_d16b", "//ram:BillingSpecifiedPeriod|//ram:ActualDeliverySupplyChainEvent")
    specification = "//ram:GuidelineSpecifiedDocumentContextParameter/ram:ID"
    _say(root, specification, f"{settlement}/ram:ApplicableTradeTax/ram:CategoryCode")
    _put(root, f"{settlement}/ram:ApplicableTradeTax[last()]", of_document)
    _put(root, f"{of_line}/ram:ApplicableTradeTax", of_lines)
    assert _fired(root) == expected


def _document(syntax: str, without: str) -> etree._Element:
    root = etree.fromstring((_GOLDEN / syntax / "full" / "document.xml").read_bytes())
    for element in _found(root, without):
        holder = element.getparent()
        assert holder is not None
        holder.remove(element)
    return root


def _found(root: etree._Element, path: str) -> list[etree._Element]:
    found = root.xpath(path, namespaces=_NAMES)
    assert isinstance(found, list)
    return [one for one in found if isinstance(one, etree._Element)]


def _say(root: etree._Element, specification: str, categories: str) -> None:
    """Let the document claim XRechnung and be about deliveries within the Union."""
    for element in _found(root, specification):
        element.text = "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"
    for element in _found(root, categories):
        element.text = "K"


def _put(root: etree._Element, path: str, text: str, *, before: bool = False) -> None:
    declared = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in _NAMES.items())
    for place in _found(root, path):
        for element in reversed(etree.fromstring(f"<all {declared}>{text}</all>")):
            if before:
                place.addprevious(element)
            else:
                place.addnext(element)


def _fired(root: etree._Element) -> list[str]:
    verdict = check(etree.tostring(root))
    assert verdict.schema_valid
    return sorted(issue.rule for issue in verdict.issues if issue.rule in _LOOKED_AT)
