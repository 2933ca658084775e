"""Lines of Finvoice that need no fitting: told by a quick look, which is never wrong about one."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from depesch.model.invoice import Identifier, Item, Line, LineVat, Period, Price
from depesch.syntaxes.finvoice.editions import FINVOICE_30, FINVOICE_201
from depesch.syntaxes.finvoice.keeping_lines import fitted
from depesch.syntaxes.finvoice.plain_lines import is_plain

_NUMBERS = "1 0 -0 -1 10 25 1.00 12.50 -12.50 12.5 0.000 24.5 999 1000 1E+3 NaN -Infinity 1.123456 123456789.00 9e-9"
_MORE = ("123456789012345.00", "1234567890123456.00", "12345678901234", "0.1234567890123")
_ORDINARY = Line(
    identifier="1",
    quantity=Decimal(2),
    unit="C62",
    net_amount=Decimal("20.00"),
    price=Price(net_price=Decimal("10.00")),
    vat=LineVat(category="S", rate=Decimal(25)),
    item=Item(name="Spik", seller_identifier="S-1"),
)


def _often_none(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), strategy)


def _texts() -> st.SearchStrategy[Any]:
    some = st.sampled_from(("", " ", "-", "--", "A", "a b", "-7", "é", "x" * 35, "x" * 36, "x" * 71, "x" * 513))
    return _often_none(some)


def _codes() -> st.SearchStrategy[Any]:
    return _often_none(st.sampled_from(("S", "AE", "s", "", "C62", "KGM", "kpl", "C62X", "--", "0160", "0088")))


def _numbers() -> st.SearchStrategy[Any]:
    return _often_none(st.sampled_from((*_NUMBERS.split(), *_MORE)).map(Decimal))


def _identifiers() -> st.SearchStrategy[Any]:
    return _often_none(st.builds(Identifier, value=_texts().map(lambda text: text or ""), scheme=_codes()))


_ITEMS = st.builds(
    Item,
    name=_texts(),
    description=_texts(),
    seller_identifier=_texts(),
    buyer_identifier=_texts(),
    standard_identifier=_identifiers(),
    origin_country=_codes(),
)
_PRICES = st.builds(
    Price,
    net_price=_numbers(),
    discount=_numbers(),
    gross_price=_numbers(),
    base_quantity=_numbers(),
    base_quantity_unit=_codes(),
)
_FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "identifier": _texts(),
    "note": _texts(),
    "object_identifier": _identifiers(),
    "quantity": _numbers(),
    "unit": _codes(),
    "net_amount": _numbers(),
    "order_line_reference": _texts(),
    "buyer_accounting_reference": _texts(),
    "period": _often_none(st.just(Period())),
    "price": _often_none(_PRICES),
    "vat": _often_none(st.builds(LineVat, category=_codes(), rate=_numbers())),
    "item": _often_none(_ITEMS),
}


def _changed(name: str, value: Any) -> Line:
    return Line(**{field: getattr(_ORDINARY, field) for field in Line.__struct_fields__} | {name: value})


def _one_term(name: str) -> st.SearchStrategy[Line]:
    return _FIELDS[name].map(partial(_changed, name))


@pytest.mark.parametrize("strategy", [partial(st.builds, Line, **_FIELDS), *(partial(_one_term, n) for n in _FIELDS)])
def test_a_plain_line_is_one_that_fitting_leaves_as_it_is(strategy: Callable[[], st.SearchStrategy[Line]]) -> None:
    @given(line=strategy(), is_credit=st.booleans())
    @example(line=_ORDINARY, is_credit=False)
    def check(line: Line, is_credit: bool) -> None:
        if is_plain(line, FINVOICE_30):
            assert fitted(line, FINVOICE_30, is_credit=is_credit) is line

    check()


def test_an_ordinary_line_is_plain_in_the_version_of_en_16931_only() -> None:
    assert is_plain(_ORDINARY, FINVOICE_30)
    assert not is_plain(_ORDINARY, FINVOICE_201)
