"""The round that packs: the letters whose hour has come, one job for each company, written before anything leaves."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
import structlog
from django.db import connection

from depesch.hub.history.kinds.letters import LetterSharesEnvelope
from depesch.hub.history.record import record
from depesch.hub.letters.desk import move
from depesch.hub.letters.enveloping import Piece, pack
from depesch.hub.letters.manifest import manifest_of
from depesch.hub.letters.models import Letter, LetterState, PrintJob
from depesch.hub.letters.partner import print_partner
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now as the_clock

_ACTOR = "worker"
log = structlog.get_logger(__name__)

SETTLE = timedelta(minutes=10)  # after the hour: the jobs that make letters ready may stand in a queue
_ORDER = ("lines", "due_at", "number", "state_since", "id")  # those to one address beside each other, the first on top
MOST_LETTERS = 500  # in a job
MOST_BYTES = 200 * 1024 * 1024


def pack_due(now: datetime) -> int:
    """Pack what is due and return how many letters went into jobs. Raises BadPartner."""
    if (partner := print_partner()) is None:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT company_id FROM letters_ready_v1(%s)", [now - SETTLE])
        companies: list[UUID] = [row[0] for row in cursor.fetchall()]
    packed = 0
    for company_id in companies:
        with acting_for(company_id):
            company = Company.objects.select_for_update().get(pk=company_id)
            due = _due(now)
            if not due:
                continue  # another worker was here
            letters = {str(each.id): each for each in due}
            envelopes = pack((_piece(each) for each in due), partner)
            at = the_clock()
            job = PrintJob(id=uuid.uuid4(), tenant_id=company_id, made_at=at, try_at=at)
            manifest = manifest_of(str(job.id), at, company.name, envelopes, letters)
            job.manifest = msgspec.json.encode(manifest).decode()
            job.save(force_insert=True)
            for number, envelope in enumerate(envelopes, 1):
                for piece in envelope.pieces:
                    letter = letters[piece.id]
                    letter.job, letter.envelope = job, number
                    move(letter, LetterState.PACKED, at)
            for envelope in envelopes:
                _tell_what_is_shared([letters[piece.id] for piece in envelope.pieces])
        log.info("letters.packed", job=str(job.id), letters=len(due), envelopes=len(envelopes))
        packed += len(due)
    return packed


def _tell_what_is_shared(letters: Sequence[Letter]) -> None:
    """Let the history of each document in an envelope name the others in it."""
    for letter in letters:
        if beside := tuple(each.number for each in letters if each is not letter):
            record(LetterSharesEnvelope(beside=beside), document_id=letter.document_id, actor=_ACTOR)


def _due(now: datetime) -> list[Letter]:
    """Return the letters for one job: as many as its limits allow, those to one address beside each other."""
    ready = Letter.objects.filter(state=LetterState.READY, due_at__lte=now - SETTLE)
    sizes = ready.order_by(*_ORDER).extra(select={"size": "octet_length(pdf)"}).values_list("id", "size")
    chosen: list[UUID] = []
    total = 0
    for letter_id, size in sizes[:MOST_LETTERS]:
        if chosen and total + size > MOST_BYTES:
            break
        chosen.append(letter_id)
        total += size
    rows = Letter.objects.filter(id__in=chosen).defer("pdf").order_by(*_ORDER)
    return list(rows)


def _piece(letter: Letter) -> Piece:
    return Piece(
        id=str(letter.id), lines=tuple(letter.lines), country=letter.country, colour=letter.colour,
        returns=letter.returns, send_mode=letter.send_mode, sheets=letter.sheets,
    )  # fmt: skip
