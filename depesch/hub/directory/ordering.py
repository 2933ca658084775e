"""Lists that a company puts in order: one person changes them at a time, and the ranks follow the order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet

from depesch.hub.history.event import Event
from depesch.hub.history.record import record
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import tenant_id

Told = Callable[[tuple[str, ...]], Event]  # makes the event of the names in their new order


def one_at_a_time() -> None:
    """Until the end of the transaction nobody else changes such a list, or a setting, of the acting company."""
    Company.objects.select_for_update().get(pk=tenant_id())


def move(rows: QuerySet[Any], row: Any, *, up: bool, told: Told, actor: str) -> None:
    """Let a row go before the one above it, or after the one below. `rows` is the list: each has a name and a rank."""
    one_at_a_time()
    ids = list(_listed(rows).values_list("pk", flat=True))
    place = ids.index(row.pk)
    other = place - 1 if up else place + 1
    if 0 <= other < len(ids):
        ids[place], ids[other] = ids[other], ids[place]
        _rank(rows, ids, told, actor)


def arrange(rows: QuerySet[Any], ids: Sequence[str], *, told: Told, actor: str) -> None:
    """Put the rows in the order of `ids`; those not named keep their order below, and unknown ids are no rows."""
    one_at_a_time()
    known = {str(pk): pk for pk in _listed(rows).values_list("pk", flat=True)}
    wanted = [known[each] for each in dict.fromkeys(ids) if each in known]
    _rank(rows, [*wanted, *(pk for pk in known.values() if pk not in wanted)], told, actor)


def _listed(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.order_by("rank", "name")


def _rank(rows: QuerySet[Any], ids: Sequence[object], told: Told, actor: str) -> None:
    before = list(_listed(rows))
    by_id = {row.pk: row for row in before}
    for rank, pk in enumerate(ids):
        by_id[pk].rank = rank
    rows.bulk_update(before, ["rank"])
    if [row.pk for row in before] != list(ids):
        record(told(tuple(by_id[pk].name for pk in ids)), document_id=None, actor=actor)
