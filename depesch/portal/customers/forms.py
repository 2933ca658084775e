"""The form of a customer's card: what stands on it, typed by people, and back again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from babel import Locale
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from depesch.channels import channels
from depesch.documents.targets import targets
from depesch.hub.directory.card_choices import card_choices
from depesch.hub.directory.channel_settings import channels_on
from depesch.hub.directory.customer_cards import Card, customer_numbers
from depesch.hub.directory.customers import IdentifierOnAnotherCard
from depesch.hub.directory.identifiers import ORGANISATION_SCHEMES, OWN_NUMBER, VAT, PartyIdentifier, canonical
from depesch.hub.directory.models import CustomerKind
from depesch.hub.directory.runs import company_runs
from depesch.hub.directory.search import GLN, Kind, recognise
from depesch.model.identifiers import InvalidIdentifier, org_number, participant_id, vat_number
from depesch.portal.formatting import LOCALES, language
from depesch.portal.forms import PortalForm
from depesch.portal.network.choosing import choose
from depesch.portal.network.connecting import LANGUAGES, taken_words
from depesch.portal.network.words import KINDS
from depesch.portal.words import channel_word

_ORGANISATIONS = (*ORGANISATION_SCHEMES.values(), "0191")
_NEAR = ("SE", "NO", "DK", "FI")
STEPS = ("first", "second", "third")
RUN = "run:"  # before a run's id, where a way could stand


class CardForm(PortalForm):
    """A customer's card."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Sort of customer"), choices=[(k.value, w) for k, w in KINDS.items()])
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    organisation = forms.CharField(
        label=gettext_lazy("Organisation number"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Its check digit is proved."),
    )
    vat = forms.CharField(label=gettext_lazy("VAT number"), required=False, max_length=40)
    gln = forms.CharField(label=gettext_lazy("GLN (EAN)"), required=False, max_length=20)
    others = forms.CharField(
        label=gettext_lazy("Participant id"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Such as 0192:999000053, when the numbers above are not enough. Several with commas."),
    )
    numbers = forms.CharField(
        label=gettext_lazy("Customer number"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Yours for this customer: files with it find the way. Several with commas."),
    )
    email = forms.EmailField(label=gettext_lazy("E-mail for invoices"), required=False)
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the customer"),
        choices=LANGUAGES,
        help_text=gettext_lazy("Of the readable invoice and of our e-mail to the customer."),
    )
    syntax = forms.ChoiceField(
        label=gettext_lazy("Format"),
        required=False,
        help_text=gettext_lazy("Where the way leaves a choice. By e-mail the PDF always goes along."),
    )
    first = forms.ChoiceField(label=gettext_lazy("First way"), required=False)
    second = forms.ChoiceField(label=gettext_lazy("Else"), required=False)
    third = forms.ChoiceField(label=gettext_lazy("And else"), required=False)
    printer = forms.ChoiceField(label=gettext_lazy("Printer"), required=False)
    design = forms.ChoiceField(label=gettext_lazy("Design"), required=False)
    folder = forms.CharField(
        label=gettext_lazy("Name of the agreed folder"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("Only when this customer fetches from a folder of its own."),
    )
    street = forms.CharField(label=gettext_lazy("Street"), required=False, max_length=200)
    street_2 = forms.CharField(label=gettext_lazy("More of the address"), required=False, max_length=200)
    postal_code = forms.CharField(label=gettext_lazy("Postal code"), required=False, max_length=20)
    city = forms.CharField(label=gettext_lazy("Town"), required=False, max_length=100)
    contact_name = forms.CharField(label=gettext_lazy("Contact"), required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "country", [("", "–"), *_countries()])
        formats = sorted(((name, target.title) for name, target in targets().items()), key=lambda pair: pair[1].lower())
        choose(self, "syntax", [("", _("As the way and the country have it")), *formats])
        ways = [(name, channel_word(name, language())) for name in channels()]
        runs = company_runs()
        usual = " → ".join(channel_word(name, language()) for name in runs.default_order(channels_on())) or "–"
        as_all = _("As your runs say") if runs.named else _("As for all customers: {run}").format(run=usual)
        named = [(f"{RUN}{run.id}", _("Always the run {name}").format(name=run.name)) for run in runs.named]
        choose(self, "first", [("", as_all), *named, *ways])
        own = card_choices()
        choose(self, "printer", [("", _("The usual one")), *((str(each.id), each.name) for each in own.printers)])
        if len(own.printers) < 2:
            del self.fields["printer"]  # nothing to choose; what stands on the card stays
        choose(self, "design", [("", _("As your designs say")), *((str(each.id), each.name) for each in own.designs)])
        if not own.designs:
            del self.fields["design"]
        for name in STEPS[1:]:
            choose(self, name, [("", _("Nothing more")), *ways])

    def clean_organisation(self) -> str:
        """Return the number in its one form; the country of the card decides, else what the number fits."""
        text = str(self.cleaned_data["organisation"]).strip()
        country = str(self.cleaned_data.get("country") or "")
        if not text:
            return ""
        if country in ORGANISATION_SCHEMES:
            try:
                pair = canonical(ORGANISATION_SCHEMES[country], org_number(text, country).value)
            except InvalidIdentifier:
                raise forms.ValidationError(_("This is no organisation number of the chosen country.")) from None
        else:
            found = recognise(text)
            pair = found.identifiers[0] if found.kind is Kind.ORGANISATION else None
        if pair is None:
            raise forms.ValidationError(
                _("This is no organisation number that we know. Choose the country, or leave it empty.")
            )
        return str(pair)

    def clean_vat(self) -> str:
        text = str(self.cleaned_data["vat"]).strip()
        try:
            return vat_number(text).value if text else ""
        except InvalidIdentifier:
            raise forms.ValidationError(
                _("This is no VAT number. It begins with the country, such as SE556601010301.")
            ) from None

    def clean_gln(self) -> str:
        text = str(self.cleaned_data["gln"]).strip()
        if not text:
            return ""
        found = recognise(text)
        if found.kind is not Kind.GLN:
            raise forms.ValidationError(_("A GLN has 13 digits, and the last one is a check digit that is wrong here."))
        return found.identifiers[0].value

    def clean_others(self) -> str:
        return ", ".join(str(each) for each in self._participants(str(self.cleaned_data["others"])))

    def _participants(self, text: str) -> list[PartyIdentifier]:
        found = []
        for part in filter(None, (each.strip() for each in text.split(","))):
            try:
                read = participant_id(part)
            except InvalidIdentifier:
                raise forms.ValidationError(
                    _("{value} is no participant id. One looks like 0192:999000053.").format(value=part)
                ) from None
            pair = canonical(read.scheme, read.value)
            found += [pair] if pair else []
        return found

    def clean_numbers(self) -> str:
        numbers = customer_numbers(str(self.cleaned_data["numbers"]))
        if any(len(each.value) > 59 or not each.value.isprintable() for each in numbers):
            raise forms.ValidationError(_("A customer number has at most 59 characters."))
        return ", ".join(each.value for each in numbers)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        run = [values.get(name) for name in STEPS if values.get(name)]
        if len(run) > 1 and str(run[0]).startswith(RUN):
            self.add_error(
                "second", _("The run says what comes after. Leave this empty, or choose the ways one by one.")
            )
        if run and not values.get("first"):
            self.add_error("first", _("Choose the first way before the next ones."))
        if len(set(run)) < len(run):
            self.add_error("second", _("The same way stands twice."))
        if "email" in run and not values.get("email") and "email" not in self.errors:
            self.add_error("email", _("Give the address that invoices are to go to."))
        if "folder" in run and not values.get("folder"):
            self.add_error("folder", _("Give the name of the folder, or choose another way."))
        return values

    def card(self) -> Card:
        """Return what the form says; call it when the form is valid."""
        values = self.cleaned_data
        identifiers = [pair for text in (values["organisation"], *_split(values["others"])) if (pair := _pair(text))]
        vat = canonical(VAT, values["vat"]) if values["vat"] else None
        identifiers += [vat] if vat else []
        identifiers += [PartyIdentifier(GLN, values["gln"])] if values["gln"] else []
        names = ("name", "country", "kind", "email", "folder", "language", "syntax", "street", "street_2",
                 "postal_code", "city", "contact_name")  # fmt: skip
        return Card(
            **{name: values[name] for name in names},
            run=tuple(values[name] for name in STEPS if values[name] and not values[name].startswith(RUN)),
            named_run_id=UUID(values["first"].removeprefix(RUN)) if values["first"].startswith(RUN) else None,
            printer_id=UUID(values["printer"]) if values.get("printer") else self._kept("printer"),
            design_id=UUID(values["design"]) if values.get("design") else self._kept("design"),
            identifiers=tuple(dict.fromkeys([*identifiers, *customer_numbers(values["numbers"])])),
        )

    def _kept(self, name: str) -> UUID | None:
        """Return what stands on the card where there was nothing to choose."""
        kept = self.initial.get(name, "") if name not in self.fields else ""
        return UUID(kept) if kept else None

    def taken(self, error: IdentifierOnAnotherCard) -> None:
        """Say at the field that a number stands on another card."""
        fields = {OWN_NUMBER: "numbers", VAT: "vat", GLN: "gln"}
        default = "organisation" if error.identifier.scheme in _ORGANISATIONS else "others"
        self.add_error(fields.get(error.identifier.scheme, default), taken_words(error))


def initial_of(card: Card) -> dict[str, str]:
    """Return what the form shows of a card."""
    rest = list(card.identifiers)
    organisation = _take(rest, *_ORGANISATIONS)
    vat, gln = _take(rest, VAT), _take(rest, GLN)
    numbers = [each.value for each in rest if each.scheme == OWN_NUMBER]
    others = [str(each) for each in rest if each.scheme != OWN_NUMBER]
    run = dict(zip(STEPS, card.run, strict=False))
    if not card.run and card.named_run_id:
        run = {STEPS[0]: f"{RUN}{card.named_run_id}"}
    names = ("name", "country", "kind", "email", "folder", "language", "syntax", "street", "street_2",
             "postal_code", "city", "contact_name")  # fmt: skip
    return {
        **{name: getattr(card, name) for name in names}, **run,
        "printer": str(card.printer_id or ""), "design": str(card.design_id or ""),
        "organisation": organisation, "vat": vat, "gln": gln,
        "others": ", ".join(others),
        "numbers": ", ".join(numbers),
    }  # fmt: skip


def new_initial() -> dict[str, str]:
    """Return what an empty form begins with."""
    return {"kind": CustomerKind.COMPANY.value, "language": language()}


def _take(rest: list[PartyIdentifier], *schemes: str) -> str:
    found = next((each for each in rest if each.scheme in schemes), None)
    if found is not None:
        rest.remove(found)
    return found.value if found else ""


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _pair(text: str) -> PartyIdentifier | None:
    scheme, colon, value = text.partition(":")
    return PartyIdentifier(scheme, value) if colon else None


def _countries() -> list[tuple[str, str]]:
    names = {
        code: name
        for code, name in Locale.parse(LOCALES[language()]).territories.items()
        if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "XA", "XB", "ZZ", "QO")
    }
    near = [(code, names[code]) for code in _NEAR]
    return [*near, *sorted(((c, n) for c, n in names.items() if c not in _NEAR), key=lambda pair: pair[1])]
