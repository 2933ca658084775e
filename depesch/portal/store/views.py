"""The catalogue, a request for an offer, and the requests so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from depesch.hub.accounts import products, quotes
from depesch.hub.accounts.licences import seats_of
from depesch.hub.accounts.products import product
from depesch.hub.accounts.quotes import QuoteRefused
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.models import QuoteRequest, QuoteState
from depesch.portal.access import company_at, for_member, person_at
from depesch.portal.formatting import language
from depesch.portal.forms import PortalForm
from depesch.portal.person import PortalRequest
from depesch.portal.words import Tone

QUOTE_STATES: dict[QuoteState, tuple[Tone, Promise]] = {
    QuoteState.ASKED: (Tone.WAIT, gettext_lazy("Waits for an answer")),
    QuoteState.GRANTED: (Tone.DONE, pgettext_lazy("an offer", "Granted")),
    QuoteState.DECLINED: (Tone.OFF, pgettext_lazy("an offer", "Declined")),
    QuoteState.WITHDRAWN: (Tone.OFF, pgettext_lazy("an offer", "Withdrawn")),
}


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """A request as it is shown."""

    id: UUID
    title: str
    quantity: int
    asked_at: datetime
    message: str
    tone: Tone
    state: Promise
    answer: str
    is_open: bool


class AskForm(PortalForm):
    """How many, and what else there is to say."""

    quantity = forms.IntegerField(
        label=gettext_lazy("How many"),
        min_value=1,
        max_value=quotes.MOST_PIECES,
        initial=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "invalid": gettext_lazy("Write a whole number, such as 2."),
            "min_value": gettext_lazy("At least one."),
            "max_value": gettext_lazy("At most %(limit_value)s at a time."),
        },
    )
    message = forms.CharField(
        label=gettext_lazy("Message"),
        required=False,
        max_length=2_000,
        help_text=gettext_lazy("If there is something we should know, such as from when."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


@require_GET
@for_member(Permission.ADMINISTER)
def store(request: PortalRequest) -> HttpResponseBase:
    """Show what there is and what was asked for."""
    catalogue = [
        {"name": each.name, "words": each.said(language())} for each in products.catalogue(company_at(request))
    ]
    page = {"catalogue": catalogue, "quotes": [_row(each) for each in quotes.requests()]}
    return render(request, "store/store.html", page | {"seats": seats_of(company_at(request))})


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def store_ask(request: PortalRequest, product_name: str) -> HttpResponseBase:
    """Ask for an offer."""
    wanted = product(product_name)
    if wanted is None:
        raise Http404
    form = AskForm(request.POST if request.method == "POST" else None)
    if not wanted.is_counted:
        del form.fields["quantity"]
    if form.is_valid():
        given = {"quantity": 1, **form.cleaned_data}
        try:
            quotes.ask(company_at(request), product_name=wanted.name, user=person_at(request).user, **given)
        except QuoteRefused:
            form.add_error(None, _("So many requests wait for an answer already that there is no room for one more."))
        else:
            messages.success(request, _("The request is with us. The answer comes by mail and stands here."))
            return redirect("store")
    page = {"form": form, "words": wanted.said(language()), "seats": seats_of(company_at(request))}
    return render(request, "store/ask.html", page, status=422 if form.is_bound else 200)


@require_POST
@for_member(Permission.ADMINISTER)
def store_withdraw(request: PortalRequest, quote_id: UUID) -> HttpResponseBase:
    """Take a request back."""
    try:
        quotes.withdraw(company_at(request), quote_id, actor=person_at(request).actor)
    except QuoteRequest.DoesNotExist:
        raise Http404 from None
    except QuoteRefused:
        messages.error(request, _("The request was answered meanwhile."))
    else:
        messages.success(request, _("The request is withdrawn."))
    return redirect("store")


def _row(quote: QuoteRequest) -> QuoteRow:
    found, state = product(quote.product), QuoteState(quote.state)
    tone, word = QUOTE_STATES[state]
    return QuoteRow(
        id=quote.pk, title=found.said(language()).title if found else quote.product, quantity=quote.quantity,
        asked_at=quote.asked_at, message=quote.message, tone=tone, state=word, answer=quote.answer,
        is_open=state is QuoteState.ASKED,
    )  # fmt: skip
