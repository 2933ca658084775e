"""A saved filter, an export, the link that stops a notice, a view of the lists."""

from __future__ import annotations

from depesch.hub.flows.bulk import BulkKind, ask
from depesch.hub.flows.models import SavedFilter
from depesch.hub.tenancy.scope import acting_for
from tests.portal.objects import Ours


def _filter(ours: Ours) -> object:
    with acting_for(ours.company.pk):
        return SavedFilter.objects.create(
            tenant=ours.company, user_id=ours.user.pk, view="sent", name="Prov", query="mode=test"
        ).pk


def _bulk(ours: Ours) -> object:
    with acting_for(ours.company.pk):
        return ask(BulkKind.CSV, [ours.ledger["20261182"]], actor=f"user:{ours.user.pk}", wishes={"language": "sv"}).pk


OBJECTS = {"filter_id": _filter, "bulk_id": _bulk}
CHOICES: dict[str, object] = {"stop_token": "forged"}
