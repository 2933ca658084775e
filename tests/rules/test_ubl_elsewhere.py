"""EN 16931 on UBL where it looks at elements wherever they stand; the official stylesheet says the same."""

from __future__ import annotations

import pytest

from depesch.documents.checking import check
from tests.rules.bound_ubl import sound

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
