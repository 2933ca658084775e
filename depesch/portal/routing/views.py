"""Routing orders: the list, one order with its e-mail, activate and cancel by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from depesch.exchange.mail.message import BadAddress
from depesch.hub.directory import routing_orders as hub
from depesch.hub.directory.customer_cards import customer_of
from depesch.hub.directory.models import Customer, RoutingOrder, RoutingState
from depesch.hub.tenancy.access import Permission
from depesch.portal.access import company_at, for_member, person_at
from depesch.portal.customers.views import Chip
from depesch.portal.forms import PortalForm
from depesch.portal.network.places import network_page, plain
from depesch.portal.network.words import ROUTES
from depesch.portal.person import PortalRequest
from depesch.portal.routing.letter import subject_of, text_of
from depesch.portal.words import StateWords

PAGE = 100
_FILTERS = (
    ("", gettext_lazy("All")),
    (RoutingState.WAITING.value, ROUTES[RoutingState.WAITING].label),
    (RoutingState.ACTIVE.value, ROUTES[RoutingState.ACTIVE].label),
    (RoutingState.CANCELLED.value, ROUTES[RoutingState.CANCELLED].label),
)


@dataclass(frozen=True, slots=True)
class Row:
    """An order as a row of the list."""

    id: UUID
    url: str
    name: str
    operator: str
    words: StateWords
    made_at: datetime
    is_waiting: bool


class LetterForm(PortalForm):
    """The e-mail to the operator."""

    mail_to = forms.EmailField(
        label=gettext_lazy("To"),
        required=False,
        help_text=gettext_lazy("The other operator's address for routing; not needed when you copy the text."),
    )
    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=300)
    text = forms.CharField(label=gettext_lazy("Text"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 22}))


class OrderForm(PortalForm):
    """For whom, and who the other operator is."""

    customer = forms.UUIDField(widget=forms.HiddenInput)
    operator = forms.CharField(
        label=gettext_lazy("The customer's operator"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Who serves the customer, if you know it. Ask the customer otherwise."),
    )


@require_GET
@for_member()
def routing_orders(request: PortalRequest) -> HttpResponseBase:
    """Show the orders, those that await an answer first."""
    query, state = plain(request, "q"), plain(request, "state")
    state = state if state in dict(_FILTERS) else ""
    found = hub.orders(query, state).order_by("-state", "-made_at", "id")[:PAGE]  # waiting, cancelled, active
    context = {
        "query": query,
        "state": state,
        "rows": [_row(each) for each in found],
        "chips": [Chip(_url(query, value), label, value == state) for value, label in _FILTERS],
        "is_narrowed": bool(query or state),
        "may_change": person_at(request).may(Permission.SEND),
    }
    return network_page(request, "routing/orders.html", "routing_orders", context)


@require_http_methods(["GET", "POST"])
@for_member(Permission.SEND)
def new_routing_order(request: PortalRequest) -> HttpResponseBase:
    """Ask who the operator is, and make the order: then comes its e-mail."""
    data = request.POST if request.method == "POST" else None
    form = OrderForm(data, initial={"customer": plain(request, "customer")})
    customer = _customer(str((data or request.GET).get("customer", "")))
    if data is not None and form.is_valid():
        person, company = person_at(request), company_at(request)
        order = hub.order_route(
            customer, operator=form.cleaned_data["operator"], mail_to="", subject=subject_of(company, customer)[:300],
            text=text_of(company, customer, person.user), actor=person.actor,
        )  # fmt: skip
        return redirect("routing_order", order.pk)
    return network_page(request, "routing/new.html", "routing_orders", {"form": form, "customer": customer})


@require_http_methods(["GET", "POST"])
@for_member()
def routing_order(request: PortalRequest, order_id: UUID) -> HttpResponseBase:
    """Show an order with its e-mail, or send that."""
    order = _order(order_id)
    may_change = person_at(request).may(Permission.SEND) and order.state == RoutingState.WAITING
    posted = request.method == "POST" and may_change
    initial = {"mail_to": order.mail_to, "subject": order.mail_subject, "text": order.mail_text}
    form = LetterForm(request.POST if posted else None, initial=initial)
    if posted and form.is_valid() and _mailed(request, order, form):
        return redirect("routing_order", order.pk)
    context = {"order": order, "form": form, "words": ROUTES[RoutingState(order.state)], "may_change": may_change}
    context["is_waiting"] = order.state == RoutingState.WAITING
    return network_page(request, "routing/order.html", "routing_orders", context)


@require_POST
@for_member(Permission.SEND)
def end_routing_order(request: PortalRequest, order_id: UUID) -> HttpResponseBase:
    """Activate or cancel an order."""
    order, actor, action = _order(order_id), person_at(request).actor, request.POST.get("action", "")
    if action not in ("activate", "cancel"):
        raise Http404
    try:
        if action == "activate":
            hub.activate(order.pk, actor=actor)
            done = _("{name} is ready: you can send invoices there now.")
        else:
            hub.cancel_order(order.pk, actor=actor)
            done = _("The order for {name} is cancelled.")
        messages.success(request, done.format(name=order.customer.name))
    except hub.OrderNotOpen:
        messages.error(request, _("Somebody was faster: the order is no longer open."))
    return redirect("routing_order", order.pk)


def _mailed(request: PortalRequest, order: RoutingOrder, form: LetterForm) -> bool:
    values: dict[str, Any] = form.cleaned_data
    person = person_at(request)
    if not values["mail_to"]:
        form.add_error("mail_to", _("Give the address that the e-mail is to go to."))
        return False
    try:
        hub.mail_order(
            order.pk, to=values["mail_to"], subject=" ".join(values["subject"].split()), text=values["text"],
            sender=person.user, actor=person.actor,
        )  # fmt: skip
    except BadAddress:
        form.add_error("mail_to", _("This is no e-mail address that can be written to."))
    except hub.MailedToday:
        form.add_error(None, _("The e-mail went out less than a day ago. Wait for the answer, or write from your own."))
    except hub.OrderNotOpen:
        form.add_error(None, _("Somebody was faster: the order is no longer open."))
    else:
        messages.success(request, _("The e-mail is on its way to {to}. The answer comes to {own}.").format(
            to=values["mail_to"], own=person.user.email))  # fmt: skip
        return True
    return False


def _row(order: RoutingOrder) -> Row:
    return Row(
        id=order.pk,
        url=reverse("routing_order", args=[order.pk]),
        name=order.customer.name,
        operator=order.operator,
        words=ROUTES[RoutingState(order.state)],
        made_at=order.made_at,
        is_waiting=order.state == RoutingState.WAITING,
    )


def _url(query: str, state: str) -> str:
    wanted = {name: value for name, value in (("q", query), ("state", state)) if value}
    return f"{reverse('routing_orders')}?{urlencode(wanted)}" if wanted else reverse("routing_orders")


def _order(order_id: UUID) -> RoutingOrder:
    found = RoutingOrder.objects.select_related("customer").filter(pk=order_id).first()
    if found is None:
        raise Http404
    return found


def _customer(text: str) -> Customer:
    try:
        found = customer_of(UUID(text))
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found
