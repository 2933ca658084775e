"""The part of the e-mail channel's settings that the company decides; the server is set up by who runs the hub."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from depesch.channels import channels, load_settings
from depesch.channels.email.settings import MOST_OF_NAME, Settings
from depesch.documents.targets import targets
from depesch.kit.settings import BadSettings, settings_form, stored_values
from depesch.portal.destinations.forms import field_of
from depesch.portal.forms import PortalForm

CHANNEL = "email"
CONTENT = ("contents", "invoice_format", "credit_note_format")
SENDER = ("sender_name", "sender_prefix", "reply_to")
FORMATS = ("invoice_format", "credit_note_format")
# The field, a part of what the channel says of it, and the words.
FAULTS: tuple[tuple[str, str, Promise], ...] = (
    (
        "sender_prefix",
        "sender prefix",
        _("Write what stands before the @ alone, such as faktura: letters a to z, digits, . - _"),
    ),
    ("sender_name", "sender's name", _("Write a name in one line, without addresses and without < and >.")),
    ("reply_to", "replies", _("Write one address, such as name@company.example.")),
)


class EmailForm(PortalForm):
    """What lies in a mail, and who it says that it is from. `kept` are the settings that stand."""

    def __init__(self, kept: Settings, *args: Any, **kwargs: Any) -> None:
        self._kept = kept
        super().__init__(*args, **kwargs)
        drawn = {each.name: each for each in settings_form(Settings, kept)}
        self.fields = {name: field_of(drawn[name]) for name in (*CONTENT, *SENDER)}
        for name in FORMATS:
            self.fields[name] = forms.ChoiceField(
                label=self.fields[name].label, help_text=self.fields[name].help_text, required=False,
                initial=drawn[name].value, choices=_formats(),
            )  # fmt: skip
        self.fields["sender_name"].max_length = MOST_OF_NAME  # type: ignore[attr-defined]  # a CharField, by its kind
        self.say_faults()

    @property
    def content(self) -> list[forms.BoundField]:
        """Return the fields of what lies in a mail."""
        return [self[name] for name in CONTENT]

    @property
    def sender(self) -> list[forms.BoundField]:
        """Return the fields of who it is from."""
        return [self[name] for name in SENDER]

    def values(self) -> dict[str, str]:
        """Return what was chosen; call it when the form is valid."""
        return {name: self.cleaned_data[name] for name in (*CONTENT, *SENDER)}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        # Each by itself, so that every fault is told at once.
        for name in (name for name in SENDER if name in values):
            try:
                load_settings(channels()[CHANNEL], {**stored_values(self._kept), name: values[name]})
            except BadSettings as error:
                self.add_error(name, _words(name, str(error)))
        return values


def _words(name: str, reason: str) -> str:
    for field, part, words in FAULTS:
        if field == name and part in reason:
            return str(words)
    return gettext("This cannot be used: {reason}").format(reason=reason)


def _formats() -> list[tuple[str, str]]:
    known = sorted(((each.name, each.title) for each in targets().values()), key=lambda pair: pair[1].casefold())
    return [("", gettext("What is usual in the customer's country")), *known]
