"""The registers that coding needs, and the codings themselves.

A saved coding is never changed: saving again adds a version, and its parts with it. A ledger entry can therefore refer
to the very version that it was made from. The document is named by its id alone, since it belongs to a higher layer.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models.functions import Lower

from depesch.hub.tenancy.models import Company, TenantManager


class LedgerAccount(models.Model):
    """One account of the company's chart. It is closed rather than removed: saved codings and entries refer to it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=20)  # letters and digits, as the company's accounting system has it
    name = models.CharField(max_length=100)
    is_active = models.BooleanField(default=True)

    objects = TenantManager["LedgerAccount"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "number"], name="ledger_account_once")]


class Supplier(models.Model):
    """Somebody whose invoices the company gets, known by the numbers on them; all numbers in compact form."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2)
    organisation_number = models.CharField(max_length=40, blank=True)
    # not unique, either of them: a factoring company's account serves many, and a VAT group shares one number
    bankgiro = models.CharField(max_length=9, blank=True)  # with its hyphen
    vat_number = models.CharField(max_length=40, blank=True)
    purchase_account = models.ForeignKey(LedgerAccount, null=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)  # codings refer to it still

    objects = TenantManager["Supplier"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "country", "organisation_number"],
                condition=models.Q(removed_at=None) & ~models.Q(organisation_number=""),
                name="supplier_once",
            )
        ]
        indexes = [
            models.Index(fields=["tenant", "organisation_number"], name="supplier_organisation"),
            models.Index(fields=["tenant", "bankgiro"], name="supplier_bankgiro"),
            models.Index(fields=["tenant", "vat_number"], name="supplier_vat"),
            models.Index(fields=["tenant", "name", "id"], name="supplier_name"),
        ]


class Article(models.Model):
    """One of the company's own articles: its own number for something that it buys, and where the cost goes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    gtin = models.CharField(max_length=14, blank=True)
    cost_account = models.ForeignKey(LedgerAccount, null=True, on_delete=models.PROTECT, related_name="+")

    objects = TenantManager["Article"]()

    class Meta:
        constraints = [models.UniqueConstraint("tenant", Lower("number"), name="article_once")]


class ArticleSupplier(models.Model):
    """That an article is bought from a supplier; one article may have several."""

    id = models.BigAutoField(primary_key=True)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="suppliers")
    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="articles")

    objects = TenantManager["ArticleSupplier"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["supplier", "article"], name="article_supplier_once")]


class Coding(models.Model):
    """The coding of one document, once somebody saved it; before that there is a proposal, which is not stored."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    document_id = models.UUIDField()
    supplier = models.ForeignKey(Supplier, null=True, on_delete=models.PROTECT, related_name="+")
    currency = models.CharField(max_length=3, blank=True)  # BT-5; every amount is in it
    version = models.PositiveIntegerField(default=0)  # the number of the one that counts

    objects = TenantManager["Coding"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "document_id"], name="coding_once")]


class CodingVersion(models.Model):
    """A coding as somebody saved it."""

    id = models.BigAutoField(primary_key=True)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    coding = models.ForeignKey(Coding, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    rows_sha256 = models.CharField(max_length=64)  # of the rows that were coded: paper may be read through anew
    saved_by = models.CharField(max_length=200)  # the history's actor
    saved_at = models.DateTimeField()

    objects = TenantManager["CodingVersion"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["coding", "number"], name="coding_version_once")]


class CodingPart(models.Model):
    """What of one row goes to one account. The parts of a row add up to the row's amount, to the last digit."""

    id = models.BigAutoField(primary_key=True)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(CodingVersion, on_delete=models.PROTECT, related_name="parts")
    row = models.PositiveIntegerField()  # the row's place in the document, from 0
    part = models.PositiveSmallIntegerField()
    account = models.ForeignKey(LedgerAccount, on_delete=models.PROTECT, related_name="+")
    amount = models.DecimalField(max_digits=30, decimal_places=10)  # without VAT; negative for what lowers the cost
    reason = models.CharField(max_length=20)  # how the account came there (`proposing.Origin`)

    objects = TenantManager["CodingPart"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "row", "part"], name="coding_part_once")]


class CodingMemory(models.Model):
    """The account that was saved last for what one supplier sold: by its article number, or by the line's text."""

    id = models.BigAutoField(primary_key=True)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=210)  # of `rows.memory_keys`
    account = models.ForeignKey(LedgerAccount, on_delete=models.PROTECT, related_name="+")
    document_id = models.UUIDField()
    saved_at = models.DateTimeField()

    objects = TenantManager["CodingMemory"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "supplier", "key"], name="coding_memory_once")]
