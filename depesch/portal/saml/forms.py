"""The forms of the settings: the provider, a certificate, the rules."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from depesch.exchange.as2.certificates import MOST_BYTES as CERTIFICATE_BYTES
from depesch.exchange.as2.certificates import BadCertificate, Certificate, read_certificate
from depesch.exchange.saml.metadata import MOST_BYTES, BadMetadata, Provider, checked_provider, read_provider
from depesch.hub.accounts.lost_steps import steps_of
from depesch.hub.accounts.members import members
from depesch.hub.saml.models import SamlConnection
from depesch.hub.saml.places import may_be_local
from depesch.hub.saml.rules import MAPPED_ROLES, NEW_ROLES, Rules
from depesch.hub.tenancy.models import Company
from depesch.portal.forms import PortalForm
from depesch.portal.saml.words import METADATA_FAULTS
from depesch.portal.users.forms import right_word

_PLAIN = {"autocomplete": "off", "spellcheck": "false"}
_BY_HAND = ("entity_id", "sso_url", "certificate")


class ProviderForm(PortalForm):
    """The provider's metadata as a file or a text, or its three facts by hand."""

    file = forms.FileField(
        label=_("Its metadata as a file"), required=False, widget=forms.FileInput(attrs={"accept": ".xml"}),
    )  # fmt: skip
    metadata = forms.CharField(
        label=_("or as text"), required=False, max_length=MOST_BYTES,
        help_text=_("It begins with <EntityDescriptor or <?xml."),
        widget=forms.Textarea(attrs={"rows": 4, **_PLAIN}),
    )  # fmt: skip
    entity_id = forms.CharField(
        label=_("The provider's name (entity id, issuer)"), required=False, max_length=1000,
        widget=forms.TextInput(attrs=_PLAIN),
    )  # fmt: skip
    sso_url = forms.CharField(
        label=_("Where people sign in (SSO URL)"), required=False, max_length=1000, widget=forms.URLInput(attrs=_PLAIN)
    )
    certificate = forms.CharField(
        label=_("Its certificate"), required=False, max_length=CERTIFICATE_BYTES,
        help_text=_("The lines from BEGIN CERTIFICATE to END CERTIFICATE."),
        widget=forms.Textarea(attrs={"rows": 4, **_PLAIN}),
    )  # fmt: skip
    provider: Provider

    def clean(self) -> dict[str, Any]:
        """Read the provider from what was given; the metadata goes before what stands by hand."""
        values: dict[str, Any] = super().clean() or {}
        file, text = values.get("file"), values.get("metadata") or ""
        field = "file" if file is not None else "metadata"
        try:
            if file is not None or text:
                data = file.read(MOST_BYTES + 1) if file is not None else text.encode()
                self.provider = read_provider(data, may_be_local=may_be_local())
            elif any(values.get(name) for name in _BY_HAND):
                field = "certificate"
                certificate = read_certificate(str(values.get("certificate") or "").encode())
                field = "entity_id" if not values.get("entity_id") else "sso_url"
                self.provider = checked_provider(
                    values["entity_id"], values["sso_url"], (certificate,), may_be_local=may_be_local()
                )
            else:
                self.add_error("file", _("Choose the file with the metadata, or write the three facts by hand."))
        except (BadMetadata, BadCertificate) as error:
            self.add_error(field, str(METADATA_FAULTS[error.code]))
        return values

    @property
    def by_hand(self) -> list[forms.BoundField]:
        """Return the fields for those who have no metadata."""
        return [self[name] for name in _BY_HAND]

    @property
    def is_by_hand(self) -> bool:
        """Return whether one of these was filled in, or is wrong."""
        return self.is_bound and any(self.data.get(name) or name in self.errors for name in _BY_HAND)


class CertificateForm(PortalForm):
    """A further certificate of the provider."""

    pem = forms.CharField(
        label=_("Certificate as text"), required=False, max_length=CERTIFICATE_BYTES,
        help_text=_("The lines from BEGIN CERTIFICATE to END CERTIFICATE."),
        widget=forms.Textarea(attrs={"rows": 6, **_PLAIN}),
    )  # fmt: skip
    file = forms.FileField(
        label=_("or as a file"), required=False, widget=forms.FileInput(attrs={"accept": ".cer,.crt,.pem,.der"}),
    )  # fmt: skip
    certificate: Certificate

    def clean(self) -> dict[str, Any]:
        """Read the certificate."""
        values: dict[str, Any] = super().clean() or {}
        file = values.get("file")
        given = file.read(CERTIFICATE_BYTES + 1) if file is not None else str(values.get("pem") or "").encode()
        try:
            self.certificate = read_certificate(given)
        except BadCertificate as error:
            self.add_error("pem", str(METADATA_FAULTS[error.code]))
        return values


