"""Bring what came in to the company's own server: once, over the channel and in the format that the company chose.

A document's way there is begun in the transaction in which it arrives. A round claims what is due and commits a try
before the first byte leaves; nothing is sent inside a transaction. A try whose end is unknown is asked about, never
repeated blindly. What the server has counts as collected.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import msgspec
import structlog
from django.db import connection

from depesch.channels import Channel, File, Outcome, Parcel, Services, TryLater, Unknown, Unreachable
from depesch.hub.archive.store import files_of
from depesch.hub.directory.destinations import OwnServer, own_server
from depesch.hub.flows.bringing_form import CannotBeMade, Made, Wanted, keep, make, original_of, parcel_of
from depesch.hub.flows.bringing_outcomes import CLAIMED_FOR, LONG_WAIT_S, PERHAPS, SWITCHED_OFF, note, postpone, stop
from depesch.hub.flows.models import Bringing, BringingState, BringingTry, Document
from depesch.hub.flows.services import services_for
from depesch.hub.server.config import load
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now as the_clock
from depesch.rendering import RenderingFailed

log = structlog.get_logger(__name__)

AT_ONCE = 24
OF_EACH_COMPANY = 4
THREADS = 8
ASK_BEFORE_REPEAT = 2  # unknown answers, before a channel whose receivers recognise repeats sends again
DUE = (BringingState.WAITING, BringingState.UNCERTAIN)
_OUR_FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, OSError, RuntimeError, TypeError,
               ValueError)  # fmt: skip


class Errand(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A committed try and all that is needed to carry it out without the database."""

    company_id: UUID
    bringing_id: UUID
    try_id: int
    channel: Channel
    settings: Any  # the channel's own Struct
    services: Services
    parcel: Parcel
    asks: bool


def bring_due(at: datetime) -> int:
    """Bring what is due, many at once, and return how many tries that were."""
    prepared = [_prepared(company_id, bringing_id, at) for company_id, bringing_id in _due(at)]
    errands = [errand for errand in prepared if errand is not None]
    if not errands:
        return 0
    with ThreadPoolExecutor(min(THREADS, len(errands)), thread_name_prefix="bringing") as pool:
        running = {pool.submit(_carried_out, errand): errand for errand in errands}
        for done in as_completed(running):
            errand = running[done]
            note(errand.company_id, errand.try_id, done.result(), share=random.random())  # noqa: S311  jitter
    return len(errands)


def is_unknown(last: BringingTry | None) -> bool:
    """Return whether the server may or may not have what the last try brought."""
    return last is not None and (last.ended_at is None or last.outcome == "unknown")


def _due(at: datetime) -> list[tuple[UUID, UUID]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT company_id, bringing_id FROM flows_bringings_due_v1(%s, %s, %s)", [at, AT_ONCE, OF_EACH_COMPANY]
        )
        return [(company_id, bringing_id) for company_id, bringing_id in cursor.fetchall()]


def _prepared(company_id: UUID, bringing_id: UUID, at: datetime) -> Errand | None:
    """Claim one and return its errand; None when another worker has it, or when it cannot be brought now."""
    with acting_for(company_id):
        held = Bringing.objects.select_for_update(of=("self",), skip_locked=True).select_related("document__tenant")
        bringing = held.filter(id=bringing_id, state__in=DUE, try_at__lte=at).first()
        if bringing is None:
            return None
        bringing.try_at = at + CLAIMED_FOR
        bringing.save(update_fields=["try_at"])
        server = _server_for(bringing)
        if server is None:
            return None
        if is_unknown(_last(bringing)):
            return _errand(bringing, server, asks=not _may_repeat(bringing, server.channel))
        is_made = bringing.sent_sha256 and bringing.channel == server.channel.name and bringing.syntax == server.syntax
        if is_made:
            return _errand(bringing, server, asks=False)
        document, came = bringing.document, original_of(files_of(bringing.document_id))
    return _made(document, *came, server, bringing_id)


