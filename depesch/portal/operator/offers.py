"""Requests for an offer of all companies, and the answer to one: granted or declined."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from depesch.hub.accounts import quotes
from depesch.hub.accounts.products import product
from depesch.hub.accounts.quotes import QuoteOfCompany, QuoteRefused
from depesch.hub.tenancy.models import Company, QuoteState
from depesch.portal.access import for_operator, person_at
from depesch.portal.formatting import language
from depesch.portal.forms import PortalForm
from depesch.portal.operator.tabs import cockpit_page
from depesch.portal.person import PortalRequest
from depesch.portal.store.views import QUOTE_STATES


class AnswerForm(PortalForm):
    """What the company is told."""

    answer = forms.CharField(
        label=gettext_lazy("Answer to the company"),
        required=False,
        max_length=2_000,
        help_text=gettext_lazy("Goes by mail to its administrators and stands in its store: price, terms, or why not."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


@require_GET
@for_operator
def operator_quotes(request: PortalRequest) -> HttpResponseBase:
    """Show the requests, those that wait first."""
    rows = [_row(each) for each in quotes.of_all_companies(person_at(request).user.pk)]
    return cockpit_page(request, "operator/quotes.html", {"rows": rows}, here="operator_quotes")


@require_http_methods(["GET", "POST"])
@for_operator
def operator_quote(request: PortalRequest, quote_id: UUID) -> HttpResponseBase:
    """Show a request; POST grants it or says no."""
    user = person_at(request).user
    found = next((each for each in quotes.of_all_companies(user.pk, only=quote_id)), None)
    if found is None:
        raise Http404
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        answer = quotes.grant if request.POST.get("do") == "grant" else quotes.decline
        try:
            answer(found.company_id, quote_id, answer=form.cleaned_data["answer"], operator=user)
        except QuoteRefused:
            messages.error(request, _("The request was answered or withdrawn meanwhile. Nothing was changed."))
        else:
            messages.success(request, _("{company} is told by mail.").format(company=found.company_name))
        return redirect("operator_quotes")
    company = Company.objects.get(pk=found.company_id)
    page = {"row": _row(found), "form": form, "company": company}
    return cockpit_page(
        request, "operator/quote.html", page, here="operator_quotes", status=422 if form.is_bound else 200
    )


def _row(each: QuoteOfCompany) -> dict[str, object]:
    found = product(each.product)
    tone, word = QUOTE_STATES[QuoteState(each.state)]
    return {
        "quote": each,
        "title": found.said(language()).title if found else each.product,
        "seats": found.seats * each.quantity if found else 0,
        "plan": found.plan if found else "",
        "makes_group": found.makes_group if found else False,
        "tone": tone,
        "state": word,
        "is_open": each.state == QuoteState.ASKED,
    }
