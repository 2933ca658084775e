"""What is asked when a link is followed: the agreement, and from somebody new a password."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from depesch.portal.forms import PortalForm
from depesch.portal.passwords import NewPasswordField, refuse_weak


class AgreeForm(PortalForm):
    """The agreement alone: for somebody who has a password."""

    version = forms.CharField(widget=forms.HiddenInput, max_length=40)
    agreed = forms.BooleanField(
        label=gettext_lazy("I have read the user agreement and accept it"),
        error_messages={
            "required": gettext_lazy("Without the agreement there can be no account. Read it and tick the box.")
        },
    )


class PasswordForm(AgreeForm):
    """The agreement and a password: for a new person."""

    password = NewPasswordField()
    field_order: tuple[str, ...] = ("version", "password", "agreed")

    def __init__(self, *args: Any, about: tuple[str, ...] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.about = about

    def clean(self) -> dict[str, Any]:
        """Refuse a weak password."""
        refuse_weak(self, "password", self.about)
        return self.cleaned_data


class JoinForm(PasswordForm):
    """As above, and the name: an invitation may have misspelt it."""

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Write your name, as your colleagues know it.")},
    )
    field_order = ("version", "name", "password", "agreed")
