"""A customer's card as one value: written new, changed and removed as a whole, each time with an event."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import msgspec
from django.db.models import ProtectedError
from django.utils import timezone

from depesch.hub.directory.customers import add_identifier
from depesch.hub.directory.identifiers import OWN_NUMBER, PartyIdentifier, canonical
from depesch.hub.directory.models import (
    Customer,
    CustomerIdentifier,
    CustomerKind,
    Destination,
    Participant,
    ParticipantIdentifier,
)
from depesch.hub.history.kinds.network import CustomerAdded, CustomerChanged, CustomerRemoved
from depesch.hub.history.record import record
from depesch.hub.tenancy.scope import tenant_id

IDENTIFIERS = "identifiers"


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on a card. `identifiers` holds the customer numbers too, in their order."""

    name: str
    country: str = ""
    kind: str = CustomerKind.COMPANY.value
    email: str = ""
    folder: str = ""
    language: str = "en"
    syntax: str = ""
    run: tuple[str, ...] = ()
    named_run_id: UUID | None = None  # of the company's, in the place of an order of its own
    printer_id: UUID | None = None  # None: the default one
    design_id: UUID | None = None  # None: what the designs' rules say
    street: str = ""
    street_2: str = ""
    postal_code: str = ""
    city: str = ""
    contact_name: str = ""
    identifiers: tuple[PartyIdentifier, ...] = ()


FIELDS = tuple(name for name in Card.__struct_fields__ if name != IDENTIFIERS)


def card_of(customer: Customer, identifiers: list[CustomerIdentifier] | None = None) -> Card:
    """Return what stands on the customer's card; one query unless its identifiers are handed in."""
    rows = list(customer.identifiers.order_by("id")) if identifiers is None else identifiers
    values = {name: getattr(customer, name) for name in FIELDS} | {"run": tuple(customer.run)}
    return Card(**values, identifiers=tuple(PartyIdentifier(row.scheme, row.value) for row in rows))


def add_card(card: Card, *, participant: Participant | None = None, actor: str) -> Customer:
    """Add a customer and return it; raises IdentifierOnAnotherCard."""
    customer = Customer.objects.create(
        tenant_id=tenant_id(), participant=participant, **{name: _stored(card, name) for name in FIELDS}
    )  # fmt: skip
    for identifier in card.identifiers:
        add_identifier(customer, identifier)
    link_to_network(customer, card.identifiers)
    record(CustomerAdded(customer=str(customer.id), name=customer.name), document_id=None, actor=actor)
    return customer


def change_card(customer: Customer, card: Card, *, actor: str) -> tuple[str, ...]:
    """Make the customer's card say what `card` says and return what changed; raises IdentifierOnAnotherCard."""
    changed = write_card(customer, card)
    if changed:
        event = CustomerChanged(customer=str(customer.id), name=customer.name, fields=changed)
        record(event, document_id=None, actor=actor)
    return changed


def write_card(customer: Customer, card: Card) -> tuple[str, ...]:
    """Do what `change_card` does, without an event: for many cards under one event."""
    before = card_of(customer)
    changed = [name for name in FIELDS if getattr(before, name) != getattr(card, name)]
    for name in changed:
        setattr(customer, name, _stored(card, name))
    if changed:
        customer.save(update_fields=changed)
    gone, new = _differing(before, card)
    if gone:
        CustomerIdentifier.objects.filter(
            id__in=[row.id for row in customer.identifiers.all() if _pair(row) in gone]
        ).delete()
    for identifier in new:
        add_identifier(customer, identifier)
    link_to_network(customer, new)
    return (*changed, *((IDENTIFIERS,) if gone or new else ()))


def remove_card(customer: Customer, *, is_referred_to: bool, actor: str) -> None:
    """Take the customer out of the register. A card that documents refer to is kept, but nobody finds it any more."""
    name, customer_id = customer.name, str(customer.id)
    CustomerIdentifier.objects.filter(customer=customer).delete()
    Destination.objects.filter(customer=customer).delete()  # a card that is kept keeps no secrets
    if is_referred_to or not _deleted(customer):
        customer.removed_at = timezone.now()
        customer.save(update_fields=["removed_at"])
    record(CustomerRemoved(customer=customer_id, name=name), document_id=None, actor=actor)


def link_to_network(customer: Customer, identifiers: Sequence[PartyIdentifier]) -> None:
    """Let the card know which participant of the network it is, if its numbers lead to one and only one."""
    if customer.participant_id is not None:
        return
    public = [each for each in identifiers if each.scheme != OWN_NUMBER]
    rows = ParticipantIdentifier.objects.filter(value__in=[each.value for each in public])
    pairs = {(each.scheme, each.value) for each in public}
    found = {row.participant_id for row in rows if (row.scheme, row.value) in pairs} if public else set()
    if len(found) == 1:
        customer.participant_id = found.pop()
        customer.save(update_fields=["participant"])


def customer_numbers(text: str) -> tuple[PartyIdentifier, ...]:
    """Return the numbers of a list with commas, each once, in their order.

    >>> [each.value for each in customer_numbers("10045, 10046 ,,10045")]
    ['10045', '10046']
    """
    found = [canonical(OWN_NUMBER, part[:60]) for part in text.split(",")]
    return tuple(dict.fromkeys(each for each in found if each))


def customer_of(customer_id: UUID) -> Customer | None:
    """Return the customer in the register with this id; None when the acting company has none."""
    return Customer.objects.select_related("participant__company").filter(id=customer_id, removed_at=None).first()


def _deleted(customer: Customer) -> bool:
    try:
        customer.delete()
    except ProtectedError:
        return False
    return True


def _differing(before: Card, after: Card) -> tuple[set[tuple[str, str]], list[PartyIdentifier]]:
    had = {(each.scheme, each.value) for each in before.identifiers}
    has = {(each.scheme, each.value): each for each in after.identifiers}
    return had - has.keys(), [each for pair, each in has.items() if pair not in had]


def _pair(row: CustomerIdentifier) -> tuple[str, str]:
    return row.scheme, row.value


def _stored(card: Card, name: str) -> object:
    value = getattr(card, name)
    return list(value) if isinstance(value, tuple) else value
