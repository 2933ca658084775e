"""A delivery (to whom, the run, the state) and its attempts (one per try and channel: evidence)."""

from __future__ import annotations

import uuid

from django.db import models

from depesch.hub.directory.models import DesignVersion
from depesch.hub.flows.models.documents import Document, DocumentState
from depesch.hub.tenancy.models import Company, TenantManager


class Delivery(models.Model):
    """A document's way to one receiver: the run that was planned and where it stands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="deliveries")
    run = models.JSONField(default=list)  # planned steps: channel, syntax, why; a pure function made them
    skipped = models.JSONField(default=list)  # channels that the plan left out, with the reason
    taken = models.JSONField(null=True)  # which of the company's runs, and why (`run_rules.TakenRun`); null: none yet
    recipient = models.JSONField(default=dict)  # who is to have it, as the directory knew them when it was planned
    design = models.ForeignKey(DesignVersion, null=True, on_delete=models.PROTECT, related_name="+")
    design_why = models.CharField(max_length=10, blank=True)  # `DesignWhy`, from the first PDF on; empty: none made yet
    step = models.PositiveSmallIntegerField(default=0)
    step_since = models.DateTimeField(null=True)  # when the present step began; it is given up after some days
    state = models.CharField(max_length=20, choices=DocumentState.choices)
    tries = models.PositiveSmallIntegerField(default=0)  # of the present step that failed for a passing reason
    turn = models.PositiveIntegerField(default=0)  # goes up with each job, so that one try never has two
    try_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    channel = models.CharField(max_length=40, blank=True)  # the one that delivered it

    objects = TenantManager["Delivery"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "document"], name="delivery_once")]
        indexes = [models.Index(fields=["tenant", "channel", "document"], name="delivery_channel")]


class Attempt(models.Model):
    """One try over one channel. The row with its message id is committed before the first byte leaves."""

    id = models.BigAutoField(primary_key=True)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    step = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=40)
    message_id = models.CharField(max_length=200)  # the same for every try of one step
    syntax = models.CharField(max_length=40, blank=True)
    sent_sha256 = models.CharField(max_length=64, blank=True)
    rendering_sha256 = models.CharField(max_length=64, blank=True)
    repeat = models.BooleanField(default=False)  # sent again under an id whose fate was unknown
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # null: under way, or the process died: then ask, do not resend blindly
    outcome = models.CharField(max_length=20, blank=True)  # delivered, try_later, refused, unknown
    code = models.CharField(max_length=60, blank=True)
    detail = models.TextField(blank=True)
    receipt_sha256 = models.CharField(max_length=64, blank=True)
    lost = models.JSONField(null=True)  # what the conversion left behind (`lost.Lost`); null: nothing
    left_out = models.JSONField(null=True)  # names of files that the channel could not take along; null: none
    # the company's own text as the receiver reads it (`FilledText`), the same at every try; null: the predefined one
    own_text = models.JSONField(null=True)

    objects = TenantManager["Attempt"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["delivery", "number"], name="attempt_number_once")]
