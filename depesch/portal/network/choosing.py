"""Choices of a form's field that are known only when the form is made."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.functional import Promise


def choose(form: forms.Form, name: str, choices: Sequence[tuple[str, str | Promise]]) -> None:
    """Let the form's field offer these choices."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} is no field of choices")
    field.choices = list(choices)
