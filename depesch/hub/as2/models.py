"""A company's AS2 name and certificates, its partners and theirs, the messages both ways, and the receipts."""

from __future__ import annotations

import uuid

from django.db import models

from depesch.channels import SendMode
from depesch.hub.tenancy.models import Company, TenantManager


class As2Station(models.Model):
    """Under which AS2 name the company is written to; unique on the hub, whose one address is told apart by it."""

    tenant = models.OneToOneField(Company, primary_key=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=128, unique=True)

    objects = TenantManager["As2Station"]()


class As2OwnCertificate(models.Model):
    """A certificate of the company's own. New: partners are given it; chosen: it signs; chosen earlier: what is
    encrypted to it is still read, until it is retired.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    pem = models.TextField()
    fingerprint = models.CharField(max_length=64)
    sealed_key = models.TextField()  # emptied when it is retired
    not_after = models.DateTimeField()
    made_at = models.DateTimeField()
    chosen_at = models.DateTimeField(null=True)  # the latest one signs
    retired_at = models.DateTimeField(null=True)
    warned_days = models.PositiveSmallIntegerField(null=True)  # 60, 30 or 7: the last warning that was written

    objects = TenantManager["As2OwnCertificate"]()


class As2Partner(models.Model):
    """A system that hands the company's documents over by AS2, and what was agreed with it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=100)
    name = models.CharField(max_length=128)  # its AS2 name
    url = models.CharField(max_length=500, blank=True)  # where it is written to: test messages, and its host's receipts
    receipt_url = models.CharField(max_length=500, blank=True)  # where later receipts go as well
    must_be_signed = models.BooleanField(default=True)
    must_be_encrypted = models.BooleanField(default=True)
    takes_sha1 = models.BooleanField(default=False)
    takes_3des = models.BooleanField(default=False)
    send_mode = models.CharField(max_length=20, default=SendMode.PRODUCTION.value)  # of all that it hands over
    enabled = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    objects = TenantManager["As2Partner"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "name"], name="as2_partner_once", condition=models.Q(removed_at=None)
            )
        ]


class As2PartnerCertificate(models.Model):
    """A certificate that a partner signs with; several at once while one follows the other."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(As2Partner, on_delete=models.PROTECT, related_name="certificates")
    pem = models.TextField()
    fingerprint = models.CharField(max_length=64)
    not_after = models.DateTimeField()
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    warned_days = models.PositiveSmallIntegerField(null=True)

    objects = TenantManager["As2PartnerCertificate"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "fingerprint"], name="as2_certificate_once", condition=models.Q(removed_at=None)
            )
        ]


class As2Delivery(models.TextChoices):
    """Where the receipt for a message is."""

    NONE = "none"  # none was asked for
    ANSWERED = "answered"  # it went into the answer
    WAITING = "waiting"  # ours: it is sent later, and has a time
    SENT = "sent"  # the partner's server took it
    FAILED = "failed"  # every try in three days came to nothing


class As2Message(models.Model):
    """A message of a partner's: what became of it, and its receipt byte for byte, for a repeat gets the same one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(As2Partner, on_delete=models.PROTECT, related_name="messages")
    message_id = models.CharField(max_length=1000)
    came_at = models.DateTimeField()
    fault = models.CharField(max_length=40, blank=True)  # of `exchange.as2.faults`; empty: it was taken
    detail = models.CharField(max_length=500, blank=True)  # for the company, never for the partner
    mic = models.CharField(max_length=200, blank=True)
    document_ids = models.JSONField(default=list)
    repeats = models.PositiveIntegerField(default=0)  # how often it came again
    receipt_headers = models.JSONField(default=dict)
    receipt_body = models.BinaryField(default=bytes)
    receipt = models.CharField(max_length=10, choices=As2Delivery.choices)
    receipt_url = models.CharField(max_length=500, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    try_at = models.DateTimeField(null=True)

    objects = TenantManager["As2Message"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partner", "message_id"], name="as2_message_once")]
        indexes = [
            models.Index(fields=["try_at", "id"], name="as2_receipt_due", condition=models.Q(receipt="waiting")),
            models.Index(fields=["tenant", "partner", "-came_at"], name="as2_message_of_partner"),
        ]


class As2Sent(models.Model):
    """A message of ours, noted before its first byte, so that its receipts are known when they come."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    message_id = models.CharField(max_length=1000)
    parcel_id = models.CharField(max_length=200, blank=True)  # of the document's attempt; empty: a test message
    to = models.CharField(max_length=128)  # the AS2 name
    sent_at = models.DateTimeField()
    # of a test message alone: to whom, and what came of it
    partner = models.ForeignKey(As2Partner, null=True, on_delete=models.PROTECT, related_name="tests")
    state = models.CharField(max_length=20, blank=True)  # waiting, or a verdict of `exchange.as2.judging`
    detail = models.CharField(max_length=500, blank=True)
    try_at = models.DateTimeField(null=True)

    objects = TenantManager["As2Sent"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "message_id"], name="as2_sent_once")]
        indexes = [models.Index(fields=["try_at", "id"], name="as2_test_due", condition=models.Q(state="waiting"))]


class As2Receipt(models.Model):
    """A receipt that came for a message of ours, byte for byte; what it is worth, its reader judges."""

    id = models.BigAutoField(primary_key=True)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    sent = models.ForeignKey(As2Sent, on_delete=models.PROTECT, related_name="receipts")
    headers = models.JSONField()
    body = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    came_at = models.DateTimeField()

    objects = TenantManager["As2Receipt"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sent", "sha256"], name="as2_receipt_once")]
