"""The addresses of a company's programs, the messages to them, and every try."""

from __future__ import annotations

import uuid

from django.db import models

from depesch.hub.tenancy.models import Company, TenantManager


class WebhookEndpoint(models.Model):
    """An address that is told of what happens. Its secrets are sealed; people see one once, when it is made."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    url = models.CharField(max_length=500)
    description = models.CharField(max_length=200, blank=True)
    events = models.JSONField(default=list)  # tags of events; empty: all of them
    sealed_secret = models.TextField()
    sealed_former = models.TextField(blank=True)  # the secret before it, which signs too until `former_until`
    former_until = models.DateTimeField(null=True)
    enabled = models.BooleanField(default=True)
    disabled_why = models.CharField(max_length=20, blank=True)  # by-hand, gone, failing
    failing_since = models.DateTimeField(null=True)  # the first of the tries in a row that came to nothing
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)  # its messages stay to be looked at

    objects = TenantManager["WebhookEndpoint"]()


class MessageState(models.TextChoices):
    """Where a message to an endpoint is."""

    WAITING = "waiting"  # ours: it has a time
    DELIVERED = "delivered"  # the endpoint answered 2xx
    FAILED = "failed"  # every try in three days came to nothing; it can be sent again by hand
    DROPPED = "dropped"  # the endpoint was switched off or removed before


class WebhookMessage(models.Model):
    """What one endpoint is told of one event: the same id and the same bytes at every try."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    endpoint = models.ForeignKey(WebhookEndpoint, on_delete=models.PROTECT, related_name="messages")
    type = models.CharField(max_length=60)  # the event's tag, or test
    document_id = models.UUIDField(null=True)
    body = models.TextField()  # JSON, as it is signed and sent
    state = models.CharField(max_length=10, choices=MessageState.choices, default=MessageState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)  # since it was last put in line
    try_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = TenantManager["WebhookMessage"]()

    class Meta:
        indexes = [
            models.Index(fields=["try_at", "id"], name="webhook_due", condition=models.Q(state="waiting")),
            models.Index(fields=["tenant", "endpoint", "-made_at", "-id"], name="webhook_of_endpoint"),
        ]


class WebhookTry(models.Model):
    """One try: what was answered, or why nothing was."""

    id = models.BigAutoField(primary_key=True)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    message = models.ForeignKey(WebhookMessage, on_delete=models.CASCADE, related_name="attempts")
    at = models.DateTimeField()
    duration_ms = models.PositiveIntegerField()
    status = models.PositiveSmallIntegerField(null=True)  # of HTTP; null: there was no answer
    code = models.CharField(max_length=40, blank=True)  # why there was none: see `posting`
    answer = models.TextField(blank=True)  # the first thousand characters

    objects = TenantManager["WebhookTry"]()
