"""Forms of the portal: Django's, whose faults say what to do, drawn by `parts/fields.html`."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_FAULTS: dict[str, Any] = {
    "required": _("This has to be filled in."),
    "invalid": _("This does not look right: check it."),
    "invalid_choice": _("Choose one of the list."),
}


class PortalForm(forms.Form):
    """A form in the portal's look. A field's own `error_messages` go before the general words here."""

    error_css_class = "has-fault"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.use_required_attribute = False  # the fault stands at the field in our words, not in the browser's
        self.say_faults()

    def say_faults(self) -> None:
        """Let every field say its faults in the portal's words; again when fields were added."""
        for field in self.fields.values():
            usual = _usual_words(type(field))
            own = {name: text for name, text in field.error_messages.items() if str(text) != str(usual.get(name))}
            field.error_messages = {**field.error_messages, **_FAULTS, **own}


def _usual_words(kind: type[forms.Field]) -> dict[str, Any]:
    """Return what Django says of faults in a field of that kind; whatever else a field says is its own."""
    words: dict[str, Any] = {}
    for each in reversed(kind.__mro__):
        words |= vars(each).get("default_error_messages", {})
    return words
