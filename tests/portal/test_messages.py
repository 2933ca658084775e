"""Every text of the portal is there in Swedish, Norwegian and English, and says the same about the same things."""

from __future__ import annotations

import pytest
from django.utils import translation

from scripts import messages


def test_catalogues_are_whole() -> None:
    assert list(messages.faults()) == []


def test_texts_of_code_and_templates_are_found() -> None:
    found = {str(each.id) for catalogue in messages.extracted().values() for each in catalogue if each.id}
    assert {"Sign in", "Being checked", "Check and send", "Choose at least one file."} <= found


@pytest.mark.parametrize("language", ["sv", "nb"])
def test_our_words_do_not_change_those_of_the_account_pages(language: str) -> None:
    """The catalogues are one to gettext: our “Cancel” of an invoice once stood on the button that leaves a form."""
    with translation.override(language):
        assert translation.gettext("Cancel") == "Avbryt"
