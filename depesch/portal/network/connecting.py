"""Create a connection, in two steps: choose the way and perhaps customer numbers; look at it and confirm.

Who is on this hub and wants to choose is asked; who is served by another operator leads to a routing order; who gets
e-mail needs an address and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec
from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from depesch.hub.directory import connections
from depesch.hub.directory.customer_cards import Card, add_card, card_of, change_card, customer_numbers, customer_of
from depesch.hub.directory.customers import IdentifierOnAnotherCard
from depesch.hub.directory.identifiers import EMAIL, OWN_NUMBER
from depesch.hub.directory.models import Customer, Participant
from depesch.hub.directory.news import tell_news
from depesch.hub.directory.public_directory import public_directory
from depesch.hub.directory.search import Hit, ask_about, hit_of_entry, hit_of_participant
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from depesch.portal.access import company_at, for_member, person_at
from depesch.portal.forms import PortalForm
from depesch.portal.network.choosing import choose
from depesch.portal.network.places import network_page
from depesch.portal.network.views import address_from
from depesch.portal.network.words import country_word
from depesch.portal.person import PortalRequest

INBOX, MAIL, OPERATOR = "portal_inbox", "email", "operator"
LANGUAGES = (("sv", "Svenska"), ("nb", "Norsk"), ("en", "English"), ("da", "Dansk"), ("fi", "Suomi"), ("de", "Deutsch"))
_LANGUAGE_OF = {"SE": "sv", "NO": "nb", "DK": "da", "FI": "fi", "DE": "de", "AT": "de"}
_WAYS = {
    INBOX: gettext_lazy("Their inbox on this hub: arrives at once, nothing to set up"),
    OPERATOR: gettext_lazy("Their own operator: a route is ordered, and you activate it when it works"),
    MAIL: gettext_lazy("E-mail: the invoice as a PDF, with the format that you choose on the customer's card"),
}


@dataclass(frozen=True, slots=True)
class Target:
    """With whom a connection is made."""

    hit: Hit
    ways: tuple[str, ...]
    asks: bool


class ConnectForm(PortalForm):
    """The first step."""

    way = forms.ChoiceField(label=gettext_lazy("Type of connection"), widget=forms.RadioSelect)
    email = forms.EmailField(
        label=gettext_lazy("E-mail for invoices"),
        required=False,
        help_text=gettext_lazy("Needed for e-mail. Else it is the way to fall back on."),
    )
    numbers = forms.CharField(
        label=gettext_lazy("Customer number"),
        required=False,
        max_length=300,
        help_text=gettext_lazy(
            "Yours for this customer: files with it find the way. Several with commas. You can also give it later, or "
            "never."
        ),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the customer"), choices=LANGUAGES)
    message = forms.CharField(
        label=gettext_lazy("Message to the receiver"),
        required=False,
        max_length=connections.MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Say who you are and what you deliver: somebody there reads it and answers."),
    )

    def __init__(self, *args: Any, target: Target, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "way", [(name, _WAYS[name]) for name in target.ways])
        if not target.asks:
            del self.fields["message"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("way") == MAIL and not values.get("email") and "email" not in self.errors:
            self.add_error("email", _("Give the address that invoices are to go to."))
        return values

    def clean_numbers(self) -> str:
        text = str(self.cleaned_data["numbers"])
        numbers = customer_numbers(text)
        if not text.isprintable() or any(len(each.value) > 59 for each in numbers):
            raise forms.ValidationError(_("A customer number has at most 59 characters."))
        return ", ".join(each.value for each in numbers)


@require_http_methods(["GET", "POST"])
@for_member(Permission.SEND, acting=False)
def connect(request: PortalRequest) -> HttpResponseBase:
    """Show the first step, the second, or make the connection."""
    target = _target(request)
    if request.method != "POST":
        return _first_step(request, target, ConnectForm(target=target, initial=_initial(target)))
    form = ConnectForm(request.POST, target=target)
    if not form.is_valid() or request.POST.get("step") == "back":
        return _first_step(request, target, form)
    if request.POST.get("step") == "confirm":
        return _made(request, target, form)
    context = {
        "hit": target.hit, "form": form, "values": form.cleaned_data, "way_word": _WAYS[form.cleaned_data["way"]],
        "asks": target.asks and form.cleaned_data["way"] == INBOX, "routes": form.cleaned_data["way"] == OPERATOR,
        "language_word": dict(LANGUAGES)[form.cleaned_data["language"]],
    }  # fmt: skip
    return network_page(request, "network/confirm.html", "network", context)


def _first_step(request: PortalRequest, target: Target, form: ConnectForm) -> HttpResponseBase:
    context = {"hit": target.hit, "form": form, "country": country_word(target.hit.country)}
    return network_page(request, "network/connect.html", "network", context)


def _target(request: PortalRequest) -> Target:
    """Return whom the address names; Http404 when nobody is there or nothing can be sent there."""
    company = company_at(request)
    if "participant" in request.GET:
        with acting_for(company.pk):
            hit = hit_of_participant(_uuid(request.GET["participant"]))
    else:
        asked = ask_about([address_from(request.GET.get("address", "")[:200])], public_directory())
        with acting_for(company.pk):
            hit = hit_of_entry(asked)
    if hit is None or hit.has_left or hit.company_id == company.pk:
        raise Http404
    on_hub = "participant" in request.GET and hit.company_id is not None
    with acting_for(company.pk):
        participant = Participant.objects.filter(id=hit.participant_id).first() if hit.participant_id else None
        asks = on_hub and participant is not None and connections.asks_first(participant)
    return Target(hit=hit, ways=(INBOX, MAIL) if on_hub else (OPERATOR, MAIL), asks=asks)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _initial(target: Target) -> dict[str, str]:
    return {"way": target.ways[0], "language": _LANGUAGE_OF.get(target.hit.country, "en")}


def _made(request: PortalRequest, target: Target, form: ConnectForm) -> HttpResponseBase:
    values, actor = form.cleaned_data, person_at(request).actor
    try:
        with acting_for(company_at(request).pk):
            customer = _customer(target.hit, values, actor)
            state = _connected(target.hit, values, actor) if values["way"] == INBOX else None
    except IdentifierOnAnotherCard as error:
        form.add_error("numbers" if error.identifier.scheme == OWN_NUMBER else None, taken_words(error))
        return _first_step(request, target, form)
    tell_news(now())
    if values["way"] == OPERATOR:
        return redirect(f"{reverse('new_routing_order')}?customer={customer.pk}")
    messages.success(request, _done_words(state, customer.name))
    return redirect("customer", customer.pk)


def taken_words(error: IdentifierOnAnotherCard) -> str:
    """Return what is wrong when a number stands on another customer's card."""
    words = {"number": error.identifier.value, "name": error.other.name}
    return _("{number} stands on the card of {name} already. Take it away there, or give another one.").format(**words)


