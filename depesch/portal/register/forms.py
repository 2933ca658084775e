"""What has to be filled in to register a company."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from depesch.hub.accounts.registration import (
    COUNTRIES,
    Wish,
    checked_organisation_number,
    checked_vat_number,
    derived_vat_number,
)
from depesch.model.identifiers import InvalidIdentifier
from depesch.portal.forms import PortalForm
from depesch.portal.mail_addresses import MailAddressField

_COUNTRY_WORDS = {
    "SE": gettext_lazy("Sweden"),
    "NO": gettext_lazy("Norway"),
    "DK": gettext_lazy("Denmark"),
    "FI": gettext_lazy("Finland"),
    "EE": gettext_lazy("Estonia"),
}
_OF_LANGUAGE = {"sv": "SE", "nb": "NO"}


class RegisterForm(PortalForm):
    """The company, then the person who registers it."""

    country = forms.ChoiceField(
        label=gettext_lazy("Country"), choices=[(code, _COUNTRY_WORDS[code]) for code in COUNTRIES]
    )
    organisation_number = forms.CharField(
        label=gettext_lazy("Organisation number"),
        max_length=40,
        help_text=gettext_lazy("As it stands in the public register. Spaces and hyphens do not matter."),
        error_messages={"required": gettext_lazy("Write the company's organisation number.")},
    )
    company_name = forms.CharField(
        label=gettext_lazy("Company name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": gettext_lazy("Write the company's name as it stands in the public register.")},
    )
    has_vat = forms.BooleanField(
        label=gettext_lazy("The company is registered for VAT"),
        required=False,
        initial=True,
        help_text=gettext_lazy("We make the VAT number from the organisation number."),
    )
    vat_number = forms.CharField(
        label=gettext_lazy("VAT number"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Only when it is another one than usual, and in Estonia."),
    )
    person_name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Write your name, as your colleagues know it.")},
    )
    email = MailAddressField(
        label=gettext_lazy("Your e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy("We mail a link there, and you sign in with it."),
        error_messages={"required": gettext_lazy("Write the address that the link is to be mailed to.")},
    )
    language = forms.ChoiceField(label=gettext_lazy("Your language"), choices=settings.LANGUAGES)

    OF_COMPANY = ("country", "organisation_number", "company_name", "has_vat", "vat_number")
    OF_PERSON = ("person_name", "email", "language")

    def __init__(self, *args: Any, **options: Any) -> None:
        language = (get_language() or "en")[:2]
        initial = {"language": language, "country": _OF_LANGUAGE.get(language, "SE")}
        super().__init__(*args, initial={**initial, **options.pop("initial", {})}, **options)

    @property
    def of_company(self) -> list[forms.BoundField]:
        """Return the fields about the company."""
        return [self[name] for name in self.OF_COMPANY]

    @property
    def of_person(self) -> list[forms.BoundField]:
        """Return the fields about the person."""
        return [self[name] for name in self.OF_PERSON]

    def clean(self) -> dict[str, Any]:
        """Check the two numbers against the country."""
        values = self.cleaned_data
        country = values.get("country", "")
        number = values.get("organisation_number", "")
        if country and number:
            try:
                values["organisation_number"] = checked_organisation_number(number, country)
            except InvalidIdentifier:
                self.add_error("organisation_number", self._wrong_number(number, country))
        if not self.errors.get("organisation_number"):
            values["vat_number"] = self._vat_number(country, values)
        return values

    def wish(self, invited_by: UUID | None) -> Wish:
        """Return what was filled in."""
        values = {name: self.cleaned_data[name] for name in (*self.OF_COMPANY, *self.OF_PERSON) if name != "has_vat"}
        values |= {name: " ".join(values[name].split()) for name in ("company_name", "person_name")}
        return Wish(**values, invited_by=invited_by)

    def _vat_number(self, country: str, values: dict[str, Any]) -> str:
        typed = str(values.get("vat_number", ""))
        if not values.get("has_vat"):
            return ""
        if typed:
            try:
                return checked_vat_number(typed, country)
            except InvalidIdentifier:
                self.add_error("vat_number", _("This is no VAT number of the country. Check it digit by digit."))
                return typed
        derived = derived_vat_number(country, values.get("organisation_number", ""))
        if not derived and country:
            self.add_error(
                "vat_number", _("Write the VAT number: in this country it cannot be made from the other one.")
            )
        return derived

    @staticmethod
    def _wrong_number(number: str, country: str) -> str:
        digits = sum(character.isdigit() for character in number)
        wanted = {"SE": 10, "NO": 9, "DK": 8, "FI": 8, "EE": 8}[country]
        if digits != wanted:
            return _("An organisation number in %(country)s has %(wanted)d digits, this one has %(digits)d.") % {
                "country": _COUNTRY_WORDS[country], "wanted": wanted, "digits": digits,
            }  # fmt: skip
        return _("The check digit does not fit: one of the digits is wrong, or two have changed places.")


class AgainForm(PortalForm):
    """The address that a company was registered under."""

    email = MailAddressField(
        label=gettext_lazy("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": gettext_lazy("Write the address that you registered with.")},
    )
