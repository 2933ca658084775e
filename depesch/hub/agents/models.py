"""The agents of a company, and what each of them said last."""

from __future__ import annotations

import uuid

from django.db import models

from depesch.hub.tenancy.models import Company, TenantManager

SILENT_AFTER_S = 1800  # until the company says otherwise; an agent reports every few minutes


class Agent(models.Model):
    """One agent as one company sees it: who serves several companies from one machine is a row with each of them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    agent_id = models.UUIDField()  # chosen by the agent, once
    machine = models.CharField(max_length=200)
    system = models.CharField(max_length=200, blank=True)
    version = models.CharField(max_length=60)
    started_at = models.DateTimeField()
    accounts = models.JSONField(default=dict)  # `reporting.AccountReport` by the account's name, with `reported_at`
    first_reported_at = models.DateTimeField()
    reported_at = models.DateTimeField()
    silent_after_s = models.PositiveIntegerField(default=SILENT_AFTER_S)  # 0: nobody is told when it falls silent
    silent_since = models.DateTimeField(null=True)  # its last report; set when people were told
    removed_at = models.DateTimeField(null=True)  # taken off the list; it comes back with its next report

    objects = TenantManager["Agent"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "agent_id"], name="agent_once")]
        indexes = [
            models.Index(
                fields=["reported_at"], name="agent_heard", condition=models.Q(removed_at=None, silent_since=None)
            )
        ]
