"""The rules of Peppol BIS Billing 3.0 that XRechnung carries under their own ids.

Two differ from Peppol's: the net amount of a line (R120) is a warning only, and amounts in forint, which has no small
coins, may be half a forint off.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import msgspec

from depesch.model.issue import Severity
from depesch.rules import Context, Rule
from depesch.rules.billing.allowances import (
    allowance_amount,
    allowance_base,
    allowance_percentage,
    amount_fits,
    charge_indicator,
    price_charge,
    price_difference,
)
from depesch.rules.billing.header import (
    accounting_currency,
    business_process,
    buyer_address,
    empty_element,
    seller_address,
)
from depesch.rules.billing.lines import (
    base_quantity,
    base_quantity_unit,
    line_amount_fits,
    line_net_amount,
    line_object_type,
    line_period_end,
    line_period_start,
)
from depesch.rules.billing.making import TWO_CENTS
from depesch.rules.billing.payment import mandate
from depesch.rules.billing.vat_totals import one_accounting_total, one_breakdown, same_signs
from depesch.rules.making import Holds
from depesch.rules.xrechnung.making import SOURCE

HALF_A_FORINT = Decimal("0.5")


def by_currency(fits: Callable[[Decimal], Holds]) -> Holds:
    """Return the check with the tolerance that the invoice's currency has."""
    in_forint, otherwise = fits(HALF_A_FORINT), fits(TWO_CENTS)

    def holds(node: Any, context: Context) -> bool:
        return (in_forint if context.invoice.currency == "HUF" else otherwise)(node, context)

    return holds


def _checked_by(rule: Rule, holds: Holds) -> Rule:
    """Return the rule with all its checks made by `holds`."""
    return msgspec.structs.replace(
        rule, checks=tuple(msgspec.structs.replace(check, holds=holds) for check in rule.checks)
    )


PEPPOL: tuple[Rule, ...] = (
    empty_element(SOURCE),
    business_process(SOURCE),
    one_breakdown(SOURCE),
    one_accounting_total(SOURCE),
    same_signs(SOURCE),
    accounting_currency(SOURCE),
    buyer_address(SOURCE),
    seller_address(SOURCE),
    allowance_base(SOURCE),
    allowance_percentage(SOURCE),
    _checked_by(allowance_amount(SOURCE), by_currency(amount_fits)),
    charge_indicator(SOURCE),
    mandate(SOURCE),
    line_period_start(SOURCE),
    line_period_end(SOURCE),
    _checked_by(line_net_amount(SOURCE, severity=Severity.WARNING), by_currency(line_amount_fits)),
    base_quantity(SOURCE),
    line_object_type(SOURCE),
    price_charge(SOURCE),
    price_difference(SOURCE),
    base_quantity_unit(SOURCE),
)
