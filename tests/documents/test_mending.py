"""Mending: certain mends only, again and again until nothing is left to mend; the rest of the document stays."""

from __future__ import annotations

import json
import re
from decimal import Decimal

import pytest

from depesch.documents.changes import Change, changes, in_words
from depesch.documents.checking import check
from depesch.documents.mending import mendable, mended
from depesch.documents.reading import read
from depesch.model.invoice import Identifier, Invoice, Party
from depesch.rules import rule_sets
from depesch.syntaxes import syntaxes
from tests.drawn import drawn_invoices
from tests.rules.plugged import PlugIn
from tests.rules.samples import put, sendable_invoice
from tests.shared_data import needs_shared, shared

SYNTAXES = ["ubl21", "cii_d16b"]


def written(invoice: Invoice, syntax: str = "ubl21") -> bytes:
    write = syntaxes()[syntax].write
    assert write is not None
    return write(invoice).data


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_several_faults_are_mended_at_once_and_the_result_is_accepted(syntax: str) -> None:
    broken = put(put(sendable_invoice(), "currency", "sek"), "lines[0].unit", "h87")
    mending = mended(written(broken, syntax))
    assert not mending.before.accepted
    assert mending.after.accepted
    assert mending.left == ()
    assert mending.invoice == read(written(sendable_invoice(), syntax)).invoice


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_the_bytes_say_what_the_mended_model_says(syntax: str) -> None:
    mending = mended(written(put(sendable_invoice(), "totals.vat_amount", Decimal("101.00")), syntax))
    assert mending.data is not None
    assert read(mending.data).invoice == mending.invoice
    assert check(mending.data) == mending.after


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_everything_that_was_not_mended_stands_as_it_stood(syntax: str) -> None:
    good = written(sendable_invoice(), syntax)
    broken = good.replace(b'unitCode="H87"', b'unitCode="h87"', 1)
    assert broken != good
    assert read(mended(broken).data or b"").invoice == read(good).invoice
    assert len(mended(broken).changes) == 1


def test_a_missing_group_is_put_where_it_belongs_and_the_unknown_stays() -> None:
    extra = b"<cbc:LineCountNumeric>2</cbc:LineCountNumeric>"
    data = written(put(sendable_invoice(), "vat_breakdown", ())).replace(
        b"<cbc:BuyerReference>", extra + b"<cbc:BuyerReference>"
    )
    assert extra in data
    mending = mended(data)
    assert mending.data is not None
    assert extra in mending.data
    assert mending.keeps_all
    assert mending.after.schema_valid
    assert "BR-CO-18" not in {issue.rule for issue in mending.left}


def test_only_the_chosen_rule_mends() -> None:
    broken = put(put(sendable_invoice(), "vat_currency", "eur"), "lines[0].unit", "h87")
    mending = mended(written(broken), only=["BR-CL-23"])
    assert {change.rule for change in mending.changes} == {"BR-CL-23"}
    assert "BR-CL-05" in {issue.rule for issue in mending.left}


def test_nothing_to_mend_gives_no_document() -> None:
    mending = mended(written(sendable_invoice()))
    assert (mending.data, mending.changes, mending.after) == (None, (), mending.before)


def test_what_cannot_be_mended_is_left_and_said() -> None:
    mending = mended(written(put(sendable_invoice(), "number", None)), schema=False)
    assert mending.data is None
    assert "BR-02" in {issue.rule for issue in mending.left}


def test_a_change_has_its_place_in_the_original() -> None:
    data = written(put(sendable_invoice(), "lines[1].unit", "h87"))
    (change,) = mended(data).changes
    assert change.where is not None
    assert change.where.endswith("/InvoiceLine[2]/InvoicedQuantity/@unitCode")
    assert change.line is not None


def test_only_rules_whose_mend_would_change_the_invoice_count_as_mendable() -> None:
    reading = read(written(put(put(sendable_invoice(), "lines[0].unit", "qwerty"), "currency", "sek")))
    assert mendable(reading, check(reading)) == {"BR-CL-04"}


BREAKS_DOWN = """a_set(Rule(
    id="T-1", severity=Severity.FATAL, terms=("BT-1",), source="here", words=Words("fel", "feil", "wrong"),
    checks=(Check(scope=DOCUMENT, holds=lambda node, context: False),), mend=lambda invoice: raises(None, None),
))"""


