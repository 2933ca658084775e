"""Rules on allowances and charges: of the document, of its lines, and within the price of a line."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cache

from depesch.model.codelists import codes
from depesch.model.facts import SaidCharge, SaidPrice
from depesch.model.invoice import AllowanceCharge, Invoice, Line
from depesch.model.issue import Severity
from depesch.rules import Check, Context, Rule, Scope
from depesch.rules.billing.allowance_words import INDICATOR, NET_PRICE, NO_BASE, NO_PERCENTAGE, PRICE_CHARGE, SHARE
from depesch.rules.billing.making import TWO_CENTS, rule
from depesch.rules.billing.mends import with_percentages
from depesch.rules.billing.xpath import normalised
from depesch.rules.making import HUNDRED, ZERO, Expected, Holds, never, round_2, ubl
from depesch.rules.scopes import ALLOWANCES, CHARGES, LINE_ALLOWANCES, LINE_CHARGES, LINES

_ONE_CENT_IN_PERCENT = Decimal(1)
_AMOUNT = "BT-92 BT-99 BT-136 BT-141"
_BASE = "BT-93 BT-100 BT-137 BT-142"
_PERCENTAGE = "BT-94 BT-101 BT-138 BT-143"


def says_which(said: SaidCharge) -> bool:
    """Return whether an allowance or charge says which it is, white space around the word aside."""
    return normalised(said.value) in {"true", "false"}


def _has_odd_indicators(context: Context) -> bool:
    return bool(context.stated.indicators)


def _unplaced(context: Context) -> list[SaidCharge]:
    return [said for said in context.stated.indicators if not said.place]


UNPLACED = Scope(
    name="allowances or charges without a place in the model",
    nodes=_unplaced,
    paths=lambda context: [""] * len(_unplaced(context)),
    only_if=_has_odd_indicators,
)


def _is_in_doubt(context: Context) -> bool:
    """Say whether any allowance or charge has a figure or reason that a rule might find fault with.

    Most invoices have none. Amounts that are right to the cent are right by every tolerance.
    """
    invoice, reasons, of_charges = context.invoice, codes("allowance_reason"), codes("charge_reason")
    for nodes, known in ((_allowances(invoice), reasons), (_charges(invoice), of_charges)):
        for node in nodes:
            base, percentage, code = node.base_amount, node.percentage, node.reason_code
            if code is not None and code not in known:
                return True
            if base is None or percentage is None:
                if base is not percentage:
                    return True
            elif abs((node.amount or ZERO) * HUNDRED - base * percentage) > _ONE_CENT_IN_PERCENT:
                return True
    return False


def _allowances(invoice: Invoice) -> list[AllowanceCharge]:
    return [*invoice.allowances, *(node for line in invoice.lines if line.allowances for node in line.allowances)]


def _charges(invoice: Invoice) -> list[AllowanceCharge]:
    return [*invoice.charges, *(node for line in invoice.lines if line.charges for node in line.charges)]


def _doubted(scope: Scope) -> Scope:
    return Scope(name=f"{scope.name} in doubt", nodes=scope.nodes, paths=scope.paths, only_if=_is_in_doubt)


DOUBTED_ALLOWANCES = (_doubted(ALLOWANCES), _doubted(LINE_ALLOWANCES))
DOUBTED_CHARGES = (_doubted(CHARGES), _doubted(LINE_CHARGES))


def at_allowances(
    make: Callable[..., Check], holds: Holds, field: str, expected: Expected | None = None
) -> tuple[Check, ...]:
    """Return the check of every allowance and charge of the document and of its lines."""
    return tuple(make(scope, holds, field, expected) for scope in (*DOUBTED_ALLOWANCES, *DOUBTED_CHARGES, UNPLACED))


def has_base(node: AllowanceCharge, context: Context) -> bool:
    """Hold when a percentage stands with the amount that it is of."""
    return node.percentage is None or node.base_amount is not None


def has_percentage(node: AllowanceCharge, context: Context) -> bool:
    """Hold when a base amount stands with the percentage that is taken of it."""
    return node.base_amount is None or node.percentage is not None


def percentage_of_base(node: AllowanceCharge, context: Context) -> Decimal:
    """Return what the amount should be."""
    return round_2((node.base_amount or ZERO) * (node.percentage or ZERO) / HUNDRED)


@cache
def amount_fits(tolerance: Decimal) -> Holds:
    """Return the check that the amount is the percentage of the base, within the tolerance."""

    def holds(node: AllowanceCharge, context: Context) -> bool:
        base, percentage = node.base_amount, node.percentage
        if base is None or percentage is None:
            return True
        return abs((node.amount or ZERO) - base * percentage / HUNDRED) <= tolerance

    return holds


def allowance_amount(
    source: str, *more: Check, tolerance: Decimal = TWO_CENTS, severity: Severity = Severity.FATAL
) -> Rule:
    """Return PEPPOL-EN16931-R040: an amount with base and percentage is the one's share of the other."""
    own = at_allowances(ubl, amount_fits(tolerance), "amount", percentage_of_base)
    return rule("PEPPOL-EN16931-R040", source, f"{_AMOUNT} {_PERCENTAGE}", SHARE, *own, *more, severity=severity)


