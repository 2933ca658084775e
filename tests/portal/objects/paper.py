"""A scan that leads to nobody."""

from __future__ import annotations

from depesch.hub.paper.models import ScanBatch, StrayScan
from depesch.kit.clock import now
from tests.portal.objects import Ours


def _stray(ours: Ours) -> object:
    batch = ScanBatch.objects.create(sha256="0" * 64, name="batch.zip", begun_at=now(), taken_by="operator:1")
    return StrayScan.objects.create(batch=batch, name="1.tif", reason="no-box", sha256="1" * 64, content=b"II*\0").pk


OBJECTS = {"stray_id": _stray}
