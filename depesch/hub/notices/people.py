"""Who may be told of the company acted for: its members, and the administrators of its group who are no members."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from depesch.hub.tenancy.scope import tenant_id


def roles_of_people() -> dict[UUID, set[str]]:
    """Return the roles of everybody who may be told, by person. Call it inside `acting_for`; one query.

    Who administers the company's group has the role of a group administrator beside what they may be in it themselves.
    """
    tenant_id()  # the function answers for the company acted for: without one, that is our fault and not an empty list
    people: dict[UUID, set[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT user_id, role FROM notices_people_v1()")
        for user_id, role in cursor.fetchall():
            people.setdefault(user_id, set()).add(role)
    return people
