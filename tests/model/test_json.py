"""The JSON form: what is encoded decodes to the same, what is no invoice is refused, and the schema is published."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from depesch.model.invoice import Attachment, Invoice, SupportingDocument, Totals
from depesch.model.json import NotAnInvoice, from_json, schema_text, to_json
from tests.golden_files import same_as_golden
from tests.strategies import invoices

SCHEMA = Path(__file__).parents[2] / "docs" / "schema" / "invoice.schema.json"


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(invoice=invoices())
def test_an_invoice_decodes_to_what_was_encoded(invoice: Invoice) -> None:
    assert from_json(to_json(invoice)) == invoice


def test_amounts_are_strings_with_their_digits() -> None:
    assert to_json(Invoice(totals=Totals(amount_due=Decimal("25.00")))) == b'{"totals":{"amount_due":"25.00"}}'


def test_attached_bytes_are_base64() -> None:
    invoice = Invoice(supporting_documents=(SupportingDocument(attachment=Attachment(content=b"\x00\xff")),))
    assert b'"content":"AP8="' in to_json(invoice)


@pytest.mark.parametrize("data", [b"", b"[]", b'{"nummer": "1"}', b'{"issue_date": "2026-02-30"}', b'{"lines": [1]}'])
def test_what_is_no_invoice_is_refused(data: bytes) -> None:
    with pytest.raises(NotAnInvoice):
        from_json(data)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_an_amount_that_is_no_number_is_refused(number: str) -> None:
    with pytest.raises(NotAnInvoice, match="amount_due"):
        from_json(f'{{"totals": {{"amount_due": "{number}"}}}}'.encode())


@given(st.binary(max_size=200))
def test_any_bytes_are_an_invoice_or_refused(data: bytes) -> None:
    try:
        from_json(data)
    except NotAnInvoice:
        return


def test_the_published_schema_is_the_models() -> None:
    same_as_golden(SCHEMA, schema_text())
