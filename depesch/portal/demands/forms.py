"""A form for each kind of demand: typed by people, made into the demand, its faults told at the field."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from depesch.hub.directory.pack_drafts import free_key
from depesch.kit.patterns import MAX_LENGTH, BadPattern, check_pattern, matches
from depesch.model.issue import Severity
from depesch.model.terms import TERMS
from depesch.portal.demands.words import MEDIA_TYPES, term_word
from depesch.portal.forms import PortalForm
from depesch.rules.packs import (
    Allowed,
    Amount,
    AnyDemand,
    Attachments,
    Day,
    Form,
    Mandatory,
    OwnSentences,
)
from depesch.rules.packs.places import kind_of, places_of


def _bad_pattern(error: BadPattern) -> str:
    """Return what to do, and in brackets what the matching library says, which speaks English."""
    words = _("This is no pattern. Look for a bracket that is not closed, or a repetition of nothing. ({reason})")
    return words.format(reason=error)


class DemandForm(PortalForm):
    """What every demand has; each kind adds its own fields before these."""

    documents = forms.ChoiceField(
        label=gettext_lazy("Holds for"),
        choices=(
            ("all", gettext_lazy("Invoices and credit notes")),
            ("invoices", gettext_lazy("Invoices only")),
            ("credit-notes", gettext_lazy("Credit notes only")),
        ),
    )
    severity = forms.ChoiceField(
        label=gettext_lazy("When it is not met"),
        choices=(
            (Severity.FATAL.value, gettext_lazy("The invoice is stopped at the sender, who corrects it")),
            (Severity.WARNING.value, gettext_lazy("A remark: the invoice goes on")),
        ),
    )
    sv = forms.CharField(label=gettext_lazy("Own words in Swedish"), required=False, max_length=500)
    nb = forms.CharField(label=gettext_lazy("Own words in Norwegian"), required=False, max_length=500)
    en = forms.CharField(
        label=gettext_lazy("Own words in English"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("What senders read instead of our sentence. {value} stands for what they wrote."),
    )
    kind: str
    order: tuple[str, ...]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, TermField):
                field.choices = [("", "–") if not field.required else ("", _("Choose a field")), *_terms(field.kinds)]
        self.order_fields([*self.order, "documents", "severity", "sv", "nb", "en"])

    def demand(self, taken: tuple[str, ...], key: str | None) -> AnyDemand:
        """Return the demand; a new one gets a key that is free."""
        values = self.cleaned_data
        said = {language: values[language] for language in ("sv", "nb", "en") if values[language]}
        own = self.own(values)
        name = re.sub(r"[^a-z0-9]+", "-", f"{self.subject(values)}-{self.kind}".lower()).strip("-")
        common = {
            "key": key or free_key(name, taken),
            "severity": Severity(values["severity"]),
            "documents": values["documents"],
            "words": OwnSentences(**said) if said else None,
        }
        made: AnyDemand = _STRUCTS[self.kind](**common, **own)
        return made

    def subject(self, values: dict[str, Any]) -> str:
        """Return what the key of a new demand begins with."""
        return str(values.get("term") or self.kind)

    def own(self, values: dict[str, Any]) -> dict[str, Any]:
        """Return the fields of the kind."""
        raise NotImplementedError


class TermField(forms.ChoiceField):
    """A business term whose value is of one of `kinds`; every term when there are none."""

    def __init__(self, *kinds: type, **kwargs: Any) -> None:
        self.kinds = kinds
        super().__init__(**kwargs)


class MandatoryForm(DemandForm):
    """At least one of some fields."""

    first = TermField(label=gettext_lazy("Field"))
    second = TermField(label=gettext_lazy("Or"), required=False)
    third = TermField(label=gettext_lazy("Or else"), required=False)
    kind, order = "mandatory", ("first", "second", "third")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        terms = [values[name] for name in self.order if values.get(name)]
        if len({place.in_line for term in terms for place in places_of(term)}) > 1:
            self.add_error("second", _("Some fields stand on each line, some once: make two demands."))
        return values

    def subject(self, values: dict[str, Any]) -> str:
        return str(values["first"])

    def own(self, values: dict[str, Any]) -> dict[str, Any]:
        return {"terms": tuple(dict.fromkeys(values[name] for name in self.order if values[name]))}


class PatternForm(DemandForm):
    """A form that a value has."""

    term = TermField(str, Decimal, date, label=gettext_lazy("Field"))
    pattern = forms.CharField(
        label=gettext_lazy("Pattern"),
        max_length=MAX_LENGTH,
        help_text=gettext_lazy("A regular expression for the whole value: RV[0-9]{6} is RV and six digits."),
    )
    example = forms.CharField(
        label=gettext_lazy("Example"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("What senders are shown, such as RV123456."),
    )
    kind, order = "pattern", ("term", "pattern", "example")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        pattern, example = values.get("pattern"), values.get("example")
        if pattern:
            try:
                check_pattern(pattern)
                if example and not matches(pattern, example):
                    self.add_error("example", _("The example does not fit the pattern."))
            except BadPattern as error:
                self.add_error("pattern", _bad_pattern(error))
        return values

    def own(self, values: dict[str, Any]) -> dict[str, Any]:
        return {"term": values["term"], "pattern": values["pattern"], "example": values["example"] or None}


class AllowedForm(DemandForm):
    """A list of values."""

    term = TermField(str, Decimal, date, label=gettext_lazy("Field"))
    values = forms.CharField(
        label=gettext_lazy("Values"),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("One on each line."),
    )
    kind, order = "allowed", ("term", "values")

    def clean_values(self) -> tuple[str, ...]:
        found = tuple(dict.fromkeys(filter(None, (each.strip() for each in self.cleaned_data["values"].splitlines()))))
        if not found:
            raise forms.ValidationError(_("Give at least one value."))
        if len(found) > 1000:
            raise forms.ValidationError(_("There are {count} values; there may be 1000.").format(count=len(found)))
        if long := next((each for each in found if len(each) > 200), None):
            raise forms.ValidationError(_("{value} … is longer than 200 characters.").format(value=long[:40]))
        return found

    def own(self, values: dict[str, Any]) -> dict[str, Any]:
        return {"term": values["term"], "values": values["values"]}


class AmountForm(DemandForm):
    """Bounds of a number."""

    term = TermField(Decimal, label=gettext_lazy("Field"))
    at_least = forms.CharField(label=gettext_lazy("At least"), required=False, max_length=30)
    at_most = forms.CharField(label=gettext_lazy("At most"), required=False, max_length=30)
    currency = forms.RegexField(
        "^([A-Z]{3})?$",
        label=gettext_lazy("Only in this currency"),
        required=False,
        max_length=3,
        help_text=gettext_lazy("Three letters, such as SEK; empty for all."),
    )
    kind, order = "amount", ("term", "at_least", "at_most", "currency")

    def clean_at_least(self) -> Decimal | None:
        return _number(self.cleaned_data["at_least"])

    def clean_at_most(self) -> Decimal | None:
        return _number(self.cleaned_data["at_most"])

    def clean(self) -> dict[str, Any]:
        return _in_order(self, "at_least", "at_most")

    def own(self, values: dict[str, Any]) -> dict[str, Any]:
        return {name: values[name] for name in ("term", "at_least", "at_most")} | {
            "currency": values["currency"] or None
        }


def _date() -> forms.DateInput:
    return forms.DateInput({"type": "date"}, "%Y-%m-%d")


class DayForm(DemandForm):
    """Bounds of a date."""

    term = TermField(date, label=gettext_lazy("Field"))
    not_before = forms.DateField(
        label=gettext_lazy("Not before"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    not_after = forms.DateField(
        label=gettext_lazy("Not after"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    counted_from = TermField(date, label=gettext_lazy("Or days counted from"), required=False)
    at_least_days = forms.IntegerField(
        label=gettext_lazy("At least so many days after"), required=False, min_value=-3660, max_value=3660
    )
    at_most_days = forms.IntegerField(
        label=gettext_lazy("At most so many days after"), required=False, min_value=-3660, max_value=3660
    )
    kind, order = "date", ("term", "counted_from", "at_least_days", "at_most_days", "not_before", "not_after")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        days = [values.get(name) for name in ("at_least_days", "at_most_days") if values.get(name) is not None]
        fixed = [values.get(name) for name in ("not_before", "not_after") if values.get(name) is not None]
        if days and fixed:
            self.add_error("not_before", _("Give days or dates, not both: make two demands."))
        elif days and not values.get("counted_from"):
            self.add_error("counted_from", _("Choose the date that the days are counted from."))
        elif values.get("counted_from") and not days:
            self.add_error("at_least_days", _("Give a number of days."))
        elif not days and not fixed and not self.errors:
            self.add_error("not_before", _("Give at least one bound."))
        for bounds in (days, fixed):
            if len(bounds) == 2 and bounds[0] > bounds[1]:  # type: ignore[operator]
                self.add_error("at_most_days" if bounds is days else "not_after", _("It ends before it begins."))
        return values

    def own(self, values: dict[str, Any]) -> dict[str, Any]:
        names = ("term", "not_before", "not_after", "at_least_days", "at_most_days")
        return {name: values[name] for name in names} | {"counted_from": values["counted_from"] or None}


class AttachmentForm(DemandForm):
    """How many files of which sort."""

    at_least = forms.IntegerField(label=gettext_lazy("At least"), min_value=0, max_value=100)
    at_most = forms.IntegerField(label=gettext_lazy("At most"), required=False, min_value=0, max_value=100)
    media_types = forms.MultipleChoiceField(
        label=gettext_lazy("Only these sorts count"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=list(MEDIA_TYPES.items()),
        help_text=gettext_lazy("None chosen: every sort counts."),
    )
    file_name = forms.CharField(
        label=gettext_lazy("Only files named like this count"),
        required=False,
        max_length=MAX_LENGTH,
        help_text=gettext_lazy(r"A regular expression for the whole name, such as spec.*\.pdf"),
    )
    kind, order = "attachment", ("at_least", "at_most", "media_types", "file_name")

    def clean_file_name(self) -> str:
        pattern = str(self.cleaned_data["file_name"])
        try:
            if pattern:
                check_pattern(pattern)
        except BadPattern as error:
            raise forms.ValidationError(_bad_pattern(error)) from error
        return pattern

    def clean(self) -> dict[str, Any]:
        values = _in_order(self, "at_least", "at_most")
        if values.get("at_least") == 0 and values.get("at_most") is None and not self.errors:
            self.add_error("at_most", _("None or more is no demand: give a highest number too."))
        return values

    def own(self, values: dict[str, Any]) -> dict[str, Any]:
        return {
            "at_least": values["at_least"], "at_most": values["at_most"],
            "media_types": tuple(values["media_types"]), "file_name": values["file_name"] or None,
        }  # fmt: skip


FORMS: dict[str, type[DemandForm]] = {
    form.kind: form for form in (MandatoryForm, PatternForm, AllowedForm, AmountForm, DayForm, AttachmentForm)
}
_STRUCTS: dict[str, Any] = {
    "mandatory": Mandatory, "pattern": Form, "allowed": Allowed, "amount": Amount, "date": Day,
    "attachment": Attachments,
}  # fmt: skip


def kind_of_demand(demand: AnyDemand) -> str:
    """Return the kind as the addresses name it."""
    return str(demand.__struct_config__.tag)


def initial_of(demand: AnyDemand) -> dict[str, Any]:
    """Return what the form shows of a demand."""
    shown: dict[str, Any] = {name: getattr(demand, name) for name in demand.__struct_fields__ if name != "words"}
    shown["severity"] = demand.severity.value
    for language in ("sv", "nb", "en"):
        shown[language] = getattr(demand.words, language) or "" if demand.words else ""
    if isinstance(demand, Mandatory):
        shown |= dict(zip(MandatoryForm.order, demand.terms, strict=False))
    if isinstance(demand, Allowed):
        shown["values"] = "\n".join(demand.values)
    return shown


@cache
def _all_terms() -> tuple[str, ...]:
    return tuple(sorted({term for term in TERMS.values() if places_of(term)}, key=_order))


def _order(term: str) -> tuple[int, int, int]:
    kind, *numbers = term.split("-")
    first, *rest = (int(each) for each in numbers)
    return (kind != "BT", first, rest[0] if rest else 0)


def _terms(kinds: tuple[type, ...]) -> list[tuple[str, str]]:
    wanted = [term for term in _all_terms() if not kinds or kind_of(term) in kinds]
    named = [(term, term_word(term)) for term in wanted]
    return sorted(((t, f"{name} ({t})" if name != t else t) for t, name in named), key=lambda pair: pair[1].lower())


def _number(text: str) -> Decimal | None:
    """Return the number that somebody typed, with a comma or a point; None for none."""
    plain = re.sub(r"[\s\u00a0]", "", text).replace(",", ".")
    if not plain:
        return None
    if not re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,10})?", plain):
        raise forms.ValidationError(_("This is no number such as 1250,50."))
    return Decimal(plain)


def _in_order(form: PortalForm, low: str, high: str) -> dict[str, Any]:
    values = forms.Form.clean(form) or {}
    first, last = values.get(low), values.get(high)
    if first is not None and last is not None and last < first:
        form.add_error(high, _("This is less than the lower bound."))
    if first is None and last is None and not form.errors:
        form.add_error(low, _("Give at least one bound."))
    return values
