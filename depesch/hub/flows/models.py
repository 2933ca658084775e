"""A document (what), its delivery (to whom, the run, the state) and the attempts (one per try and channel: evidence)."""

from __future__ import annotations

import uuid

from django.db import models

from depesch.hub.tenancy.models import Company, TenantManager


class Direction(models.TextChoices):
    """Whether the company sends or receives the document."""

    OUT = "out"
    IN = "in"


class DocumentState(models.TextChoices):
    """Where a document is. Every state has an owner and a way out; see docs/words.md."""

    RECEIVED = "received"  # ours to process; acknowledged to the one who handed it over
    REFUSED = "refused"  # the sender's to correct: unreadable, broken rules, duplicate, unknown receiver
    SENDING = "sending"  # ours: a delivery is under way
    WAITING = "waiting"  # ours: a try failed for a passing reason, the next has a time
    UNCERTAIN = "uncertain"  # the operator's: handed over perhaps, the receiver's side is asked
    DELIVERED = "delivered"  # done: the receiver's side gave a receipt
    UNDELIVERABLE = "undeliverable"  # the sender's: every channel of the run said no
    CANCELLED = "cancelled"  # done: withdrawn before hand-over
    CERTIFIED = "certified"  # done: certification mode, nothing left the hub
    ARRIVED = "arrived"  # incoming: the receiver's to work on


class Document(models.Model):
    """An invoice or credit note of one company, as sender or as receiver (each has its own row)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    direction = models.CharField(max_length=3, choices=Direction.choices)
    state = models.CharField(max_length=20, choices=DocumentState.choices)
    state_since = models.DateTimeField()
    send_mode = models.CharField(max_length=20, default="production")
    route_in = models.CharField(max_length=20)  # api, console, portal, network
    file_name = models.CharField(max_length=255, blank=True)
    original_sha256 = models.CharField(max_length=64)
    submitted_by = models.CharField(max_length=200)  # the history's actor
    received_at = models.DateTimeField()
    # what the reading found; empty until processed or when unreadable
    syntax = models.CharField(max_length=40, blank=True)
    type_code = models.CharField(max_length=10, blank=True)
    number = models.CharField(max_length=200, blank=True)
    issue_date = models.DateField(null=True)
    due_date = models.DateField(null=True)
    seller_name = models.CharField(max_length=300, blank=True)
    seller_key = models.CharField(max_length=100, blank=True)  # identifier by which duplicates are known
    buyer_name = models.CharField(max_length=300, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    amount_due = models.DecimalField(max_digits=30, decimal_places=10, null=True)
    search_text = models.TextField(blank=True)  # names, numbers, references: full text and trigram index
    # why it is refused or stands still: a stable code, and the findings as msgspec JSON of Issue values
    problem_code = models.CharField(max_length=60, blank=True)
    findings = models.JSONField(default=list)
    # incoming: the parcel's id, once per company
    message_id = models.CharField(max_length=200, null=True)
    customer_id = models.UUIDField(null=True)

    objects = TenantManager["Document"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "message_id"], name="parcel_once")]
        indexes = [
            models.Index(fields=["tenant", "direction", "state", "-received_at", "-id"], name="document_list"),
            models.Index(fields=["tenant", "number"], name="document_number"),
        ]


class IdempotencyKey(models.Model):
    """A client's key of one submission: the same key gives the same document, other bytes under it are refused."""

    id = models.BigAutoField(primary_key=True)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=200)
    request_sha256 = models.CharField(max_length=64)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TenantManager["IdempotencyKey"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "key"], name="idempotency_once")]


class Delivery(models.Model):
    """A document's way to one receiver: the run that was planned and where it stands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="deliveries")
    run = models.JSONField(default=list)  # planned steps: channel, syntax, why; a pure function made them
    step = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=20, choices=DocumentState.choices)
    try_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    channel = models.CharField(max_length=40, blank=True)  # the one that delivered it

    objects = TenantManager["Delivery"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "document"], name="delivery_once")]


class Attempt(models.Model):
    """One try over one channel. The row with its message id is committed before the first byte leaves."""

    id = models.BigAutoField(primary_key=True)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    step = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=40)
    message_id = models.CharField(max_length=200)  # the same for every try of one step
    syntax = models.CharField(max_length=40, blank=True)
    sent_sha256 = models.CharField(max_length=64, blank=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # null: under way, or the process died: then ask, do not resend blindly
    outcome = models.CharField(max_length=20, blank=True)  # delivered, try_later, refused, unknown
    code = models.CharField(max_length=60, blank=True)
    detail = models.TextField(blank=True)
    receipt_sha256 = models.CharField(max_length=64, blank=True)

    objects = TenantManager["Attempt"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["delivery", "number"], name="attempt_number_once")]
