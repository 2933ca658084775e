"""The rules of Peppol BIS Billing 3.0 itself, in CII."""

from __future__ import annotations

from depesch.rules import Rule
from depesch.rules.billing.header import business_process
from depesch.rules.billing.making import PEPPOL_CII

CII_CORE: tuple[Rule, ...] = (business_process(PEPPOL_CII),)