def allowance_base(source: str, *more: Check) -> Rule:
    """Return PEPPOL-EN16931-R041: a percentage needs the base amount."""
    own = at_allowances(ubl, has_base, "base_amount")
    return rule("PEPPOL-EN16931-R041", source, f"{_BASE} {_PERCENTAGE}", NO_BASE, *own, *more)


def allowance_percentage(source: str, *more: Check) -> Rule:
    """Return PEPPOL-EN16931-R042: a base amount needs the percentage."""
    own = at_allowances(ubl, has_percentage, "percentage")
    return rule(
        "PEPPOL-EN16931-R042", source, f"{_PERCENTAGE} {_BASE}", NO_PERCENTAGE, *own, *more, mend=with_percentages
    )


def _odd_indicators(context: Context) -> list[SaidCharge]:
    """Return those to be found: one with only one of base and percentage is found for that instead."""
    return [
        said
        for said in context.stated.indicators
        if (said.base_amount is None) == (said.percentage is None) and not says_which(said)
    ]


INDICATORS = Scope(
    name="odd indicators",
    nodes=_odd_indicators,
    paths=lambda context: [said.place for said in _odd_indicators(context)],
    only_if=_has_odd_indicators,
)


def charge_indicator(source: str, *more: Check) -> Rule:
    """Return PEPPOL-EN16931-R043: whether it is a charge is said with the words true and false only."""
    own = ubl(INDICATORS, never, "value")
    return rule("PEPPOL-EN16931-R043", source, "BG-20 BG-21 BG-27 BG-28", INDICATOR, own, *more)


def _price_is_allowed(said: SaidPrice, context: Context) -> bool:
    return normalised(said.value) == "false"


def _stated_price_fits(said: SaidPrice, context: Context) -> bool:
    if said.base_amount is None:
        return True
    return said.net_price == said.base_amount - (said.amount or ZERO)


PRICES = Scope(
    name="stated prices",
    nodes=lambda context: context.stated.prices,
    paths=lambda context: [said.place for said in context.stated.prices],
    only_if=lambda context: bool(context.stated.prices),
)


def price_charge(source: str, *more: Check) -> Rule:
    """Return PEPPOL-EN16931-R044: a price may have a discount, never a charge."""
    own = ubl(PRICES, _price_is_allowed, "value")
    return rule("PEPPOL-EN16931-R044", source, "BT-147 BT-146", PRICE_CHARGE, own, *more)


def net_price_fits(line: Line, context: Context) -> bool:
    """Hold when the net price is the gross price less the discount, or there is no gross price."""
    price = line.price
    if price is None or price.gross_price is None:
        return True
    return price.net_price == price.gross_price - (price.discount or ZERO)


def net_price(line: Line, context: Context) -> Decimal | None:
    """Return what the net price should be."""
    price = line.price
    return price.gross_price - (price.discount or ZERO) if price and price.gross_price is not None else None


def price_difference(source: str, *more: Check) -> Rule:
    """Return PEPPOL-EN16931-R046: the net price is the gross price less the discount."""
    own = (
        ubl(LINES, net_price_fits, "price.net_price", net_price),
        ubl(PRICES, _stated_price_fits, "net_price"),
    )
    return rule("PEPPOL-EN16931-R046", source, "BT-146 BT-148 BT-147", NET_PRICE, *own, *more)
