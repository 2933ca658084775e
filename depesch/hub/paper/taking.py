"""A batch is taken: each scan becomes an incoming document of the company whose box it names, or a stray.

Each scan is written in a transaction of its own and known by its content, and the batch is noted as ended at the end:
one that broke off is gone on with by handing the same file over again, and one that ended changes nothing.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID, uuid4

import msgspec
from django.db import IntegrityError

from depesch.documents.media_types import PICTURES, media_type_of
from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import keep_file
from depesch.hub.flows.announcing import announce
from depesch.hub.flows.models import Direction, Document, DocumentState
from depesch.hub.flows.paper import READ_THROUGH
from depesch.hub.history.kinds.paper import ScanArrived
from depesch.hub.history.record import record
from depesch.hub.paper.batch_files import Batch, Scan
from depesch.hub.paper.boxes import owner_of
from depesch.hub.paper.models import PaperReading, ScanBatch, StrayScan
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from depesch.kit.filenames import safe_file_name
from depesch.kit.hashing import sha256_hex

ROUTE = "scan"
_ON_PAPER = frozenset({"application/pdf", *PICTURES.values()})


class Reason(StrEnum):
    """Why a scan is a stray."""

    UNKNOWN_BOX = "unknown-box"  # no company has, or has now, a box of this code
    NO_BOX = "no-box"  # the batch says nothing of its box
    NOT_PAPER = "not-paper"  # neither PDF nor TIFF, PNG, JPEG


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one scan: a company's document, or a stray with the reason."""

    name: str
    box: str
    company_id: UUID | None = None
    document_id: UUID | None = None
    reason: str = ""


class TakenBatch(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a batch; `was_known` when it was taken before, and then `scans` is empty."""

    was_known: bool
    scans: tuple[Taken, ...] = ()


def take_batch(data: bytes, *, name: str, actor: str) -> TakenBatch:
    """Take a batch and return what became of each scan; raises BatchRefused, and then nothing of it was taken."""
    sha256 = sha256_hex(data)
    if ScanBatch.objects.filter(sha256=sha256).exclude(ended_at=None).exists():
        return TakenBatch(was_known=True)
    opened = Batch(data)
    for _ in opened.scans():  # one that is damaged refuses the whole batch before anything is written
        pass
    batch, _ = ScanBatch.objects.get_or_create(
        sha256=sha256, defaults={"name": safe_file_name(name)[:255], "begun_at": now(), "taken_by": actor}
    )
    taken = tuple(_taken(batch, scan) for scan in opened.scans())
    ScanBatch.objects.filter(pk=batch.pk).update(ended_at=now())
    return TakenBatch(was_known=False, scans=taken)


def arrive(company_id: UUID, name: str, content: bytes, *, received_on: date | None, batch: str, actor: str) -> UUID:
    """Let a scan be an incoming document of the company, once for the same content, and return its id.

    A worker reads it; it is handed on when a person has gone through it.
    """
    sha256, at = sha256_hex(content), now()
    with acting_for(company_id):
        key = f"scan-{sha256}"
        earlier = Document.objects.filter(message_id=key).values_list("id", flat=True).first()
        if earlier is not None:
            return earlier
        plain = safe_file_name(name.rpartition("/")[2])
        document = Document(
            id=uuid4(), tenant_id=company_id, direction=Direction.IN, state=DocumentState.ARRIVED, state_since=at,
            send_mode="production", route_in=ROUTE, file_name=plain, original_sha256=sha256, submitted_by=actor,
            received_at=at, message_id=key, search_text=plain.lower(), problem_code=READ_THROUGH,
        )  # fmt: skip
        document.save(force_insert=True)
        keep_file(document.id, FileRole.ORIGINAL, plain, media_type_of(content), content)
        PaperReading.objects.create(tenant_id=company_id, document=document, sha256=sha256)
        event = ScanArrived(
            batch=batch, file_name=plain, sha256=sha256, size=len(content), received_on=str(received_on or "")
        )
        record(event, document_id=document.id, actor=actor, at=at)
        announce(document, (event,), actor=actor)
    return document.id


def _taken(batch: ScanBatch, scan: Scan) -> Taken:
    company_id, reason = None, Reason.NO_BOX
    if media_type_of(scan.content) not in _ON_PAPER:
        reason = Reason.NOT_PAPER
    elif scan.box:
        company_id, reason = owner_of(scan.box), Reason.UNKNOWN_BOX
    if company_id is None:
        _keep_stray(batch, scan, reason)
        return Taken(name=scan.name, box=scan.box, reason=reason)
    document_id = _arrived(company_id, batch, scan)
    return Taken(name=scan.name, box=scan.box, company_id=company_id, document_id=document_id)


def _arrived(company_id: UUID, batch: ScanBatch, scan: Scan) -> UUID:
    told = {"received_on": scan.received, "batch": batch.name, "actor": batch.taken_by}
    try:
        return arrive(company_id, scan.name, scan.content, **told)  # type: ignore[arg-type]  # the three named above
    except IntegrityError as error:  # the same scan at the same moment: now it is there
        if "parcel_once" not in str(error):
            raise
        return arrive(company_id, scan.name, scan.content, **told)  # type: ignore[arg-type]


def _keep_stray(batch: ScanBatch, scan: Scan, reason: Reason) -> None:
    StrayScan.objects.get_or_create(
        batch=batch, name=scan.name[:255],
        defaults={
            "box": scan.box[:40], "received_on": scan.received, "reason": reason, "sha256": sha256_hex(scan.content),
            "content": scan.content,
        },
    )  # fmt: skip
