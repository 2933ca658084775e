"""A company's letters, and the jobs in which they are handed to the print partner."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from depesch.hub.tenancy.models import Company, TenantManager


class LetterState(models.TextChoices):
    """Where a letter is. The names are those that a print partner answers with: never renamed."""

    WAITING = "waiting"  # for its hour; until then the sender may stop it
    READY = "ready"  # its hour has come: it goes into the next job
    PACKED = "packed"  # in a job, which is handed over or about to be
    RECEIVED = "received"  # the partner has the job
    PRODUCED = "produced"  # printed and in its envelope
    POSTED = "posted"  # with the post
    RETURNED = "returned"  # came back
    REFUSED = "refused"  # the partner cannot make it


class JobState(models.TextChoices):
    """Where a job is."""

    MADE = "made"  # ours: to be handed over, or perhaps handed over and not yet noted
    HANDED = "handed"  # the partner has it


class PrintJob(models.Model):
    """The letters of one company that are handed over in one file. Its manifest is written before the first byte."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.MADE)
    made_at = models.DateTimeField()
    manifest = models.TextField()  # the bytes of manifest.json: what was promised once stays
    try_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=500, blank=True)
    handed_at = models.DateTimeField(null=True)
    receipt = models.BinaryField(default=bytes)

    objects = TenantManager["PrintJob"]()

    class Meta:
        indexes = [models.Index(fields=["try_at", "id"], name="print_job_due", condition=Q(state="made"))]


class Letter(models.Model):
    """A document as a letter, with its PDF as it is printed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    document_id = models.UUIDField()
    message_id = models.CharField(max_length=200)  # of the document's attempts
    number = models.CharField(max_length=200, blank=True)
    send_mode = models.CharField(max_length=20)
    lines = models.JSONField()  # of the address
    country = models.CharField(max_length=2)
    colour = models.BooleanField()
    returns = models.CharField(max_length=10)
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveSmallIntegerField()
    sheets = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=LetterState.choices, default=LetterState.WAITING)
    state_since = models.DateTimeField()
    due_at = models.DateTimeField()
    job = models.ForeignKey(PrintJob, null=True, on_delete=models.PROTECT, related_name="letters")
    envelope = models.PositiveSmallIntegerField(null=True)  # its number in the job, from 1
    reason = models.CharField(max_length=500, blank=True)  # why it came back, or was refused
    answered_at = models.DateTimeField(null=True)  # the partner's own time of its last answer

    objects = TenantManager["Letter"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "message_id"], name="letter_once")]
        indexes = [
            models.Index(fields=["due_at", "id"], name="letter_ready", condition=Q(state="ready")),
            models.Index(fields=["tenant", "document_id"], name="letter_of_document"),
        ]
