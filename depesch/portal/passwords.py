"""Choosing a password: the field, what is said when one is refused, and how strong it is, in words."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from depesch.hub.accounts.passwords import LEAST, PasswordFault, Strength, faults, strength

FAULTS = {
    PasswordFault.SHORT: _("Take at least ten characters. Three or four words that do not belong together are good."),
    PasswordFault.LONG: _("Take at most 200 characters."),
    PasswordFault.COMMON: _("Many people have this password, so it is tried first. Choose another one."),
    PasswordFault.PLAIN: _("This is a row or a repetition that is easily guessed. Choose another one."),
    PasswordFault.PERSONAL: _("This is mostly your name, address or company. Choose something that nobody knows."),
}
STRENGTHS = {
    Strength.FAIR: _("Good enough. A longer one holds better."),
    Strength.GOOD: _("Good."),
    Strength.STRONG: _("Strong."),
}


class NewPasswordField(forms.CharField):
    """A new password: never shown again, never stripped of blanks, its strength told while it is typed."""

    def __init__(self, **options: object) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": "new-password", "minlength": LEAST, "data-strength": ""})
        defaults = {
            "label": _("Password"),
            "help_text": _("At least ten characters. Let a password manager make it."),
            "strip": False,
            "widget": widget,
            "error_messages": {"required": _("Choose a password.")},
        }
        super().__init__(**{**defaults, **options})  # type: ignore[arg-type]


def refuse_weak(form: forms.Form, name: str, about: Sequence[str]) -> None:
    """Put what is wrong with the new password at its field; `about` is what is known of the person."""
    password = form.cleaned_data.get(name)
    for fault in faults(password, about=about) if password else ():
        form.add_error(name, str(FAULTS[fault]))


def said_of(password: str, about: Sequence[str] = ()) -> tuple[str, bool]:
    """Return what is to be said of a password while it is typed, and whether it would be taken."""
    if not password:
        return "", False
    found = faults(password, about=about)
    return (str(FAULTS[found[0]]), False) if found else (str(STRENGTHS[strength(password)]), True)
