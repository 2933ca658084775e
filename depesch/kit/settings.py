"""Settings of a part: one frozen Struct, from which forms are drawn and into which stored or typed values are read.

A secret goes in and never comes out: a form knows only whether it is set, and a blank one in a form keeps the old.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar, get_type_hints

import msgspec
from msgspec import inspect

from depesch.kit.secret import Secret

S = TypeVar("S", bound=msgspec.Struct)


class BadSettings(ValueError):
    """Values that are no settings of the part; the message names the field and never holds a secret."""


class FieldKind(StrEnum):
    """How a field is asked for."""

    TEXT = "text"
    NUMBER = "number"
    TOGGLE = "toggle"  # yes or no
    CHOICE = "choice"  # one of `choices`
    SECRET = "secret"  # noqa: S105 - the name of a kind of field; typed in, never shown


class FormField(msgspec.Struct, frozen=True, kw_only=True):
    """One field of a form. `value` is None for a secret, always; `is_set` says whether there is one."""

    name: str
    kind: FieldKind
    titles: Mapping[str, str]  # by language; "en" is always there
    descriptions: Mapping[str, str]
    required: bool
    value: str | int | float | bool | None = None
    is_set: bool = False
    choices: tuple[str, ...] = ()
    choice_titles: Mapping[str, Mapping[str, str]] = {}  # by choice, then by language
    minimum: float | None = None
    maximum: float | None = None
    is_long: bool = False  # a text of several lines, such as a key in PEM

    def title(self, language: str) -> str:
        """Return the field's name in `language`, in English when it has none."""
        return self.titles.get(language, self.titles["en"])

    def choice_title(self, choice: str, language: str) -> str:
        """Return what a choice is called in `language`, in English when it has no name there."""
        titles = self.choice_titles[choice]
        return titles.get(language, titles["en"])

    def description(self, language: str) -> str:
        """Return the field's help in `language`, in English when it has none."""
        return self.descriptions.get(language, self.descriptions["en"])


def field_words(
    en: tuple[str, str],
    *,
    sv: tuple[str, str],
    nb: tuple[str, str],
    ge: float | None = None,
    le: float | None = None,
    min_length: int | None = None,
    is_long: bool = False,
    choices: Mapping[str, tuple[str, str, str]] | None = None,
) -> msgspec.Meta:
    """Return the annotation of one field: (title, description) in each language, and its limits.

    A field whose type is an enumeration has `choices`: what each value is called, in en, sv and nb.
    """
    words = {"en": en, "sv": sv, "nb": nb}
    extra = {
        "titles": {language: pair[0] for language, pair in words.items()},
        "descriptions": {language: pair[1] for language, pair in words.items()},
        "is_long": is_long,
        "choices": {
            value: dict(zip(("en", "sv", "nb"), names, strict=True)) for value, names in (choices or {}).items()
        },
    }
    if min_length is not None:
        return msgspec.Meta(title=en[0], description=en[1], extra=extra, min_length=min_length)
    return msgspec.Meta(title=en[0], description=en[1], extra=extra, ge=ge, le=le)


def settings_form(settings_type: type[msgspec.Struct], current: msgspec.Struct | None = None) -> tuple[FormField, ...]:
    """Return the fields of a form for `settings_type`, in the Struct's order, filled from `current` or the defaults."""
    info = inspect.type_info(settings_type)
    if not isinstance(info, inspect.StructType):
        raise TypeError(f"{settings_type.__name__} is no Struct")
    return tuple(_form_field(field, current) for field in info.fields)


def load_values(settings_type: type[S], values: Mapping[str, object], *, kept: S | None = None) -> S:
    """Return the settings that `values` (stored JSON or a form's texts) give.

    A blank or absent secret keeps that of `kept`. Raises BadSettings for an unknown key, a missing or a wrong value.
    """
    names = set(settings_type.__struct_fields__)
    unknown = sorted(set(values) - names)
    if unknown:
        raise BadSettings(f"unknown settings: {', '.join(unknown)}; known are {', '.join(sorted(names))}")
    merged = dict(values)
    for name in _secret_names(settings_type) if kept is not None else ():
        if not merged.get(name):
            merged[name] = getattr(kept, name)
    try:
        return msgspec.convert(merged, settings_type, strict=False, dec_hook=_read_secret)
    except msgspec.ValidationError as error:
        raise BadSettings(str(error)) from error


def stored_values(settings: msgspec.Struct) -> dict[str, Any]:
    """Return the settings for the hub's own keeping, secrets in clear: for an encrypted column, for nothing else."""
    return {
        name: value.reveal() if isinstance(value, Secret) else msgspec.to_builtins(value)
        for name in settings.__struct_fields__
        for value in (getattr(settings, name),)
    }


def _secret_names(settings_type: type[msgspec.Struct]) -> tuple[str, ...]:
    hints = get_type_hints(settings_type)
    return tuple(name for name in settings_type.__struct_fields__ if hints[name] is Secret)


def _read_secret(wanted: type, value: object) -> object:
    if wanted is Secret and isinstance(value, Secret):
        return value
    if wanted is Secret and isinstance(value, str):
        return Secret(value)
    raise ValueError(f"a {wanted.__name__.lower()} is a text")


def _form_field(field: inspect.Field, current: msgspec.Struct | None) -> FormField:
    described = field.type
    if not isinstance(described, inspect.Metadata) or not described.extra:
        raise TypeError(f"the setting {field.name} has no words: annotate it with field_words(...)")
    inner = described.type
    kind = _kind(inner)
    choices = tuple(str(m.value) for m in inner.cls) if isinstance(inner, inspect.EnumType) else ()
    if set(choices) != set(described.extra["choices"]):
        raise TypeError(f"the setting {field.name} needs words for each of its choices: {', '.join(choices)}")
    value = getattr(current, field.name) if current is not None else _default(field)
    return FormField(
        name=field.name,
        kind=kind,
        required=field.required,
        titles=described.extra["titles"],
        descriptions=described.extra["descriptions"],
        value=None if kind is FieldKind.SECRET or value is None else msgspec.to_builtins(value),
        is_set=bool(value) if kind is FieldKind.SECRET else value is not None,
        choices=choices,
        choice_titles=described.extra["choices"],
        minimum=getattr(inner, "ge", None),
        maximum=getattr(inner, "le", None),
        is_long=described.extra.get("is_long", False),
    )


def _default(field: inspect.Field) -> object:
    return None if field.default is msgspec.NODEFAULT else field.default


def _kind(inner: inspect.Type) -> FieldKind:
    if isinstance(inner, inspect.CustomType) and inner.cls is Secret:
        return FieldKind.SECRET
    if isinstance(inner, inspect.EnumType):
        return FieldKind.CHOICE
    if isinstance(inner, inspect.BoolType):
        return FieldKind.TOGGLE
    if isinstance(inner, inspect.IntType | inspect.FloatType):
        return FieldKind.NUMBER
    return FieldKind.TEXT
