"""Identifiers: one parsing function each; references survive being made and read again."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depesch.model import identifiers, money, totals
from depesch.model.identifiers import (
    InvalidIdentifier,
    bankgiro,
    holds,
    kid,
    kid_mod11_digit,
    luhn_digit,
    make_rf_reference,
    make_swedish_ocr,
    make_viitenumero,
    org_number,
    organisation_as_participant,
    participant_id,
    plusgiro,
    rf_reference,
    swedish_ocr,
    vat_number,
    viitenumero,
)

digits = st.text("0123456789", min_size=3, max_size=18)


@pytest.mark.parametrize("module", [identifiers, money, totals])
def test_the_examples_in_docstrings_are_true(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]  # a module


@given(digits, st.booleans())
def test_a_made_ocr_is_read_again(number: str, length_digit: bool) -> None:
    made = make_swedish_ocr(number, length_digit=length_digit)
    assert swedish_ocr(made, length_digit=length_digit) == made


@given(digits)
def test_a_made_viitenumero_is_read_again(number: str) -> None:
    made = make_viitenumero("1" + number)
    assert viitenumero(made) == made


@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=21))
def test_a_made_rf_reference_is_read_again(reference: str) -> None:
    made = make_rf_reference(reference)
    assert rf_reference(made) == made


@given(digits)
def test_a_kid_passes_by_either_check_digit(number: str) -> None:
    assert holds(kid, number + luhn_digit(number))
    assert holds(kid, number + kid_mod11_digit(number))


@given(digits, st.integers(0, 9))
def test_a_wrong_luhn_digit_is_refused(number: str, wrong: int) -> None:
    assert holds(swedish_ocr, number + str(wrong)) == (str(wrong) == luhn_digit(number))


@given(st.text(max_size=40))
def test_any_text_is_an_identifier_or_refused(text: str) -> None:
    for parse in (participant_id, kid, bankgiro, plusgiro, swedish_ocr, viitenumero, rf_reference, vat_number):
        holds(parse, text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("0037:12345671", "0216:003712345671"),
        ("0037:003712345671", "0216:003712345671"),
        ("9908:991825827", "0192:991825827"),
        ("9902:12345674", "0184:12345674"),
        ("9955:SE556036079301", "0007:5560360793"),
    ],
)
def test_an_old_scheme_becomes_its_successor(old: str, new: str) -> None:
    assert str(participant_id(old)) == new


@pytest.mark.parametrize("text", ["", "0192", "0192:", ":5", "192:1", "0192:99 18", "0192:" + "9" * 136])
def test_what_is_no_participant_is_refused(text: str) -> None:
    with pytest.raises(InvalidIdentifier):
        participant_id(text)


@pytest.mark.parametrize(
    ("text", "country", "compact"),
    [
        ("556036-0793", "SE", "5560360793"),
        ("991 825 827", "NO", "991825827"),
        ("DK 13585628", "DK", "13585628"),
        ("2077474-0", "FI", "20774740"),
    ],
)
def test_an_organisation_number_is_made_compact(text: str, country: str, compact: str) -> None:
    assert org_number(text, country).value == compact


@pytest.mark.parametrize(("text", "country"), [("556036-0794", "SE"), ("991825828", "NO"), ("1", "DK"), ("x", "XX")])
def test_a_wrong_organisation_number_is_refused(text: str, country: str) -> None:
    with pytest.raises(InvalidIdentifier):
        org_number(text, country)


def test_an_organisation_is_a_participant_by_its_country() -> None:
    assert str(organisation_as_participant(org_number("5560360793", "SE"))) == "0007:5560360793"


def test_the_canonical_form_is_in_lower_case() -> None:
    assert participant_id("9925:BE0123456749").canonical == "iso6523-actorid-upis::9925:be0123456749"


def test_a_reference_whose_length_digit_lies_is_refused() -> None:
    with pytest.raises(InvalidIdentifier, match="as its length"):
        swedish_ocr(make_swedish_ocr("12345"), length_digit=True)
