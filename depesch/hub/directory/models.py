"""Participants of the network (public) and customers (a company's own cards)."""

from __future__ import annotations

import uuid

from django.db import models

from depesch.hub.tenancy.models import Company, TenantManager


class Participant(models.Model):
    """Somebody in the network. Public: name, identifiers, what it takes. `company` when it lives on this hub."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2)
    language = models.CharField(max_length=2, default="en")
    company = models.OneToOneField(Company, null=True, on_delete=models.PROTECT, related_name="participant")
    left_network_at = models.DateTimeField(null=True)


class ParticipantIdentifier(models.Model):
    """One identifier of a participant: scheme by the EAS code list, canonical value."""

    id = models.BigAutoField(primary_key=True)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=4)
    value = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "value"], name="identifier_once")]


class Capability(models.Model):
    """What a participant takes over a channel: the format it chose, the best first (lowest rank)."""

    id = models.BigAutoField(primary_key=True)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="capabilities")
    channel = models.CharField(max_length=40)
    syntax = models.CharField(max_length=40)
    rank = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["participant", "channel"], name="capability_once")]


class Customer(models.Model):
    """A company's own card of a receiver: how to reach it, in which language, over which run."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    participant = models.ForeignKey(Participant, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    folder = models.CharField(max_length=100, blank=True)
    language = models.CharField(max_length=2, default="en")
    country = models.CharField(max_length=2, blank=True)
    syntax = models.CharField(max_length=40, blank=True)  # the format wanted where the channel leaves a choice
    run = models.JSONField(default=list)  # names of channels, the first first; empty: the company's default run
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TenantManager["Customer"]()


class CustomerIdentifier(models.Model):
    """By what a document's buyer is recognised as this customer: participant id, organisation, VAT or own number."""

    id = models.BigAutoField(primary_key=True)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=10)  # EAS code, "vat", or "customer" for the sender's own number
    value = models.CharField(max_length=60)

    objects = TenantManager["CustomerIdentifier"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "scheme", "value"], name="customer_identifier_once")]


class ChannelSettings(models.Model):
    """A company's settings of one channel: sealed JSON, as the channel's `Settings` struct decodes it."""

    id = models.BigAutoField(primary_key=True)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=40)
    sealed = models.TextField(blank=True)  # encrypted JSON, for secrets stand in it; empty: the channel's defaults
    rank = models.PositiveSmallIntegerField(default=0)  # place in the company's default run
    enabled = models.BooleanField(default=True)

    objects = TenantManager["ChannelSettings"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "channel"], name="channel_settings_once")]


class RulePack(models.Model):
    """One version of what a company demands of documents to it; rows are only added, the latest one counts.

    Whoever sends to the company may read it for that, by the key that `rule_packs` turns; see the row security.
    """

    id = models.BigAutoField(primary_key=True)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    content = models.TextField(blank=True)  # the pack as JSON in its one form; empty: from here on nothing is demanded
    made_by = models.CharField(max_length=200)  # the history's actor
    made_at = models.DateTimeField()

    objects = TenantManager["RulePack"]()
    of_receivers = models.Manager["RulePack"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "version"], name="rule_pack_version_once")]
