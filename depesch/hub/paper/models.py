"""What was read of a document's pages (`PaperReading`)."""

from __future__ import annotations

import uuid

from django.db import models

from depesch.hub.flows.models import Document
from depesch.hub.tenancy.models import Company, TenantManager


class PaperReading(models.Model):
    """What the machine read of one document's pages, each value with how certain it is and where it stands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)  # of the pages: the same print handed over twice is told
    engine = models.CharField(max_length=100, blank=True)
    page_count = models.PositiveIntegerField(default=0)
    texts = models.JSONField(default=dict)  # {path: text} of the form's fields, in English ways of writing
    fields = models.JSONField(default=list)  # `reading.Found` as JSON
    doubts = models.JSONField(default=list)  # `reading.Doubt` as JSON
    read_at = models.DateTimeField(null=True)  # null: a scan that a worker is still to read

    objects = TenantManager["PaperReading"]()

    class Meta:
        indexes = [
            models.Index(fields=["tenant", "sha256"], name="paper_same"),
            models.Index(fields=["id"], name="paper_unread", condition=models.Q(read_at=None)),
        ]


class ScanBox(models.Model):
    """A company's box at the scanning centre: letters to its code are scanned for it. The operator grants it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.OneToOneField(Company, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=8, unique=True)  # never given to another company
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # what still comes stands among the operator's strays

    objects = TenantManager["ScanBox"]()


class ScanBatch(models.Model):
    """A ZIP file of scans from the scanning centre; the same bytes are taken once. Of no company in particular."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=255)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # null: its taking broke off; the same file goes on with it
    taken_by = models.CharField(max_length=200)  # the history's actor


class StrayScan(models.Model):
    """A scan that leads to no company: the operator says whose it is, or puts it away."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    batch = models.ForeignKey(ScanBatch, on_delete=models.PROTECT, related_name="strays")
    name = models.CharField(max_length=255)
    box = models.CharField(max_length=40, blank=True)  # as the scanning centre wrote it
    received_on = models.DateField(null=True)  # when the letter came to the scanning centre
    reason = models.CharField(max_length=20)  # `taking.Reason`
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    company_id = models.UUIDField(null=True)  # whose it was found to be
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "name"], name="stray_once")]
        indexes = [models.Index(fields=["id"], name="stray_open", condition=models.Q(ended_at=None))]
