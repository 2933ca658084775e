"""The rules of Peppol BIS Billing 3.0 itself, in UBL."""

from __future__ import annotations

from depesch.rules import Rule
from depesch.rules.billing.header import business_process, buyer_address, seller_address
from depesch.rules.billing.making import PEPPOL_UBL

CORE: tuple[Rule, ...] = (
    business_process(PEPPOL_UBL),
    buyer_address(PEPPOL_UBL),
    seller_address(PEPPOL_UBL),
)
