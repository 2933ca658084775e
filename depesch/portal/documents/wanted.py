"""What the address of a list asks for: it is the whole state, so that it can be kept, shared and gone back to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from depesch.channels import SendMode, channels
from depesch.hub.flows import queries
from depesch.hub.flows.filters import ErrorKind, Filters
from depesch.portal.documents.amounts import AmountField
from depesch.portal.documents.routes import ROUTES
from depesch.portal.documents.statuses import BUSINESS
from depesch.portal.formatting import day, language
from depesch.portal.forms import PortalForm
from depesch.portal.words import VIEWS, channel_word

Choices = tuple[tuple[str, str | Promise], ...]

SORTS: Choices = (
    (queries.Sort.RECEIVED_AT.value, _("Newest first")),
    (queries.Sort.ISSUE_DATE.value, _("Latest date first")),
    (queries.Sort.DUE_DATE.value, _("Due first")),
    (queries.Sort.NUMBER.value, _("Highest number first")),
    (queries.Sort.AMOUNT_DUE.value, _("Largest amount first")),
)
PERIODS: Choices = (("", _("All")), ("30", _("Last 30 days")), ("90", _("Last 90 days")))
MODES: Choices = (
    (SendMode.PRODUCTION.value, _("Production only")),
    (SendMode.TEST.value, _("Tests")),
    (SendMode.CERTIFICATION.value, _("Certification")),
)
TYPES: Choices = (("invoice", _("Invoices")), ("credit", _("Credit notes")))
ERRORS: Choices = (
    (ErrorKind.FILES.value, _("Files with errors")),
    (ErrorKind.DOCUMENTS.value, _("Documents with errors")),
)
HANDLED: Choices = (("yes", pgettext_lazy("errors", "Handled")), ("all", pgettext_lazy("errors", "All, handled too")))
LONGEST = 200
_NARROWING = (
    "q", "period", "mode", "type", "status", "route", "channel", "number", "party", "issued_from", "issued_to",
    "due_from", "due_to", "amount_from", "amount_to", "errors", "handled",
)  # fmt: skip


_DAY = forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class FilterForm(PortalForm):
    """What a list can be narrowed to beside the search and the chips."""

    number = forms.CharField(label=_("Number"), required=False, max_length=LONGEST)
    party = forms.CharField(label=_("Sender or receiver"), required=False, max_length=LONGEST)
    issued_from = forms.DateField(label=_("Invoice date from"), required=False, widget=_DAY)
    issued_to = forms.DateField(label=_("Invoice date to"), required=False, widget=_DAY)
    due_from = forms.DateField(label=_("Due date from"), required=False, widget=_DAY)
    due_to = forms.DateField(label=_("Due date to"), required=False, widget=_DAY)
    amount_from = AmountField(label=_("Amount from"), required=False)
    amount_to = AmountField(label=_("Amount to"), required=False)
    type = forms.ChoiceField(label=_("Type"), required=False)
    status = forms.ChoiceField(label=_("The receiver says"), required=False)
    route = forms.ChoiceField(label=_("Came in by"), required=False)
    channel = forms.ChoiceField(label=_("Delivered by"), required=False)
    mode = forms.ChoiceField(label=_("Send mode"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offered: dict[str, Choices] = {
            "type": TYPES,
            "status": tuple((name, status.label) for name, status in BUSINESS.items()),
            "route": tuple(ROUTES.items()),
            "channel": tuple((name, channel_word(name, language())) for name in sorted(channels())),
            "mode": MODES,
        }
        for name, choices in self._offered.items():
            self.fields[name].choices = (("", _("All")), *choices)  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """Refuse a last day before the first: no document could be in between."""
        clean = super().clean() or self.cleaned_data
        for first, last in (("issued_from", "issued_to"), ("due_from", "due_to")):
            if clean.get(first) and clean.get(last) and clean[last] < clean[first]:
                self.add_error(last, _("This day is before the first one. Choose the same day or a later one."))
        return clean

    def said(self, name: str) -> str:
        """Return a field's label with what stands in it, in the person's words; empty for a fault or nothing."""
        value = self.cleaned_data.get(name)
        if value in (None, ""):
            return ""
        field = self.fields[name]
        if name in self._offered:
            value = dict(self._offered[name])[value]
        elif isinstance(value, date):
            value = day(value)
        else:
            value = self.data[name]
        return f"{field.label}: {value}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for; `given` holds its parameters, without those that say nothing."""

    view: str
    given: Mapping[str, str]
    form: FilterForm

    @property
    def query(self) -> str:
        """Return the words that are searched for."""
        return self.given.get("q", "")

    @property
    def sort(self) -> str:
        """Return by what the list is sorted."""
        return self.given.get("sort", SORTS[0][0])

    @property
    def is_descending(self) -> bool:
        """Return whether the list begins with the highest: all orders but the one by due date do."""
        return self.sort != queries.Sort.DUE_DATE.value

    @property
    def after(self) -> str:
        """Return the key that the page goes on from."""
        return self.given.get("after", "")

    @property
    def is_narrowed(self) -> bool:
        """Return whether something is left out of the list."""
        return any(name in self.given for name in _NARROWING)

    def parameters(self, **changes: str) -> str:
        """Return the query of the address with some things changed; from the list's first page on."""
        wanted = {**self.given, "after": "", **changes}
        if any(value for name, value in wanted.items() if name != "all"):
            wanted["all"] = ""  # it only says that nothing is asked for
        return urlencode({name: value for name, value in sorted(wanted.items()) if value})

    def url(self, **changes: str) -> str:
        """Return the address of this list with some things changed; from its first page on."""
        address, query = reverse("documents", args=[self.view]), self.parameters(**changes)
        return f"{address}?{query}" if query else address

    def filters(self, today: date) -> Filters:
        """Return what the list is narrowed to; a field with a fault narrows nothing."""
        clean = self.form.cleaned_data
        period = self.given.get("period", "")
        handled = {"yes": True, "all": None}.get(self.given.get("handled", ""), False)
        return Filters(
            text=self.query,
            received_from=today - timedelta(days=int(period)) if period else None,
            issued_from=clean.get("issued_from"), issued_to=clean.get("issued_to"),
            due_from=clean.get("due_from"), due_to=clean.get("due_to"),
            amount_from=clean.get("amount_from"), amount_to=clean.get("amount_to"),
            channel=clean.get("channel", ""), route_in=clean.get("route", ""), party=clean.get("party", ""),
            number=clean.get("number", ""), business_status=clean.get("status", ""),
            send_mode=SendMode(clean["mode"]) if clean.get("mode") else None,
            credit_notes=clean["type"] == "credit" if clean.get("type") else None,
            errors=ErrorKind(self.given["errors"]) if "errors" in self.given else None,
            handled=handled if self.view == queries.View.ERRORS.value else None,
        )  # fmt: skip


def wanted_of(view: str, parameters: QueryDict) -> Wanted:
    """Return what the address asks for; Http404 for a list that there is not. What nobody offers is left out."""
    if view not in VIEWS:
        raise Http404
    given = {name: str(parameters.get(name, "")).strip()[:LONGEST] for name in (*_NARROWING, "sort", "all")}
    given["after"] = str(parameters.get("after", ""))[:1000]
    offered = {"sort": SORTS[1:], "period": PERIODS[1:], "errors": ERRORS, "handled": HANDLED, "all": (("1", ""),)}
    for name, choices in offered.items():
        if given[name] not in dict(choices):
            given[name] = ""
    if view != queries.View.ERRORS.value:
        given["errors"] = given["handled"] = ""
    form = FilterForm({name: value for name, value in given.items() if name in FilterForm.base_fields})
    form.is_valid()
    return Wanted(view=view, given={name: value for name, value in given.items() if value}, form=form)
