"""The company's name, address and contact, what stands on all its invoices, its language and time zone."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.validators import URLValidator
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from depesch.hub.accounts.company import CompanyRefused, change_company
from depesch.hub.accounts.registration import checked_vat_number
from depesch.hub.paper.boxes import own_box, postal_address
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.models import Company, CompanyLogo
from depesch.model.identifiers import InvalidIdentifier
from depesch.portal.access import company_at, for_member, person_at
from depesch.portal.forms import PortalForm
from depesch.portal.person import PortalRequest


def _text(label: Any, most: int, *, hint: Any = "", needed: bool = False, complete: str = "off") -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": complete})
    return forms.CharField(
        label=label, max_length=most, required=needed, help_text=hint, widget=widget, show_hidden_initial=True
    )


def _zones() -> list[tuple[str, str]]:
    return [(name, name) for name in sorted(available_timezones()) if name.startswith("Europe/")] + [("UTC", "UTC")]


class DetailsForm(PortalForm):
    """What the company says of itself. Only what somebody changed is written, so two people do not undo each other."""

    name = _text(gettext_lazy("Company name"), 200, needed=True, complete="organization")
    vat_number = _text(
        gettext_lazy("VAT number"), 40, hint=gettext_lazy("Stands on your invoices, and others find you by it.")
    )
    street = _text(gettext_lazy("Address"), 200, complete="address-line1")
    street_2 = _text(gettext_lazy("Second line of the address"), 200, complete="address-line2")
    postal_code = _text(gettext_lazy("Postcode"), 20, complete="postal-code")
    city = _text(gettext_lazy("Town"), 100, complete="address-level2")
    contact_name = _text(gettext_lazy("Contact person"), 200)
    contact_email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        show_hidden_initial=True,
        error_messages={"invalid": gettext_lazy("An e-mail address looks like name@company.se.")},
    )
    contact_phone = _text(gettext_lazy("Telephone"), 50, complete="tel")
    website = forms.URLField(
        label=gettext_lazy("Website"),
        required=False,
        assume_scheme="https",
        show_hidden_initial=True,
        error_messages={"invalid": gettext_lazy("A website looks like https://company.se.")},
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )
    legal_notes = _text(
        gettext_lazy("On all invoices"),
        500,
        hint=gettext_lazy("Such as “Godkänd för F-skatt”, or where you are seated."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=settings.LANGUAGES,
        show_hidden_initial=True,
        help_text=gettext_lazy("Of letters to the company. Each person chooses their own for these pages."),
    )
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=_zones, show_hidden_initial=True)

    def __init__(self, *args: Any, company: Company, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._company = company
        website = self.fields["website"]
        website.validators = [URLValidator(schemes=["http", "https"])]  # a link on our pages: nothing that runs

    def clean_vat_number(self) -> str:
        """Return the number in its one form; one that nobody changed is left as it is."""
        given = str(self.cleaned_data["vat_number"]).strip()
        if not given or given == self._company.vat_number:
            return given
        try:
            return checked_vat_number(given, self._company.country)
        except InvalidIdentifier as error:
            raise forms.ValidationError(
                _("This is no VAT number of {country}: check it.").format(country=self._company.country)
            ) from error

    def changed_values(self) -> dict[str, Any]:
        """Return what somebody changed since the page was shown to them."""
        return {name: self.cleaned_data[name] for name in self.changed_data}


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def company_settings(request: PortalRequest) -> HttpResponseBase:
    """Show what the company says of itself; POST writes what was changed."""
    company = company_at(request)
    first = {name: getattr(company, name) for name in DetailsForm.base_fields}
    form = DetailsForm(request.POST if request.method == "POST" else None, initial=first, company=company)
    if form.is_valid():
        try:
            changes = change_company(company, form.changed_values(), actor=person_at(request).actor)
        except CompanyRefused:
            form.add_error("vat_number", _("Somebody else in the network has this VAT number. Write to us about it."))
        else:
            messages.success(request, _("The company is saved.") if changes else _("Nothing was changed."))
            return redirect("company_settings")
    return details_page(request, form)


def details_page(request: PortalRequest, form: DetailsForm | None = None, *, logo_fault: str = "") -> HttpResponseBase:
    """Return the page with a form; `logo_fault` says why a logo was not taken."""
    company = company_at(request)
    first = {name: getattr(company, name) for name in DetailsForm.base_fields}
    has_faults = bool(logo_fault) or (form is not None and form.is_bound)
    page = {
        "form": form or DetailsForm(initial=first, company=company),
        "logo": CompanyLogo.objects.defer("content").first(),
        "logo_fault": logo_fault,
        "paper_address": postal_address(company, box.code) if (box := own_box()) else (),
    }
    return render(request, "company/details.html", page, status=422 if has_faults else 200)
