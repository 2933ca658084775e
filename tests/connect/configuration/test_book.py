"""The book tells every setting, and its examples are right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from depesch.connect.configuration.reading import parse
from depesch.connect.configuration.reference import markdown
from depesch.connect.configuration.showing import found_at
from tests.golden_files import same_as_golden

BOOK = Path(__file__).resolve().parents[3] / "docs" / "connect.md"
_MADE = re.compile(r"(<!-- made of .*? -->\n).*(<!-- end -->\n)", re.DOTALL)
ETC = Path("/etc/depesch")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", BOOK.read_text(), re.DOTALL)


def test_the_tables_are_made_of_the_settings() -> None:
    text = BOOK.read_text()
    assert _MADE.search(text)
    same_as_golden(BOOK, _MADE.sub(lambda found: f"{found[1]}\n{markdown()}\n{found[2]}", text))


@pytest.mark.row("S-127")
def test_the_examples_in_xml_and_toml_say_the_same() -> None:
    whole, mail = blocks("xml")
    (toml,) = blocks("toml")
    assert parse(ETC / "c.xml", whole.encode()) == parse(ETC / "c.toml", toml.encode())
    with_mail = whole.replace("  <account>", f"{mail}  <account>", 1)
    assert parse(ETC / "c.xml", with_mail.encode()).mail is not None


def test_each_setting_that_the_book_names_is_one() -> None:
    settings = parse(ETC / "c.xml", blocks("xml")[0].encode())
    text = BOOK.read_text()
    named = [
        *re.findall(r"config set ([a-z_.0-9]+)", text),
        *re.findall(r"^    (accounts\.[a-z_.0-9]+)=", text, re.MULTILINE),
    ]
    assert "accounts.nordbygg.collecting.timetable.time_zone" in named
    assert len(named) > 10
    for key in named:
        if ".hours.0" not in key and not key.startswith("mail."):
            found_at(settings, key)
