"""Write down, in the transaction of a change, who is to be told of it. The letters are written by `posting`.

One statement for an event that somebody may want to know of, none for the others: a submission waits for nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, time, timedelta
from functools import cache
from importlib import resources
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from django.db import connection

from depesch.hub.history.event import Event
from depesch.hub.history.events import tag_of
from depesch.hub.history.subject import Subject
from depesch.hub.notices.facts import Facts, Why, facts_of
from depesch.hub.notices.occasions import OCCASIONS, RULES, Occasion
from depesch.hub.tenancy.access import ADMINISTRATORS
from depesch.hub.tenancy.scope import tenant_id
from depesch.kit.clock import now

MORNING = time(7)
ZONE = ZoneInfo(
    "Europe/Stockholm"
)  # whose morning it is: one for all, so that no company's setting can stop a delivery


def tell(subject: Subject, events: Sequence[Event], *, actor: str, owner: str = "", why: Why | None = None) -> None:
    """Write a notice for each person of the company who wants to know of one of these events.

    `owner` handed the document over; `why` says in a language what is wrong with it.
    """
    occasions = dict.fromkeys(OCCASIONS[tag] for tag in map(tag_of, events) if tag in OCCASIONS)
    if not occasions:
        return
    facts = facts_of(subject, why)
    for occasion in occasions:
        tell_of(occasion, facts, document_id=subject.document_id, actor=actor, owner=owner)


def tell_of(
    occasion: Occasion,
    facts: Facts,
    *,
    document_id: UUID | None,
    actor: str,
    owner: str = "",
    among: Collection[UUID] | None = None,
) -> None:
    """Write a notice of this occasion for whoever wants it in the company acted for. Call it inside `acting_for`.

    `among` are those whom it concerns, by default every member: what a role is told by itself is decided among them.
    """
    rule, at = RULES[occasion], now()
    with connection.cursor() as cursor:
        cursor.execute(
            sql("tell"),
            {
                "tenant": tenant_id(), "occasion": occasion.value, "roles": [role.value for role in rule.roles],
                "administrators": [role.value for role in ADMINISTRATORS], "way": rule.way.value,
                "of_own": rule.of_own, "once_a_day": occasion is Occasion.UNCERTAIN, "document": document_id,
                "facts": msgspec.json.encode(facts).decode(), "actor": actor, "owner": owner, "now": at,
                "morning": next_morning(at), "among": None if among is None else list(among),
            },
        )  # fmt: skip


def next_morning(at: datetime) -> datetime:
    """Return when the next letters of a whole day are written: at seven in the morning."""
    local = at.astimezone(ZONE)
    today = datetime.combine(local.date(), MORNING, tzinfo=ZONE)
    return today if local < today else datetime.combine(local.date() + timedelta(days=1), MORNING, tzinfo=ZONE)


def sql_due() -> str:
    """Return the question which companies have something to tell."""
    return "SELECT notices_due_v1(%(at)s, %(most)s)"


@cache
def sql(name: str) -> str:
    """Return the query of this name in `queries.sql`."""
    text = resources.files("depesch.hub.notices").joinpath("queries.sql").read_text(encoding="utf-8")
    return text.split(f"-- {name} --\n", 1)[1].split(";\n", 1)[0]
