"""The rules of Peppol BIS Billing 3.0 that XRechnung carries under their own ids.

Two differ from Peppol's: the net amount of a line (R120) is a warning only, and amounts in forint, which has no small
coins, may be half a forint off.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import msgspec

from depesch.model.issue import Severity
from depesch.rules import Check, Rule
from depesch.rules.billing import in_cii
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
from depesch.rules.making import Holds, cii
from depesch.rules.scopes import DOCUMENT
from depesch.rules.xrechnung.making import SOURCE
from depesch.rules.xrechnung.prices_in_cii import LINE_AMOUNT, PRICE_CHARGE, PRICE_DIFFERENCE, tolerance


def by_currency(fits: Callable[[Decimal], Holds]) -> Holds:
    """Return the check with the tolerance that the invoice's currency has."""
    return lambda node, context: fits(tolerance(context))(node, context)


def _checked_by(rule: Rule, holds: Holds) -> Rule:
    """Return the rule with all its checks made by `holds`."""
    return msgspec.structs.replace(
        rule, checks=tuple(msgspec.structs.replace(check, holds=holds) for check in rule.checks)
    )


def _in_cii_as(identifier: str, rule: Rule, *checks: Check) -> Rule:
    """Return the rule under the id that it has in CII, with the checks of CII alone."""
    return msgspec.structs.replace(rule, id=identifier, source=f"{SOURCE}, {identifier}", checks=checks)


_INDICATOR = charge_indicator(SOURCE)
_LINE_AMOUNT = _checked_by(line_net_amount(SOURCE, severity=Severity.WARNING), by_currency(line_amount_fits))

PEPPOL: tuple[Rule, ...] = (
    empty_element(SOURCE),
    business_process(SOURCE),
    one_breakdown(SOURCE, cii(DOCUMENT, in_cii.has_one_total_at_most, "totals.vat_amount")),
    one_accounting_total(SOURCE, in_cii.OTHER_TOTALS),
    same_signs(SOURCE, cii(DOCUMENT, in_cii.signs_agree_where_both_are, "totals.vat_amount_accounting")),
    accounting_currency(SOURCE),
    buyer_address(SOURCE, in_cii.BUYER_ADDRESS),
    seller_address(SOURCE, in_cii.SELLER_ADDRESS),
    allowance_base(SOURCE, *in_cii.NO_BASE),
    allowance_percentage(SOURCE, *in_cii.NO_PERCENTAGE),
    _checked_by(allowance_amount(SOURCE, *in_cii.share(TWO_CENTS)), by_currency(amount_fits)),
    _INDICATOR,
    _in_cii_as("PEPPOL-EN16931-R043-1", _INDICATOR, in_cii.INDICATOR),
    _in_cii_as("PEPPOL-EN16931-R043-2", _INDICATOR, in_cii.PRICE_INDICATOR),
    mandate(SOURCE, in_cii.MANDATE),
    line_period_start(SOURCE, *in_cii.PERIOD_START),
    line_period_end(SOURCE, *in_cii.PERIOD_END),
    msgspec.structs.replace(_LINE_AMOUNT, checks=(*_LINE_AMOUNT.checks, LINE_AMOUNT)),
    base_quantity(SOURCE, *in_cii.BASE_QUANTITY),
    line_object_type(SOURCE, in_cii.OBJECT_TYPE),
    price_charge(SOURCE, PRICE_CHARGE),
    price_difference(SOURCE, *PRICE_DIFFERENCE),
    base_quantity_unit(SOURCE, *in_cii.BASE_QUANTITY_UNIT),
)
