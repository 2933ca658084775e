"""A group of legal entities as its administrators see it: every company, and who works where."""

from __future__ import annotations

from uuid import UUID

import msgspec
from django.db import connection, transaction

from depesch.hub.tenancy.models import Company, Role, User


class PersonOfGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who is a member of a company of the group."""

    company_id: UUID
    user_id: UUID
    name: str
    email: str
    roles: tuple[Role, ...]


class CompanyOfGroup(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One company of the group and its people, by name."""

    company: Company
    people: tuple[PersonOfGroup, ...]


def companies_of_group(user: User, group_id: UUID) -> list[CompanyOfGroup]:
    """Return the group's companies with their people, by name, for a user who administers the group.

    The database itself looks whether the user does; for anybody else the companies have no people.
    """
    people: dict[UUID, list[PersonOfGroup]] = {}
    for person in _people(user, group_id):
        people.setdefault(person.company_id, []).append(person)
    companies = Company.objects.filter(group_id=group_id).order_by("name", "pk")
    return [CompanyOfGroup(company=each, people=tuple(people.get(each.pk, ()))) for each in companies]


def _people(user: User, group_id: UUID) -> list[PersonOfGroup]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('depesch.user', %s, true)", [str(user.pk)])
        cursor.execute(
            "SELECT company_id, user_id, name, email, roles FROM accounts_group_members_v1(%s)", [str(group_id)]
        )
        rows = cursor.fetchall()
        cursor.execute("SELECT set_config('depesch.user', '', true)")
    return [
        PersonOfGroup(
            company_id=company, user_id=person, name=name, email=email, roles=tuple(r for r in Role if r.value in roles)
        )
        for company, person, name, email, roles in rows
    ]
