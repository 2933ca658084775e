"""What is coded of an invoice, and amounts over several accounts: nothing is lost and nothing is made up."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from depesch.hub.books.chart import find_account, nearest
from depesch.hub.books.proposing import KnownAccount
from depesch.hub.books.rows import RowKind, rows_of, rows_sha256
from depesch.hub.books.splitting import BadSplit, shares
from depesch.model.invoice import AllowanceCharge, Invoice, Line, Totals
from tests.rendering.samples import invoice_of, line

amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


def test_rows_are_the_lines_the_documents_own_changes_and_the_rounding() -> None:
    made = msgspec.structs.replace(
        invoice_of((line(1, "Fasad", "1", "C62", "100"),)),
        allowances=(AllowanceCharge(amount=Decimal("10.00"), reason="Rabatt"),),
        charges=(AllowanceCharge(amount=Decimal("5.00"), reason="Frakt"),),
        totals=Totals(amount_excl_vat=Decimal("95.00"), rounding_amount=Decimal("0.25")),
    )
    rows = rows_of(made)
    assert [(row.kind, str(row.amount)) for row in rows] == [
        (RowKind.LINE, "100.00"), (RowKind.ALLOWANCE, "-10.00"), (RowKind.CHARGE, "5.00"), (RowKind.ROUNDING, "0.25"),
    ]  # fmt: skip
    assert [row.number for row in rows] == [0, 1, 2, 3]


def test_lines_that_do_not_come_to_the_total_leave_a_row_for_the_rest() -> None:
    made = Invoice(lines=(Line(net_amount=Decimal("99.50")),), totals=Totals(amount_excl_vat=Decimal(100)))
    assert [(row.kind, row.amount) for row in rows_of(made)][1] == (RowKind.DIFFERENCE, Decimal("0.50"))
    alone = rows_of(Invoice(totals=Totals(amount_excl_vat=Decimal("1250"))))
    assert [(row.number, row.kind, row.amount) for row in alone] == [(0, RowKind.DIFFERENCE, Decimal(1250))]
    assert rows_of(Invoice()) == ()


@given(nets=st.lists(amounts, max_size=8), extra=st.lists(amounts, max_size=3), total=amounts, rounding=amounts)
def test_the_rows_always_come_to_what_the_document_asks_for(
    nets: list[Decimal], extra: list[Decimal], total: Decimal, rounding: Decimal
) -> None:
    made = Invoice(
        lines=tuple(Line(net_amount=net) for net in nets),
        allowances=tuple(AllowanceCharge(amount=each) for each in extra),
        totals=Totals(amount_excl_vat=total, rounding_amount=rounding),
    )
    rows = rows_of(made)
    assert sum((row.amount for row in rows), Decimal(0)) == total + rounding
    assert rows_sha256(rows) == rows_sha256(rows_of(made))


def tried(amount: Decimal, parts: list[Decimal | None]) -> tuple[Decimal, ...] | tuple[str, Decimal]:
    """Return the shares, or why there are none and how much is missing."""
    try:
        return shares(amount, parts)
    except BadSplit as bad:
        return bad.code, bad.value


@pytest.mark.row("S-057")
@given(amount=amounts, parts=st.lists(amounts.filter(bool), max_size=6))
def test_parts_with_a_rest_add_up_exactly(amount: Decimal, parts: list[Decimal]) -> None:
    rest = amount - sum(parts, Decimal(0))
    wanted = (*parts, rest) if rest or not parts else ("empty-part", Decimal(0))
    assert tried(amount, [*parts, None]) == wanted


@pytest.mark.row("S-057")
@given(parts=st.lists(amounts.filter(bool), min_size=1, max_size=6), more=amounts)
def test_parts_without_a_rest_add_up_or_it_is_said_by_how_much_they_do_not(parts: list[Decimal], more: Decimal) -> None:
    wanted = ("does-not-add-up", more) if more else tuple(parts)
    assert tried(sum(parts, Decimal(0)) + more, list(parts)) == wanted


@pytest.mark.parametrize(
    ("parts", "code", "at"),
    [
        ([None, None], "several-open", 1),
        ([Decimal("0.001"), None], "too-fine", 0),
        ([Decimal(0), None], "empty-part", 0),
        ([Decimal(100), None], "empty-part", 1),
        ([Decimal(60), Decimal(60)], "does-not-add-up", 1),
    ],
)
def test_a_split_that_cannot_be_says_which_part(parts: list[Decimal | None], code: str, at: int) -> None:
    with pytest.raises(BadSplit) as raised:
        shares(Decimal("100.00"), parts)
    assert (raised.value.code, raised.value.at) == (code, at)


CHART = [
    KnownAccount(id=uuid4(), number=number, name=name, is_active=number != "5410")
    for number, name in (("4010", "Inköp material"), ("5010", "Lokalhyra"), ("5410", "Förbrukning"), ("5460", "Kontor"))
]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("4010", "4010"),
        (" 4010  Inköp", "4010"),
        ("lokalhyra", "5010"),
        ("5410", "5410"),
        ("Förbrukning", None),
        ("", None),
    ],
)  # fmt: skip
def test_an_account_is_found_by_number_or_whole_name(typed: str, number: str | None) -> None:
    found = find_account(typed, CHART)
    assert (found.number if found else None) == number


@pytest.mark.parametrize(
    ("typed", "number"), [("5411", "5460"), ("5410", "5460"), ("lokalhyr", "5010"), ("material", "4010"), ("ö", None)]
)
def test_a_near_account_is_one_in_use(typed: str, number: str | None) -> None:
    found = nearest(typed, CHART)
    assert (found.number if found else None) == number
