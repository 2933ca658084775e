"""EN 16931 on UBL where it looks at elements wherever they stand; the official stylesheet says the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from depesch.documents.checking import check
from depesch.syntaxes.ubl.names import CBC_NS
from tests.rules.bound_ubl import sound

_GOLDEN = Path(__file__).parents[1] / "golden" / "syntaxes" / "ubl21"
_COUNTRY = "<cac:Country><cbc:IdentificationCode>SE</cbc:IdentificationCode></cac:Country>"
_DELIVERY = (
    "<cac:Delivery><cac:DeliveryLocation><cac:Address><cbc:CityName>Lund</cbc:CityName>{}</cac:Address>"
    "</cac:DeliveryLocation></cac:Delivery>"
)


@pytest.mark.parametrize(("country", "expected"), [("", {"BR-57", "UBL-CR-550"}), (_COUNTRY, {"UBL-CR-550"})])
def test_a_line_is_delivered_to_an_address_with_a_country(country: str, expected: set[str]) -> None:
    head, line = sound().decode().split("<cac:InvoiceLine>", 1)
    before, after = line.split("<cac:AllowanceCharge>", 1)
    data = f"{head}<cac:InvoiceLine>{before}{_DELIVERY.format(country)}<cac:AllowanceCharge>{after}".encode()
    usual = {issue.rule for issue in check(sound()).issues}
    verdict = check(data)
    assert verdict.schema_valid
    assert {issue.rule for issue in verdict.issues} - usual == expected


@pytest.mark.parametrize(("indicator", "expected"), [("false", "BR-O-06"), ("true", "BR-O-07")])
def test_every_tax_category_of_an_allowance_counts(indicator: str, expected: str) -> None:
    before, after = sound().decode().split(f"<cbc:ChargeIndicator>{indicator}</cbc:ChargeIndicator>", 1)
    inside, rest = after.split("<cac:TaxCategory>", 1)
    first, below = rest.split("</cac:TaxCategory>", 1)
    second = first.replace("<cbc:ID>S</cbc:ID>", "<cbc:ID>O</cbc:ID>")
    both = f"<cac:TaxCategory>{first}</cac:TaxCategory><cac:TaxCategory>{second}</cac:TaxCategory>"
    data = f"{before}<cbc:ChargeIndicator>{indicator}</cbc:ChargeIndicator>{inside}{both}{below}".encode()
    usual = {issue.rule for issue in check(sound()).issues}
    verdict = check(data)
    assert verdict.schema_valid
    assert expected in {issue.rule for issue in verdict.issues} - usual


def test_a_credit_note_names_its_project() -> None:
    root = etree.fromstring((_GOLDEN / "credit_note" / "document.xml").read_bytes())
    for code in root.iter(f"{{{CBC_NS}}}DocumentTypeCode"):
        previous = code.getprevious()
        if code.text == "50" and previous is not None:
            previous.text = ""
    assert [issue.rule for issue in check(etree.tostring(root), rules=["en16931"]).issues].count("BR-52") == 1
