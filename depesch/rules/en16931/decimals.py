"""BR-DEC: amounts have at most two decimals, as written."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from depesch.model.invoice import Invoice
from depesch.rules import Check, Context, Rule, Scope
from depesch.rules.en16931.arithmetic import vat_totals
from depesch.rules.en16931.conditions import VAT_ROWS_WITHOUT_OWN_RULES
from depesch.rules.en16931.making import rule
from depesch.rules.en16931.number_mends import trimmer
from depesch.rules.making import CENT, FURTHER_ROWS, always, cii, is_vague, on, round_2, two_decimals, ubl
from depesch.rules.scopes import (
    ALLOWANCES,
    CHARGES,
    DOCUMENT,
    LINE_ALLOWANCES,
    LINE_CHARGES,
    LINES,
    TOTALS,
    VAT_BREAKDOWN,
)
from depesch.rules.wordings import DECIMALS

Make = Callable[..., Check]
_INDEX = re.compile(r"\[\d+\]")
_ROW = re.compile(r"vat_breakdown\[(\d+)\]")


def _amount(make: Make, scope: Scope, field: str) -> Check:
    def holds(node: Any, context: Context) -> bool:
        amount = getattr(node, field)
        return amount is None or amount.same_quantum(CENT) or two_decimals(amount) or is_vague(node, context)

    return make(scope, holds, field)


def _padded(place: str) -> Check:
    """Return the check of amounts with white space after their digits, which the artefacts count as decimals."""

    def nodes(context: Context) -> Sequence[str]:
        return [path for path in context.facts.padded if _INDEX.sub("[]", path) == place]

    return on(Scope(name=f"padded {place}", nodes=nodes, paths=nodes, only_if=_is_any_padded), _has_own_rules)


def _is_any_padded(context: Context) -> bool:
    return bool(context.facts.padded)


def _has_own_rules(path: str, context: Context) -> bool:
    """Hold for amounts of VAT rows that the general rules of CII never see: those of L, M and O."""
    if context.syntax != "cii_d16b":
        return False
    row = _ROW.match(path)
    return row is not None and context.invoice.vat_breakdown[int(row.group(1))].category in {"L", "M", "O"}


def _own_vat_cii(invoice: Invoice, context: Context) -> bool:
    """Hold when some VAT total is in another currency than the invoice's, or has two decimals at most."""
    totals = context.once(vat_totals)
    return not totals or any(
        t.currency != invoice.currency
        or invoice.currency is None
        or (t.amount is not None and t.amount == round_2(t.amount))
        for t in totals
    )


def _accounting_vat_cii(invoice: Invoice, context: Context) -> bool:
    """Hold without an accounting currency; with one, a VAT total in it must have two decimals at most."""
    totals = context.once(vat_totals)
    return (
        not totals
        or invoice.vat_currency is None
        or any(
            t.currency == invoice.vat_currency and t.amount is not None and t.amount == round_2(t.amount)
            for t in totals
        )
    )


