"""A buyer's words on a document, given and got."""

from __future__ import annotations

import uuid

from django.db import models

from depesch.hub.flows.models.documents import BusinessStatus, Document
from depesch.hub.tenancy.models import Company, TenantManager


class AnswerState(models.TextChoices):
    """Where a buyer's word on an invoice is."""

    WAITING = "waiting"  # ours: it is carried to the sender
    ARRIVED = "arrived"  # the sender has it
    POSTED = "posted"  # a mail to the sender is on its way; what became of it, the letters know
    NO_WAY = "no_way"  # it stays here: the sender has no address that we could write to


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
