"""One text as it is being written."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from depesch.portal.forms import PortalForm
from depesch.portal.mail_texts.words import fault_word
from depesch.rendering.mail_text import MailText
from depesch.rendering.mail_text.reading import FaultCode, faults_of, tidied


class TextForm(PortalForm):
    """Subject and body; `seen` is the mark of the text that the writer began from."""

    subject = forms.CharField(label=_("Subject"), strip=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    body = forms.CharField(
        label=_("Text"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("A line whose fields all are empty on an invoice is left out. The PDF is always attached."),
    )
    seen = forms.RegexField("^([0-9a-f]{32})?$", required=False, widget=forms.HiddenInput)

    def text(self) -> MailText:
        """Return what was written, tidied; call it when the form is valid."""
        return tidied(MailText(subject=self.cleaned_data["subject"], body=self.cleaned_data["body"]))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        text = tidied(MailText(subject=values.get("subject", ""), body=values.get("body", "")))
        for fault in faults_of(text):
            if fault.code is not FaultCode.EMPTY or fault.part in values:
                self.add_error(fault.part, fault_word(fault))
        return values
