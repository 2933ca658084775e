"""The German rules that Peppol BIS Billing carries: seller and buyer must both be in Germany.

Source: Peppol BIS Billing 3.0, rules DE-R-*, which say the same as the BR-DE-* of XRechnung.
"""

from __future__ import annotations

from depesch.model.xrechnung import is_between_germans
from depesch.rules import Context, Rule
from depesch.rules.billing.german import german_rules
from depesch.rules.billing.making import PEPPOL_UBL

_PARTS = {"a": "1", "b": "2"}


def between_germans(context: Context) -> bool:
    """Return whether seller and buyer both have an address in Germany."""
    return is_between_germans(context.invoice)


def _published(key: str) -> str:
    """Return the id of a rule of XRechnung as Peppol has it.

    >>> _published("1"), _published("23-a"), _published("TMP-2")
    ('DE-R-001', 'DE-R-023-1', 'DE-R-T02')
    """
    if key == "TMP-2":
        return "DE-R-T02"
    number, _, part = key.partition("-")
    return f"DE-R-{number:0>3}" + (f"-{_PARTS[part]}" if part else "")


GERMAN: tuple[Rule, ...] = german_rules(_published, PEPPOL_UBL, between_germans)
