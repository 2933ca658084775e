"""A customer's card: made by hand, looked at, changed, removed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from depesch.hub.directory.connections import connection_to
from depesch.hub.directory.customer_cards import add_card, card_of, change_card, customer_of, remove_card
from depesch.hub.directory.customers import IdentifierOnAnotherCard, Standing, standing_of
from depesch.hub.directory.destinations import destinations_of, receiver_channels
from depesch.hub.directory.models import Customer, RoutingOrder, RoutingState
from depesch.hub.flows.models import Document
from depesch.hub.flows.reach import within_reach
from depesch.hub.tenancy.access import Permission
from depesch.portal.access import for_member, person_at
from depesch.portal.customers.forms import CardForm, initial_of, new_initial
from depesch.portal.formatting import language
from depesch.portal.network.places import network_page, plain
from depesch.portal.network.words import STANDINGS
from depesch.portal.person import PortalRequest
from depesch.portal.words import channel_word

SHOWN = 5


@require_http_methods(["GET", "POST"])
@for_member(Permission.SEND)
def new_customer(request: PortalRequest) -> HttpResponseBase:
    """Show an empty card, or add the customer."""
    initial = {**new_initial(), "name": plain(request, "name")}
    form = CardForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                customer = add_card(form.card(), actor=person_at(request).actor)
        except IdentifierOnAnotherCard as error:
            form.taken(error)
        else:
            messages.success(request, _("{name} is among your customers now.").format(name=customer.name))
            return redirect("customer", customer.pk)
    return network_page(request, "customers/new.html", "customers", {"form": form})


@require_http_methods(["GET", "POST"])
@for_member()
def customer(request: PortalRequest, customer_id: UUID) -> HttpResponseBase:
    """Show a card, or change it."""
    found = _customer(customer_id)
    may_change = person_at(request).may(Permission.SEND)
    posted = request.method == "POST" and may_change
    form = CardForm(request.POST if posted else None, initial=initial_of(card_of(found)))
    if posted and form.is_valid():
        try:
            with transaction.atomic():
                change_card(found, form.card(), actor=person_at(request).actor)
        except IdentifierOnAnotherCard as error:
            form.taken(error)
        else:
            messages.success(request, _("The card was saved."))
            return redirect("customer", found.pk)
    return network_page(request, "customers/card.html", "customers", _context(found, form, may_change=may_change))


@require_http_methods(["GET", "POST"])
@for_member(Permission.SEND)
def remove_customer(request: PortalRequest, customer_id: UUID) -> HttpResponseBase:
    """Ask whether the customer is to go, or remove it."""
    found = _customer(customer_id)
    count = Document.objects.filter(customer_id=found.pk)[:1000].count()
    if request.method == "POST":
        name = found.name
        remove_card(found, is_referred_to=count > 0, actor=person_at(request).actor)
        messages.success(request, _("{name} is no longer among your customers.").format(name=name))
        return redirect("customers")
    return network_page(request, "customers/remove.html", "customers", {"customer": found, "count": count})


def _customer(customer_id: UUID) -> Customer:
    found = customer_of(customer_id)
    if found is None:
        raise Http404
    return found


def _context(found: Customer, form: CardForm, *, may_change: bool) -> dict[str, object]:
    company_id = found.participant.company_id if found.participant else None
    connection = connection_to(company_id) if company_id else None
    order = RoutingOrder.objects.filter(customer=found, state=RoutingState.WAITING).first()
    standing = standing_of(found, connection, order)
    documents = Document.objects.filter(within_reach(), customer_id=found.pk)
    return {
        "customer": found,
        "form": form,
        "standing": standing.value,
        "words": STANDINGS[standing],
        "has_left": standing is Standing.LEFT,
        "connection": connection,
        "order": order,
        "documents": list(documents.order_by("-received_at")[:SHOWN]),
        "servers": _servers(found),
        "may_change": may_change,
    }


def _servers(found: Customer) -> list[dict[str, object]]:
    """Return the ways to a server of the customer's, which of them are set up, and which the card's run names."""
    known = destinations_of(found.pk)
    return [
        {
            "channel": name,
            "title": channel_word(name, language()),
            "is_set": name in known,
            "is_usable": name in known and known[name].settings is not None,
            "is_wanted": name in found.run,
            "is_left_out": bool(found.run) and name not in found.run,
        }
        for name in receiver_channels()
    ]
