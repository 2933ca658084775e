"""The addresses of a company's programs: made, changed, switched off, removed. Call everything inside `acting_for`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from depesch.hub.history.events import event_classes
from depesch.hub.history.kinds.programs import WebhookAdded, WebhookChanged, WebhookRemoved, WebhookSwitchedOff
from depesch.hub.history.record import record
from depesch.hub.mailing.writing import write_letter
from depesch.hub.server.config import load
from depesch.hub.server.secrets import encrypt
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.people import administrators
from depesch.hub.tenancy.scope import tenant_id
from depesch.hub.webhooks.guarding import checked_url
from depesch.hub.webhooks.models import MessageState, WebhookEndpoint, WebhookMessage
from depesch.hub.webhooks.signing import new_secret
from depesch.kit.clock import now
from depesch.kit.secret import Secret

FORMER_VALID_FOR = timedelta(hours=24)
MOST_ENDPOINTS = 20


class TooMany(Exception):
    """The company has as many endpoints as one may have."""


class UnknownEvents(ValueError):
    """Some of the events are none that documents have; the message names them."""


def event_names() -> list[str]:
    """Return the tags of the events that programs can be told of: those of documents and deliveries."""
    return sorted(tag for tag in event_classes() if tag.startswith(("document.", "delivery.")))


def add_endpoint(
    url: str, *, events: Sequence[str] = (), description: str = "", actor: str
) -> tuple[WebhookEndpoint, Secret]:
    """Add an address and return it with its secret, which is shown once. Raises BadUrl, UnknownEvents, TooMany."""
    kept = checked_url(url, private_too=load().private_webhooks)
    _must_be_known(events)
    if WebhookEndpoint.objects.filter(removed_at=None).count() >= MOST_ENDPOINTS:
        raise TooMany(str(MOST_ENDPOINTS))
    secret = new_secret()
    endpoint = WebhookEndpoint.objects.create(
        tenant_id=tenant_id(), url=kept, description=description[:200], events=list(events),
        sealed_secret=encrypt(secret.reveal()), made_at=now(),
    )  # fmt: skip
    record(WebhookAdded(url=kept), document_id=None, actor=actor)
    return endpoint, secret


def change_endpoint(
    endpoint: WebhookEndpoint, *, url: str, events: Sequence[str], description: str, enabled: bool, actor: str
) -> None:
    """Change an address; switched on again, it is told of what happens from here on. Raises BadUrl, UnknownEvents."""
    _must_be_known(events)
    wanted = {
        "url": checked_url(url, private_too=load().private_webhooks),
        "events": list(events),
        "description": description[:200],
        "enabled": enabled,
    }
    changed = [name for name, value in wanted.items() if getattr(endpoint, name) != value]
    if not changed:
        return
    for name, value in wanted.items():
        setattr(endpoint, name, value)
    endpoint.disabled_why, endpoint.failing_since = ("" if enabled else "by-hand"), None
    endpoint.save()
    record(WebhookChanged(url=endpoint.url, fields=tuple(changed)), document_id=None, actor=actor)


def new_secret_for(endpoint: WebhookEndpoint, *, actor: str) -> Secret:
    """Give the endpoint another secret and return it; the one before it signs too for a day."""
    secret = new_secret()
    endpoint.sealed_former, endpoint.former_until = endpoint.sealed_secret, now() + FORMER_VALID_FOR
    endpoint.sealed_secret = encrypt(secret.reveal())
    endpoint.save(update_fields=["sealed_former", "former_until", "sealed_secret"])
    record(WebhookChanged(url=endpoint.url, fields=("secret",)), document_id=None, actor=actor)
    return secret


def remove_endpoint(endpoint: WebhookEndpoint, *, actor: str) -> None:
    """Remove an address; what still waited for it is dropped, what was sent stays to be looked at until it is old."""
    at = now()
    endpoint.enabled, endpoint.removed_at = False, at
    endpoint.sealed_former = ""
    endpoint.save(update_fields=["enabled", "removed_at", "sealed_former"])
    waiting = WebhookMessage.objects.filter(endpoint=endpoint, state=MessageState.WAITING)
    waiting.update(state=MessageState.DROPPED, try_at=None, ended_at=at)
    record(WebhookRemoved(url=endpoint.url), document_id=None, actor=actor)


def send_again(endpoint: WebhookEndpoint, *, message_id: UUID | None = None, since: datetime | None = None) -> int:
    """Put one message, or all that did not arrive since a moment, in line again under their ids; returns how many."""
    messages = WebhookMessage.objects.filter(endpoint=endpoint)
    if message_id is not None:
        messages = messages.filter(id=message_id)
    elif since is not None:
        messages = messages.filter(made_at__gte=since).exclude(state=MessageState.DELIVERED)
    return messages.update(state=MessageState.WAITING, tries=0, try_at=now(), ended_at=None)


def switch_off(endpoint: WebhookEndpoint, reason: str, *, at: datetime) -> WebhookSwitchedOff | None:
    """Stop telling an endpoint and write to the company's administrators; None when it was switched off already."""
    still_on = WebhookEndpoint.objects.filter(id=endpoint.id, enabled=True)
    if not still_on.update(enabled=False, disabled_why=reason):
        return None
    company = Company.objects.get(id=endpoint.tenant_id)
    since = WebhookEndpoint.objects.values_list("failing_since", flat=True).get(id=endpoint.id) or at
    for each in administrators():
        write_letter(
            "webhook-switched-off", to=each.email, name=each.name, language=each.language,
            values={
                "name": each.name, "company": company.name, "url": endpoint.url,
                "since": since.strftime("%Y-%m-%d %H:%M UTC"),
            },
            path=f"/settings/webhooks/{endpoint.id}/", company_id=company.id,
        )  # fmt: skip
    return WebhookSwitchedOff(url=endpoint.url, reason=reason)


def _must_be_known(events: Sequence[str]) -> None:
    if unknown := sorted(set(events) - set(event_names())):
        raise UnknownEvents(", ".join(unknown))
