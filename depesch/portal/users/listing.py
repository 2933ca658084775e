"""The list of users as it is shown: people, invitations, licences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise

from depesch.hub.accounts.invitations import open_invitations
from depesch.hub.accounts.licences import Seats
from depesch.hub.accounts.members import in_order, members
from depesch.hub.server.config import load
from depesch.hub.tenancy.models import Company
from depesch.portal.users.forms import right_word


@dataclass(frozen=True, slots=True)
class UserRow:
    """Somebody of the company."""

    id: UUID
    name: str
    email: str
    rights: list[Promise]
    last_sign_in: datetime | None
    is_active: bool


@dataclass(frozen=True, slots=True)
class InvitedRow:
    """Somebody who was asked in."""

    id: UUID
    name: str
    email: str
    rights: list[Promise]
    sent_at: datetime
    expires_at: datetime
    is_expired: bool


def page_of(company: Company, *, by_group: bool) -> dict[str, Any]:
    """Return what every page of the users shows. Call it inside `acting_for`."""
    people = members(company)
    now, addresses = timezone.now(), {each.user.email for each in people}
    waiting = open_invitations(company)
    invited = {each.email for each in waiting if each.expires_at > now} - addresses
    return {
        "users": [
            UserRow(
                each.user.pk, each.user.name, each.user.email, [right_word(role) for role in each.roles],
                each.user.last_login, each.user.is_active,
            )
            for each in people
        ],
        "invited": [
            InvitedRow(
                each.pk, each.name, each.email, [right_word(role) for role in in_order(each.roles)], each.made_at,
                each.expires_at, each.expires_at <= now,
            )
            for each in waiting
        ],
        "seats": Seats(all=company.seats, members=len(people), invited=len(invited)),
        "seller": load().support_address,
        "may_see_group": by_group and company.group_id is not None,
    }  # fmt: skip
