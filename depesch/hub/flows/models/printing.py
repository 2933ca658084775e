"""Documents on their way to a printer because a person asked for it."""

from __future__ import annotations

import uuid

from django.db import models

from depesch.hub.flows.models.documents import Document
from depesch.hub.tenancy.models import Company, TenantManager


class PrintState(models.TextChoices):
    """Where a print is."""

    WAITING = "waiting"  # ours: the next try has a time
    UNCERTAIN = "uncertain"  # the line broke at the end: it may be printed; nothing is sent again by itself
    HANDED = "handed"  # the mail server took it for the printer; whether it was printed nobody tells
    FAILED = "failed"  # the mail server said no, or it was tried for a day


class PrintJob(models.Model):
    """A document's PDF, or a test page, on its way to a printer because a person asked for it; no delivery."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="prints")  # null: a test
    asked_as = models.CharField(max_length=80)  # names the wish: asked twice under one name, it is printed once
    printer = models.CharField(max_length=60)  # its name and address when it was asked for
    address = models.EmailField()
    language = models.CharField(max_length=2)
    message_id = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=PrintState.choices, default=PrintState.WAITING)
    actor = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    try_at = models.DateTimeField(null=True)  # null: ended
    begun_at = models.DateTimeField(null=True)  # of a try under way; still there after a crash: its end is not known
    code = models.CharField(max_length=60, blank=True)
    detail = models.TextField(blank=True)

    objects = TenantManager["PrintJob"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "asked_as"], name="print_once")]
        indexes = [
            models.Index(fields=["try_at"], name="print_due", condition=models.Q(state="waiting")),
            models.Index(fields=["tenant", "-asked_at"], name="print_list"),
        ]
