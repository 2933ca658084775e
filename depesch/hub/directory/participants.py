"""Participants of the network: a company of this hub takes its place in the public directory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from depesch.hub.directory.connections import mark_as_left
from depesch.hub.directory.identifiers import PartyIdentifier, of_company
from depesch.hub.directory.models import Capability, Participant, ParticipantIdentifier
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for

PORTAL_INBOX = "portal_inbox"
DEFAULT_SYNTAX = "ubl21"


class IdentifierTaken(Exception):
    """Another participant has this identifier already; the message names both."""


def register_company(
    company: Company, *, syntax: str = DEFAULT_SYNTAX, identifiers: Sequence[PartyIdentifier] = ()
) -> Participant:
    """Put the company into the network's directory, or bring its entry up to date, and return it.

    It is found by its organisation and VAT numbers and by further `identifiers` (a GLN, another participant id), and
    gets its documents into its inbox in `syntax`, the format that it chose. Call it inside a transaction. Raises
    IdentifierTaken.
    """
    participant, _ = Participant.objects.update_or_create(
        company=company,
        defaults={
            "name": company.name, "country": company.country, "language": company.language, "left_network_at": None
        },
    )  # fmt: skip
    own = of_company(company.country, company.organisation_number, company.vat_number)
    for identifier in (*own, *identifiers):
        _claim(participant, identifier)
    choose_format(participant, PORTAL_INBOX, syntax)
    return participant


def leave_network(company: Company, *, at: datetime) -> None:
    """Take the company out of the network: nobody finds it any more, and its connections end. Acts for it."""
    with acting_for(company.id):
        participant = Participant.objects.get(company=company)
        participant.left_network_at = at
        participant.save(update_fields=["left_network_at"])
        mark_as_left()


def choose_format(participant: Participant, channel: str, syntax: str, *, rank: int = 0) -> Capability:
    """Note the format that the participant chose for what reaches it over one channel."""
    capability, _ = Capability.objects.update_or_create(
        participant=participant, channel=channel, defaults={"syntax": syntax, "rank": rank}
    )
    return capability


def _claim(participant: Participant, identifier: PartyIdentifier) -> None:
    row, _ = ParticipantIdentifier.objects.get_or_create(
        scheme=identifier.scheme, value=identifier.value, defaults={"participant": participant}
    )
    if row.participant_id != participant.id:
        raise IdentifierTaken(f"{identifier} belongs to participant {row.participant_id}, not to {participant.id}")
