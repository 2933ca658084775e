"""Texts from the command line as settings of a channel: every fault at once, with what the field allows."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import get_type_hints

import msgspec

from depesch.channels import Channel
from depesch.kit.settings import FieldKind, FormField, settings_form, stored_values


def given_values(
    channel: Channel,
    settings: Sequence[str],
    secrets: Sequence[str],
    *,
    kept: msgspec.Struct | None,
) -> tuple[dict[str, object], list[str]]:
    """Return all values of the channel and what is wrong with them.

    `settings` are `key=value`, an empty value meaning the default; `secrets` are `key=FILE`. What is not given stays
    as in `kept`, whose secrets are left out of the result: a blank one keeps the stored one.
    """
    form = {field.name: field for field in settings_form(channel.Settings, kept)}
    hints = get_type_hints(channel.Settings, include_extras=True)
    values = _kept_values(form, kept)
    faults: list[str] = []
    for name, value in _pairs("--setting", settings, form, faults):
        if form[name].kind is FieldKind.SECRET:
            faults.append(f"--setting {name}: is a secret, which others would see here; give --secret {name}=FILE")
        elif not value:
            values.pop(name, None)
        elif not _fits(value, hints[name]):
            faults.append(f"--setting {name}: {value!r} is not {allowed(form[name])}")
        else:
            values[name] = value
    for name, file in _pairs("--secret", secrets, form, faults):
        if form[name].kind is not FieldKind.SECRET:
            faults.append(f"--secret {name}: is no secret; give --setting {name}={allowed(form[name])}")
        else:
            values[name] = _secret_in(name, file, faults)
    return values, faults + _missing(form, values, kept, faults)


def allowed(field: FormField) -> str:
    """Return what the field takes, in a few words.

    >>> from depesch.channels import channels
    >>> {f.name: allowed(f) for f in settings_form(channels()["email"].Settings)}["port"]
    'a number from 1 to 65535'
    """
    if field.kind is FieldKind.CHOICE:
        return f"one of {', '.join(field.choices)}"
    if field.kind is FieldKind.TOGGLE:
        return "true or false"
    if field.kind is FieldKind.NUMBER:
        low = f" from {field.minimum:g}" if field.minimum is not None else ""
        high = f" to {field.maximum:g}" if field.maximum is not None else ""
        return f"a number{low}{high}"
    return "a secret" if field.kind is FieldKind.SECRET else f"a text: {field.description('en')}"


def told_values(channel: Channel, settings: msgspec.Struct) -> dict[str, object]:
    """Return the settings that are set, `***` for a secret."""
    form = settings_form(channel.Settings, settings)
    secrets = {field.name: "***" for field in form if field.kind is FieldKind.SECRET and field.is_set}
    told = {field.name: field.value for field in form if field.value not in (None, "")}
    return {**told, **secrets}


def _kept_values(form: Mapping[str, FormField], kept: msgspec.Struct | None) -> dict[str, object]:
    values = stored_values(kept) if kept is not None else {}
    return {name: value for name, value in values.items() if form[name].kind is not FieldKind.SECRET}


def _pairs(
    option: str, texts: Sequence[str], form: Mapping[str, FormField], faults: list[str]
) -> list[tuple[str, str]]:
    """Return key and value of each text; adds to `faults` those that are no pair or whose key is no setting."""
    pairs = []
    for text in texts:
        name, equals, value = text.partition("=")
        if name not in form:
            faults.append(f"{option} {name}: is no setting; there are {', '.join(form) or 'none'}")
        elif not equals:
            faults.append(f"{option} {name}: has no value; write {name}={allowed(form[name])}")
        else:
            pairs.append((name, value))
    return pairs


def _fits(value: str, wanted: object) -> bool:
    try:
        msgspec.convert(value, wanted, strict=False)
    except msgspec.ValidationError:
        return False
    return value.isprintable()


def _secret_in(name: str, file: str, faults: list[str]) -> str:
    """Return the secret in the file (`-`: stdin), without the end of its line; never part of a message."""
    try:
        secret = (sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")).rstrip("\r\n")
    except UnicodeDecodeError:
        faults.append(f"--secret {name}: {file} is no text")
    except OSError as error:
        faults.append(f"--secret {name}: {file!r} cannot be read: {error.strerror}")
    else:
        if not secret:
            faults.append(f"--secret {name}: {file} is empty")
        return secret
    return ""


def _missing(
    form: Mapping[str, FormField], values: Mapping[str, object], kept: msgspec.Struct | None, faults: Sequence[str]
) -> list[str]:
    """Return what to say of required fields without a value, but for those told of already."""
    told = " ".join(faults)
    return [
        f"--setting {name}: is missing; it is {allowed(field)}"
        for name, field in form.items()
        if field.required and not values.get(name) and f" {name}: " not in told
        and not (field.kind is FieldKind.SECRET and kept is not None)
    ]  # fmt: skip
