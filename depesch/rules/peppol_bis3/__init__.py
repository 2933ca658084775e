"""Peppol BIS Billing 3.0: invoices and credit notes in UBL, self-billing, and its CII form, with the national rules.

Source: OpenPeppol, validation artefacts of BIS Billing 3.0, 2026.5 (UBL, self-billing) and 3.0.19 (CII).
"""

from __future__ import annotations

from collections.abc import Callable

from depesch.model.invoice import Invoice
from depesch.rules import RuleSet
from depesch.rules.billing.xpath import normalised
from depesch.rules.peppol_bis3.cii import CII_CORE
from depesch.rules.peppol_bis3.core import BILLING_RULES, SELF_BILLING_RULES
from depesch.rules.peppol_bis3.document import BILLING as BILLING_SPECIFICATION
from depesch.rules.peppol_bis3.document import SELF_BILLING as SELF_BILLING_SPECIFICATION
from depesch.rules.peppol_bis3.german import GERMAN
from depesch.rules.peppol_bis3.national import CII_RULES, UBL_RULES


def _claims(specification: str, syntax: str) -> Callable[[Invoice, str], bool]:
    """Return whether an invoice in the syntax says that it follows the specification or one that builds on it."""

    def applies(invoice: Invoice, found: str) -> bool:
        return found == syntax and normalised(invoice.specification).startswith(specification)

    return applies


BILLING = RuleSet(
    name="peppol_bis3",
    version="2026.5",
    title="Peppol BIS Billing 3.0",
    source="OpenPeppol, BIS Billing 3.0, release 2026.5",
    in_force_from=None,
    applies_to=_claims(BILLING_SPECIFICATION, "ubl21"),
    rules=(*BILLING_RULES, *UBL_RULES, *GERMAN),
)
SELF_BILLING = RuleSet(
    name="peppol_bis3_selfbilling",
    version="2026.5",
    title="Peppol BIS Self-Billing 3.0",
    source="OpenPeppol, BIS Self-Billing 3.0, release 2026.5",
    in_force_from=None,
    applies_to=_claims(SELF_BILLING_SPECIFICATION, "ubl21"),
    rules=SELF_BILLING_RULES,
)
CII = RuleSet(
    name="peppol_bis3_cii",
    version="3.0.19",
    title="Peppol BIS Billing 3.0 in CII",
    source="OpenPeppol, BIS Billing 3.0 for CII, release 3.0.19",
    in_force_from=None,
    applies_to=_claims(BILLING_SPECIFICATION, "cii_d16b"),
    rules=(*CII_CORE, *CII_RULES),
)
RULES = (BILLING, SELF_BILLING, CII)
