"""docs/words.md says what the portal says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import translation

from depesch.hub.flows.models import DocumentState
from depesch.portal.words import STATES

WORDS = (Path(__file__).resolve().parents[2] / "docs" / "words.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| `(\w+)` \| [^|]+ (\|[^\n]+)$", WORDS, re.MULTILINE))


def test_glossary_has_every_state() -> None:
    assert set(ROWS) == set(DocumentState.values) == {state.value for state in STATES}


@pytest.mark.parametrize("state", list(DocumentState))
def test_glossary_and_portal_agree_on_the_words_of_a_state(state: DocumentState) -> None:
    shown = []
    for language in ("en", "sv", "nb"):
        with translation.override(language):
            shown.append(str(STATES[state].label))
    assert ROWS[state.value].strip("| ").split(" | ") == shown
