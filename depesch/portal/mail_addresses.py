"""The field for a mail address that our own letters can go to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from depesch.exchange.mail.message import BadAddress, parse_address


class MailAddressField(forms.EmailField):
    """An address that letters can go to, in lower case."""

    def clean(self, value: Any) -> str:
        text = str(super().clean(value) or "").strip().lower()
        try:
            return parse_address(text) if text else ""
        except BadAddress as error:
            raise forms.ValidationError(
                _("E-mail cannot go to this address. Write one such as anna@company.com."), code="invalid"
            ) from error
