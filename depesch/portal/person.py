"""Who is asking: the person, the companies they belong to, the one they act for, and what they may do there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from depesch.hub.tenancy.access import Permission, may
from depesch.hub.tenancy.models import Company, Membership, User

COMPANY_KEY = "company"  # in the session: the company chosen last


@dataclass(frozen=True, slots=True)
class Person:
    """A signed-in person at one request. `company` is None for somebody who belongs to none."""

    user: User
    companies: tuple[Company, ...]
    company: Company | None
    roles: frozenset[str]
    known: dict[str, object] = field(default_factory=dict, compare=False, repr=False)  # asked once for the whole page

    def may(self, permission: Permission) -> bool:
        """Return whether one of the person's roles in the present company permits it."""
        return any(may(role, permission) for role in self.roles)

    @property
    def may_send(self) -> bool:
        """Return whether the person may hand over, cancel and send again."""
        return self.may(Permission.SEND)

    @property
    def may_administer(self) -> bool:
        """Return whether the person may change users and settings of the company."""
        return self.may(Permission.ADMINISTER)

    @property
    def actor(self) -> str:
        """Return the name under which the history knows the person."""
        return f"user:{self.user.pk}"


class PortalRequest(HttpRequest):
    """What a view gets, after all middleware: for the type checker; Django makes a plain HttpRequest."""

    user: User | AnonymousUser
    person: Person | None
    htmx: HtmxDetails


def person_of(user: User, memberships: Iterable[Membership], chosen: str | None) -> Person:
    """Return the person, acting for the chosen company if they belong to it, else for their first."""
    places = list(memberships)
    companies = tuple({place.tenant.pk: place.tenant for place in places}.values())
    company = next((c for c in companies if str(c.pk) == chosen), companies[0] if companies else None)
    roles = frozenset(place.role for place in places if company is not None and place.tenant.pk == company.pk)
    return Person(user=user, companies=companies, company=company, roles=roles)
