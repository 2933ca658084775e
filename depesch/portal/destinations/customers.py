"""A customer's server: set up on its card, removed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from depesch.hub.directory.customer_cards import customer_of
from depesch.hub.directory.destinations import destinations_of, remove_destination, save_destination
from depesch.hub.directory.models import Customer
from depesch.hub.tenancy.access import Permission
from depesch.portal.access import for_member, person_at
from depesch.portal.destinations.forms import DestinationForm
from depesch.portal.destinations.own import channel_called
from depesch.portal.formatting import language
from depesch.portal.network.places import network_page
from depesch.portal.person import PortalRequest
from depesch.portal.words import channel_word


@require_http_methods(["GET", "POST"])
@for_member(Permission.SEND)
def customer_server(request: PortalRequest, customer_id: UUID, channel: str) -> HttpResponseBase:
    """Show the form of a channel, or set the customer's server up."""
    found, customer = channel_called(channel), _customer(customer_id)
    kept = destinations_of(customer.pk).get(channel)
    form = DestinationForm(found, kept.settings if kept else None, request.POST or None)
    if request.method == "POST" and form.is_valid():
        save_destination(channel, form.values(), customer=customer, actor=person_at(request).actor)
        words = gettext("Invoices to {name} go to that server first.")
        messages.success(request, words.format(name=customer.name))
        return redirect("customer", customer.pk)
    context = {"form": form, "customer": customer, "title": channel_word(channel, language()), "is_set": bool(kept),
               "channel": channel}  # fmt: skip
    return network_page(request, "destinations/customer_server.html", "customers", context)


@require_http_methods(["GET", "POST"])
@for_member(Permission.SEND)
def customer_server_remove(request: PortalRequest, customer_id: UUID, channel: str) -> HttpResponseBase:
    """Ask, then forget the customer's server with its secrets."""
    channel_called(channel)
    customer = _customer(customer_id)
    title = channel_word(channel, language())
    if request.method == "POST":
        if remove_destination(channel, customer=customer, actor=person_at(request).actor):
            messages.success(request, gettext("Invoices to {name} take another way now.").format(name=customer.name))
        return redirect("customer", customer.pk)
    context = {"customer": customer, "title": title, "channel": channel}
    return network_page(request, "destinations/customer_server_remove.html", "customers", context)


def _customer(customer_id: UUID) -> Customer:
    found = customer_of(customer_id)
    if found is None:
        raise Http404
    return found
