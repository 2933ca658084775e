"""How a company's documents are checked before they are sent."""

from __future__ import annotations

from django.db import models

from depesch.hub.tenancy.models import Company, TenantManager


class SendingSettings(models.Model):
    """How a company's documents are checked before they are sent; without a row, the defaults hold."""

    tenant = models.OneToOneField(Company, primary_key=True, on_delete=models.PROTECT, related_name="+")
    duplicate_control = models.BooleanField(default=True)
    fiscal_year_starts = models.PositiveSmallIntegerField(default=1)  # month; numbers are unique within a fiscal year
    four_eyes = models.BooleanField(default=False)  # what one person wrote in the form, another approves
    # a print that was read for certain is sent by itself; without it, a person goes through every one
    certain_prints = models.BooleanField(default=False, db_default=False)

    objects = TenantManager["SendingSettings"]()
