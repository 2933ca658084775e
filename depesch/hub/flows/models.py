"""A document (what), its delivery (to whom, the run, the state), the attempts (one per try and channel: evidence)."""

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


class Delivery(models.Model):
    """A document's way to one receiver: the run that was planned and where it stands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="deliveries")
    run = models.JSONField(default=list)  # planned steps: channel, syntax, why; a pure function made them
    skipped = models.JSONField(default=list)  # channels that the plan left out, with the reason
    taken = models.JSONField(null=True)  # which of the company's runs, and why (`run_rules.TakenRun`); null: none yet
    recipient = models.JSONField(default=dict)  # who is to have it, as the directory knew them when it was planned
    step = models.PositiveSmallIntegerField(default=0)
    step_since = models.DateTimeField(null=True)  # when the present step began; it is given up after some days
    state = models.CharField(max_length=20, choices=DocumentState.choices)
    tries = models.PositiveSmallIntegerField(default=0)  # of the present step that failed for a passing reason
    turn = models.PositiveIntegerField(default=0)  # goes up with each job, so that one try never has two
    try_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    channel = models.CharField(max_length=40, blank=True)  # the one that delivered it

    objects = TenantManager["Delivery"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "document"], name="delivery_once")]
        indexes = [models.Index(fields=["tenant", "channel", "document"], name="delivery_channel")]


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
    rendering_sha256 = models.CharField(max_length=64, blank=True)
    repeat = models.BooleanField(default=False)  # sent again under an id whose fate was unknown
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # null: under way, or the process died: then ask, do not resend blindly
    outcome = models.CharField(max_length=20, blank=True)  # delivered, try_later, refused, unknown
    code = models.CharField(max_length=60, blank=True)
    detail = models.TextField(blank=True)
    receipt_sha256 = models.CharField(max_length=64, blank=True)
    lost = models.JSONField(null=True)  # what the conversion left behind (`lost.Lost`); null: nothing
    left_out = models.JSONField(null=True)  # names of files that the channel could not take along; null: none

    objects = TenantManager["Attempt"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["delivery", "number"], name="attempt_number_once")]


class BringingState(models.TextChoices):
    """Where the bringing of an incoming document to the company's own server is."""

    WAITING = "waiting"  # ours: the next try has a time
    UNCERTAIN = "uncertain"  # ours: perhaps it is there, the server is asked
    BROUGHT = "brought"  # the server has it
    STOPPED = "stopped"  # the company's: the server said no, or the settings have to be corrected
    ENDED = "ended"  # not needed any more: somebody said so, or it was collected another way


class Bringing(models.Model):
    """An incoming document on its way to the company's own server; made in the transaction in which it arrives."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="bringing")
    state = models.CharField(max_length=10, choices=BringingState.choices, default=BringingState.WAITING)
    state_since = models.DateTimeField()
    since = models.DateTimeField()  # when it was begun, or begun anew by hand; after some days it is given up
    tries = models.PositiveSmallIntegerField(default=0)  # in a row that came to nothing
    try_at = models.DateTimeField(null=True)
    copies = models.PositiveSmallIntegerField(default=0)  # brought before, and once more by hand: under another id
    # what the present tries bring, and over which channel; empty before the first
    channel = models.CharField(max_length=40, blank=True)
    message_id = models.CharField(max_length=200, blank=True)
    syntax = models.CharField(max_length=40, blank=True)
    sent_sha256 = models.CharField(max_length=64, blank=True)
    rendering_sha256 = models.CharField(max_length=64, blank=True)
    code = models.CharField(max_length=60, blank=True)  # why it waits or stands still
    detail = models.TextField(blank=True)

    objects = TenantManager["Bringing"]()

    class Meta:
        indexes = [
            models.Index(
                fields=["try_at"], name="bringing_due", condition=models.Q(state__in=["waiting", "uncertain"])
            ),
            models.Index(fields=["tenant", "state", "-state_since"], name="bringing_list"),
        ]


class BringingTry(models.Model):
    """One try to bring a document, or one question about it. Committed before the first byte leaves."""

    id = models.BigAutoField(primary_key=True)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    bringing = models.ForeignKey(Bringing, on_delete=models.PROTECT, related_name="attempts")
    channel = models.CharField(max_length=40)
    message_id = models.CharField(max_length=200)
    asks = models.BooleanField(default=False)  # whether an earlier try arrived; nothing is sent
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # null: under way, or the process died: then ask, do not resend blindly
    outcome = models.CharField(max_length=20, blank=True)  # delivered, try_later, refused, unknown
    code = models.CharField(max_length=60, blank=True)
    detail = models.TextField(blank=True)
    receipt_sha256 = models.CharField(max_length=64, blank=True)

    objects = TenantManager["BringingTry"]()

    class Meta:
        indexes = [models.Index(fields=["bringing", "-id"], name="bringing_tries")]


class SendingSettings(models.Model):
    """How a company's documents are checked before they are sent; without a row, the defaults hold."""

    tenant = models.OneToOneField(Company, primary_key=True, on_delete=models.PROTECT, related_name="+")
    duplicate_control = models.BooleanField(default=True)
    fiscal_year_starts = models.PositiveSmallIntegerField(default=1)  # month; numbers are unique within a fiscal year
    four_eyes = models.BooleanField(default=False)  # what one person wrote in the form, another approves
    # a print that was read for certain is sent by itself; without it, a person goes through every one
    certain_prints = models.BooleanField(default=False, db_default=False)

    objects = TenantManager["SendingSettings"]()


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


