"""Who is to have a document: the sender's own customers first, then the network's participants.

All identifiers of the buyer must lead to one receiver; when they point to several, nobody gets it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import or_
from uuid import UUID

import msgspec
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject

from depesch.channels import PostalAddress, Recipient
from depesch.hub.directory.admission import barred_because
from depesch.hub.directory.identifiers import EMAIL, PartyIdentifier, of_buyer
from depesch.hub.directory.models import (
    Capability,
    Customer,
    CustomerIdentifier,
    Participant,
    ParticipantIdentifier,
)
from depesch.model.invoice import Invoice, Party

_WAYS = ArraySubquery(
    Capability.objects.filter(participant=OuterRef("participant_id"))
    .order_by("rank")
    .values(way=JSONObject(channel="channel", syntax="syntax"))
)


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """The receiver, as the sender's directory and the network know it.

    `capabilities` gives the format that the receiver chose for each channel it named.
    """

    recipient: Recipient
    customer_id: UUID | None = None
    participant_id: UUID | None = None
    run: tuple[str, ...] = ()  # an order of its own, before all rules
    is_run_chosen: bool = False  # a person chose that order for this document; else it stands on the card
    named_run: str = ""  # id of the run that the card names
    kind: str = ""  # of the card; empty without one
    syntax: str = ""
    capabilities: Mapping[str, str] = {}
    takes_test_documents: bool = True


class NotFound(msgspec.Struct, frozen=True, kw_only=True):
    """Nobody is known by any of these identifiers; none were given when the tuple is empty.

    `barred` is the code of why somebody who is known gets nothing all the same; see `admission`.
    """

    tried: tuple[PartyIdentifier, ...]
    name: str = ""
    barred: str = ""


class Contradictory(msgspec.Struct, frozen=True, kw_only=True):
    """The identifiers lead to different receivers: `leads_to` says which to whom."""

    leads_to: tuple[tuple[PartyIdentifier, str], ...]


def find_recipient(invoice: Invoice, *, closed: bool | None = None) -> Match | NotFound | Contradictory:
    """Return the receiver of the acting company's document; call it inside `acting_for`. At most five queries.

    One less when the caller knows whether the directory is `closed`.
    """
    buyer = invoice.buyer or Party()
    identifiers = of_buyer(buyer)
    if not identifiers:
        return NotFound(tried=(), name=buyer.name or "")
    cards = _cards(identifiers)
    participants = _participants(identifiers, [card.participant_id for _, card in cards if card.participant_id])
    if contradiction := _contradiction(cards, participants):
        return contradiction
    customer = cards[0][1] if cards else None
    participant = participants[0][1] if participants else None
    if customer is None and participant is None:
        known = _by_email(identifiers, buyer)
        if known is None:
            return NotFound(tried=identifiers, name=buyer.name or "")
    else:
        known = _match(customer, participant, identifiers)
    if barred := barred_because(customer, participant, closed=closed):
        return NotFound(tried=identifiers, name=known.recipient.name, barred=barred)
    return _with_address_of(buyer, known)


def recipient_of_card(customer: Customer) -> Match | NotFound:
    """Return the receiver that a card names, whatever a document says of its buyer; call it inside `acting_for`."""
    identifiers = tuple(PartyIdentifier(row.scheme, row.value) for row in customer.identifiers.all())
    participant = customer.participant
    if participant is not None and participant.left_network_at is not None:
        participant = None
    if barred := barred_because(customer, participant):
        return NotFound(tried=identifiers, name=customer.name, barred=barred)
    return _match(customer, participant, identifiers)


def find_customer(invoice: Invoice) -> Customer | None:
    """Return the card of the buyer, None when there is none or the identifiers stand on several cards."""
    cards = {card.id: card for _, card in _cards(of_buyer(invoice.buyer or Party()))}
    return next(iter(cards.values())) if len(cards) == 1 else None


def _any_of(identifiers: Sequence[PartyIdentifier]) -> Q:
    return reduce(or_, (Q(scheme=i.scheme, value=i.value) for i in identifiers), Q(pk__in=()))


def _cards(identifiers: Sequence[PartyIdentifier]) -> list[tuple[PartyIdentifier, Customer]]:
    rows = CustomerIdentifier.objects.filter(_any_of(identifiers)).select_related("customer")
    found = {(row.scheme, row.value): row.customer for row in rows}
    return [(i, found[i.scheme, i.value]) for i in identifiers if (i.scheme, i.value) in found]


def _participants(
    identifiers: Sequence[PartyIdentifier], from_cards: Sequence[UUID]
) -> list[tuple[PartyIdentifier | None, Participant]]:
    """Return who in the network has the identifiers, and whom the cards name; those who left are not there."""
    query = ParticipantIdentifier.objects.filter(participant__left_network_at=None)
    wanted = _any_of(identifiers) | Q(participant_id__in=from_cards)
    rows = list(query.filter(wanted).select_related("participant__company").annotate(ways=_WAYS))
    for row in rows:
        row.participant.ways = {each["channel"]: each["syntax"] for each in row.ways}
    found = {(row.scheme, row.value): row.participant for row in rows}
    result: list[tuple[PartyIdentifier | None, Participant]] = [
        (i, found[i.scheme, i.value]) for i in identifiers if (i.scheme, i.value) in found
    ]
    named = {row.participant_id: row.participant for row in rows if row.participant_id in from_cards}
    there = {participant.id for _, participant in result}
    result += [(None, participant) for pk, participant in named.items() if pk not in there]
    missing = set(from_cards) - there - set(named)
    if missing:  # a participant without any number
        bare = Participant.objects.filter(id__in=missing, left_network_at=None).select_related("company")
        result += [(None, participant) for participant in bare]
    return result


def _contradiction(
    cards: Sequence[tuple[PartyIdentifier, Customer]],
    participants: Sequence[tuple[PartyIdentifier | None, Participant]],
) -> Contradictory | None:
    if len({card.id for _, card in cards}) <= 1 and len({p.id for _, p in participants}) <= 1:
        return None
    by_card = [(identifier, card.name) for identifier, card in cards]
    by_network = [(identifier or PartyIdentifier("card", p.name), p.name) for identifier, p in participants]
    return Contradictory(leads_to=(*by_card, *by_network))


def _address_on(customer: Customer) -> PostalAddress | None:
    """Return the address on a card, None when it has neither street nor town."""
    if not customer.street and not customer.street_2 and not customer.city:
        return None
    return PostalAddress(
        street=customer.street, street_2=customer.street_2, postal_code=customer.postal_code, city=customer.city,
        country=customer.country,
    )  # fmt: skip


def _with_address_of(buyer: Party, match: Match) -> Match:
    """Return the match with the document's own address of the buyer (BG-8), when the card has none."""
    recipient, said = match.recipient, buyer.address
    if recipient.address is not None or said is None:
        return match
    address = PostalAddress(
        street=said.line_1 or "", street_2=said.line_2 or "", postal_code=said.post_code or "",
        city=said.city or "", country=said.country or recipient.country or "",
    )  # fmt: skip
    return msgspec.structs.replace(match, recipient=msgspec.structs.replace(recipient, address=address))


