"""What every invoice must keep, whatever its format."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest

from depesch.documents.profiles import sets_for
from depesch.model.invoice import Invoice, Line, Party, Totals, VatBreakdown
from depesch.rules import rule_sets
from depesch.rules.engine import run
from depesch.syntaxes import syntaxes
from tests.rules.samples import full_invoice

ONE, TWO, THREE = Decimal("1.00"), Decimal("2.00"), Decimal("3.00")
FOREIGN = "csv_lines"


def fired(invoice: Invoice) -> list[str]:
    return sorted({issue.rule for issue in run(rule_sets()["common"], invoice, FOREIGN)})


def test_a_sound_invoice_meets_it() -> None:
    assert fired(full_invoice("S", "25")) == []


def test_number_day_parties_and_rows_must_be_there() -> None:
    assert fired(Invoice()) == ["BR-02", "BR-03", "BR-06", "BR-07", "BR-16"]


def test_an_amount_that_is_not_stated_is_not_held_against_the_others() -> None:
    invoice = full_invoice("S", "25")
    assert fired(msgspec.structs.replace(invoice, totals=None, vat_breakdown=())) == []
    due_alone = Totals(amount_due=ONE, vat_amount=ONE, amount_excl_vat=TWO)
    assert fired(msgspec.structs.replace(invoice, totals=due_alone, vat_breakdown=())) == []


@pytest.mark.parametrize(
    ("totals", "rule"),
    [
        (Totals(line_net_amount=TWO), "BR-CO-10"),
        (Totals(amount_excl_vat=TWO, line_net_amount=ONE), "BR-CO-13"),
        (Totals(amount_incl_vat=THREE, amount_excl_vat=ONE, vat_amount=ONE, line_net_amount=ONE), "BR-CO-15"),
        (Totals(vat_amount=TWO), "BR-CO-14"),
        (Totals(amount_incl_vat=TWO, amount_due=ONE), "BR-CO-16"),
    ],
)
def test_sums_that_do_not_add_up_are_found(totals: Totals, rule: str) -> None:
    invoice = Invoice(
        currency="SEK",
        seller=Party(name="A"),
        totals=totals,
        lines=(Line(net_amount=ONE),),
        vat_breakdown=(VatBreakdown(tax_amount=ONE),),
    )
    assert rule in fired(invoice)


def test_formats_that_en_16931_is_bound_to_meet_that_and_the_others_this() -> None:
    invoice = full_invoice("S", "25")
    for name, syntax in syntaxes().items():
        sets = {rule_set.name for rule_set in sets_for(invoice, name)}
        assert ("en16931" in sets, "common" in sets) == ((True, False) if syntax.bound_rules else (False, True))