def _done_words(state: str | None, name: str) -> str:
    if state == "requested":
        return _("{name} was asked. You are told as soon as they answer.").format(name=name)
    return _("{name} is among your customers now and can be invoiced.").format(name=name)


def _connected(hit: Hit, values: dict[str, Any], actor: str) -> str:
    receiver = Participant.objects.get(company__isnull=False, company_id=str(hit.company_id))
    connection = connections.ask(receiver, channel=INBOX, message=values.get("message", ""), actor=actor)
    return connection.state


def _customer(hit: Hit, values: dict[str, Any], actor: str) -> Customer:
    """Return the customer's card, made new or brought up to date with what was chosen."""
    numbers = customer_numbers(values["numbers"])
    run = (MAIL,) if values["way"] == MAIL else ()
    known = customer_of(hit.customer_id) if hit.customer_id else None
    if known is not None:
        before = card_of(known)
        card = msgspec.structs.replace(
            before, run=run or before.run, email=values["email"] or before.email, language=values["language"],
            identifiers=(*before.identifiers, *(each for each in numbers if each not in before.identifiers)),
        )  # fmt: skip
        change_card(known, card, actor=actor)
        return known
    identifiers = tuple(each for each in hit.identifiers if each.scheme != EMAIL)
    card = Card(
        name=hit.name[:200], country=hit.country, email=values["email"], language=values["language"], run=run,
        identifiers=(*identifiers, *numbers),
    )  # fmt: skip
    participant = Participant.objects.filter(id=hit.participant_id).first() if hit.participant_id else None
    return add_card(card, participant=participant, actor=actor)
