"""Who may be told of the company acted for: its members, and the administrators of its group who are no members."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

import msgspec
from django.db import connection

from depesch.hub.tenancy.access import ADMINISTRATORS
from depesch.hub.tenancy.models import User
from depesch.hub.tenancy.scope import tenant_id

_PEOPLE = """
WITH here AS (
    SELECT user_id, array_agg(role) AS roles
      FROM tenancy_people_v1()
     GROUP BY user_id
), wanted AS (
    SELECT user_id
      FROM here
     UNION
    SELECT unnest(%(besides)s::uuid[])
)
SELECT person.id, person.name, person.email, person.is_active, coalesce(here.roles, '{}')
  FROM wanted
  JOIN tenancy_user AS person ON person.id = wanted.user_id
  LEFT JOIN here ON here.user_id = wanted.user_id
 ORDER BY person.name, person.email
"""


class PersonHere(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody, and their roles in the company acted for; none for who was asked for by id and is nobody there."""

    id: UUID
    name: str
    email: str
    is_active: bool
    roles: frozenset[str]


def people_here(besides: Collection[UUID] = ()) -> list[PersonHere]:
    """Return everybody who has a role in the company acted for, and the people of these ids, by name. One query."""
    tenant_id()  # the function answers for the company acted for: without one, that is our fault and not an empty list
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE, {"besides": list(besides)})
        return [
            PersonHere(id=id_, name=name, email=email, is_active=is_active, roles=frozenset(roles))
            for id_, name, email, is_active, roles in cursor.fetchall()
        ]


def roles_of_people() -> dict[UUID, set[str]]:
    """Return the roles of everybody who may be told, by person. Call it inside `acting_for`; one query.

    Who administers the company's group has the role of a group administrator beside what they may be in it themselves.
    """
    tenant_id()
    people: dict[UUID, set[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT user_id, role FROM tenancy_people_v1()")
        for user_id, role in cursor.fetchall():
            people.setdefault(user_id, set()).add(role)
    return people


def administrators() -> list[User]:
    """Return who administers the company acted for, and can sign in, each once, by name: also through its group."""
    ids = {user_id for user_id, roles in roles_of_people().items() if roles & set(ADMINISTRATORS)}
    return list(User.objects.filter(id__in=ids, is_active=True).order_by("name", "email"))