class RulesForm(PortalForm):
    """Who must come in this way, and what new people may."""

    default_role = forms.ChoiceField(
        label=_("Who comes in for the first time may"), choices=[(role.value, right_word(role)) for role in NEW_ROLES],
        help_text=_("They become users by themselves, as long as there are licences."),
    )  # fmt: skip
    is_required = forms.BooleanField(
        label=_("Everybody with an address at work has to sign in this way"), required=False,
        help_text=_("Passwords and passkeys no longer open your company's books to them."),
    )  # fmt: skip
    emergency_user = forms.ChoiceField(
        label=_("Who may use a password all the same, in an emergency"), required=False,
        help_text=_(
            "An administrator with two-step sign-in, for the day when your own sign-in does not work. Each use "
            "stands in the change log."
        ),
    )  # fmt: skip
    is_for_group = forms.BooleanField(
        label=_("For every company of the group"), required=False,
        help_text=_("People who belong to another company of the group sign in to it this way too."),
    )  # fmt: skip
    role_attribute = forms.CharField(
        label=_("Attribute that gives rights"), required=False, max_length=200,
        help_text=_("Such as groups. Empty: rights are given here alone, by an administrator."),
        widget=forms.TextInput(attrs=_PLAIN),
    )  # fmt: skip

    def __init__(self, *args: Any, company: Company, by_group: bool, connection: SamlConnection, **kwargs: Any) -> None:
        first = {
            "default_role": connection.default_role,
            "is_required": connection.is_required,
            "emergency_user": str(connection.emergency_user_id or ""),
            "is_for_group": connection.is_for_group,
            "role_attribute": connection.role_attribute,
        }
        first |= {f"values_{role}": "; ".join(_values_of(connection, role)) for role in MAPPED_ROLES}
        super().__init__(*args, initial=first, **kwargs)
        for role in MAPPED_ROLES:
            self.fields[f"values_{role}"] = forms.CharField(
                label=_("Values that give: {right}").format(right=right_word(role)), required=False, max_length=1000,
                widget=forms.TextInput(attrs=_PLAIN),
            )  # fmt: skip
        self.fields["values_administrator"].help_text = _("Several with a semicolon between them.")
        self._by_group = by_group and company.group_id is not None
        if not self._by_group:
            del self.fields["is_for_group"]
        self._was_for_group = connection.is_for_group
        field = self.fields["emergency_user"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  it stands above
        field.choices = [("", _("Nobody yet")), *_who_can(company)]
        self.say_faults()

    def usual(self) -> list[forms.BoundField]:
        """Return the fields that everybody looks at."""
        names = ("default_role", "is_required", "emergency_user", "is_for_group")
        return [self[name] for name in names if name in self.fields]

    def of_attributes(self) -> list[forms.BoundField]:
        """Return the fields of rights by attributes."""
        return [self["role_attribute"], *(self[f"values_{role}"] for role in MAPPED_ROLES)]

    def rules(self) -> Rules:
        """Return the rules as they were filled in."""
        given = self.cleaned_data
        chosen = given.get("emergency_user")
        values = {
            value.strip(): role.value
            for role in reversed(MAPPED_ROLES)
            for value in str(given.get(f"values_{role}") or "").split(";")
            if value.strip()
        }
        return Rules(
            default_role=given["default_role"],
            role_attribute=given.get("role_attribute") or "",
            role_values=values,
            is_for_group=given["is_for_group"] if self._by_group else self._was_for_group,
            is_required=given["is_required"],
            emergency_user=UUID(chosen) if chosen else None,
        )


def _values_of(connection: SamlConnection, role: str) -> list[str]:
    return sorted(value for value, given in connection.role_values.items() if given == role)


def _who_can(company: Company) -> list[tuple[str, str]]:
    administrators = [each.user for each in members(company) if each.is_administrator and each.user.is_active]
    fit = steps_of([user.pk for user in administrators])
    return [(str(user.pk), user.name) for user in administrators if user.pk in fit]
