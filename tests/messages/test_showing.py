"""A message as a page."""

from __future__ import annotations

import pytest

from depesch.kit.xml import parse
from depesch.messages import invoice_response, order
from depesch.messages.labels import CODES, LABELS, LANGUAGES
from depesch.messages.showing import page
from tests.messages.papers import ORDER, REJECTED


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_was_read_is_on_the_page(language: str) -> None:
    shown = page(order.read(parse(ORDER)), language)
    for text in ("P-881", "Nordbygg Fasad AB", "Fjordtre AS", "Regel 45x95", "Skruv", "A-12", "0192:999000053"):
        assert text in shown
    assert f'lang="{language}"' in shown


def test_what_found_no_place_is_on_the_page_too() -> None:
    assert "PartialDeliveryIndicator" in page(order.read(parse(ORDER)), "en")


def test_a_status_is_told_in_words() -> None:
    message = invoice_response.read(parse(invoice_response.write(REJECTED)))
    assert "avvisad (RE)" in page(message, "sv")


def test_what_stands_in_a_message_is_never_markup() -> None:
    hostile = ORDER.replace(b"Skruv", b"&lt;script&gt;alert(1)&lt;/script&gt;")
    assert "<script>" not in page(order.read(parse(hostile)), "en")


def test_every_word_is_there_in_every_language() -> None:
    assert all(len(words) == len(LANGUAGES) and all(words) for words in (*LABELS.values(), *CODES.values()))
