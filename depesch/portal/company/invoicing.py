"""How invoicing works for the company: the fiscal year, duplicates, four eyes, tests, the format of what comes in; and
the switch that stops it for everybody.
"""

from __future__ import annotations

from babel.dates import get_month_names
from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from depesch.documents.targets import targets
from depesch.hub.accounts.company import (
    change_company,
    choose_received_format,
    received_format,
    resume_invoicing,
    stop_invoicing,
)
from depesch.hub.flows.sending_settings import NAMES, change_sending_settings, sending_settings
from depesch.hub.tenancy.access import Permission
from depesch.portal.access import company_at, for_member, person_at
from depesch.portal.formatting import LOCALES, language
from depesch.portal.forms import PortalForm
from depesch.portal.person import PortalRequest


def _months() -> list[tuple[str, str]]:
    names = get_month_names(locale=LOCALES[language()])
    return [(str(number), names[number]) for number in range(1, 13)]


def _formats() -> list[tuple[str, str]]:
    return sorted(((each.name, each.title) for each in targets().values()), key=lambda pair: pair[1].casefold())


class InvoicingForm(PortalForm):
    """How documents are checked before they go, and in which format they come in."""

    duplicate_control = forms.BooleanField(
        label=gettext_lazy("Stop an invoice whose number was used before"),
        required=False,
        help_text=gettext_lazy("A number counts within a fiscal year. Whoever is sure can send it all the same."),
    )
    fiscal_year_starts = forms.TypedChoiceField(
        label=gettext_lazy("The fiscal year begins in"), coerce=int, choices=_months
    )
    four_eyes = forms.BooleanField(
        label=gettext_lazy("Four eyes"),
        required=False,
        help_text=gettext_lazy("What one person writes here, somebody else approves before it goes out."),
    )
    certain_prints = forms.BooleanField(
        label=gettext_lazy("Send prints that were read with certainty"),
        required=False,
        help_text=gettext_lazy("Without this, somebody reads through each print before it is sent as an invoice."),
    )
    takes_test_documents = forms.BooleanField(
        label=gettext_lazy("Take test documents from others"),
        required=False,
        help_text=gettext_lazy("They are stamped as tests, and nobody pays them by mistake."),
    )
    format = forms.ChoiceField(
        label=gettext_lazy("Format of what you receive"),
        choices=_formats,
        help_text=gettext_lazy("Others may send in any format: it is converted to this one. The original is kept too."),
    )


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def invoicing_settings(request: PortalRequest) -> HttpResponseBase:
    """Show how invoicing works for the company; POST writes it."""
    company, actor = company_at(request), person_at(request).actor
    chosen, settings = received_format(company), sending_settings()
    first = {name: getattr(settings, name) for name in NAMES}
    first |= {"takes_test_documents": company.takes_test_documents, "format": chosen}
    form = InvoicingForm(request.POST if request.method == "POST" else None, initial=first)
    if not chosen:  # not in the network yet: nothing comes in
        del form.fields["format"]
    if form.is_valid():
        given = form.cleaned_data
        change_sending_settings(company, **{name: given[name] for name in NAMES}, actor=actor)
        change_company(company, {"takes_test_documents": given["takes_test_documents"]}, actor=actor)
        if chosen:
            choose_received_format(company, given["format"], actor=actor)
        messages.success(request, _("Saved. It holds from the next document on."))
        return redirect("invoicing_settings")
    return render(request, "company/invoicing.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def invoicing_stop(request: PortalRequest) -> HttpResponseBase:
    """Ask whether nobody is to send from now on, and see to it."""
    if request.method == "POST":
        stop_invoicing(company_at(request), actor=person_at(request).actor)
        return redirect("invoicing_settings")
    return render(request, "company/stop.html")


@require_POST
@for_member(Permission.ADMINISTER)
def invoicing_resume(request: PortalRequest) -> HttpResponseBase:
    """Let the company send again."""
    resume_invoicing(company_at(request), actor=person_at(request).actor)
    messages.success(request, _("Invoicing is active again."))
    return redirect("invoicing_settings")