def test_a_mend_that_breaks_down_leaves_its_finding_and_all_other_mends(
    plug_in: PlugIn, caplog: pytest.LogCaptureFixture
) -> None:
    plug_in(BREAKS_DOWN)
    reading = read(written(put(sendable_invoice(), "currency", "sek")))
    assert "BR-CL-04" in mendable(reading, check(reading))
    mending = mended(reading)
    assert [issue.rule for issue in mending.left] == ["T-1"]
    assert mending.invoice.currency == "SEK"
    assert "mend.failed T-1 RuntimeError" in caplog.text


def test_an_identifier_and_its_scheme_are_two_changes() -> None:
    before = Invoice(seller=Party(electronic_address=Identifier(value="7350053850019")))
    after = Invoice(seller=Party(electronic_address=Identifier(value="7350053850019", scheme="0088")))
    (change,) = changes(before, after)
    assert (change.path, change.term, change.old, change.new) == (
        "seller.electronic_address.scheme", "BT-34-1", None, "0088",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("sv", "Rad 2, Enhet: st blir H87"),
        ("nb", "Linje 2, Enhet: st blir H87"),
        ("en", "Line 2, Unit: st becomes H87"),
    ],
)
def test_a_change_is_told_in_the_readers_language(language: str, sentence: str) -> None:
    change = Change(path="lines[1].unit", term="BT-130", old="st", new="H87")
    assert in_words(change, language).sentence == sentence


def test_a_value_without_a_term_is_named_by_its_element() -> None:
    change = Change(path="", term=None, old="nej", new="false", where="/Invoice/AllowanceCharge[1]/ChargeIndicator")
    assert in_words(change, "en").sentence == "ChargeIndicator: nej becomes false"


def test_numbers_are_told_as_the_reader_writes_them() -> None:
    change = Change(path="totals.amount_due", term="BT-115", old="1250.5", new=None)
    assert in_words(change, "sv", shown=lambda value: str(value).replace(".", ",")).old == "1250,5"


def test_no_mend_breaks_down_over_any_invoice_that_the_model_can_hold() -> None:
    mends = [(rule.id, rule.mend) for rule_set in rule_sets().values() for rule in rule_set.rules if rule.mend]
    for invoice in drawn_invoices():
        for name, mend in mends:
            once = mend(invoice)
            assert mend(once) == once, name


def out_of_order() -> bytes:
    data = written(sendable_invoice()).decode()
    return re.sub(
        r"(<cbc:IssueDate>.*?)(<cbc:DueDate>.*?</cbc:DueDate>)", r"\2\1", data, count=1, flags=re.DOTALL
    ).encode()


def test_elements_out_of_order_are_put_in_order_when_nothing_else_is_wrong() -> None:
    reading = read(out_of_order())
    verdict = check(reading)
    assert verdict.schema_valid is False
    assert mendable(reading, verdict) == {"XSD"}
    mending = mended(reading)
    assert mending.after.accepted
    assert mending.invoice == read(written(sendable_invoice())).invoice
    assert in_words(mending.changes[0], "en").sentence.startswith("Everything now stands in the order")


@pytest.mark.parametrize("extra", [b"<cbc:Foo>1</cbc:Foo>", b"<cbc:LineCountNumeric>2</cbc:LineCountNumeric>"])
def test_an_order_is_not_mended_where_something_would_be_lost(extra: bytes) -> None:
    data = out_of_order().replace(b"<cbc:BuyerReference>", extra + b"<cbc:BuyerReference>")
    mending = mended(data)
    assert mending.data is None
    assert not mending.after.accepted


def test_an_order_and_a_decimal_comma_are_mended_together() -> None:
    data = out_of_order().replace(
        b'<cbc:PriceAmount currencyID="SEK">20.00', b'<cbc:PriceAmount currencyID="SEK">20,00'
    )
    mending = mended(data)
    assert [change.rule for change in mending.changes] == ["READ-NUMBER", "XSD"]
    assert mending.after.accepted


@needs_shared
def test_a_real_invoice_with_one_thing_broken_gets_back_what_stood_there() -> None:
    """A mend of a mutant gives the original's value, or takes an emptied element out; it never invents another."""
    restored, invented = 0, []
    for row in map(json.loads, shared("corpus", "mutants", "oracle.jsonl").read_text(encoding="utf-8").splitlines()):
        original = read(shared("corpus", row["base"]).read_bytes()).invoice
        mending = mended(shared("corpus", row["path"]).read_bytes())
        emptied = {change.path for change in mending.changes if change.new is None and not (change.old or "").strip()}
        touched = {change.path for change in mending.changes} - emptied
        different = {change.path for change in changes(original, mending.invoice)}
        restored += bool(touched) and not different
        invented += [(row["path"], path) for path in sorted(touched & different)]
    assert invented == []
    assert restored >= 50
