"""A company's designs: how its documents look, in versions that are never changed."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from depesch.hub.tenancy.models import Company, TenantManager


class Design(models.Model):
    """A design with a name and the documents that it is for; what it looks like stands in its versions.

    Without conditions it is only for customers whose card names it, and for all others when it is the default.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    rank = models.PositiveSmallIntegerField(default=0)  # the lowest that fits a document is taken
    is_default = models.BooleanField(default=False)
    countries = models.JSONField(default=list)  # codes; empty: any
    kinds = models.JSONField(default=list)  # `CustomerKind`; empty: any
    languages = models.JSONField(default=list)  # of the document; empty: any
    documents = models.JSONField(default=list)  # `design_rules.DocumentKind`; empty: any
    removed_at = models.DateTimeField(null=True)  # hidden, and kept: documents were made with it

    objects = TenantManager["Design"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "name"], name="design_once", condition=Q(removed_at=None)),
            models.UniqueConstraint(fields=["tenant"], name="design_default_once", condition=Q(is_default=True)),
        ]


class DesignVersion(models.Model):
    """What a design looks like from some moment on. What decides the look is written once and never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    design = models.ForeignKey(Design, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    is_current = models.BooleanField(default=True)
    choices = models.JSONField()  # `rendering.designs.Choices`
    source = models.BinaryField(null=True)  # typst of the company's own; null: our template
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)  # the history's actor
    picture = models.BinaryField(null=True)  # of the first page of a sample, PNG; made again when it is of other things
    picture_of = models.CharField(max_length=64, blank=True)  # SHA-256 of what it shows
    failed_at = models.DateTimeField(null=True)  # when a document could last not be made with it
    failed_detail = models.TextField(blank=True)
    failed_document = models.UUIDField(null=True)

    objects = TenantManager["DesignVersion"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["design", "number"], name="design_version_once"),
            models.UniqueConstraint(fields=["design"], name="design_current_once", condition=Q(is_current=True)),
        ]
