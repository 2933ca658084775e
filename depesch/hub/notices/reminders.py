"""Who is reminded of errors today, and the letter that does it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec
from django.db import connection

from depesch.hub.notices.facts import Facts
from depesch.hub.notices.letters import write_reminder
from depesch.hub.notices.occasions import RULES, Occasion
from depesch.hub.notices.telling import sql
from depesch.hub.tenancy.access import ADMINISTRATORS
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import tenant_id


class Reader(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Somebody who is to be reminded; `only_own` means: of documents that they handed over."""

    user: User
    company: Company
    only_own: bool


def readers_today(day: date) -> list[Reader]:
    """Take the day for the company acted for and return whom to remind; nobody when the day was taken before.

    Whoever takes it writes the letters in the same transaction: a worker that dies gives the day back.
    """
    rule = RULES[Occasion.ERROR_REMINDER]
    with connection.cursor() as cursor:
        cursor.execute(sql("remind_once"), {"tenant": tenant_id(), "day": day})
        if cursor.fetchone() is None:
            return []
        cursor.execute(
            sql("wanting"),
            {
                "tenant": tenant_id(), "occasion": Occasion.ERROR_REMINDER.value, "way": rule.way.value,
                "roles": [role.value for role in rule.roles],
                "administrators": [role.value for role in ADMINISTRATORS],
            },
        )  # fmt: skip
        wanting = dict(cursor.fetchall())
    company = Company.objects.get(pk=tenant_id())
    users = User.objects.filter(pk__in=wanting).order_by("pk")
    return [Reader(user=user, company=company, only_own=wanting[user.pk]) for user in users]


def remind(reader: Reader, errors: Sequence[Facts], *, count: int) -> None:
    """Write the reminder: `errors` are the oldest of `count`."""
    write_reminder(reader.user, reader.company, errors, count)