def _match(customer: Customer | None, participant: Participant | None, identifiers: Sequence[PartyIdentifier]) -> Match:
    company = participant.company if participant else None
    capabilities = _capabilities(participant) if participant else {}
    known = next((p for p in (customer, participant) if p is not None), None)
    return Match(
        recipient=Recipient(
            name=known.name if known else "",
            participant=next((str(i) for i in identifiers if i.scheme.isdigit()), None),
            email=(customer.email if customer else "") or _email(identifiers),
            folder=(customer.folder or None) if customer else None,
            company_id=str(company.id) if company else None,
            language=known.language if known else "en",
            country=(known.country or None) if known else None,
            address=_address_on(customer) if customer else None,
        ),
        customer_id=customer.id if customer else None,
        participant_id=participant.id if participant else None,
        run=tuple(customer.run) if customer else (),
        named_run=str(customer.named_run_id or "") if customer else "",
        kind=customer.kind if customer else "",
        syntax=customer.syntax if customer else "",
        capabilities=capabilities,
        takes_test_documents=company.takes_test_documents if company else True,
    )


def _capabilities(participant: Participant) -> Mapping[str, str]:
    known: Mapping[str, str] | None = getattr(participant, "ways", None)  # when it was found by a number
    return dict(participant.capabilities.values_list("channel", "syntax")) if known is None else known


def _email(identifiers: Sequence[PartyIdentifier]) -> str | None:
    return next((i.value for i in identifiers if i.scheme == EMAIL), None)


def _by_email(identifiers: Sequence[PartyIdentifier], buyer: Party) -> Match | None:
    """Return a receiver known only by the e-mail address that the document itself gives as its electronic address."""
    email = _email(identifiers)
    if email is None:
        return None
    country = buyer.address.country if buyer.address else None
    return Match(recipient=Recipient(name=buyer.name or email, email=email, country=country))
