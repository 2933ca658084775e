"""What is under way with a person's own account: links in mails, and how often something was tried."""

from __future__ import annotations

import uuid

from django.db import models

from depesch.hub.tenancy.models import User


class LinkPurpose(models.TextChoices):
    """What a link in a mail is for."""

    PASSWORD = "password"  # noqa: S105  choose a new password
    EMAIL = "email"  # the new address is the person's


class AccountLink(models.Model):
    """A link that was mailed to a person, known by its secret's SHA-256 alone: works once, until it expires."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=10, choices=LinkPurpose.choices)
    digest = models.CharField(max_length=64, unique=True)
    email = models.EmailField()  # where it was mailed to
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)  # a later link took its place


class Tries(models.Model):
    """How often something was tried within one window of time by one address or for one account; see `limits`."""

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=64, unique=True)  # SHA-256 of what is counted and for whom: no address is kept
    count = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)
