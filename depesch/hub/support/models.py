"""Questions to those who run the hub."""

from __future__ import annotations

import uuid

from django.db import models

from depesch.hub.tenancy.models import Company, TenantManager


class ContactWish(models.Model):
    """Somebody wants to be contacted; asked on a public page, so it belongs to no company. The operator answers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    company = models.CharField(max_length=200, blank=True)
    email = models.EmailField()
    phone = models.CharField(max_length=50, blank=True)
    message = models.TextField(blank=True)
    language = models.CharField(max_length=2, default="en")
    page = models.CharField(max_length=40, blank=True)  # which of our pages led to it
    made_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)  # the history's actor

    class Meta:
        indexes = [models.Index(fields=["-made_at"], name="contact_wish_latest")]


class SupportRequest(models.Model):
    """Somebody of a company asks for help, about one of its documents or about anything; who runs the hub answers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    asked_by_id = models.UUIDField()  # the person
    document_id = models.UUIDField(null=True)
    with_file = models.BooleanField(default=False)  # the document's original went along in the mail
    subject = models.CharField(max_length=200)
    text = models.TextField()
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)  # the history's actor

    objects = TenantManager["SupportRequest"]()

    class Meta:
        indexes = [
            models.Index(fields=["tenant", "-asked_at"], name="support_request_latest"),
            models.Index(fields=["asked_at"], name="support_request_open", condition=models.Q(answered_at=None)),
        ]
