"""An ordinary invoice is one in which the reader found a place for everything; anything else is noticed."""

from __future__ import annotations

import pytest

from depesch.documents.reading import read
from depesch.syntaxes.ordinary import is_ordinary
from tests.rules.bound_ubl import sound

_XSI = b'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:x x.xsd" xmlns="urn:oasis'


def _changed(old: bytes, new: bytes) -> bytes:
    data = sound()
    assert old in data
    return data.replace(old, new, 1)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<cbc:ID>", b"<cbc:ID>"),
        (b'xmlns="urn:oasis', _XSI),
        (b"Freight", b"Freight, 5\" pipes and O'Brien's"),
        (b'currencyID="SEK"', b"currencyID = 'SEK'"),
    ],
    ids=["as it is", "schema named", "quotation marks in a text", "attribute with spaces"],
)
def test_what_says_nothing_new_is_ordinary(old: bytes, new: bytes) -> None:
    assert is_ordinary(read(_changed(old, new)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<cbc:ID>", b'<cbc:ID schemeName="x">'),
        (b"<cbc:ID>", b"<cbc:ID schemeName = 'x'>"),
        (b"<cac:InvoiceLine>", b"<cac:InvoiceLine><cbc:UUID>1</cbc:UUID>"),
        (b"<cac:TaxScheme><cbc:ID>VAT</cbc:ID>", b"<cac:TaxScheme><cbc:ID>VAT</cbc:ID><cbc:Name>x</cbc:Name>"),
        (b"<cac:InvoicePeriod>", b"<cac:InvoicePeriod/><cac:InvoicePeriod>"),
        (b'unitCode="', b'unitCodeListID="x" unitCode="'),
    ],
    ids=["attribute", "attribute with spaces", "element", "element in a scheme", "group twice", "attribute of a unit"],
)
def test_what_has_no_place_is_not_ordinary(old: bytes, new: bytes) -> None:
    assert not is_ordinary(read(_changed(old, new)))
