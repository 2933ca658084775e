"""Send what is due to the endpoints. A message is claimed for a while first, so that nothing is held while it is sent:
who dies in between leaves it to be sent again, under the same id.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
import structlog
from django.db import connection

from depesch.hub.history.kinds.programs import WebhookSwitchedOff
from depesch.hub.history.record import record
from depesch.hub.server.config import load
from depesch.hub.server.secrets import decrypt
from depesch.hub.tenancy.scope import acting_for
from depesch.hub.webhooks.endpoints import switch_off
from depesch.hub.webhooks.models import MessageState, WebhookEndpoint, WebhookMessage, WebhookTry
from depesch.hub.webhooks.posting import Answer, post
from depesch.hub.webhooks.signing import signature
from depesch.kit.clock import now as the_clock
from depesch.kit.secret import Secret

log = structlog.get_logger(__name__)

AT_ONCE = 40
THREADS = 8
CLAIMED_FOR = timedelta(seconds=60)  # longer than the longest try
# After the first try: two seconds to a day, three days in all; then somebody has to look.
WAITS = tuple(timedelta(seconds=each) for each in (5, 60, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400))
GONE = 410


class Outgoing(msgspec.Struct, frozen=True, kw_only=True):
    """A claimed message with all that is needed to send it; no database from here on."""

    company_id: UUID
    message_id: UUID
    url: str
    body: bytes
    keys: tuple[Secret, ...]


def send_due(now: datetime) -> int:
    """Send what is due, many at once, and return how many messages were tried."""
    claimed = list(_claimed(now))
    if not claimed:
        return 0
    private_too = load().private_webhooks
    with ThreadPoolExecutor(min(THREADS, len(claimed)), thread_name_prefix="webhook") as pool:
        answers = pool.map(lambda each: _sent(each, private_too=private_too), claimed)
        for outgoing, answer in zip(claimed, answers, strict=True):
            _note(outgoing, answer)
    return len(claimed)


def _claimed(now: datetime) -> Iterator[Outgoing]:
    """Claim what is due; a message that another worker claims at the same moment is left to it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT company_id, message_id FROM webhooks_due_v1(%s, %s)", [now, AT_ONCE])
        due = cursor.fetchall()
    for company_id, message_id in due:
        with acting_for(company_id):
            waiting = WebhookMessage.objects.filter(id=message_id, state=MessageState.WAITING, try_at__lte=now)
            if not waiting.update(try_at=now + CLAIMED_FOR):
                continue
            message = WebhookMessage.objects.select_related("endpoint").get(id=message_id)
            endpoint = message.endpoint
            if not endpoint.enabled or endpoint.removed_at:
                WebhookMessage.objects.filter(id=message_id).update(state=MessageState.DROPPED, ended_at=now)
                continue
            yield Outgoing(
                company_id=company_id, message_id=message_id, url=endpoint.url, body=message.body.encode(),
                keys=keys_of(endpoint, now),
            )  # fmt: skip


def keys_of(endpoint: WebhookEndpoint, now: datetime) -> tuple[Secret, ...]:
    """Return the secrets that a message is signed with: the present one, and for a time the one before it."""
    keys = [Secret(decrypt(endpoint.sealed_secret))]
    if endpoint.sealed_former and endpoint.former_until and now < endpoint.former_until:
        keys.append(Secret(decrypt(endpoint.sealed_former)))
    return tuple(keys)


def _sent(outgoing: Outgoing, *, private_too: bool) -> Answer:
    identifier, at = f"msg_{outgoing.message_id.hex}", int(the_clock().timestamp())
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Depesch-Webhooks/1",
        "webhook-id": identifier,
        "webhook-timestamp": str(at),
        "webhook-signature": signature(outgoing.keys, identifier, at, outgoing.body),
    }
    return post(outgoing.url, headers, outgoing.body, private_too=private_too, ca_file=load().webhook_ca_file)


def _note(outgoing: Outgoing, answer: Answer) -> None:
    """Write down what became of it, and when it is tried again; an endpoint that is gone or silent is switched off."""
    at = the_clock()
    with acting_for(outgoing.company_id):
        message = (
            WebhookMessage.objects.select_for_update(of=("self",))
            .select_related("endpoint")
            .get(id=outgoing.message_id)
        )
        WebhookTry.objects.create(
            tenant_id=outgoing.company_id, message=message, at=at, duration_ms=answer.duration_ms,
            status=answer.status, code=answer.code, answer=answer.text,
        )  # fmt: skip
        message.tries += 1
        event = _after(message, answer, at)
        message.save(update_fields=["tries", "state", "try_at", "ended_at"])
        if event is not None:
            record(event, document_id=None, actor="worker")
    log.info("webhook.tried", message=str(message.id), status=answer.status, code=answer.code, state=message.state)


def _after(message: WebhookMessage, answer: Answer, at: datetime) -> WebhookSwitchedOff | None:
    endpoint = message.endpoint
    if answer.is_taken:
        message.state, message.try_at, message.ended_at = MessageState.DELIVERED, None, at
        WebhookEndpoint.objects.filter(id=endpoint.id).exclude(failing_since=None).update(failing_since=None)
        return None
    WebhookEndpoint.objects.filter(id=endpoint.id, failing_since=None).update(failing_since=at)
    is_over = message.tries > len(WAITS)
    if answer.status == GONE or is_over:
        message.state, message.try_at, message.ended_at = MessageState.FAILED, None, at
        return switch_off(endpoint, "gone" if answer.status == GONE else "failing", at=at)
    wait = WAITS[message.tries - 1]
    message.try_at = at + wait * (0.9 + 0.2 * random.random())  # noqa: S311 - jitter, no secret
    return None
