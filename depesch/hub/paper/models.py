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
    engine = models.CharField(max_length=100)
    page_count = models.PositiveIntegerField(default=0)
    texts = models.JSONField(default=dict)  # {path: text} of the form's fields, in English ways of writing
    fields = models.JSONField(default=list)  # `reading.Found` as JSON
    doubts = models.JSONField(default=list)  # `reading.Doubt` as JSON
    read_at = models.DateTimeField()

    objects = TenantManager["PaperReading"]()

    class Meta:
        indexes = [models.Index(fields=["tenant", "sha256"], name="paper_same")]
