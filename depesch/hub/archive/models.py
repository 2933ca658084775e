"""What is archived (`ArchivedFile`) and where its bytes lie (`Blob`)."""

from __future__ import annotations

import uuid

from django.db import models

from depesch.hub.tenancy.models import Company, TenantManager


class Blob(models.Model):
    """Bytes, once per company and content. Small ones stay in the row at intake and move to files in batches."""

    id = models.BigAutoField(primary_key=True)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    content = models.BinaryField(null=True)  # null: the bytes lie in the file store under their hash
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TenantManager["Blob"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "sha256"], name="blob_once")]
        indexes = [
            models.Index(fields=["tenant", "id"], name="blob_to_move", condition=models.Q(content__isnull=False))
        ]


class FileRole(models.TextChoices):
    """What a file is to its document."""

    ORIGINAL = "original"  # the bytes as they were handed over
    ATTACHMENT = "attachment"  # handed over beside the original
    TRANSCRIPT = "transcript"  # what an original on paper says, as XML: read from its picture, or typed beside it
    ENVELOPE = "envelope"  # the message that it came in, with the signature of whoever handed it over
    SENT = "sent"  # the bytes that left over a channel
    BESIDE = "beside"  # left with them: an attachment that the format (`syntax`) has no place for
    RENDERING = "rendering"  # PDF or HTML made by us
    RECEIPT = "receipt"  # what the receiver's side answered


class ArchivedFile(models.Model):
    """A file of a document. Never changed, never deleted before `retain_until`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    document_id = models.UUIDField()
    role = models.CharField(max_length=20, choices=FileRole.choices)
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    syntax = models.CharField(max_length=40, blank=True)
    archived_at = models.DateTimeField()
    retain_until = models.DateField()

    objects = TenantManager["ArchivedFile"]()

    class Meta:
        indexes = [models.Index(fields=["tenant", "document_id"], name="files_of_document")]