def _server_for(bringing: Bringing) -> OwnServer | None:
    """Return the company's server, None when nothing can be brought there: then the row says why."""
    document, server = bringing.document, own_server()
    if document.collected_at is not None and not bringing.copies:
        bringing.state, bringing.code, bringing.try_at = BringingState.ENDED, "collected", None
        bringing.state_since = the_clock()
        bringing.save(update_fields=["state", "code", "try_at", "state_since"])
        return None
    if server is None or not server.enabled or server.settings is None:
        stop(bringing, SWITCHED_OFF if server is None or not server.enabled else "not-set-up", "")
        return None
    if is_unknown(_last(bringing)) and bringing.channel != server.channel.name:
        stop(bringing, PERHAPS, f"over {bringing.channel}, which is no longer set up")
        return None
    return server


def _last(bringing: Bringing) -> BringingTry | None:
    """Return the last try under the present id; None when nothing was tried under it."""
    return bringing.attempts.filter(message_id=bringing.message_id).order_by("-id").first()


def _made(
    document: Document, original: File, came_with: File | None, server: OwnServer, bringing_id: UUID
) -> Errand | None:
    """Make what is brought, outside the transaction; archive it, and return the errand."""
    try:
        wanted = Wanted(
            syntax=server.syntax, rendering=server.channel.wants_rendering, language=document.tenant.language
        )  # fmt: skip
        made = make(document, original, came_with, wanted)
    except CannotBeMade as error:
        _with_row(document, bringing_id, partial(stop, code=error.code, detail=error.detail))
        return None
    except RenderingFailed as error:
        _with_row(document, bringing_id, partial(postpone, code="rendering-failed", detail=str(error)))
        return None
    except _OUR_FAULTS:  # one document must not hold the others up
        log.exception("bringing.not_made", document=str(document.id))
        _with_row(document, bringing_id, partial(postpone, code="fault-here", detail=""))
        return None
    with acting_for(document.tenant_id):
        bringing = _held(bringing_id)
        if bringing.state not in DUE:
            return None
        _keep(bringing, made, server.channel)
        return _errand(bringing, server, asks=False)


def _with_row(document: Document, bringing_id: UUID, write: Callable[[Bringing], None]) -> None:
    with acting_for(document.tenant_id):
        write(_held(bringing_id))


def _held(bringing_id: UUID) -> Bringing:
    return Bringing.objects.select_for_update(of=("self",)).select_related("document__tenant").get(id=bringing_id)


def _keep(bringing: Bringing, made: Made, channel: Channel) -> None:
    """Archive what is brought under an id of its own: other bytes never travel under an id that was used."""
    before = (bringing.channel, bringing.sent_sha256)
    keep(bringing, made)
    bringing.channel = channel.name
    if not bringing.message_id or before != (bringing.channel, bringing.sent_sha256):
        host = urlsplit(load().url).hostname or "localhost"
        number = bringing.attempts.count() + 1
        bringing.message_id = f"{bringing.document_id}-own-{channel.name}-{number}@{host}"
    bringing.save()


def _errand(bringing: Bringing, server: OwnServer, *, asks: bool) -> Errand:
    """Write the try into the present transaction and return what it takes to carry it out."""
    attempt = BringingTry.objects.create(
        tenant_id=bringing.tenant_id, bringing=bringing, channel=bringing.channel, message_id=bringing.message_id,
        asks=asks, started_at=the_clock(),
    )  # fmt: skip
    return Errand(
        company_id=bringing.tenant_id, bringing_id=bringing.id, try_id=attempt.id, channel=server.channel,
        settings=server.settings, services=services_for(bringing.tenant_id),
        parcel=parcel_of(bringing, bringing.document), asks=asks,
    )  # fmt: skip


def _may_repeat(bringing: Bringing, channel: Channel) -> bool:
    """Return whether the same may be brought again, since its receiver knows a repeat by its id."""
    return channel.resend_when_unknown and bringing.tries >= ASK_BEFORE_REPEAT


def _carried_out(errand: Errand) -> Outcome:
    """Talk to the server; no transaction is open, and the database is not asked."""
    channel = errand.channel
    try:
        if errand.asks:
            return channel.find(errand.settings, errand.parcel, errand.services)
        check = channel.check_recipient(errand.settings, errand.parcel.recipient, errand.services)
        if isinstance(check, Unreachable):
            return TryLater(code=check.code, detail=check.detail, retry_after_s=LONG_WAIT_S)
        return channel.send(errand.settings, errand.parcel, errand.services)
    except _OUR_FAULTS:
        log.exception("bringing.broke_down", document=errand.parcel.document_id, channel=channel.name)
        return Unknown(code="fault-here", detail="")
