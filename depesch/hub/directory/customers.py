"""A company's own cards of its customers, found again by their identifiers, and what a form needs of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from uuid import UUID

import msgspec
from django.db.models import Q, QuerySet

from depesch.hub.directory.identifiers import ORGANISATION_SCHEMES, OWN_NUMBER, VAT, PartyIdentifier
from depesch.hub.directory.models import (
    Connection,
    ConnectionState,
    Customer,
    CustomerIdentifier,
    Participant,
    RoutingOrder,
    RoutingState,
)
from depesch.hub.tenancy.scope import tenant_id

MOST_SHOWN = 50
_ORGANISATIONS = frozenset({*ORGANISATION_SCHEMES.values(), "0191"})


class IdentifierOnAnotherCard(Exception):
    """Another customer's card has this identifier already; the message names both."""

    def __init__(self, identifier: PartyIdentifier, other: Customer) -> None:
        super().__init__(f"{identifier} stands on the card of customer {other.id}")
        self.identifier = identifier
        self.other = other


class Standing(StrEnum):
    """How a customer stands in the network, as a list of customers shows it."""

    READY = "ready"  # nothing is in the way
    REQUESTED = "requested"  # it has still to accept us
    DECLINED = "declined"  # it does not want our documents
    ROUTING = "routing"  # its operator has still to set up the route
    LEFT = "left"  # it is no longer in the network


class RecipientChoice(msgspec.Struct, frozen=True, kw_only=True):
    """A customer as the invoice form offers it; may be sent to when its standing is READY."""

    customer_id: UUID
    name: str
    country: str
    language: str
    email: str
    organisation_number: str
    vat_number: str
    electronic_address: PartyIdentifier | None
    customer_numbers: tuple[str, ...]
    street: str
    street_2: str
    postal_code: str
    city: str
    contact_name: str
    standing: Standing
    company_id: UUID | None = None  # when it lives on this hub: `rule_packs.demands_of` says what it demands

    @property
    def is_ready(self) -> bool:
        """Return whether a document may go to it as things stand."""
        return self.standing is Standing.READY


def add_customer(
    name: str,
    *,
    identifiers: Sequence[PartyIdentifier] = (),
    participant: Participant | None = None,
    email: str = "",
    folder: str = "",
    language: str = "en",
    country: str = "",
    syntax: str = "",
    run: Sequence[str] = (),
) -> Customer:
    """Add a card to the acting company's customers and return it; raises IdentifierOnAnotherCard.

    `run` names channels, the first first; empty means the company's default run.
    """
    customer = Customer.objects.create(
        tenant_id=tenant_id(), name=name, participant=participant, email=email, folder=folder, language=language,
        country=country, syntax=syntax, run=list(run),
    )  # fmt: skip
    for identifier in identifiers:
        add_identifier(customer, identifier)
    return customer


def add_identifier(customer: Customer, identifier: PartyIdentifier) -> None:
    """Let the customer be recognised by one more identifier; raises IdentifierOnAnotherCard."""
    row, _ = CustomerIdentifier.objects.get_or_create(
        scheme=identifier.scheme,
        value=identifier.value,
        defaults={"tenant_id": tenant_id(), "customer": customer},
    )
    if row.customer_id != customer.id:
        raise IdentifierOnAnotherCard(identifier, row.customer)


def recipients_for_form(query: str = "", *, limit: int = 20) -> list[RecipientChoice]:
    """Return the acting company's customers whose name or number has `query` in it, by name; four queries at most.

    All of them are returned, those too that cannot be sent to now: the form says why.
    """
    rows = matching(query).select_related("participant").order_by("name", "id")[: min(limit, MOST_SHOWN)]
    return choices_of(list(rows))


def recipient_for_form(customer_id: UUID) -> RecipientChoice | None:
    """Return one customer as the form shows it; None when the acting company has no such customer."""
    row = Customer.objects.filter(removed_at=None, id=customer_id).select_related("participant").first()
    return choices_of([row])[0] if row else None


def matching(query: str) -> QuerySet[Customer]:
    """Return the customers in the register whose name or one of whose identifiers has the text in it."""
    rows = Customer.objects.filter(removed_at=None)
    words = query.replace("\0", "").split()[:8]
    for word in words:
        bare = re.sub(r"[^0-9A-Za-z]", "", word)
        numbers = CustomerIdentifier.objects.filter(Q(value__icontains=word) | Q(value__icontains=bare or word))
        rows = rows.filter(Q(name__icontains=word) | Q(id__in=numbers.values("customer_id")))
    return rows


def choices_of(customers: Sequence[Customer]) -> list[RecipientChoice]:
    """Return the customers as choices, in their order; three queries, however many there are."""
    ids = [customer.id for customer in customers]
    identifiers: dict[UUID, list[CustomerIdentifier]] = {each: [] for each in ids}
    for row in CustomerIdentifier.objects.filter(customer__in=ids).order_by("id"):
        identifiers[row.customer_id].append(row)
    standings = standings_of(customers)
    return [_choice(each, identifiers[each.id], standings[each.id]) for each in customers]


def standings_of(customers: Sequence[Customer]) -> dict[UUID, Standing]:
    """Return how each of the customers stands; two queries. Their participants have to be there already."""
    companies = {c.participant.company_id: c.id for c in customers if c.participant and c.participant.company_id}
    states = dict(
        Connection.objects.filter(asker_id=tenant_id(), receiver_id__in=companies).values_list("receiver_id", "state")
    )
    waiting = set(
        RoutingOrder.objects.filter(
            customer__in=[c.id for c in customers], state=RoutingState.WAITING
        ).values_list("customer_id", flat=True)
    )  # fmt: skip
    return {customer.id: _standing(customer, states, waiting) for customer in customers}


def standing_of(customer: Customer, connection: Connection | None, order: RoutingOrder | None) -> Standing:
    """Return how one customer stands, whose connection and open routing order are known already."""
    company_id = customer.participant.company_id if customer.participant else None
    states = {company_id: connection.state} if company_id and connection else {}
    return _standing(customer, states, {customer.id} if order else set())


def _standing(customer: Customer, states: dict[UUID, str], waiting: set[UUID]) -> Standing:
    participant = customer.participant
    if participant is not None and participant.left_network_at is not None:
        return Standing.LEFT
    if customer.id in waiting:
        return Standing.ROUTING
    if participant is None or participant.company_id is None:
        return Standing.READY
    state = states.get(participant.company_id)
    if state == ConnectionState.REQUESTED:
        return Standing.REQUESTED
    if state == ConnectionState.DECLINED or (state != ConnectionState.ACCEPTED and not participant.auto_accept):
        return Standing.DECLINED
    return Standing.READY


def _choice(customer: Customer, identifiers: Iterable[CustomerIdentifier], standing: Standing) -> RecipientChoice:
    found = list(identifiers)
    schemed = [row for row in found if row.scheme.isdigit()]
    return RecipientChoice(
        customer_id=customer.id,
        name=customer.name,
        country=customer.country,
        language=customer.language,
        email=customer.email,
        organisation_number=next((row.value for row in schemed if row.scheme in _ORGANISATIONS), ""),
        vat_number=next((row.value for row in found if row.scheme == VAT), ""),
        electronic_address=next((PartyIdentifier(row.scheme, row.value) for row in schemed), None),
        customer_numbers=tuple(row.value for row in found if row.scheme == OWN_NUMBER),
        street=customer.street,
        street_2=customer.street_2,
        postal_code=customer.postal_code,
        city=customer.city,
        contact_name=customer.contact_name,
        standing=standing,
        company_id=customer.participant.company_id if customer.participant else None,
    )
