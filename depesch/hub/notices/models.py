"""What each person wants to be told of, and what still is to be told."""

from __future__ import annotations

from django.db import models

from depesch.hub.tenancy.models import Company, TenantManager


class NoticeWish(models.Model):
    """What one person wants to be told of one company; without a row, or for what it leaves out, `RULES` hold."""

    id = models.BigAutoField(primary_key=True)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    user_id = models.UUIDField()
    choices = models.JSONField(default=dict)  # `Way` by `Occasion`
    only_own = models.BooleanField(null=True)  # only documents that the person handed over; null: by role

    objects = TenantManager["NoticeWish"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "user_id"], name="notice_wish_once")]


class Notice(models.Model):
    """One thing to tell one person: written with the change, told by the round, then forgotten."""

    id = models.BigAutoField(primary_key=True)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    user_id = models.UUIDField()
    occasion = models.CharField(max_length=20)
    document_id = models.UUIDField(null=True)
    facts = models.JSONField()  # `facts.Facts`
    is_daily = models.BooleanField()
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    told_alone = models.BooleanField(default=False)  # in a letter of its own, not in one with others

    objects = TenantManager["Notice"]()

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], name="notice_due", condition=models.Q(told_at=None)),
            models.Index(fields=["tenant", "user_id", "made_at"], name="notice_of_person"),
        ]


class ReminderDay(models.Model):
    """The day on which a company's people were last reminded of errors: once a day, whoever goes the round."""

    tenant = models.OneToOneField(Company, primary_key=True, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()

    objects = TenantManager["ReminderDay"]()
