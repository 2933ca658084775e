"""An invoice that is being written (a draft), its files, and templates: one receiver's own."""

from __future__ import annotations

import uuid

from django.db import models

from depesch.hub.directory.models import Customer
from depesch.hub.tenancy.models import Company, TenantManager


class DraftKind(models.TextChoices):
    """What is being written."""

    INVOICE = "invoice"  # 380 unless the type says otherwise
    CREDIT_NOTE = "credit_note"  # 381


class DraftState(models.TextChoices):
    """Where a draft is. Only in `editing` may it be changed; `sent` and `discarded` are its ends."""

    EDITING = "editing"  # its writers' to finish
    WAITING = "waiting_for_approval"  # an approver's
    APPROVED = "approved"  # in the list, ready to be sent
    SCHEDULED = "scheduled"  # sent by itself at its hour
    SENT = "sent"  # handed over: `document_id`
    DISCARDED = "discarded"  # thrown away; can be brought back for a while


class Draft(models.Model):
    """An invoice or credit note that is being written: every value as it was typed, in the typist's way of writing.

    From `finish` on, `content` are the bytes that will be handed over: what was looked at is what is sent.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=DraftKind.choices, default=DraftKind.INVOICE)
    customer = models.ForeignKey(Customer, null=True, on_delete=models.SET_NULL, related_name="+")
    fields = models.JSONField(default=dict)  # {path: text}, see `fields`
    layout = models.JSONField(default=dict)  # which optional fields are shown, which rows are collapsed: the page's own
    language = models.CharField(max_length=2, default="en")  # whose way of writing numbers and dates the fields are in
    send_mode = models.CharField(max_length=20, default="production")
    revision = models.PositiveIntegerField(default=1)  # goes up with each change
    state = models.CharField(max_length=20, choices=DraftState.choices, default=DraftState.EDITING)
    # for the lists, as far as it can be read
    name = models.CharField(max_length=300, blank=True)  # the receiver
    number = models.CharField(max_length=200, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    amount_due = models.DecimalField(max_digits=30, decimal_places=10, null=True)
    due_date = models.DateField(null=True)
    # who and when; people as the history's actors
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    changed_by = models.CharField(max_length=200)
    changed_at = models.DateTimeField()
    writers = models.JSONField(
        default=list
    )  # everybody who made or changed it: none of them is its second pair of eyes
    finished_by = models.CharField(max_length=200, blank=True)
    finished_at = models.DateTimeField(null=True)
    approval_asked = models.BooleanField(default=False)  # it may not go out before somebody approved it
    four_eyes = models.BooleanField(default=False)  # and that somebody wrote none of it
    approved_by = models.CharField(max_length=200, blank=True)
    approved_at = models.DateTimeField(null=True)
    sent_back_by = models.CharField(max_length=200, blank=True)
    sent_back_reason = models.TextField(blank=True)
    send_at = models.DateTimeField(null=True)
    send_by = models.CharField(max_length=200, blank=True)  # who said that it is to be sent
    problem_code = models.CharField(max_length=60, blank=True)  # why it could not be sent at its hour
    discarded_at = models.DateTimeField(null=True)
    # what is handed over
    content = models.BinaryField(null=True)
    content_sha256 = models.CharField(max_length=64, blank=True)
    turn = models.PositiveSmallIntegerField(default=0)  # goes up with each recall, so that it can be sent anew
    # documents that it has to do with
    document_id = models.UUIDField(null=True)  # what it became
    copied_from = models.UUIDField(null=True)  # which it credits or repeats
    corrects = models.UUIDField(null=True)  # the refused one that it takes the place of
    is_transcript = models.BooleanField(default=False, db_default=False)  # `corrects` is a print: it goes out with this

    objects = TenantManager["Draft"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "document_id"], name="draft_document_once"),
            models.CheckConstraint(
                condition=~models.Q(state__in=["approved", "scheduled", "sent"])
                | models.Q(approval_asked=False)
                | ~models.Q(approved_by=""),
                name="draft_approved_before_sent",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["editing", "discarded"]) | ~models.Q(content_sha256=""),
                name="draft_finished_has_content",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "state", "-changed_at", "-id"], name="draft_list"),
            models.Index(fields=["send_at"], name="draft_due", condition=models.Q(state="scheduled")),
            models.Index(fields=["discarded_at"], name="draft_discarded", condition=models.Q(state="discarded")),
        ]


class File(models.Model):
    """What a file of a draft and one of a template have in common."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)  # BT-125-2
    media_type = models.CharField(max_length=100)  # BT-125-1, told by the content
    description = models.CharField(max_length=200, blank=True)  # BT-123: what kind of attachment it is
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    rank = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["rank", "id"]


class DraftFile(File):
    """A file that goes inside the invoice (BT-125)."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="files")

    objects = TenantManager["DraftFile"]()


class Template(models.Model):
    """What is the same on each invoice to one customer. Never shared between customers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=20, choices=DraftKind.choices, default=DraftKind.INVOICE)
    fields = models.JSONField(default=dict)
    layout = models.JSONField(default=dict)
    language = models.CharField(max_length=2, default="en")
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = TenantManager["Template"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "customer", "name"], name="template_name_once")]


class TemplateFile(File):
    """A file of a template: it goes with each invoice made from it."""

    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="files")

    objects = TenantManager["TemplateFile"]()
