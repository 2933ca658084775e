"""The German rules that Peppol BIS Billing carries: seller and buyer must both be in Germany.

Source: Peppol BIS Billing 3.0, rules DE-R-*, which say the same as the BR-DE-* of XRechnung.
"""

from __future__ import annotations

from depesch.rules import Rule

GERMAN: tuple[Rule, ...] = ()
