"""The catalogue: every term of EN 16931 is a field, a sum or a file; each field has words and choices."""

from __future__ import annotations

import pytest

from depesch.hub.drafts.choice_words import NAMES, USUAL
from depesch.hub.drafts.choices import LANGUAGES, choices_of
from depesch.hub.drafts.field_hints import HINTS, LABELS
from depesch.hub.drafts.fields import COMPUTED, FIELDS, FROM_FILES, Level, addable, catalogue, field_words, pattern_of
from depesch.hub.drafts.typed_words import fault_codes, fault_words
from depesch.model.codelists import codes
from depesch.model.terms import TERMS


def test_every_term_is_a_field_or_has_a_reason_not_to_be() -> None:
    terms = {term for term in TERMS.values() if term.startswith("BT-")}
    fields = {field.term for field in FIELDS}
    assert terms == fields | set(COMPUTED) | set(FROM_FILES)
    assert not fields & (set(COMPUTED) | set(FROM_FILES))


def test_every_place_in_the_model_that_may_be_typed_is_one_fields_own() -> None:
    places = [field.place for field in FIELDS if field.place]
    assert len(places) == len(set(places))
    typable = {place for place, term in TERMS.items() if term.startswith("BT-")} - {
        place for place, term in TERMS.items() if term in {*COMPUTED, *FROM_FILES}
    }
    elsewhere = {"totals.vat_amount_accounting", "totals.rounding_amount"}  # of a rate, of a choice
    elsewhere |= {"vat_breakdown[].exemption_reason", "vat_breakdown[].exemption_reason_code"}  # said at rows
    assert {place.replace(".N", "[]") for place in places} == typable - elsewhere


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_every_field_has_a_name(language: str) -> None:
    for field in FIELDS:
        label = field_words(field.path, language).label
        assert label, field.path
        assert not label.startswith(("BT-", "BG-")), field.path


def test_words_stand_with_fields_that_exist() -> None:
    assert set(HINTS) | set(LABELS) <= set(catalogue())


def test_choices_are_codes_of_their_lists_with_the_usual_ones_first() -> None:
    lists = {"eas": "peppol_eas"}
    for name in {field.code_list for field in FIELDS if field.code_list}:
        found = choices_of(name)
        assert len({choice.code for choice in found}) == len(found), name
        assert [choice.code for choice in found if choice.usual] == list(USUAL.get(name, ())), name
        assert all(choice.label(language) for choice in found for language in ("sv", "nb", "en") if choice.code), name
        for language in LANGUAGES:
            labels = [choice.label(language).casefold() for choice in found]
            assert name != "unit" or len(set(labels)) == len(labels), language  # nobody can tell `st` from `st`
        if name not in ("rounding", "document_type"):
            known = codes(lists.get(name, name)) | {"EM"}
            assert {*USUAL.get(name, ()), *NAMES.get(name, {})} <= known, name


def test_whatever_is_not_shown_can_be_added_where_it_belongs() -> None:
    offered = [field for level in Level for field in addable(level)]
    assert {field.path for field in offered} == {field.path for field in FIELDS if not field.common}
    assert "lines.N.note" in {field.path for field in addable("line")}


def test_a_pattern_has_an_n_for_each_number() -> None:
    assert pattern_of("lines.10.allowances.2.amount") == "lines.N.allowances.N.amount"
    assert pattern_of("seller.identifiers.0.scheme") == "seller.identifiers.N.scheme"


def test_each_fault_speaks_three_languages() -> None:
    for code in fault_codes():
        said = {fault_words(code, language, path="x", value="y") for language in ("sv", "nb", "en")}
        assert len(said) == 3
