"""The forms of a login: what it may do, its SSH key, its certificate."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from depesch.channels import SendMode
from depesch.documents.targets import targets
from depesch.hub.direct.certificates import BadCertificate, ClientCertificate, parse_certificate
from depesch.hub.direct.managing import BadLogin, Wanted, name_of, networks_of
from depesch.hub.direct.models import DirectLogin, Protocol
from depesch.hub.direct.naming import PROTOCOLS
from depesch.hub.direct.ssh_keys import BadKey, PublicKey, parse_key
from depesch.portal.direct.words import (
    BOTH,
    CERTIFICATE_FAULTS,
    COLLECT,
    DIRECTIONS,
    FAULTS,
    KEY_FAULTS,
    SEND,
    WAITS,
    direction_of,
)
from depesch.portal.forms import PortalForm
from depesch.portal.words import SEND_MODES

_CODE = {"class": "code", "autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


def _formats() -> list[tuple[str, Any]]:
    named = sorted(((name, target.title) for name, target in targets().items()), key=lambda pair: pair[1].lower())
    return [("", _("As it came in")), *named]


def _in_words(error: BadLogin) -> str:
    return str(FAULTS[error.code]) % {"value": error.value}


class LoginForm(PortalForm):
    """What a login may do; the field names are those of `managing.Wanted`, but for the direction."""

    description = forms.CharField(
        label=_("Which system is it for?"), max_length=100, required=False,
        help_text=_("Such as the name of your business system."),
    )  # fmt: skip
    protocols = forms.MultipleChoiceField(
        label=_("How it connects"), choices=list(PROTOCOLS.items()), widget=forms.CheckboxSelectMultiple
    )
    direction = forms.ChoiceField(label=_("What it may do"), choices=list(DIRECTIONS.items()), widget=forms.RadioSelect)
    syntax = forms.ChoiceField(label=_("Format to collect in"), required=False, choices=_formats)
    attachments_wait_min = forms.TypedChoiceField(
        label=_("Invoices wait for attachments"), coerce=int, required=False, choices=list(WAITS.items()),
        help_text=_(
            "Over SFTP and FTP, F-1042.pdf goes along with F-1042.xml. What is put before the invoice always does;"
            " choose a time if your system puts attachments after it."
        ),
    )  # fmt: skip
    networks = forms.CharField(
        label=_("Only from these networks"), required=False, widget=forms.Textarea(attrs={"rows": 3, **_CODE}),
        help_text=_("One on each line, such as 203.0.113.7 or 203.0.113.0/24. Empty: from everywhere."),
    )  # fmt: skip
    plain_ftp = forms.BooleanField(
        label=_("Allow FTP without encryption"), required=False,
        help_text=_(
            "Everybody on the way can then read the password and the invoices, and change them. Only for a system that"
            " cannot do anything else, over a network that is yours from end to end."
        ),
    )  # fmt: skip

    def wanted(self) -> Wanted:
        """Return what the form says."""
        said, direction = self.cleaned_data, self.cleaned_data["direction"]
        return Wanted(
            protocols=said["protocols"], description=said["description"], may_send=direction in (BOTH, SEND),
            may_collect=direction in (BOTH, COLLECT), syntax=said["syntax"], plain_ftp=said["plain_ftp"],
            attachments_wait_min=said["attachments_wait_min"] or 0, networks=said["networks"],
        )  # fmt: skip

    def clean_networks(self) -> list[str]:
        try:
            return networks_of(self.cleaned_data["networks"].split())
        except BadLogin as error:
            raise forms.ValidationError(_in_words(error)) from error

    def refuse(self, error: BadLogin) -> None:
        """Put what is wrong at its field."""
        self.add_error(error.field if error.field in self.fields else None, _in_words(error))


class NewLoginForm(LoginForm):
    """What is decided once: the user name and the send mode; and whether there is a password."""

    name = forms.CharField(label=_("User name"), max_length=64, widget=forms.TextInput(attrs=_CODE))
    send_mode = forms.ChoiceField(
        label=_("Send mode"), choices=[(mode.value, SEND_MODES[mode.value]) for mode in SendMode],
        initial=SendMode.PRODUCTION.value, widget=forms.RadioSelect,
        help_text=_("Of everything that it hands over. It collects documents of this mode alone."),
    )  # fmt: skip
    with_password = forms.BooleanField(
        label=_("With a password"), required=False, initial=True,
        help_text=_("Leave it out for a system that comes with an SSH key or a certificate."),
    )  # fmt: skip
    field_order = ("description", "name", "protocols", "direction", "send_mode", "with_password")

    def clean_name(self) -> str:
        try:
            return name_of(self.cleaned_data["name"])
        except BadLogin as error:
            raise forms.ValidationError(_in_words(error)) from error


class KeyForm(PortalForm):
    """An SSH public key."""

    key = forms.CharField(
        label=_("Add a public key"), required=False, widget=forms.Textarea(attrs={"rows": 3, **_CODE}),
        help_text=_("The content of the file that ends in .pub, or what PuTTYgen shows. Never the private key."),
    )  # fmt: skip

    def clean_key(self) -> PublicKey:
        try:
            return parse_key(self.cleaned_data["key"])
        except BadKey as error:
            if error.code == "private":
                self.data = {**self.data, "key": ""}  # it is not to stand on a page
            raise forms.ValidationError(KEY_FAULTS[error.code] % {"value": error.value}) from error


class CertificateForm(PortalForm):
    """A client certificate, or its fingerprint."""

    certificate = forms.CharField(
        label=_("Add a certificate"), required=False, widget=forms.Textarea(attrs={"rows": 4, **_CODE}),
        help_text=_("In PEM, or its SHA-256 fingerprint. Of a fingerprint alone, we cannot tell when it expires."),
    )  # fmt: skip

    def clean_certificate(self) -> ClientCertificate:
        try:
            return parse_certificate(self.cleaned_data["certificate"])
        except BadCertificate as error:
            if error.code == "private":
                self.data = {**self.data, "certificate": ""}  # it is not to stand on a page
            raise forms.ValidationError(CERTIFICATE_FAULTS[error.code] % {"value": error.value}) from error


def said_of(login: DirectLogin) -> dict[str, Any]:
    """Return what the form of a login begins with."""
    return {
        "description": login.description, "protocols": login.protocols, "direction": direction_of(login),
        "syntax": login.syntax, "networks": "\n".join(login.networks), "plain_ftp": login.plain_ftp,
        "attachments_wait_min": login.attachments_wait_min,
    }  # fmt: skip


NEW = {
    "protocols": [Protocol.DROP.value],
    "direction": BOTH,
    "attachments_wait_min": 0,
    "send_mode": SendMode.PRODUCTION.value,
    "with_password": True,
}
