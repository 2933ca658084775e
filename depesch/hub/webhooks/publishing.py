"""Put what happened to a document in line for the company's programs: one message for each event and endpoint."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import uuid4

import msgspec

from depesch.hub.history.event import Event
from depesch.hub.history.events import payload_of, tag_of
from depesch.hub.history.subject import Subject
from depesch.hub.tenancy.scope import tenant_id
from depesch.hub.webhooks.models import WebhookEndpoint, WebhookMessage
from depesch.kit.clock import now

TEST = "test"


def publish(subject: Subject, events: Sequence[Event]) -> None:
    """Put one message for each event in line to each endpoint that wants it; one query when nobody listens."""
    if not events:
        return
    endpoints = list(WebhookEndpoint.objects.filter(enabled=True, removed_at=None))
    if endpoints:
        WebhookMessage.objects.bulk_create(_messages(subject, events, endpoints))


def publish_test(endpoint: WebhookEndpoint) -> WebhookMessage:
    """Put a message in line that says nothing but that the endpoint is reached."""
    return _saved(endpoint, TEST, {"endpoint": str(endpoint.id)})


def _messages(
    subject: Subject, events: Sequence[Event], endpoints: Sequence[WebhookEndpoint]
) -> Iterator[WebhookMessage]:
    document = data_of(subject)
    for event in events:
        tag = tag_of(event)
        for endpoint in endpoints:
            if not endpoint.events or tag in endpoint.events:
                yield _message(endpoint, tag, {"document": document, "event": payload_of(event)}, subject)


def data_of(subject: Subject) -> dict[str, Any]:
    """Return a document as programs are told of it: plain JSON values, amounts as texts."""
    values: dict[str, Any] = msgspec.to_builtins(subject, str_keys=True)
    values["id"] = values.pop("document_id")
    values["href"] = f"/api/v1/documents/{values['id']}"
    return values


def _message(endpoint: WebhookEndpoint, tag: str, data: dict[str, Any], subject: Subject | None) -> WebhookMessage:
    at = now()
    body = msgspec.json.encode({"type": tag, "timestamp": at.isoformat(timespec="milliseconds"), "data": data})
    return WebhookMessage(
        id=uuid4(), tenant_id=tenant_id(), endpoint=endpoint, type=tag, body=body.decode(), try_at=at, made_at=at,
        document_id=subject.document_id if subject else None,
    )  # fmt: skip


def _saved(endpoint: WebhookEndpoint, tag: str, data: dict[str, Any]) -> WebhookMessage:
    message = _message(endpoint, tag, data, None)
    message.save(force_insert=True)
    return message
