"""A company's own cards of its customers, found again by their identifiers."""

from __future__ import annotations

from collections.abc import Sequence

from depesch.hub.directory.identifiers import PartyIdentifier
from depesch.hub.directory.models import Customer, CustomerIdentifier, Participant
from depesch.hub.tenancy.scope import tenant_id


class IdentifierOnAnotherCard(Exception):
    """Another customer's card has this identifier already; the message names it."""


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
        raise IdentifierOnAnotherCard(f"{identifier} stands on the card of customer {row.customer_id}")
