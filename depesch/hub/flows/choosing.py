"""The receiver of a document, chosen by a person where the document itself leads to nobody.

A choice holds for the one document; kept on a card, it holds for all that name the same buyer.
"""

from __future__ import annotations

from uuid import UUID

import msgspec
from django.db import transaction

from depesch.exchange.mail.message import parse_address
from depesch.hub.archive.readable import readable_content
from depesch.hub.archive.store import files_of
from depesch.hub.directory.customers import add_customer, add_identifier
from depesch.hub.directory.identifiers import of_buyer
from depesch.hub.directory.models import Customer
from depesch.hub.flows.actions import ActionRefused, send_again
from depesch.hub.flows.chosen import EMAIL_CHANNEL
from depesch.hub.flows.examination import opened
from depesch.hub.flows.models import ChosenRecipient, Direction, Document, DocumentState
from depesch.hub.flows.transitions import locked
from depesch.hub.tenancy.scope import tenant_id
from depesch.model.invoice import Party

WITHOUT_RECEIVER = ("unknown-receiver", "receiver-without-identifier", "contradictory-receiver", "no-way-out")


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """Whom the document goes to: a customer's card, or an address for mail, or both."""

    customer_id: UUID | None = None
    email: str = ""
    keep: bool = False  # on the card, so that the next one goes the same way


def may_choose_recipient(document: Document) -> bool:
    """Return whether the document stands still because nobody is known to get it."""
    is_out = document.direction == Direction.OUT
    stands = document.state in (DocumentState.REFUSED, DocumentState.UNDELIVERABLE)
    return is_out and stands and document.problem_code in WITHOUT_RECEIVER


@transaction.atomic
def choose_and_send(document_id: UUID, choice: Choice, *, actor: str) -> None:
    """Note the choice and let the document be tried again. Call it inside `acting_for`.

    What cannot be done leaves nothing behind. Raises Document.DoesNotExist, Customer.DoesNotExist, BadAddress,
    IdentifierOnAnotherCard, and ActionRefused.
    """
    document = locked(document_id)
    if not may_choose_recipient(document):
        raise ActionRefused("not-possible-now")
    email = parse_address(choice.email) if choice.email else ""
    customer = Customer.objects.get(id=choice.customer_id) if choice.customer_id else None
    if choice.keep:
        customer = _kept(document, customer, email)
    ChosenRecipient.objects.update_or_create(
        document=document,
        defaults={"tenant_id": tenant_id(), "customer_id": customer.id if customer else None, "email": email},
    )
    send_again(document_id, actor)


def _kept(document: Document, customer: Customer | None, email: str) -> Customer:
    """Let the card, an old or a new one, be found by what the document says of its buyer."""
    buyer = _buyer(document)
    if customer is None:
        country = (buyer.address.country if buyer.address else None) or ""
        return add_customer(
            buyer.name or email, identifiers=of_buyer(buyer), email=email, country=country, run=(EMAIL_CHANNEL,)
        )
    for identifier in of_buyer(buyer):
        add_identifier(customer, identifier)
    if email:
        customer.email = email
        customer.save(update_fields=["email"])
    return customer


def _buyer(document: Document) -> Party:
    reading = opened(readable_content(files_of(document.id))).reading
    return (reading.invoice.buyer if reading else None) or Party()
