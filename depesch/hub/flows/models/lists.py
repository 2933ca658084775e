"""What people keep and do in lists: saved filters, actions on many documents."""

from __future__ import annotations

import uuid

from django.db import models

from depesch.hub.tenancy.models import Company, TenantManager


class SavedFilter(models.Model):
    """A search of a list that a person keeps under a name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    user_id = models.UUIDField()
    view = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=500)  # as it stands in the address
    is_default = models.BooleanField(default=False)  # what the view opens with

    objects = TenantManager["SavedFilter"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "user_id", "view", "name"], name="saved_filter_once"),
            models.UniqueConstraint(
                fields=["tenant", "user_id", "view"], name="saved_filter_default", condition=models.Q(is_default=True)
            ),
        ]


class BulkAction(models.Model):
    """One action on many documents, done by a worker; whoever asked for it sees how far it is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)  # `bulk.BulkKind`
    document_ids = models.JSONField(default=list)
    wishes = models.JSONField(default=dict)  # how it is to be done: language and form of an export
    done = models.PositiveIntegerField(default=0)  # of the documents, in their order
    refused = models.JSONField(default=list)  # [document id, problem code] of those that it could not be done to
    actor = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    result_sha256 = models.CharField(max_length=64, blank=True)  # of what it made: an export
    result_size = models.BigIntegerField(default=0)  # bytes of its parts so far
    forgotten_at = models.DateTimeField(null=True)  # when its parts were deleted

    objects = TenantManager["BulkAction"]()

    class Meta:
        indexes = [models.Index(fields=["asked_at"], name="bulk_action_open", condition=models.Q(ended_at=None))]


class BulkPart(models.Model):
    """A piece of the file that an export makes, in the transaction that counts its documents as done."""

    id = models.BigAutoField(primary_key=True)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    action = models.ForeignKey(BulkAction, on_delete=models.PROTECT, related_name="parts")
    number = models.PositiveIntegerField()  # 0, 1, 2, ... in the order of the file
    content = models.BinaryField()
    entries = models.JSONField(default=list)  # of a ZIP file: what its table of contents says of the files in this part

    objects = TenantManager["BulkPart"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["action", "number"], name="bulk_part_once")]
