"""Why a format does not hold something is said in the reader's language."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

import depesch.documents.loss_words
from depesch.documents.loss_words import why_in
from depesch.documents.targets import targets, write_as
from depesch.model.json import from_json
from tests.drawn import drawn_anything

GOLDEN = Path(__file__).parents[1] / "golden" / "syntaxes" / "ubl21"
LANGUAGES = ("sv", "nb")
TABLE = Path(depesch.documents.loss_words.__file__).with_suffix(".toml")


@cache
def reasons() -> frozenset[str]:
    """Return every reason that writing gives for invoices that state everything, and for drawn ones."""
    invoices = [from_json((GOLDEN / name / "invoice.json").read_bytes()) for name in ("full", "credit_note")]
    found = set()
    for name, target in targets().items():
        drawn = () if name.startswith("facturx") else drawn_anything()[:40]  # a PDF takes long and says what CII says
        for invoice in (*invoices, *drawn):
            found |= {loss.why for loss in write_as(target, invoice).losses}
    return frozenset(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_is_said_in_the_language(language: str) -> None:
    assert len(reasons()) > 200
    assert sorted(why for why in reasons() if why_in(why, language) == why) == []


def test_each_text_has_its_holes_in_every_language() -> None:
    texts = tomllib.loads(TABLE.read_text(encoding="utf-8"))["text"]
    assert all(text["en"].count("{}") == text[language].count("{}") for text in texts for language in LANGUAGES)
    assert len({text["en"] for text in texts}) == len(texts)


@pytest.mark.parametrize(
    ("why", "said"),
    [
        (
            "an identifier has at most 35 characters, and is not cut",
            "en identifierare har högst 35 tecken, och klipps inte av",
        ),
        (
            "Svefaktura has no element for a project; it stands in the free text",
            "Svefaktura saknar element för ett projekt; det står i fritexten",
        ),
        ("the file goes by its name, tidrapport maj.pdf", "filen följer med under sitt namn, tidrapport maj.pdf"),
        ("allowances are rows; charges are rows", "avdrag är rader; tillägg är rader"),
        ("what nobody ever said", "what nobody ever said"),
        ("{0.__class__} is written as {1}", "{0.__class__} skrivs som {1}"),
    ],
)
def test_numbers_names_and_parts_stand_where_they_belong(why: str, said: str) -> None:
    assert why_in(why, "sv") == said
    assert why_in(why, "en") == why
