"""Scans that lead to no company: whoever runs the hub says whose they are, or puts them away. Nothing is deleted."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from depesch.documents.media_types import PICTURES, media_type_of
from depesch.hub.paper.models import StrayScan
from depesch.hub.paper.taking import arrive
from depesch.kit.clock import now

MOST = 200


class StrayRefused(Exception):
    """It cannot be done: `ended` (somebody saw to it), `not-paper` (it is no picture of a letter)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def open_strays() -> list[StrayScan]:
    """Return the strays that nobody has seen to, without their bytes, the oldest first."""
    rows = StrayScan.objects.filter(ended_at=None).select_related("batch").defer("content")
    return list(rows.order_by("batch__begun_at", "name")[:MOST])


def assign(stray_id: UUID, company_id: UUID, *, actor: str) -> UUID:
    """Let the scan arrive at the company, once, and return its document.

    Raises StrayRefused, StrayScan.DoesNotExist.
    """
    with transaction.atomic():
        stray = _open(stray_id)
        content = bytes(stray.content)
        if media_type_of(content) not in {"application/pdf", *PICTURES.values()}:
            raise StrayRefused("not-paper")
        document_id = arrive(
            company_id, stray.name, content, received_on=stray.received_on, batch=stray.batch.name, actor=actor
        )
        stray.company_id = company_id
        _end(stray, actor)
    return document_id


def put_away(stray_id: UUID, *, actor: str) -> None:
    """Note that the scan is nobody's; it is kept. Raises StrayRefused, StrayScan.DoesNotExist."""
    with transaction.atomic():
        _end(_open(stray_id), actor)


def _open(stray_id: UUID) -> StrayScan:
    stray = StrayScan.objects.select_for_update(of=("self",)).select_related("batch").get(pk=stray_id)
    if stray.ended_at is not None:
        raise StrayRefused("ended")
    return stray


def _end(stray: StrayScan, actor: str) -> None:
    stray.ended_at, stray.ended_by = now(), actor
    stray.save(update_fields=["company_id", "ended_at", "ended_by"])
