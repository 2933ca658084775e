"""Logins of a company's own systems, the keys and certificates they come with, and where they have come from."""

from __future__ import annotations

import uuid

from django.db import models

from depesch.channels import SendMode
from depesch.hub.tenancy.models import Company, TenantManager


class Protocol(models.TextChoices):
    """What a login may be used over."""

    SFTP = "sftp"
    FTP = "ftp"
    DROP = "drop"  # HTTPS


class DirectLogin(models.Model):
    """How one system of a company comes in. The password is 256 random bits of ours; only its SHA-256 is stored."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=64, unique=True)  # the user name, in lower case; never given out a second time
    description = models.CharField(max_length=100, blank=True)
    protocols = models.JSONField(default=list)  # values of Protocol
    may_send = models.BooleanField(default=True)
    may_collect = models.BooleanField(default=True)
    send_mode = models.CharField(max_length=20, default=SendMode.PRODUCTION.value)  # of all it hands over and collects
    syntax = models.CharField(max_length=40, blank=True)  # target it collects in; empty: as it arrived
    password_digest = models.CharField(max_length=64, blank=True)  # empty: there is none
    plain_ftp = models.BooleanField(default=False)  # FTP without TLS: password and invoices in the clear
    # how long an invoice put over SFTP or FTP waits for attachments that are put after it, in minutes; 0: not at all
    attachments_wait_min = models.PositiveSmallIntegerField(default=0, db_default=0)
    networks = models.JSONField(default=list)  # 203.0.113.0/24, ...; empty: from anywhere
    made_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    last_address = models.CharField(max_length=45, blank=True)
    last_protocol = models.CharField(max_length=10, blank=True)
    revoked_at = models.DateTimeField(null=True)

    objects = TenantManager["DirectLogin"]()


class LoginKey(models.Model):
    """An SSH public key that a login may come with; several, so that one can follow the other."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    login = models.ForeignKey(DirectLogin, on_delete=models.PROTECT, related_name="keys")
    kind = models.CharField(max_length=50)  # ssh-ed25519, ssh-rsa, ...
    bits = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=60)  # SHA256:..., as ssh-keygen shows it
    comment = models.CharField(max_length=100, blank=True)
    added_at = models.DateTimeField()

    objects = TenantManager["LoginKey"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["login", "fingerprint"], name="login_key_once")]


class LoginCertificate(models.Model):
    """A client certificate that a login may come with, known by its SHA-256. Without its PEM, the rest is unknown."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    login = models.ForeignKey(DirectLogin, on_delete=models.PROTECT, related_name="certificates")
    fingerprint = models.CharField(max_length=64)  # SHA-256 of the DER, in small hexadecimal digits
    subject = models.CharField(max_length=255, blank=True)
    issuer = models.CharField(max_length=255, blank=True)
    expires_at = models.DateTimeField(null=True)
    added_at = models.DateTimeField()

    objects = TenantManager["LoginCertificate"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["login", "fingerprint"], name="login_certificate_once")]


class LoginAddress(models.Model):
    """A network address that a login has come from: an IPv4 address, or the first 64 bits of an IPv6 one."""

    id = models.BigAutoField(primary_key=True)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    login = models.ForeignKey(DirectLogin, on_delete=models.PROTECT, related_name="addresses")
    address = models.CharField(max_length=45)
    first_at = models.DateTimeField()

    objects = TenantManager["LoginAddress"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["login", "address"], name="login_address_once")]


class HeldFile(models.Model):
    """A file that a login put and that waits: an attachment for its invoice, an invoice for its attachments."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    login = models.ForeignKey(DirectLogin, on_delete=models.PROTECT, related_name="held")
    name = models.CharField(max_length=255)  # as it was put
    stem = models.CharField(max_length=255)  # the name without its suffix: what goes together has the same
    is_invoice = models.BooleanField(default=False)
    sha256 = models.CharField(max_length=64)  # of its bytes, in the archive
    size = models.BigIntegerField()
    route = models.CharField(max_length=20)  # sftp, ftp
    put_at = models.DateTimeField()
    due_at = models.DateTimeField()  # an invoice is handed over then, an attachment has waited in vain
    tries = models.PositiveSmallIntegerField(default=0, db_default=0)  # to release it, that a fault of ours stopped

    objects = TenantManager["HeldFile"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["login", "name"], name="held_file_once")]
        indexes = [
            models.Index(fields=["due_at", "id"], name="held_file_due"),
            models.Index(fields=["login", "stem"], name="held_file_stem"),
        ]
