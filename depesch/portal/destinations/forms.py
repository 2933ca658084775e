"""The form of a channel whose settings belong to one receiver: drawn from the channel's own `Settings`."""

from __future__ import annotations

from typing import Any

import msgspec
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from depesch.channels import Channel, load_settings
from depesch.documents.targets import targets
from depesch.kit.settings import BadSettings, FieldKind, FormField, settings_form
from depesch.portal.destinations.words import FAULTS
from depesch.portal.formatting import language
from depesch.portal.forms import PortalForm
from depesch.portal.network.choosing import choose


class DestinationForm(PortalForm):
    """The settings of one channel for one receiver. `kept` are those that stand; a blank secret keeps theirs."""

    def __init__(self, channel: Channel, kept: msgspec.Struct | None, *args: Any, **kwargs: Any) -> None:
        self._channel, self._kept = channel, kept
        super().__init__(*args, **kwargs)
        own = self.fields
        self.fields = {each.name: field_of(each) for each in settings_form(channel.Settings, kept)} | own
        self.say_faults()

    def values(self) -> dict[str, object]:
        """Return what was typed, as the channel reads it; call it when the form is valid."""
        names = self._channel.Settings.__struct_fields__
        return {name: _typed(self.cleaned_data[name]) for name in names if self.cleaned_data[name] is not None}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors:
            try:
                load_settings(self._channel, self.values(), kept=self._kept)
            except BadSettings as error:
                self._say(str(error))
        return values

    def _say(self, reason: str) -> None:
        """Say at its field why the channel does not take the settings."""
        for part, (field, words) in FAULTS.items():
            if part in reason:
                self.add_error(field if field in self.fields else None, str(words))
                return
        self.add_error(None, gettext("The settings cannot be used: {reason}").format(reason=reason))


class OwnServerForm(DestinationForm):
    """The settings of the company's own server, and in which format documents are brought there."""

    wanted_format = forms.ChoiceField(
        label=_("Format"),
        required=False,
        help_text=_("What comes in another format is converted; the original stays here."),
    )
    in_use = forms.BooleanField(label=_("Bring what comes in to this server"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        formats = sorted(((name, target.title) for name, target in targets().items()), key=lambda pair: pair[1].lower())
        choose(self, "wanted_format", [("", gettext("As it came")), *formats])


def field_of(each: FormField) -> forms.Field:
    """Return a channel's setting as a field of a form, in the reader's language."""
    words: dict[str, Any] = {"label": each.title(language()), "help_text": each.description(language())}
    if each.kind is FieldKind.SECRET:
        hint = gettext("Set. Leave it empty to keep it.") if each.is_set else ""
        words["help_text"] = f"{words['help_text']} {hint}".strip()
        return forms.CharField(**words, required=False, strip=each.is_long, widget=_secret(each))
    words |= {"required": each.required, "initial": each.value}
    if each.kind is FieldKind.CHOICE:
        return forms.ChoiceField(**words, choices=[(one, each.choice_title(one, language())) for one in each.choices])
    if each.kind is FieldKind.TOGGLE:
        return forms.BooleanField(**{**words, "required": False})
    if each.kind is FieldKind.NUMBER:
        words |= {"required": True, "initial": f"{each.value:g}" if each.value is not None else None}
        return forms.DecimalField(**words, min_value=each.minimum, max_value=each.maximum)
    widget = forms.Textarea(attrs=_PLAIN | {"rows": 5}) if each.is_long else forms.TextInput(attrs=_PLAIN)
    return forms.CharField(**words, max_length=20_000, widget=widget)


_PLAIN = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}


def _secret(each: FormField) -> forms.Widget:
    if each.is_long:
        return _ForgetfulTextarea(attrs=_PLAIN | {"rows": 5})
    return forms.PasswordInput(attrs={"autocomplete": "new-password"})


class _ForgetfulTextarea(forms.Textarea):
    """A text of several lines that is never written back into the page."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, None, attrs)


def _typed(value: object) -> object:
    """Return a text as the channel reads it: lines end as in a file, a number is one of the program's own."""
    if isinstance(value, bool):
        return value
    return str(value).replace("\r\n", "\n")
