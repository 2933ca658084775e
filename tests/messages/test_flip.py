"""Order to invoice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from depesch.kit.xml import parse
from depesch.messages import order
from depesch.messages.flip import invoice_from
from depesch.model.ordering import Order
from depesch.rules import rule_sets
from depesch.rules.engine import run
from tests.messages.papers import BUYER, ORDER, SELLER


def ordered() -> Order:
    content = order.read(parse(ORDER)).content
    assert isinstance(content, Order)
    return content


def test_the_invoice_says_what_was_ordered_and_adds_up() -> None:
    invoice = invoice_from(ordered(), number="F-7", issue_date=date(2026, 11, 20))
    assert (invoice.number, invoice.type_code, invoice.order_reference) == ("F-7", "380", "P-881")
    assert (invoice.contract_reference, invoice.buyer_reference) == ("A-12", "Ref 7")
    assert (invoice.seller, invoice.buyer) == (SELLER, BUYER)
    assert [(line.identifier, line.order_line_reference, line.net_amount) for line in invoice.lines] == [
        ("1", "10", Decimal("300.00")),
        ("2", "20", Decimal("99.80")),
    ]
    assert invoice.totals is not None
    assert (invoice.totals.amount_excl_vat, invoice.totals.amount_due) == (Decimal("399.80"), Decimal("499.75"))
    assert list(run(rule_sets()["common"], invoice, "json_model")) == []


def test_only_some_lines_can_be_invoiced() -> None:
    invoice = invoice_from(ordered(), lines=("20",))
    assert [line.order_line_reference for line in invoice.lines] == ["20"]
    assert invoice.totals is not None
    assert invoice.totals.line_net_amount == Decimal("99.80")


def test_a_line_that_was_not_ordered_is_named() -> None:
    with pytest.raises(LookupError, match="no line 30"):
        invoice_from(ordered(), lines=("20", "30"))


def test_the_day_of_delivery_that_was_asked_for_is_not_the_day_of_delivery() -> None:
    invoice = invoice_from(ordered())
    assert invoice.delivery is not None
    assert invoice.delivery.delivery_date is None
    assert invoice.delivery.address is not None
