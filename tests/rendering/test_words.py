"""Six languages with the same words in each, chosen by the receiver."""

from __future__ import annotations

import msgspec
import pytest

from depesch.rendering.words import Words, language_of_country, languages, words

TABLES = ("titles", "vat_categories", "tax_point_codes", "means", "units")


def test_there_are_six_languages() -> None:
    assert languages() == ("da", "de", "en", "fi", "nb", "sv")


@pytest.mark.parametrize("language", languages())
def test_no_word_is_empty(language: str) -> None:
    spoken = words(language)
    texts = [f.name for f in msgspec.structs.fields(Words) if getattr(spoken, f.name) == ""]
    assert texts == []


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("language", languages())
def test_every_language_names_the_same_codes(language: str, table: str) -> None:
    assert set(getattr(words(language), table)) == set(getattr(words("sv"), table))


@pytest.mark.parametrize("language", languages())
def test_the_page_number_names_both_pages(language: str) -> None:
    pattern = words(language).page_of
    assert "{page}" in pattern
    assert "{pages}" in pattern


@pytest.mark.parametrize(
    ("tag", "language"), [("sv-SE", "sv"), ("no", "nb"), ("nn_NO", "nb"), ("EN", "en"), ("fr", "en"), ("", "en")]
)
def test_a_language_tag_finds_its_words(tag: str, language: str) -> None:
    assert words(tag).language == language


@pytest.mark.parametrize(
    ("country", "language"),
    [("SE", "sv"), ("no", "nb"), ("DK", "da"), ("FI", "fi"), ("AT", "de"), ("FR", "en"), (None, "en")],
)
def test_a_country_is_written_to_in_its_language(country: str | None, language: str) -> None:
    assert language_of_country(country) == language
