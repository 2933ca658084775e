"""The national rules that Peppol BIS Billing 3.0 carries: one file a country; here the two syntaxes' whole lists.

A country's rules look at a document only when a party of that country is on it.
Source: Peppol BIS Billing 3.0, national rules, 2026.5 (UBL) and 3.0.19 (CII).
"""

from __future__ import annotations

from depesch.rules import Rule

UBL_RULES: tuple[Rule, ...] = ()
CII_RULES: tuple[Rule, ...] = ()
