"""What an invoice implies is written out for EN 16931, named, and never guessed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
import pytest

from depesch.documents.completing import completed_for_en16931
from depesch.model.invoice import (
    AllowanceCharge,
    Attachment,
    Classification,
    CreditTransfer,
    Delivery,
    Identifier,
    Invoice,
    Item,
    Line,
    LineVat,
    Note,
    Party,
    Payee,
    Payment,
    PaymentMeans,
    PostalAddress,
    Price,
    SupportingDocument,
    Totals,
    VatBreakdown,
)
from depesch.model.terms import terms
from depesch.rules import rule_sets
from depesch.rules.engine import run
from tests.drawn import drawn_invoices
from tests.rules.samples import full_invoice

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
        ("PL", "5252344078", "PL5252344078"),
        ("PL", "5252344079", "5252344079"),
        ("GR", "094259216", "EL094259216"),
        ("AE", "100000000000003", "AE100000000000003"),
        ("SA", "31xxxxxxxx00003", "31xxxxxxxx00003"),
        ("US", "123456789", "123456789"),
    ],
)
def test_a_vat_number_gets_its_country_when_it_is_one_of_it(country: str, stated: str, written: str) -> None:
    seller = Party(vat_identifier=stated, address=PostalAddress(country=country))
    done = completed_for_en16931(Invoice(seller=seller))[0].seller
    assert done is not None
    assert done.vat_identifier == written


def test_a_buyer_keeps_one_identifier_and_the_others_are_named() -> None:
    buyer = Party(identifiers=(Identifier(value="1"), Identifier(value="2", scheme="0088")))
    done, named = completed_for_en16931(Invoice(type_code="380", buyer=buyer))
    assert done.buyer == Party(identifiers=(Identifier(value="1"),))
    assert [(loss.path, loss.value, loss.done.value) for loss in named] == [("buyer.identifiers[1]", "2", "dropped")]


def test_a_scheme_of_no_list_goes() -> None:
    seller = Party(legal_registration=Identifier(value="7", scheme="DK:CPR"))
    assert completed_for_en16931(Invoice(seller=seller))[0].seller == Party(legal_registration=Identifier(value="7"))


def test_a_scheme_of_no_list_goes_from_payee_and_place_too() -> None:
    odd = Identifier(value="7", scheme="UK:CH")
    invoice = Invoice(payee=Payee(identifier=odd, legal_registration=odd), delivery=Delivery(location=odd))
    done = completed_for_en16931(invoice)[0]
    assert done.payee == Payee(identifier=Identifier(value="7"), legal_registration=Identifier(value="7"))
    assert done.delivery == Delivery(location=Identifier(value="7"))


@pytest.mark.parametrize(("scheme", "stays"), [("0192", True), ("DK:CPR", False), (None, False)])
def test_an_electronic_address_of_no_known_scheme_is_none(scheme: str | None, stays: bool) -> None:
    address = Identifier(value="0101010101", scheme=scheme)
    done, named = completed_for_en16931(Invoice(type_code="380", seller=Party(electronic_address=address)))
    assert done.seller == Party(electronic_address=address if stays else None)
    assert [(loss.path, loss.done.value) for loss in named] == (
        [] if stays else [("seller.electronic_address", "dropped")]
    )


def test_zeros_after_the_second_decimal_go_and_real_decimals_stay() -> None:
    lines = (Line(identifier="1", net_amount=D("100.000")), Line(identifier="2", net_amount=D("113.6364")))
    invoice = Invoice(lines=lines, totals=Totals(amount_due=D("3357153.560000")))
    done = completed_for_en16931(invoice)[0]
    assert [str(one.net_amount) for one in done.lines] == ["100.00", "113.6364"]
    assert done.totals is not None
    assert str(done.totals.amount_due) == "3357153.56"


def test_an_invoice_without_a_type_is_a_commercial_one() -> None:
    done, named = completed_for_en16931(Invoice())
    assert (done.type_code, [loss.path for loss in named]) == ("380", ["type_code"])


def test_the_quantity_follows_from_amount_and_price() -> None:
    assert line(net_amount=D("-3.96"), price=Price(net_price=D("3.96"))).quantity == D(-1)
    assert line(net_amount=D("75.00"), price=Price(net_price=D(50), base_quantity=D(10))).quantity == D(15)
    assert line(net_amount=D("10.00"), price=Price(net_price=D(3))).quantity is None
    assert line(net_amount=D("10.00"), price=Price(net_price=D(0))).quantity is None


def test_the_sign_of_a_price_below_zero_stands_with_the_quantity() -> None:
    done = line(net_amount=D("-26.55"), quantity=D(1), unit="C62", price=Price(net_price=D("-26.55")))
    assert (done.quantity, done.price, done.net_amount) == (D(-1), Price(net_price=D("26.55")), D("-26.55"))


def test_a_price_below_zero_with_a_discount_stays() -> None:
    price = Price(net_price=D(-5), gross_price=D(-3), discount=D(2))
    assert line(net_amount=D("-5.00"), quantity=D(1), unit="C62", price=price).price == price


@pytest.mark.parametrize(
    ("said", "code", "note"),
    [
        ("KGM", "KGM", None),
        ("PCE", "H87", None),
        ("BO", "XBO", None),
        ("Each", "EA", None),
        ("szt.", "ZZ", "Unit: szt."),
    ],
)
def test_a_unit_is_a_code_and_a_word_that_is_none_stands_in_the_note(said: str, code: str, note: str | None) -> None:
    done = line(quantity=D(2), unit=said, price=Price(net_price=D(5), base_quantity=D(1), base_quantity_unit=said))
    assert (done.unit, done.note) == (code, note)
    assert done.price is not None
    assert done.price.base_quantity_unit == code


@pytest.mark.parametrize(
    ("said", "code"), [("UNSPSC", "TST"), ("CPV", "STI"), ("SRV", "SRV"), ("House list", "ZZZ"), (None, None)]
)
def test_a_classification_goes_by_the_code_of_its_list(said: str | None, code: str | None) -> None:
    item = Item(classifications=(Classification(code="4711", scheme=said),))
    assert line(item=item).item == Item(classifications=(Classification(code="4711", scheme=code),))


def test_an_empty_classification_is_none() -> None:
    item = Item(name="Oil", classifications=(Classification(code="", scheme="STI"),))
    assert line(item=item).item == Item(name="Oil")


def test_lower_and_higher_rates_are_category_s() -> None:
    row = VatBreakdown(category="AA", rate=D("5.5"), taxable_amount=D("100.00"), tax_amount=D("5.50"))
    invoice = Invoice(lines=(Line(vat=LineVat(category="AA", rate=D("5.5"))),), vat_breakdown=(row,))
    done = completed_for_en16931(invoice)[0]
    assert (done.lines[0].vat, done.vat_breakdown[0].category) == (LineVat(category="S", rate=D("5.5")), "S")


@pytest.mark.parametrize("category", ["Z", "E", "AE", "K", "G"])
def test_a_category_without_vat_has_a_rate_of_zero(category: str) -> None:
    assert line(vat=LineVat(category=category)).vat == LineVat(category=category, rate=D(0))


def test_what_is_out_of_scope_has_no_rate() -> None:
    assert line(vat=LineVat(category="O", rate=D("0.00"))).vat == LineVat(category="O")
    assert line(vat=LineVat(category="O", rate=D(25))).vat == LineVat(category="O", rate=D(25))


def test_a_line_has_the_rate_of_the_only_row_of_its_category() -> None:
    rows = (VatBreakdown(category="S", rate=D(20)), VatBreakdown(category="E", rate=D(0)))
    assert completed_for_en16931(Invoice(lines=(Line(vat=LineVat(category="S")),), vat_breakdown=rows))[0].lines[
        0
    ].vat == LineVat(category="S", rate=D(20))
    rows = (VatBreakdown(category="S", rate=D(20)), VatBreakdown(category="S", rate=D(10)))
    assert completed_for_en16931(Invoice(lines=(Line(vat=LineVat(category="S")),), vat_breakdown=rows))[0].lines[
        0
    ].vat == LineVat(category="S")


def test_a_category_that_is_its_own_reason_states_it() -> None:
    rows = tuple(VatBreakdown(category=category) for category in ("AE", "K", "G", "O", "E"))
    done = completed_for_en16931(Invoice(vat_breakdown=rows))[0].vat_breakdown
    codes = [row.exemption_reason_code for row in done]
    assert codes == ["VATEX-EU-AE", "VATEX-EU-IC", "VATEX-EU-G", "VATEX-EU-O", None]


def test_a_reason_beside_a_zero_rate_becomes_a_note() -> None:
    row = VatBreakdown(category="Z", rate=D(0), exemption_reason="Nollasta verokannasta")
    done = completed_for_en16931(Invoice(vat_breakdown=(row,)))[0]
    assert done.vat_breakdown == (VatBreakdown(category="Z", rate=D(0)),)
    assert done.notes == (Note(text="Nollasta verokannasta"),)


def test_a_reason_code_of_another_list_stands_in_the_text() -> None:
    row = VatBreakdown(category="E", exemption_reason="Zwolnione", exemption_reason_code="P_19A", rate=D(0))
    off = AllowanceCharge(amount=D(1), vat_category="S", vat_rate=D(25), reason_code="EAB")
    done = completed_for_en16931(Invoice(vat_breakdown=(row,), allowances=(off,)))[0]
    assert done.vat_breakdown[0].exemption_reason == "Zwolnione (P_19A)"
    assert (done.allowances[0].reason, done.allowances[0].reason_code) == ("EAB", None)


def test_an_allowance_without_a_reason_is_a_discount_on_lines_too() -> None:
    done = line(net_amount=D(9), allowances=(AllowanceCharge(amount=D(1)),), charges=(AllowanceCharge(amount=D(0)),))
    assert (done.allowances[0].reason_code, done.charges[0].reason_code) == ("95", "ZZZ")


def _two_rates(*allowances: AllowanceCharge) -> Invoice:
    row_25 = VatBreakdown(category="S", rate=D(25), taxable_amount=D("90.00"), tax_amount=D("22.50"))
    row_12 = VatBreakdown(category="S", rate=D(12), taxable_amount=D("100.00"), tax_amount=D("12.00"))
    lines = (Line(net_amount=D("100.00"), vat=S25), Line(net_amount=D("100.00"), vat=LineVat(category="S", rate=D(12))))
    return Invoice(lines=lines, vat_breakdown=(row_25, row_12), allowances=allowances)


def test_an_allowance_has_the_vat_with_which_the_taxable_amounts_add_up() -> None:
    done = completed_for_en16931(_two_rates(AllowanceCharge(amount=D("10.00"))))[0].allowances[0]
    assert (done.vat_category, done.vat_rate) == ("S", D(25))


def test_an_allowance_that_fits_nowhere_or_in_several_ways_has_none() -> None:
    (off,) = completed_for_en16931(_two_rates(AllowanceCharge(amount=D("7.00"))))[0].allowances
    assert off.vat_category is None
    nothing = AllowanceCharge(amount=D("0.00"))
    several = completed_for_en16931(_two_rates(AllowanceCharge(amount=D("10.00")), nothing))[0].allowances
    assert {one.vat_category for one in several} == {None}


def _paid(*means: tuple[str, str | None]) -> Payment:
    account = CreditTransfer(account="SE4550000000058398257466")
    return Payment(means=tuple(PaymentMeans(code=c, text=text, credit_transfer=account) for c, text in means))


def test_transfers_to_several_accounts_are_of_one_kind_named_once() -> None:
    done = completed_for_en16931(Invoice(payment=_paid(("42", "Bank"), ("31", "Abroad"))))[0].payment
    assert done == _paid(("30", "Bank"), ("30", None))


def test_a_way_to_pay_of_another_kind_goes_and_is_named() -> None:
    done, named = completed_for_en16931(Invoice(type_code="380", payment=_paid(("30", None), ("10", None))))
    assert done.payment == _paid(("30", None))
    assert [(loss.path, loss.done.value) for loss in named] == [
        ("payment.means[1].code", "dropped"),
        ("payment.means[1].credit_transfer.account", "dropped"),
    ]


def test_a_file_without_a_name_is_named_after_its_reference() -> None:
    file = Attachment(content=b"%PDF", mime_code="application/pdf")
    documents = (SupportingDocument(reference="Order 7/2", attachment=file), SupportingDocument(attachment=file))
    done = completed_for_en16931(Invoice(supporting_documents=documents))[0].supporting_documents
    assert [one.attachment and one.attachment.filename for one in done] == ["Order_7_2.pdf", "attachment-2.pdf"]


def test_a_sound_invoice_is_left_alone_and_a_bare_one_becomes_sound() -> None:
    full = full_invoice("S", "25")
    assert full.payment is not None
    sound = msgspec.structs.replace(  # one way to pay; a file with a name
        full,
        payment=msgspec.structs.replace(full.payment, means=full.payment.means[:1]),
        supporting_documents=(),
    )
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


def test_every_difference_is_named_and_doing_it_twice_adds_nothing() -> None:
    for invoice in drawn_invoices():
        done, named = completed_for_en16931(invoice)
        before, after = dict(terms(invoice)), dict(terms(done))
        changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
        places = {loss.path.removesuffix(".scheme") for loss in named}
        assert {path.removesuffix(".scheme") for path in changed} <= places
        assert completed_for_en16931(done) == (done, ())
