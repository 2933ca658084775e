"""Peppol BIS Billing 3.0: invoices and credit notes in UBL, self-billing, and its CII form, with the national rules.

Source: OpenPeppol, validation artefacts of BIS Billing 3.0, 2026.5 (UBL, self-billing) and 3.0.19 (CII).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from depesch.model.invoice import Invoice
from depesch.rules import Rule, RuleSet
from depesch.rules.billing.xpath import normalised
from depesch.rules.peppol_bis3 import specifications

_MANDATORY = date(2026, 8, 24)  # release notes of 20 May 2026
_BEFORE = "2025.11"
_UBL = frozenset({"ubl21"})


def _claims(specification: str) -> Callable[[Invoice, str], bool]:
    """Return whether an invoice says that it follows the specification or one that builds on it."""

    def applies(invoice: Invoice, syntax: str) -> bool:
        return normalised(invoice.specification).startswith(specification)

    return applies


def _billing() -> tuple[Rule, ...]:
    from depesch.rules.peppol_bis3.core import BILLING_RULES
    from depesch.rules.peppol_bis3.german import GERMAN
    from depesch.rules.peppol_bis3.national import UBL_RULES

    return (*BILLING_RULES, *UBL_RULES, *GERMAN)


def _self_billing() -> tuple[Rule, ...]:
    from depesch.rules.peppol_bis3.core import SELF_BILLING_RULES

    return SELF_BILLING_RULES


def _in_cii() -> tuple[Rule, ...]:
    from depesch.rules.peppol_bis3.cii import CII_CORE
    from depesch.rules.peppol_bis3.national import CII_RULES

    return (*CII_CORE, *CII_RULES)


BILLING = RuleSet(
    name="peppol_bis3",
    version="2026.5",
    title="Peppol BIS Billing 3.0",
    source="OpenPeppol, BIS Billing 3.0, release 2026.5",
    in_force_from=_MANDATORY,
    follows=_BEFORE,
    applies_to=_claims(specifications.BILLING),
    syntaxes=_UBL,
    load=_billing,
)
SELF_BILLING = RuleSet(
    name="peppol_bis3_selfbilling",
    version="2026.5",
    title="Peppol BIS Self-Billing 3.0",
    source="OpenPeppol, BIS Self-Billing 3.0, release 2026.5",
    in_force_from=_MANDATORY,
    follows=_BEFORE,
    applies_to=_claims(specifications.SELF_BILLING),
    syntaxes=_UBL,
    load=_self_billing,
)
CII = RuleSet(
    name="peppol_bis3_cii",
    version="3.0.19",
    title="Peppol BIS Billing 3.0 in CII",
    titles={"sv": "Peppol BIS Billing 3.0 i CII", "nb": "Peppol BIS Billing 3.0 i CII"},
    source="OpenPeppol, BIS Billing 3.0 for CII, release 3.0.19",
    in_force_from=None,
    applies_to=_claims(specifications.BILLING),
    syntaxes=frozenset({"cii_d16b"}),
    load=_in_cii,
)
RULES = (BILLING, SELF_BILLING, CII)
