"""Questions to those who run the hub."""

from __future__ import annotations

import uuid

from django.db import models


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
