"""The national rules that Peppol BIS Billing 3.0 carries: one file a country; here the two syntaxes' whole lists.

A country's rules look at a document only when a party of that country is on it.
Source: Peppol BIS Billing 3.0, national rules, 2026.5 (UBL) and 3.0.19 (CII).
"""

from __future__ import annotations

from depesch.rules import Rule
from depesch.rules.peppol_bis3.national import dk, gr, is_, it, nl, no, se

_COUNTRIES = (no, dk, it, se, gr, is_, nl)

UBL_RULES: tuple[Rule, ...] = tuple(rule for country in _COUNTRIES for rule in country.UBL_RULES)
CII_RULES: tuple[Rule, ...] = tuple(rule for country in _COUNTRIES for rule in country.CII_RULES)
