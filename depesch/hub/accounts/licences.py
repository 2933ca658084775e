"""Licences: how many people a company may have at once, members and open invitations together."""

from __future__ import annotations

import msgspec

from depesch.hub.tenancy.models import Company, Invitation, Membership, User
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now


class NoFreeSeat(Exception):
    """Every licence of the company is in use; nobody was asked."""

    def __init__(self, seats: Seats) -> None:
        super().__init__(f"all {seats.all} licences are in use")
        self.seats = seats


class Seats(msgspec.Struct, frozen=True, kw_only=True):
    """The company's licences and who uses them."""

    all: int
    members: int
    invited: int  # with a link that works still, and not members already

    @property
    def free(self) -> int:
        """Return how many more people may come in; never less than none, when licences were taken away."""
        return max(0, self.all - self.members - self.invited)


def seats_of(company: Company) -> Seats:
    """Return the licences of a company as they stand now."""
    with acting_for(company.pk):
        members = dict(Membership.objects.filter(tenant=company).values_list("user_id", "user__email"))
        waiting = Invitation.objects.filter(used_at=None, withdrawn_at=None, expires_at__gt=now())
        addresses = set(waiting.values_list("email", flat=True)) - set(members.values())
        allowed = Company.objects.values_list("seats", flat=True).get(pk=company.pk)
    return Seats(all=allowed, members=len(members), invited=len(addresses))


def locked(company: Company) -> Company:
    """Return the company with its row locked until the transaction ends: whoever changes its people goes one by one."""
    return Company.objects.select_for_update(no_key=True).get(pk=company.pk)


def has_seat_for(company: Company, person: User | None) -> bool:
    """Return whether the person may become a member now, counted anew: licences may be fewer than when they were asked.

    Open invitations do not count: whoever comes first has the seat. Call it with the company's row locked.
    """
    seats = seats_of(company)
    with acting_for(company.pk):
        is_member = person is not None and Membership.objects.filter(tenant=company, user=person).exists()
    return is_member or seats.members < seats.all


def seat_for(company: Company, address: str) -> None:
    """Raise NoFreeSeat unless one more person may be asked; somebody who is asked again has a seat already.

    Call it with the company's row locked.
    """
    with acting_for(company.pk):
        waiting = Invitation.objects.filter(email=address, used_at=None, withdrawn_at=None, expires_at__gt=now())
        if waiting.exists():
            return
    seats = seats_of(company)
    if not seats.free:
        raise NoFreeSeat(seats)
