"""What a person wants to be told of the company acted for: read, changed, and recorded."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

import msgspec

from depesch.hub.history.kinds.notices import NoticesChanged
from depesch.hub.history.record import record
from depesch.hub.notices.models import NoticeWish
from depesch.hub.notices.occasions import RULES, Occasion, Way
from depesch.hub.tenancy.access import ADMINISTRATORS
from depesch.hub.tenancy.people import roles_of_people
from depesch.hub.tenancy.scope import tenant_id


class Wishes(msgspec.Struct, frozen=True, kw_only=True):
    """What holds for a person: what they chose, and what their roles are told where they chose nothing."""

    ways: Mapping[Occasion, Way]
    only_own: bool


def wishes_of(user_id: UUID) -> Wishes:
    """Return what holds for the person in the company acted for; call it inside `acting_for`. Two queries."""
    wish = NoticeWish.objects.filter(user_id=user_id).first()
    people = roles_of_people()
    chosen = wish.choices if wish else {}
    roles = people.get(user_id, set())
    ways = {each: Way(chosen.get(each) or _by_role(each, roles, people.values())) for each in Occasion}
    administers = not roles.isdisjoint(ADMINISTRATORS)
    only_own = wish.only_own if wish is not None and wish.only_own is not None else not administers
    return Wishes(ways=ways, only_own=only_own)


def _by_role(occasion: Occasion, roles: set[str], everybody: Collection[set[str]]) -> Way:
    told = set(RULES[occasion].roles)
    is_nobodys = all(told.isdisjoint(each) for each in everybody)
    is_told = bool(told & roles) or (is_nobodys and not roles.isdisjoint(ADMINISTRATORS))
    return RULES[occasion].way if is_told else Way.OFF


def choose(user_id: UUID, ways: Mapping[Occasion, Way], *, actor: str, only_own: bool | None = None) -> None:
    """Keep what the person chose, beside what they chose before, and record it. Call it inside `acting_for`."""
    wish = NoticeWish.objects.select_for_update().filter(user_id=user_id).first()
    wish = wish or NoticeWish(tenant_id=tenant_id(), user_id=user_id)
    chosen = {occasion.value: way.value for occasion, way in ways.items() if way in RULES[occasion].ways}
    before = (dict(wish.choices), wish.only_own)
    wish.choices = {**wish.choices, **chosen}
    wish.only_own = wish.only_own if only_own is None else only_own
    if (wish.choices, wish.only_own) == before and wish.pk:
        return
    wish.save()
    record(NoticesChanged(occasions=tuple(sorted(chosen))), document_id=None, actor=actor)
