"""Receivers at other operators: the operator is asked by mail to set up a route; a person says when it works.

The status never changes by itself, since the answer comes to a person. Two reminders go to whoever ordered it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from depesch.exchange.mail.message import parse_address
from depesch.hub.directory.models import Customer, RoutingOrder, RoutingState
from depesch.hub.history.kinds.network import (
    RoutingActivated,
    RoutingCancelled,
    RoutingMailed,
    RoutingOrdered,
    RoutingReminded,
)
from depesch.hub.history.record import record
from depesch.hub.mailing.writing import write_letter
from depesch.hub.tenancy.models import User
from depesch.hub.tenancy.people import administrators
from depesch.hub.tenancy.scope import acting_for, tenant_id

REMIND_AFTER = (timedelta(days=7), timedelta(days=14))  # since it was ordered; then it is quiet
MAIL_AGAIN_AFTER = timedelta(days=1)
AT_ONCE = 200


class OrderNotOpen(Exception):
    """The order was activated or cancelled before."""


class MailedToday(Exception):
    """The order was mailed less than a day ago: the operator is not to be flooded."""


def order_route(
    customer: Customer, *, operator: str, mail_to: str, subject: str, text: str, actor: str
) -> RoutingOrder:  # fmt: skip
    """Note that a route to the customer is ordered and return the order; an open one for the customer stays the one."""
    at = timezone.now()
    try:
        with transaction.atomic():
            order = RoutingOrder.objects.create(
                tenant_id=tenant_id(), customer=customer, operator=operator, mail_to=mail_to, mail_subject=subject,
                mail_text=text, made_by=actor, made_at=at, state_since=at, remind_at=at + REMIND_AFTER[0],
            )  # fmt: skip
    except IntegrityError as error:
        if "routing_order_open_once" not in str(error):
            raise
        return RoutingOrder.objects.get(customer=customer, state=RoutingState.WAITING)
    event = RoutingOrdered(order=str(order.id), customer=str(customer.id), name=customer.name)
    record(event, document_id=None, actor=actor)
    return order


def mail_order(order_id: UUID, *, to: str, subject: str, text: str, sender: User, actor: str) -> RoutingOrder:
    """Mail the order to the operator, answers going to the sender; raises OrderNotOpen, MailedToday, BadAddress."""
    order = _locked(order_id)
    to = parse_address(to)
    if order.mailed_at is not None and timezone.now() - order.mailed_at < MAIL_AGAIN_AFTER:
        raise MailedToday(f"it was mailed at {order.mailed_at}")
    write_letter(
        "routing_order",
        to=to,
        language=sender.language,
        values={"subject": subject, "text": text},
        reply_to=sender.email,
        sender_name=sender.name,
        company_id=tenant_id(),
    )
    order.mail_to, order.mail_subject, order.mail_text, order.mailed_at = to, subject, text, timezone.now()
    order.save(update_fields=["mail_to", "mail_subject", "mail_text", "mailed_at"])
    event = RoutingMailed(order=str(order.id), name=order.customer.name, to=to)
    record(event, document_id=None, actor=actor)
    return order


def activate(order_id: UUID, *, actor: str) -> RoutingOrder:
    """Note that the route works, and tell whoever ordered it; raises OrderNotOpen, RoutingOrder.DoesNotExist."""
    order = _end(order_id, RoutingState.ACTIVE)
    for person in _concerned(order):
        write_letter(
            "routing_ready", to=person.email, name=person.name, language=person.language,
            values={"name": order.customer.name}, path=f"/network/customers/{order.customer_id}/",
            company_id=tenant_id(),
        )  # fmt: skip
    record(RoutingActivated(order=str(order.id), name=order.customer.name), document_id=None, actor=actor)
    return order


def cancel_order(order_id: UUID, *, actor: str) -> RoutingOrder:
    """Give the order up; raises OrderNotOpen, RoutingOrder.DoesNotExist."""
    order = _end(order_id, RoutingState.CANCELLED)
    record(RoutingCancelled(order=str(order.id), name=order.customer.name), document_id=None, actor=actor)
    return order


def orders(query: str = "", state: str = "") -> QuerySet[RoutingOrder]:
    """Return the acting company's orders, those that wait first, whose customer's or operator's name has `query`."""
    rows = RoutingOrder.objects.select_related("customer")
    if query := query.replace("\0", "").strip():
        rows = rows.filter(customer__name__icontains=query) | rows.filter(operator__icontains=query)
    return rows.filter(state=state) if state else rows


def remind(now: datetime) -> int:
    """Remind of the orders whose time has come, in all companies, and return how many; each once, by its lock."""
    reminded = 0
    for company_id, order_id in _due(now):
        with acting_for(company_id):
            waiting = RoutingOrder.objects.filter(id=order_id, state=RoutingState.WAITING, remind_at__lte=now)
            order = waiting.select_related("customer").select_for_update(of=("self",), skip_locked=True).first()
            if order is not None:
                _remind(order, now)
                reminded += 1
    return reminded


def _due(now: datetime) -> list[tuple[UUID, UUID]]:
    """Return company and order of what is due; the database tells nothing more across companies."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT company_id, order_id FROM directory_due_reminders_v1(%s, %s)", [now, AT_ONCE])
        return list(cursor.fetchall())


def _remind(order: RoutingOrder, now: datetime) -> None:
    days = (now - order.made_at).days
    for person in _concerned(order):
        write_letter(
            "routing_reminder", to=person.email, name=person.name, language=person.language,
            values={"name": order.customer.name, "days": str(days)}, path=f"/network/routing/{order.id}/",
            company_id=tenant_id(),
        )  # fmt: skip
    order.reminders += 1
    rest = [order.made_at + after for after in REMIND_AFTER[order.reminders :] if order.made_at + after > now]
    order.remind_at = rest[0] if rest else None
    order.save(update_fields=["reminders", "remind_at"])
    event = RoutingReminded(order=str(order.id), name=order.customer.name, days=days)
    record(event, document_id=None, actor="system")


def _concerned(order: RoutingOrder) -> list[User]:
    """Return who ordered it, while that person is still there; else the company's administrators."""
    kind, _, key = order.made_by.partition(":")
    if kind == "user":
        person = User.objects.filter(id=key, is_active=True, memberships__tenant_id=tenant_id()).first()
        if person is not None:
            return [person]
    return administrators()


def _end(order_id: UUID, state: RoutingState) -> RoutingOrder:
    order = _locked(order_id)
    order.state, order.state_since, order.remind_at = state, timezone.now(), None
    order.save(update_fields=["state", "state_since", "remind_at"])
    return order


def _locked(order_id: UUID) -> RoutingOrder:
    order = RoutingOrder.objects.select_related("customer").select_for_update(of=("self",)).get(id=order_id)
    if order.state != RoutingState.WAITING:
        raise OrderNotOpen(f"the order is {order.state}")
    return order
