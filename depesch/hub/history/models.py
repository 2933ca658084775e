"""The table of events. It is written by `record` alone and never changed: a trigger forbids it."""

from __future__ import annotations

from django.db import models

from depesch.hub.tenancy.models import Company, TenantManager


class EventRow(models.Model):
    """One event. `hash` covers the row and the hash before it, so that a change or a gap shows."""

    id = models.BigAutoField(primary_key=True)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    sequence = models.BigIntegerField()  # 1, 2, 3 ... within the company, without gaps
    kind = models.CharField(max_length=60)  # the event class's tag, such as document.delivered
    document_id = models.UUIDField(null=True)
    actor = models.CharField(max_length=200)  # user:<id>, token:<id>, worker, system
    payload = models.JSONField()
    at = models.DateTimeField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = TenantManager["EventRow"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "sequence"], name="event_sequence_once")]
        indexes = [models.Index(fields=["tenant", "document_id", "sequence"], name="event_of_document")]


class ChainHead(models.Model):
    """The last link of a company's chain. Its row lock makes sequences without gaps; it shows when the end was cut."""

    tenant = models.OneToOneField(Company, primary_key=True, on_delete=models.PROTECT, related_name="+")
    sequence = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    objects = TenantManager["ChainHead"]()
