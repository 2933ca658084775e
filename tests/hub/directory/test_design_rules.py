"""Which design a document gets: the card's, the first rule that fits, the default, ours."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depesch.hub.directory.conditions import Above, Axes, fits, taken_above
from depesch.hub.directory.design_rules import (
    DesignWhy,
    DocumentKind,
    ForDocument,
    RuledDesign,
    TakenDesign,
    above_each,
    choose_design,
)

NORWAY = RuledDesign(id="n", name="Norge", countries=("NO",))
PUBLIC = RuledDesign(id="p", name="Myndigheter", kinds=("public",), languages=("nb", "sv"))
CREDIT = RuledDesign(id="k", name="Kredit", documents=("credit_note",))
USUAL = RuledDesign(id="u", name="Vanlig", is_default=True)
BY_CARD = RuledDesign(id="c", name="Julkort")
ALL = (CREDIT, PUBLIC, NORWAY, USUAL, BY_CARD)


@pytest.mark.row("D-06")
def test_d_06_card_then_rules_in_order_then_default_then_ours() -> None:
    norwegian = ForDocument(country="NO", kind="public", language="nb")
    by_card = ForDocument(country="NO", kind="public", language="nb", design_id="c")
    assert choose_design(ALL, by_card) == TakenDesign(why=DesignWhy.CUSTOMER, id="c")
    assert choose_design(ALL, norwegian) == TakenDesign(why=DesignWhy.RULE, id="p")
    assert choose_design((NORWAY, PUBLIC), norwegian) == TakenDesign(why=DesignWhy.RULE, id="n")
    assert choose_design(ALL, ForDocument(country="NO", kind="public", language="en")).id == "n"
    assert choose_design(ALL, ForDocument(document=DocumentKind.CREDIT_NOTE)).id == "k"
    assert choose_design(ALL, ForDocument(country="SE")) == TakenDesign(why=DesignWhy.DEFAULT, id="u")
    assert choose_design((NORWAY, BY_CARD), ForDocument(country="SE")) == TakenDesign(why=DesignWhy.OURS)
    assert choose_design((), norwegian) == TakenDesign(why=DesignWhy.OURS)


def test_a_card_that_names_a_design_out_of_use_leaves_it_to_the_rules() -> None:
    assert choose_design(ALL, ForDocument(country="NO", design_id="gone")).id == "n"


def test_what_rules_above_take_is_known() -> None:
    swedish = RuledDesign(id="s", name="Norsk", countries=("NO",), languages=("sv",))
    wide = RuledDesign(id="w", name="Norden", countries=("NO", "SE"))
    assert above_each((NORWAY, swedish, wide, USUAL)) == [Above(), Above(whole=0), Above(parts=(0, 1)), Above()]


VALUES = ("a", "b", "")
AXIS = st.lists(st.sampled_from(("a", "b")), unique=True, max_size=2).map(tuple)
RULE = st.tuples(AXIS, AXIS)


@given(RULE, st.lists(RULE, max_size=3))
def test_a_rule_that_is_wholly_taken_above_is_never_the_first_that_fits(rule: Axes, above: list[Axes]) -> None:
    if taken_above(rule, above).whole is None:
        return
    for values in itertools.product(VALUES, VALUES):
        if fits(rule, values):
            assert any(fits(each, values) for each in above)
