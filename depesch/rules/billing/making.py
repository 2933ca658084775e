"""How rules that several sets carry are made: the id is Peppol's, the source names the set."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from depesch.model.invoice import Invoice
from depesch.model.issue import Severity
from depesch.rules import Check, Rule, Words

PEPPOL_UBL = "Peppol BIS Billing 3.0, UBL, 2026.5"
PEPPOL_CII = "Peppol BIS Billing 3.0, CII, 3.0.19"
TWO_CENTS = Decimal("0.02")

Mend = Callable[[Invoice], Invoice]


def rule(
    identifier: str,
    source: str,
    terms: str,
    words: Words,
    *checks: Check,
    severity: Severity = Severity.FATAL,
    mend: Mend | None = None,
) -> Rule:
    """Return a rule; `terms` are its business terms, parted by spaces, the one to mend first."""
    return Rule(
        id=identifier,
        severity=severity,
        terms=tuple(terms.split()),
        source=f"{source}, {identifier}",
        words=words,
        checks=checks,
        mend=mend,
    )
