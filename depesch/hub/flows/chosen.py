"""The receiver that a person chose for one document, put in the place of the one that the directory found."""

from __future__ import annotations

from uuid import UUID

import msgspec

from depesch.channels import Recipient
from depesch.hub.directory.models import Customer
from depesch.hub.directory.recipients import Match, NotFound, recipient_of_card
from depesch.hub.flows.models import ChosenRecipient
from depesch.hub.flows.routing import Situation, demands_on, ways_of

EMAIL_CHANNEL = "email"


def with_choice(document_id: UUID, situation: Situation) -> Situation:
    """Return the situation with the receiver that a person chose for this document, if anybody did.

    Call it inside `acting_for`. A card that is gone by now leaves the document to what it says itself.
    """
    chosen = ChosenRecipient.objects.select_related("document").filter(document_id=document_id).first()
    if chosen is None:
        return situation
    cards = Customer.objects.select_related("participant__company")
    customer = cards.filter(id=chosen.customer_id).first() if chosen.customer_id else None
    if customer is None and not chosen.email:
        return situation
    found = _found(chosen, customer)
    return msgspec.structs.replace(situation, found=found, demands=demands_on(found), ways=ways_of(found))


def _found(chosen: ChosenRecipient, customer: Customer | None) -> Match | NotFound:
    if customer is None:
        name = chosen.document.buyer_name or chosen.email
        recipient = Recipient(name=name, email=chosen.email)
        return Match(recipient=recipient, run=(EMAIL_CHANNEL,), is_run_chosen=True)
    found = recipient_of_card(customer)
    if not chosen.email or isinstance(found, NotFound):
        return found
    recipient = msgspec.structs.replace(found.recipient, email=chosen.email)
    return msgspec.structs.replace(found, recipient=recipient, run=(EMAIL_CHANNEL,), is_run_chosen=True)
