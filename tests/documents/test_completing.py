"""What an invoice implies is written out for EN 16931, named, and never guessed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from depesch.documents.completing import completed_for_en16931
from depesch.model.invoice import (
    AllowanceCharge,
    Identifier,
    Invoice,
    Line,
    LineVat,
    Party,
    PostalAddress,
    Price,
    Totals,
    VatBreakdown,
)
from depesch.model.terms import terms
from depesch.rules import rule_sets
from depesch.rules.engine import run
from tests.rules.samples import full_invoice
from tests.strategies import invoices

D = Decimal
S25 = LineVat(category="S", rate=D(25))


def line(**values: Any) -> Line:
    (done,) = completed_for_en16931(Invoice(lines=(Line(identifier="1", **values),)))[0].lines
    return done


def test_an_amount_alone_is_one_piece_of_that_price() -> None:
    done = line(net_amount=D("120.00"))
    assert (done.quantity, done.unit, done.price) == (D(1), "C62", Price(net_price=D(120)))


def test_a_price_follows_from_amount_and_quantity() -> None:
    assert line(net_amount=D("120.00"), quantity=D(4), unit="HUR").price == Price(net_price=D(30))


def test_a_price_without_end_is_that_of_the_whole_quantity() -> None:
    price = Price(net_price=D("100.00"), base_quantity=D(3), base_quantity_unit="KGM")
    assert line(net_amount=D("100.00"), quantity=D(3), unit="KGM").price == price


def test_allowances_of_a_line_come_off_after_its_price() -> None:
    off = AllowanceCharge(amount=D("20.00"))
    assert line(net_amount=D("100.00"), quantity=D(4), unit="H87", allowances=(off,)).price == Price(net_price=D(30))


def test_an_amount_follows_from_price_and_quantity() -> None:
    assert line(quantity=D(3), unit="H87", price=Price(net_price=D("33.333"))).net_amount == D("100.00")


@pytest.mark.parametrize(
    "values",
    [
        {"net_amount": D("-10.00"), "quantity": D(2)},
        {"net_amount": D("10.00"), "quantity": D(0)},
        {"net_amount": D("NaN"), "quantity": D(2)},
        {"quantity": D(2)},
    ],
)
def test_a_price_that_nothing_implies_stays_out(values: dict[str, Any]) -> None:
    assert line(unit="H87", **values).price is None


def test_a_price_that_is_there_is_never_touched() -> None:
    price = Price(net_price=D(7))
    assert line(net_amount=D("10.00"), quantity=D(2), unit="H87", price=price).price == price


def test_a_positive_rate_is_the_standard_one() -> None:
    assert line(vat=LineVat(rate=D(12))).vat == LineVat(category="S", rate=D(12))


def test_a_rate_of_nothing_says_nothing() -> None:
    assert line(vat=LineVat(rate=D(0))).vat == LineVat(rate=D(0))


def test_the_only_row_of_the_breakdown_is_every_lines() -> None:
    invoice = Invoice(lines=(Line(), Line()), vat_breakdown=(VatBreakdown(category="E", rate=D(0)),))
    assert {one.vat for one in completed_for_en16931(invoice)[0].lines} == {LineVat(category="E", rate=D(0))}


def test_breakdown_and_totals_follow_from_the_lines() -> None:
    lines = (Line(net_amount=D("100.00"), vat=S25), Line(net_amount=D("50.00"), vat=LineVat(category="S", rate=D(12))))
    done, added = completed_for_en16931(Invoice(currency="SEK", lines=lines))
    assert [(row.category, row.rate, row.tax_amount) for row in done.vat_breakdown] == [
        ("S", D(25), D("25.00")),
        ("S", D(12), D("6.00")),
    ]
    assert done.totals is not None
    assert (done.totals.line_net_amount, done.totals.amount_due) == (D("150.00"), D("181.00"))
    assert {loss.done.value for loss in added} == {"added"}


def test_a_breakdown_that_would_contradict_the_vat_stated_is_not_made() -> None:
    invoice = Invoice(lines=(Line(net_amount=D("100.00"), vat=S25),), totals=Totals(vat_amount=D("12.00")))
    assert completed_for_en16931(invoice)[0].vat_breakdown == ()


def test_the_tax_of_a_row_follows_from_its_rate() -> None:
    rows = (VatBreakdown(taxable_amount=D("10.00"), rate=D(25)), VatBreakdown(taxable_amount=D("5"), category="E"))
    done = completed_for_en16931(Invoice(lines=(Line(),), vat_breakdown=rows))[0].vat_breakdown
    assert [(row.category, row.tax_amount) for row in done] == [("S", D("2.50")), ("E", D("0.00"))]


def test_totals_that_are_stated_stay_even_when_they_are_wrong() -> None:
    stated = Totals(line_net_amount=D("1.00"), amount_due=D("2.00"))
    done = completed_for_en16931(Invoice(lines=(Line(net_amount=D("100.00"), vat=S25),), totals=stated))[0].totals
    assert done is not None
    assert (done.line_net_amount, done.amount_due) == (D("1.00"), D("2.00"))


@pytest.mark.parametrize(
    ("country", "stated", "written"),
    [
        ("NO", "991825827", "NO991825827MVA"),
        ("NO", "991825827MVA", "NO991825827MVA"),
        ("SE", "5560360793", "SE556036079301"),
        ("FI", "FI01120389", "FI01120389"),
        ("SE", "5560360794", "5560360794"),
        ("DE", "123456789", "123456789"),
    ],
)
def test_a_vat_number_gets_its_country_when_it_is_one_of_it(country: str, stated: str, written: str) -> None:
    seller = Party(vat_identifier=stated, address=PostalAddress(country=country))
    done = completed_for_en16931(Invoice(seller=seller))[0].seller
    assert done is not None
    assert done.vat_identifier == written


def test_a_buyer_keeps_one_identifier_and_the_others_are_named() -> None:
    buyer = Party(identifiers=(Identifier(value="1"), Identifier(value="2", scheme="0088")))
    done, named = completed_for_en16931(Invoice(buyer=buyer))
    assert done.buyer == Party(identifiers=(Identifier(value="1"),))
    assert [(loss.path, loss.value, loss.done.value) for loss in named] == [("buyer.identifiers[1]", "2", "dropped")]


def test_a_scheme_of_no_list_goes() -> None:
    seller = Party(legal_registration=Identifier(value="7", scheme="DK:CPR"))
    assert completed_for_en16931(Invoice(seller=seller))[0].seller == Party(legal_registration=Identifier(value="7"))


def test_a_sound_invoice_is_left_alone_and_a_bare_one_becomes_sound() -> None:
    sound = full_invoice("S", "25")
    assert completed_for_en16931(sound) == (sound, ())
    bare = msgspec.structs.replace(
        sound,
        totals=None,
        vat_breakdown=(),
        lines=tuple(msgspec.structs.replace(one, identifier=None, price=None) for one in sound.lines),
        allowances=(),
        charges=(),
    )
    done, _ = completed_for_en16931(bare)
    assert [issue.rule for issue in run(rule_sets()["en16931"], done, "ubl21")] == []


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(invoice=invoices())
def test_every_difference_is_named_and_doing_it_twice_adds_nothing(invoice: Invoice) -> None:
    done, named = completed_for_en16931(invoice)
    before, after = dict(terms(invoice)), dict(terms(done))
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    places = {loss.path.removesuffix(".scheme") for loss in named}
    assert {path.removesuffix(".scheme") for path in changed} <= places
    assert completed_for_en16931(done) == (done, ())