DECIMAL_PLACES: tuple[Rule, ...] = (
    rule(
        "BR-DEC-01",
        "BT-92",
        DECIMALS,
        _amount(on, ALLOWANCES, "amount"),
        _padded("allowances[].amount"),
        mend=trimmer("allowances", "amount"),
    ),
    rule(
        "BR-DEC-02",
        "BT-93",
        DECIMALS,
        _amount(on, ALLOWANCES, "base_amount"),
        _padded("allowances[].base_amount"),
        mend=trimmer("allowances", "base_amount"),
    ),
    rule(
        "BR-DEC-05",
        "BT-99",
        DECIMALS,
        _amount(on, CHARGES, "amount"),
        _padded("charges[].amount"),
        mend=trimmer("charges", "amount"),
    ),
    rule(
        "BR-DEC-06",
        "BT-100",
        DECIMALS,
        _amount(on, CHARGES, "base_amount"),
        _padded("charges[].base_amount"),
        mend=trimmer("charges", "base_amount"),
    ),
    rule(
        "BR-DEC-09",
        "BT-106",
        DECIMALS,
        _amount(on, TOTALS, "line_net_amount"),
        _padded("totals.line_net_amount"),
        mend=trimmer("totals", "line_net_amount"),
    ),
    rule(
        "BR-DEC-10",
        "BT-107",
        DECIMALS,
        _amount(on, TOTALS, "allowance_amount"),
        _padded("totals.allowance_amount"),
        mend=trimmer("totals", "allowance_amount"),
    ),
    rule(
        "BR-DEC-11",
        "BT-108",
        DECIMALS,
        _amount(on, TOTALS, "charge_amount"),
        _padded("totals.charge_amount"),
        mend=trimmer("totals", "charge_amount"),
    ),
    rule(
        "BR-DEC-12",
        "BT-109",
        DECIMALS,
        _amount(on, TOTALS, "amount_excl_vat"),
        _padded("totals.amount_excl_vat"),
        mend=trimmer("totals", "amount_excl_vat"),
    ),
    # The UBL artefact compares the currency with an element that is never there: the rule cannot fire.
    rule("BR-DEC-13", "BT-110", DECIMALS, ubl(DOCUMENT, always), cii(DOCUMENT, _own_vat_cii, "totals.vat_amount")),
    rule(
        "BR-DEC-14",
        "BT-112",
        DECIMALS,
        _amount(on, TOTALS, "amount_incl_vat"),
        _padded("totals.amount_incl_vat"),
        mend=trimmer("totals", "amount_incl_vat"),
    ),
    rule(
        "BR-DEC-15",
        "BT-111",
        DECIMALS,
        ubl(DOCUMENT, always),
        cii(DOCUMENT, _accounting_vat_cii, "totals.vat_amount_accounting"),
    ),
    rule(
        "BR-DEC-16",
        "BT-113",
        DECIMALS,
        _amount(on, TOTALS, "paid_amount"),
        _padded("totals.paid_amount"),
        mend=trimmer("totals", "paid_amount"),
    ),
    rule(
        "BR-DEC-17",
        "BT-114",
        DECIMALS,
        _amount(on, TOTALS, "rounding_amount"),
        _padded("totals.rounding_amount"),
        mend=trimmer("totals", "rounding_amount"),
    ),
    rule(
        "BR-DEC-18",
        "BT-115",
        DECIMALS,
        _amount(on, TOTALS, "amount_due"),
        _padded("totals.amount_due"),
        mend=trimmer("totals", "amount_due"),
    ),
    rule(
        "BR-DEC-19",
        "BT-116",
        DECIMALS,
        _amount(ubl, VAT_BREAKDOWN, "taxable_amount"),
        _amount(ubl, FURTHER_ROWS, "taxable_amount"),
        _amount(cii, VAT_ROWS_WITHOUT_OWN_RULES, "taxable_amount"),
        _padded("vat_breakdown[].taxable_amount"),
        mend=trimmer("vat_breakdown", "taxable_amount"),
    ),
    rule(
        "BR-DEC-20",
        "BT-117",
        DECIMALS,
        _amount(ubl, VAT_BREAKDOWN, "tax_amount"),
        _amount(ubl, FURTHER_ROWS, "tax_amount"),
        _amount(cii, VAT_ROWS_WITHOUT_OWN_RULES, "tax_amount"),
        _padded("vat_breakdown[].tax_amount"),
        mend=trimmer("vat_breakdown", "tax_amount"),
    ),
    rule(
        "BR-DEC-23",
        "BT-131",
        DECIMALS,
        on(LINES, lambda line, context: two_decimals(line.net_amount), "net_amount"),
        _padded("lines[].net_amount"),
        mend=trimmer("lines", "net_amount"),
    ),
    rule(
        "BR-DEC-24",
        "BT-136",
        DECIMALS,
        _amount(on, LINE_ALLOWANCES, "amount"),
        _padded("lines[].allowances[].amount"),
        mend=trimmer("lines", "allowances", "amount"),
    ),
    rule(
        "BR-DEC-25",
        "BT-137",
        DECIMALS,
        _amount(on, LINE_ALLOWANCES, "base_amount"),
        _padded("lines[].allowances[].base_amount"),
        mend=trimmer("lines", "allowances", "base_amount"),
    ),
    rule(
        "BR-DEC-27",
        "BT-141",
        DECIMALS,
        _amount(on, LINE_CHARGES, "amount"),
        _padded("lines[].charges[].amount"),
        mend=trimmer("lines", "charges", "amount"),
    ),
    rule(
        "BR-DEC-28",
        "BT-142",
        DECIMALS,
        _amount(on, LINE_CHARGES, "base_amount"),
        _padded("lines[].charges[].base_amount"),
        mend=trimmer("lines", "charges", "base_amount"),
    ),
)
