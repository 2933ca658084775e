"""Settings are read strictly, shown without secrets, and kept when a form leaves a secret blank."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import msgspec
import pytest

from depesch.kit.secret import Secret
from depesch.kit.settings import (
    BadSettings,
    FieldKind,
    FormField,
    field_words,
    load_values,
    settings_form,
    stored_values,
)

_SV, _NB = ("Namn", "Vad det heter."), ("Navn", "Hva det heter.")


class Colour(StrEnum):
    """A closed set."""

    RED = "red"
    BLUE = "blue"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """One field of each kind."""

    name: Annotated[str, field_words(("Name", "What it is called."), sv=_SV, nb=_NB, min_length=1)]
    size: Annotated[int, field_words(("Name", "What it is called."), sv=_SV, nb=_NB, ge=1, le=9)] = 3
    colour: Annotated[
        Colour,
        field_words(
            ("Name", "What it is called."), sv=_SV, nb=_NB,
            choices={"red": ("Red", "Röd", "Rød"), "blue": ("Blue", "Blå", "Blå")},
        ),
    ] = Colour.RED  # fmt: skip
    is_loud: Annotated[bool, field_words(("Name", "What it is called."), sv=_SV, nb=_NB)] = False
    key: Annotated[Secret, field_words(("Name", "What it is called."), sv=_SV, nb=_NB)] = Secret("")


class Wordless(msgspec.Struct, frozen=True, kw_only=True):
    """A field of which one choice has no words."""

    colour: Annotated[
        Colour,
        field_words(("Name", "What it is called."), sv=_SV, nb=_NB, choices={"red": ("Red", "Röd", "Rød")}),
    ] = Colour.RED


def _field(name: str, current: Settings | None = None) -> FormField:
    return next(field for field in settings_form(Settings, current) if field.name == name)


def test_each_type_is_asked_for_in_its_own_way() -> None:
    assert [f.kind for f in settings_form(Settings)] == [
        FieldKind.TEXT, FieldKind.NUMBER, FieldKind.CHOICE, FieldKind.TOGGLE, FieldKind.SECRET,
    ]  # fmt: skip


def test_number_shows_its_limits() -> None:
    assert (_field("size").minimum, _field("size").maximum, _field("size").value) == (1, 9, 3)


def test_choice_shows_what_can_be_chosen() -> None:
    assert _field("colour").choices == ("red", "blue")
    assert [_field("colour").choice_title("red", language) for language in ("en", "sv", "nb", "fi")] == [
        "Red", "Röd", "Rød", "Red",
    ]  # fmt: skip


def test_choice_without_words_is_a_fault_of_ours() -> None:
    with pytest.raises(TypeError, match="colour needs words for each of its choices: red, blue"):
        settings_form(Wordless)


def test_only_a_field_without_a_default_is_required() -> None:
    assert [f.name for f in settings_form(Settings) if f.required] == ["name"]


def test_secret_tells_only_that_it_is_set() -> None:
    field = _field("key", Settings(name="x", key=Secret("p")))
    assert (field.value, field.is_set) == (None, True)


def test_field_speaks_the_readers_language_or_english() -> None:
    assert (_field("name").title("sv"), _field("name").description("fi")) == ("Namn", "What it is called.")


def test_texts_of_a_form_become_values() -> None:
    typed = {"name": "x", "size": "4", "colour": "blue", "is_loud": "true", "key": "p"}
    assert load_values(Settings, typed) == Settings(name="x", size=4, colour=Colour.BLUE, is_loud=True, key=Secret("p"))


def test_blank_secret_keeps_the_old_one() -> None:
    old = Settings(name="x", key=Secret("p"))
    assert load_values(Settings, {"name": "y", "key": ""}, kept=old).key == Secret("p")


def test_typed_secret_replaces_the_old_one() -> None:
    old = Settings(name="x", key=Secret("p"))
    assert load_values(Settings, {"name": "x", "key": "q"}, kept=old).key == Secret("q")


@pytest.mark.parametrize(
    ("values", "told"),
    [({}, "name"), ({"name": ""}, "name"), ({"name": "x", "size": "10"}, "size"), ({"name": "x", "size": "y"}, "size"),
     ({"name": "x", "colour": "green"}, "colour"), ({"name": "x", "key": 1}, "key"), ({"name": "x", "zzz": 1}, "zzz")],
)  # fmt: skip
def test_fault_names_the_field(values: dict[str, object], told: str) -> None:
    with pytest.raises(BadSettings, match=told):
        load_values(Settings, values)


def test_stored_values_are_read_back() -> None:
    settings = Settings(name="x", colour=Colour.BLUE, key=Secret("p"))
    assert load_values(Settings, msgspec.json.decode(msgspec.json.encode(stored_values(settings)))) == settings


def test_settings_with_a_secret_cannot_be_written_as_json_by_mistake() -> None:
    with pytest.raises(TypeError):
        msgspec.json.encode(Settings(name="x", key=Secret("p")))
