"""What every invoice must keep, whatever its format: a number, a day, two parties, a row, and sums that add up.

These are rules of EN 16931, for documents in formats that are no binding of it: a Svefaktura or a Finvoice has no BT-24
and need not have a buyer's country to be a good invoice. Amounts are held against each other where they are stated.
What the receiver's format asks for beyond is checked on the document as it is written for the receiver.

Source: EN 16931-1, business rules; Directive 2006/112/EC, Article 226 (what an invoice must state).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from depesch.model.invoice import Invoice
from depesch.rules import Check, Context, Rule, RuleSet, rule_set

_BASE = "en16931"
_STATED = frozenset({"BR-02", "BR-03", "BR-06", "BR-07", "BR-16"})
_IN_ORDER = frozenset({"BR-29", "BR-30"})
# The totals (BG-22) that have to be stated for a sum to be held against them.
_ADD_UP = {
    "BR-CO-10": ("line_net_amount",),
    "BR-CO-11": ("allowance_amount",),
    "BR-CO-12": ("charge_amount",),
    "BR-CO-13": ("amount_excl_vat", "line_net_amount"),
    "BR-CO-14": ("vat_amount",),
    "BR-CO-15": ("amount_incl_vat", "amount_excl_vat", "vat_amount"),
    "BR-CO-16": ("amount_due", "amount_incl_vat"),
}
_OF_BREAKDOWN = "BR-CO-14"  # holds the total against rows that many formats leave out


def _rules() -> tuple[Rule, ...]:
    chosen = _STATED | _IN_ORDER | _ADD_UP.keys()
    return tuple(_where_stated(rule) for rule in rule_set(_BASE).rules if rule.id in chosen)


def _where_stated(rule: Rule) -> Rule:
    fields = _ADD_UP.get(rule.id)
    if fields is None:
        return rule
    rows = rule.id == _OF_BREAKDOWN
    checks = tuple(msgspec.structs.replace(check, holds=_if_stated(check, fields, rows=rows)) for check in rule.checks)
    return msgspec.structs.replace(rule, checks=checks)


def _if_stated(check: Check, fields: tuple[str, ...], *, rows: bool) -> Callable[[Any, Context], bool]:
    holds = check.holds

    def holds_if_stated(node: Any, context: Context) -> bool:
        invoice = context.invoice
        if invoice.totals is None or any(getattr(invoice.totals, field) is None for field in fields):
            return True
        return (rows and not invoice.vat_breakdown) or holds(node, context)

    return holds_if_stated


def _applies_to(invoice: Invoice, syntax: str) -> bool:
    return True  # which formats are no binding of EN 16931 is said in `documents.profiles`


RULES = RuleSet(
    name="common",
    version="1.3.16",
    title="Any invoice",
    titles={"sv": "Alla fakturor", "nb": "Alle fakturaer"},
    source="EN 16931-1, business rules; Directive 2006/112/EC, Article 226",
    in_force_from=None,
    applies_to=_applies_to,
    load=_rules,
)
