"""The occasions on which people are told of a document, and who is told when nobody has chosen anything."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from depesch.hub.tenancy.access import ADMINISTRATORS
from depesch.hub.tenancy.models import Role


class Occasion(StrEnum):
    """What people may be told of. The values are stored: never renamed, never used for another meaning."""

    ARRIVED = "arrived"  # a document came in
    REFUSED = "refused"  # could not be sent and needs correcting
    UNDELIVERABLE = "undeliverable"  # no way led to the receiver
    UNCERTAIN = "uncertain"  # nobody knows whether it arrived, or a fault of ours stopped it
    DELIVERED = "delivered"
    ANSWERED = "answered"  # the receiver's people said something
    APPROVAL = "approval"  # something waits for the person's approval
    ERROR_REMINDER = "error_reminder"  # errors that nobody has seen to


class Way(StrEnum):
    """When somebody is told. The values are stored."""

    OFF = "off"
    AT_ONCE = "at_once"
    DAILY = "daily"  # one letter each morning with all of it


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """What holds for an occasion until a person chooses otherwise.

    `roles` are told; when nobody in the company has one of them, its administrators are. `of_own` occasions can be
    narrowed to the documents that the person handed over, and are so for those who administer nothing.
    """

    roles: tuple[Role, ...] = ()
    way: Way = Way.AT_ONCE
    of_own: bool = False
    ways: tuple[Way, ...] = (Way.OFF, Way.AT_ONCE, Way.DAILY)


_RESPONSIBLE = (Role.ISSUER, *ADMINISTRATORS)

RULES: Mapping[Occasion, Rule] = {
    Occasion.ARRIVED: Rule(roles=(Role.RECEIVER,)),
    Occasion.REFUSED: Rule(roles=_RESPONSIBLE, of_own=True),
    Occasion.UNDELIVERABLE: Rule(roles=_RESPONSIBLE, of_own=True),
    Occasion.UNCERTAIN: Rule(roles=_RESPONSIBLE, of_own=True),
    Occasion.DELIVERED: Rule(way=Way.OFF, of_own=True),
    Occasion.ANSWERED: Rule(roles=(Role.ISSUER,), of_own=True),
    Occasion.APPROVAL: Rule(roles=(Role.APPROVER,)),
    Occasion.ERROR_REMINDER: Rule(roles=_RESPONSIBLE, way=Way.DAILY, of_own=True, ways=(Way.OFF, Way.DAILY)),
}

# The event of the history that an occasion is told for. Only these cost a submission anything.
OCCASIONS: Mapping[str, Occasion] = {
    "document.arrived": Occasion.ARRIVED,
    "document.refused": Occasion.REFUSED,
    "document.undeliverable": Occasion.UNDELIVERABLE,
    "document.failed": Occasion.UNCERTAIN,
    "delivery.uncertain": Occasion.UNCERTAIN,
    "delivery.undecided": Occasion.UNCERTAIN,
    "document.delivered": Occasion.DELIVERED,
    "document.answer_arrived": Occasion.ANSWERED,
}
