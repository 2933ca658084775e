"""A document: what was handed over or came in, and where it is."""

from __future__ import annotations

import uuid

from django.contrib.postgres.indexes import GinIndex, OpClass
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
    FAILED = "failed"  # the operator's: a fault of ours stopped it again and again; it can be tried anew
    UNDELIVERABLE = "undeliverable"  # the sender's: every channel of the run said no
    CANCELLED = "cancelled"  # done: withdrawn before hand-over
    CERTIFIED = "certified"  # done: certification mode, nothing left the hub
    UNPACKED = "unpacked"  # done: the file held several documents, and each goes its own way
    ARRIVED = "arrived"  # incoming: the receiver's to work on


class BusinessStatus(models.TextChoices):
    """What the receiver's people made of a document. Source: Peppol BIS Invoice Response 3, code list UNCL4343."""

    ACKNOWLEDGED = "acknowledged"  # AB: it is there and readable
    IN_PROCESS = "in_process"  # IP
    UNDER_QUERY = "under_query"  # UQ: the receiver asks something first
    CONDITIONALLY_ACCEPTED = "conditionally_accepted"  # CA
    REJECTED = "rejected"  # RE
    APPROVED = "approved"  # AP
    PAID = "paid"  # PD


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
    # taken while the document counts as issued; released by refusal, withdrawal and "undeliverable"
    duplicate_key = models.CharField(max_length=64, null=True)
    duplicate_allowed = models.BooleanField(default=False)  # the sender said: send it although the number was used
    search_text = models.TextField(blank=True)  # names, numbers, references: full text and trigram index
    # why it is refused or stands still: a stable code, and the findings as msgspec JSON of Issue values
    problem_code = models.CharField(max_length=60, blank=True)
    problem_values = models.JSONField(default=dict)  # what the words of the code are filled with, texts only
    findings = models.JSONField(default=list)
    # refused, but certain to be acceptable with these changes (`Change` as JSON), which are offered; null: not so
    mending = models.JSONField(null=True)
    # the refused document that this one is the mended form of: one refused document is mended once
    mends = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="mended_by")
    # the file of several documents that this one came in, and where in it: 1, 2, ...
    unpacked_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")
    position = models.PositiveIntegerField(null=True)
    # incoming: the parcel's id, once per company
    message_id = models.CharField(max_length=200, null=True)
    customer_id = models.UUIDField(null=True)
    # what the receiver's people say: incoming, what ours said; outgoing, what was answered (`BusinessStatus`)
    business_status = models.CharField(max_length=30, blank=True)
    business_status_since = models.DateTimeField(null=True)
    # incoming: worked on to the end; then it is no longer among the unprocessed ones. Outgoing: somebody saw to the
    # error that it has had since `state_since`; a later error counts anew
    processed_at = models.DateTimeField(null=True)
    processed_by = models.CharField(max_length=200, blank=True)
    # incoming: a program of the company's has it and said so; then it is no longer handed out
    collected_at = models.DateTimeField(null=True)
    collected_by = models.CharField(max_length=200, blank=True)

    objects = TenantManager["Document"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "message_id"], name="parcel_once"),
            models.UniqueConstraint(fields=["tenant", "duplicate_key"], name="issued_once"),
            models.UniqueConstraint(fields=["unpacked_from", "position"], name="unpacked_once"),
        ]
        indexes = [
            # one for each view of the list, in the order that it is shown; the conditions are VIEWS in queries.py
            models.Index(
                fields=["tenant", "-received_at", "-id"], name="document_received", condition=models.Q(direction="in")
            ),
            models.Index(
                fields=["tenant", "-received_at", "-id"],
                name="document_sent",
                condition=models.Q(direction="out", state__in=["delivered", "certified", "unpacked"]),
            ),
            models.Index(
                fields=["tenant", "-received_at", "-id"],
                name="document_in_progress",
                condition=models.Q(direction="out", state__in=["received", "sending", "waiting", "uncertain"]),
            ),
            models.Index(
                fields=["tenant", "-received_at", "-id"],
                name="document_errors",
                condition=models.Q(direction="out", state__in=["refused", "undeliverable", "failed"]),
            ),
            models.Index(
                fields=["tenant", "-received_at", "-id"],
                name="document_cancelled",
                condition=models.Q(direction="out", state="cancelled"),
            ),
            models.Index(
                fields=["tenant", "-received_at", "-id"],
                name="document_unprocessed",
                condition=models.Q(direction="in", processed_at=None),
            ),
            models.Index(
                fields=["tenant", "due_date", "id"],
                name="document_unprocessed_due",
                condition=models.Q(direction="in", processed_at=None),
            ),
            # what is rare and asked for by a filter; errors that nobody has seen to
            models.Index(
                fields=["tenant", "business_status", "-received_at", "-id"],
                name="document_business_status",
                condition=~models.Q(business_status=""),
            ),
            models.Index(
                fields=["tenant", "send_mode", "-received_at", "-id"],
                name="document_trial",
                condition=~models.Q(send_mode="production"),
            ),
            models.Index(
                fields=["tenant", "-received_at", "-id"],
                name="document_open_error",
                condition=models.Q(direction="out", state__in=["refused", "undeliverable", "failed"])
                & (models.Q(processed_at=None) | models.Q(processed_at__lt=models.F("state_since"))),
            ),
            models.Index(
                fields=["tenant", "received_at", "id"],
                name="document_to_collect",
                condition=models.Q(direction="in", collected_at=None),
            ),
            # parts of words: names, numbers, references
            GinIndex(
                OpClass("tenant", name="uuid_ops"), OpClass("search_text", name="gin_trgm_ops"), name="document_search"
            ),
            # all of them in the order that they came: words that stand in many documents, and the picture of the weeks
            models.Index(
                fields=["tenant", "-received_at", "-id"], name="document_latest", include=["direction", "state"]
            ),
            # what one login handed over: its folders over SFTP and FTP
            models.Index(
                fields=["tenant", "submitted_by", "-received_at", "-id"],
                name="document_submitted_by",
                condition=models.Q(direction="out"),
            ),
            # the same list in another order, and the sweep's question
            models.Index(fields=["tenant", "number", "id"], name="document_number"),
            models.Index(fields=["tenant", "issue_date", "id"], name="document_issue_date"),
            models.Index(fields=["tenant", "due_date", "id"], name="document_due_date"),
            models.Index(fields=["tenant", "amount_due", "id"], name="document_amount"),
            models.Index(
                fields=["tenant", "state", "state_since"],
                name="document_unfinished",
                condition=models.Q(state__in=["received", "sending", "waiting", "uncertain"]),
            ),
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


class ChosenRecipient(models.Model):
    """Whom a person chose as the receiver of one document that leads to nobody by itself."""

    id = models.BigAutoField(primary_key=True)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="chosen_recipient")
    customer_id = models.UUIDField(null=True)
    email = models.EmailField(blank=True)  # goes there by mail, whatever the card says

    objects = TenantManager["ChosenRecipient"]()


class KeptView(models.Model):
    """What a document says, composed for one language, so that its page is not read out of the original at each view.

    Made from the bytes of one hash by the code of one version; anything else is made anew. May be emptied at any time.
    """

    id = models.BigAutoField(primary_key=True)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)  # of the original
    kind = models.CharField(max_length=60)  # which part, in which language and send mode
    version = models.CharField(max_length=64)  # of the code that made it
    content = models.BinaryField()

    objects = TenantManager["KeptView"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "sha256", "kind"], name="kept_view_once")]
