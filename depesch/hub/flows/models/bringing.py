"""Incoming documents on their way to the company's own server."""

from __future__ import annotations

import uuid

from django.db import models

from depesch.hub.flows.models.documents import Document
from depesch.hub.tenancy.models import Company, TenantManager


class BringingState(models.TextChoices):
    """Where the bringing of an incoming document to the company's own server is."""

    WAITING = "waiting"  # ours: the next try has a time
    UNCERTAIN = "uncertain"  # ours: perhaps it is there, the server is asked
    BROUGHT = "brought"  # the server has it
    STOPPED = "stopped"  # the company's: the server said no, or the settings have to be corrected
    ENDED = "ended"  # not needed any more: somebody said so, or it was collected another way


class Bringing(models.Model):
    """An incoming document on its way to the company's own server; made in the transaction in which it arrives."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="bringing")
    state = models.CharField(max_length=10, choices=BringingState.choices, default=BringingState.WAITING)
    state_since = models.DateTimeField()
    since = models.DateTimeField()  # when it was begun, or begun anew by hand; after some days it is given up
    tries = models.PositiveSmallIntegerField(default=0)  # in a row that came to nothing
    try_at = models.DateTimeField(null=True)
    copies = models.PositiveSmallIntegerField(default=0)  # brought before, and once more by hand: under another id
    # what the present tries bring, and over which channel; empty before the first
    channel = models.CharField(max_length=40, blank=True)
    message_id = models.CharField(max_length=200, blank=True)
    syntax = models.CharField(max_length=40, blank=True)
    sent_sha256 = models.CharField(max_length=64, blank=True)
    rendering_sha256 = models.CharField(max_length=64, blank=True)
    code = models.CharField(max_length=60, blank=True)  # why it waits or stands still
    detail = models.TextField(blank=True)

    objects = TenantManager["Bringing"]()

    class Meta:
        indexes = [
            models.Index(
                fields=["try_at"], name="bringing_due", condition=models.Q(state__in=["waiting", "uncertain"])
            ),
            models.Index(fields=["tenant", "state", "-state_since"], name="bringing_list"),
        ]


class BringingTry(models.Model):
    """One try to bring a document, or one question about it. Committed before the first byte leaves."""

    id = models.BigAutoField(primary_key=True)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    bringing = models.ForeignKey(Bringing, on_delete=models.PROTECT, related_name="attempts")
    channel = models.CharField(max_length=40)
    message_id = models.CharField(max_length=200)
    asks = models.BooleanField(default=False)  # whether an earlier try arrived; nothing is sent
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # null: under way, or the process died: then ask, do not resend blindly
    outcome = models.CharField(max_length=20, blank=True)  # delivered, try_later, refused, unknown
    code = models.CharField(max_length=60, blank=True)
    detail = models.TextField(blank=True)
    receipt_sha256 = models.CharField(max_length=64, blank=True)

    objects = TenantManager["BringingTry"]()

    class Meta:
        indexes = [models.Index(fields=["bringing", "-id"], name="bringing_tries")]
