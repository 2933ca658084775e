"""A recipient who is not among the customers yet: the few things that an invoice needs of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from depesch.hub.directory.customer_cards import Card, add_card
from depesch.hub.directory.customers import IdentifierOnAnotherCard
from depesch.hub.directory.identifiers import of_company
from depesch.hub.directory.models import Customer, ParticipantIdentifier
from depesch.hub.drafts.choices import choices_of
from depesch.hub.tenancy.models import Company
from depesch.model.identifiers import InvalidIdentifier, org_number
from depesch.portal.formatting import language
from depesch.portal.forms import PortalForm


class RecipientForm(PortalForm):
    """Name, number, address, e-mail."""

    name = forms.CharField(max_length=200, label=_lazy("Name of the recipient"))
    country = forms.ChoiceField(label=_lazy("Country"))
    organisation_number = forms.CharField(
        max_length=40, required=False, label=_lazy("Organisation number"),
        help_text=_lazy("By it the recipient is found in the network, and gets the invoice electronically."),
    )  # fmt: skip
    email = forms.EmailField(
        required=False, label=_lazy("E-mail for invoices"),
        help_text=_lazy("Used when the recipient cannot be reached in the network."),
    )  # fmt: skip
    street = forms.CharField(max_length=200, required=False, label=_lazy("Street or box"))
    postal_code = forms.CharField(max_length=20, required=False, label=_lazy("Postal code"))
    city = forms.CharField(max_length=100, required=False, label=_lazy("City"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"] = forms.ChoiceField(
            label=_("Country"), choices=[(each.code, each.label(language())) for each in choices_of("country")]
        )

    def clean(self) -> dict[str, Any]:
        """Check the number, and that there is some way to the recipient."""
        cleaned = super().clean() or {}
        number, country = cleaned.get("organisation_number", ""), cleaned.get("country", "")
        if number and country:
            try:
                cleaned["organisation_number"] = org_number(number, country).value
            except InvalidIdentifier:
                said = _(
                    "“{number}” is no organisation number of that country: compare it with the recipient's papers."
                )
                self.add_error("organisation_number", said.format(number=number))
        if not number and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("organisation_number", _("Give the organisation number, or an e-mail address, or both."))
        return cleaned

    def add(self, company: Company, *, actor: str) -> Customer | None:
        """Return the new customer of the acting company; None with a fault when somebody has the number already."""
        facts = self.cleaned_data
        identifiers = of_company(facts["country"], facts["organisation_number"]) if facts["organisation_number"] else ()
        known = [ParticipantIdentifier.objects.filter(scheme=each.scheme, value=each.value) for each in identifiers]
        row = next((found for query in known if (found := query.select_related("participant").first())), None)
        card = Card(
            name=facts["name"], country=facts["country"], email=facts["email"], street=facts["street"],
            postal_code=facts["postal_code"], city=facts["city"], identifiers=identifiers,
            language={"SE": "sv", "NO": "nb"}.get(facts["country"], "en"),
        )  # fmt: skip
        try:
            return add_card(card, participant=row.participant if row else None, actor=actor)
        except IdentifierOnAnotherCard:
            self.add_error(
                "organisation_number", _("One of your customers has this number already: search for it above.")
            )
            return None