class AnswerState(models.TextChoices):
    """Where a buyer's word on an invoice is."""

    WAITING = "waiting"  # ours: it is carried to the sender
    ARRIVED = "arrived"  # the sender has it
    POSTED = "posted"  # a mail to the sender is on its way; what became of it, the letters know
    NO_WAY = "no_way"  # it stays here: the sender has no address that we could write to


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


class BusinessAnswer(models.Model):
    """One word of a buyer on one document, as Peppol's Invoice Response has it: given by us, or got from the buyer.

    Both sides have a row of their own with the same `answer_id`; the one given is the outbox of what is still to be
    carried over, since two companies' histories are never written in one transaction.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="answers")
    answer_id = models.UUIDField()
    is_given = models.BooleanField()  # True: our own word on what we received
    status = models.CharField(max_length=30, choices=BusinessStatus.choices)
    reason_code = models.CharField(max_length=20, blank=True)  # OPStatusReason, or PPD for a part of the payment
    text = models.TextField(blank=True)  # in the buyer's own words
    said_by = models.CharField(max_length=200)  # the history's actor; a name where the buyer said it
    said_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)  # of the Invoice Response in the archive
    route = models.CharField(max_length=10, blank=True)  # hub, mail; empty: no way
    state = models.CharField(max_length=10, choices=AnswerState.choices)
    to_company = models.UUIDField(null=True)  # the sender's, when it lives on this hub, and its document
    to_document = models.UUIDField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    try_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = TenantManager["BusinessAnswer"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "answer_id"], name="answer_once")]
        indexes = [models.Index(fields=["try_at"], name="answer_due", condition=models.Q(state="waiting"))]


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


class CompanyNumbers(models.Model):
    """What the operator's cockpit shows of a company: counted by a round, read by those who run the hub alone.

    Row security lets nobody else see a row; they are written by `flows_count_companies_v1`.
    """

    company = models.OneToOneField(Company, primary_key=True, on_delete=models.CASCADE, related_name="+")
    sent_30_days = models.PositiveIntegerField(default=0)
    received_30_days = models.PositiveIntegerField(default=0)
    last_document_at = models.DateTimeField(null=True)
    # its habit: in the eight weeks before its last production document
    last_sent_at = models.DateTimeField(null=True)
    sending_days = models.PositiveSmallIntegerField(default=0)
    longest_gap_days = models.PositiveSmallIntegerField(default=0)  # between two days on which it sent
    counted_at = models.DateTimeField()


class ServerCertificate(models.Model):
    """The certificate that a server showed when it was last looked at: the mail server's, the portal's own."""

    name = models.CharField(primary_key=True, max_length=20)  # mail, portal
    host = models.CharField(max_length=255)
    port = models.PositiveIntegerField()
    subject = models.CharField(max_length=255, blank=True)
    issuer = models.CharField(max_length=255, blank=True)
    expires_at = models.DateTimeField(null=True)
    looked_at = models.DateTimeField()
    fault = models.CharField(max_length=300, blank=True)  # why none could be seen
