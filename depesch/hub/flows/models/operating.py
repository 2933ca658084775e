"""What those who run the hub see: each company's numbers, the servers' certificates."""

from __future__ import annotations

from django.db import models

from depesch.hub.tenancy.models import Company


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
