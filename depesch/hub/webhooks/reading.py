"""What an endpoint was told and is to be told, the latest first. Call it inside `acting_for`."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from depesch.hub.webhooks.models import WebhookEndpoint, WebhookMessage


def messages_of(endpoint: WebhookEndpoint, *, after: UUID | None = None, limit: int = 50) -> QuerySet[WebhookMessage]:
    """Return messages to the endpoint; those older than `after`, when that is one of them."""
    rows = WebhookMessage.objects.filter(endpoint=endpoint)
    last = rows.filter(id=after).values_list("made_at", "id").first() if after else None
    if last is not None:
        rows = rows.extra(where=["(made_at, id) < (%s, %s)"], params=last)
    return rows.order_by("-made_at", "-id")[:limit]
