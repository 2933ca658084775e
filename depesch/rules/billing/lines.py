"""Rules on invoice lines: their amounts, quantities and units, periods and the documents they refer to."""

from __future__ import annotations

from decimal import ROUND_HALF_DOWN, Decimal
from functools import cache

import msgspec

from depesch.model.facts import Said
from depesch.model.invoice import AllowanceCharge, Invoice, Line
from depesch.model.issue import Severity
from depesch.rules import Check, Context, Rule, Scope
from depesch.rules.billing.allowances import says_which
from depesch.rules.billing.days import moment, moment_of_line
from depesch.rules.billing.line_words import BASE_QUANTITY, ENDS_LATE, MANY_OBJECTS, OBJECT_TYPE, STARTS_EARLY, UNIT
from depesch.rules.billing.making import TWO_CENTS, rule
from depesch.rules.billing.paths import at
from depesch.rules.making import ZERO, Expected, Holds, never, round_2, ubl
from depesch.rules.scopes import LINES
from depesch.rules.wordings import WRONG_SUM

ONE = Decimal(1)
_QUOTIENT = Decimal(1).scaleb(-18)
_ROUNDING = Decimal("0.011")  # more than rounding charges, allowances and quotient can make of a difference


def divided(dividend: Decimal, divisor: Decimal) -> Decimal:
    """Return the quotient as the processor of the artefacts has it: 18 decimals, a half downwards.

    >>> divided(Decimal("10"), Decimal("3"))
    Decimal('3.333333333333333333')
    """
    quotient = dividend / divisor
    exponent = quotient.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -18:
        return quotient.quantize(_QUOTIENT, rounding=ROUND_HALF_DOWN)
    return quotient


def line_amount(line: Line, context: Context) -> Decimal:
    """Return what the net amount of the line should be, unrounded.

    Price per base quantity times quantity, plus charges, less allowances; a base quantity of nothing counts as one,
    as does a quantity that is missing.
    """
    price = line.price
    amount = (price.net_price or ZERO) if price else ZERO
    if price is not None and price.base_quantity:
        amount = divided(amount, price.base_quantity)
    if line.quantity is not None:
        amount *= line.quantity
    if not line.allowances and not line.charges:
        return amount
    ignored = context.once(passed_over)
    return amount + _sum_of(line.charges, ignored) - _sum_of(line.allowances, ignored)


def _sum_of(nodes: tuple[AllowanceCharge, ...], ignored: frozenset[int]) -> Decimal:
    total = ZERO
    for node in nodes:
        if node.amount is not None and id(node) not in ignored:
            total += node.amount
    return round_2(total)


def passed_over(context: Context) -> frozenset[int]:
    """Return, by identity, the allowances and charges that say 0 or 1 for false or true: the artefact sees neither."""
    odd = (said for said in context.stated.indicators if said.place and not says_which(said))
    return frozenset(id(at(context.invoice, said.place)) for said in odd)


def shown_line_amount(line: Line, context: Context) -> Decimal:
    """Return what the net amount of the line should be, in whole cents."""
    return round_2(line_amount(line, context))


@cache
def line_amount_fits(tolerance: Decimal) -> Holds:
    """Return the check that the net amount is what price, quantity, allowances and charges give, more or less."""

    certain = tolerance - _ROUNDING

    def holds(line: Line, context: Context) -> bool:
        net = line.net_amount or ZERO
        return (abs(net - _roughly(line)) <= certain and not context.stated.indicators) or (
            abs(net - line_amount(line, context)) <= tolerance
        )

    return holds


def _roughly(line: Line) -> Decimal:
    """Return what the net amount should be before its sums are rounded: nearly always enough to tell."""
    price, amount = line.price, ZERO
    if price is not None and price.net_price is not None:
        amount = price.net_price
        if price.base_quantity and price.base_quantity != ONE:
            amount /= price.base_quantity
    if line.quantity is not None:
        amount *= line.quantity
    for charge in line.charges:
        amount += charge.amount or ZERO
    for allowance in line.allowances:
        amount -= allowance.amount or ZERO
    return amount


def line_net_amount(
    source: str, *more: Check, tolerance: Decimal = TWO_CENTS, severity: Severity = Severity.FATAL
) -> Rule:
    """Return PEPPOL-EN16931-R120: the net amount of a line follows from quantity, price, allowances and charges."""
    own = ubl(LINES, line_amount_fits(tolerance), "net_amount", shown_line_amount)
    return rule("PEPPOL-EN16931-R120", source, "BT-131 BT-129 BT-146", WRONG_SUM, own, *more, severity=severity)


def base_quantity_counts(line: Line, context: Context) -> bool:
    """Hold when the base quantity is more than nothing, or is not there."""
    price = line.price
    return price is None or price.base_quantity is None or price.base_quantity > ZERO


def base_quantity(source: str, *more: Check) -> Rule:
    """Return PEPPOL-EN16931-R121: the base quantity of a price is more than nothing."""
    own = ubl(LINES, base_quantity_counts, "price.base_quantity")
    return rule("PEPPOL-EN16931-R121", source, "BT-149", BASE_QUANTITY, own, *more)


def units_agree(line: Line, context: Context) -> bool:
    """Hold when the unit of the base quantity is that of the quantity, or one of the two is not there."""
    price = line.price
    if price is None or price.base_quantity_unit is None:
        return True
    return price.base_quantity_unit == line.unit or (line.unit is None and line.quantity is None)


OTHER_UNITS = Scope(
    name="other units of prices",
    nodes=lambda context: context.stated.units,
    paths=lambda context: [said.place for said in context.stated.units],
    only_if=lambda context: bool(context.stated.units),
)


def base_quantity_unit(source: str, *more: Check) -> Rule:
    """Return PEPPOL-EN16931-R130: the price is for the unit that is counted."""
    own = (
        ubl(LINES, units_agree, "price.base_quantity_unit", lambda line, context: line.unit),
        ubl(OTHER_UNITS, never, "value", lambda said, context: said.scheme),
    )
    return rule("PEPPOL-EN16931-R130", source, "BT-150 BT-130", UNIT, *own, *more, mend=with_one_spelling_of_units)


def with_one_spelling_of_units(invoice: Invoice) -> Invoice:
    """Return the invoice with the unit of the price as that of the quantity where only the letters' case differs."""

    def mended(line: Line) -> Line:
        price, unit = line.price, line.unit
        if price is None or unit is None or price.base_quantity_unit is None:
            return line
        if price.base_quantity_unit.strip().upper() != unit.strip().upper():
            return line
        return msgspec.structs.replace(line, price=msgspec.structs.replace(price, base_quantity_unit=unit))

    return msgspec.structs.replace(invoice, lines=tuple(mended(line) for line in invoice.lines))


def starts_in_period(line: Line, context: Context) -> bool:
    """Hold when the line's period starts on the invoice's first day or later, or one of the days is not there."""
    if line.period is None or line.period.start is None:
        return True
    whole = context.invoice.period
    if whole is None or whole.start is None:
        return True
    if not context.stated.dates:
        return line.period.start >= whole.start
    begins = moment_of_line(line, "start", line.period.start, context)
    return begins >= moment("period.start", whole.start, context)


def ends_in_period(line: Line, context: Context) -> bool:
    """Hold when the line's period ends on the invoice's last day or earlier, or one of the days is not there."""
    if line.period is None or line.period.end is None:
        return True
    whole = context.invoice.period
    if whole is None or whole.end is None:
        return True
    if not context.stated.dates:
        return line.period.end <= whole.end
    ends = moment_of_line(line, "end", line.period.end, context)
    return ends <= moment("period.end", whole.end, context)


def _outside(end: str) -> Scope:
    """Return the ends of further periods of lines that are outside the invoice's."""

    def nodes(context: Context) -> list[Said]:
        return [said for said in context.stated.periods_outside if said.place.endswith(end)]

    return Scope(
        name=f"periods outside: {end}",
        nodes=nodes,
        paths=lambda context: [said.place for said in nodes(context)],
        only_if=has_periods_outside,
    )


def has_periods_outside(context: Context) -> bool:
    """Say whether a further period of a line is outside the invoice's."""
    return bool(context.stated.periods_outside)


def line_period_start(source: str, *more: Check) -> Rule:
    """Return PEPPOL-EN16931-R110: a line's period does not start before the invoice's."""
    first: Expected = lambda node, c: c.invoice.period and c.invoice.period.start  # noqa: E731
    own = (ubl(LINES, starts_in_period, "period.start", first), ubl(_outside("start"), never, "", first))
    return rule("PEPPOL-EN16931-R110", source, "BT-134 BT-73", STARTS_EARLY, *own, *more)


def line_period_end(source: str, *more: Check) -> Rule:
    """Return PEPPOL-EN16931-R111: a line's period does not end after the invoice's."""
    last: Expected = lambda node, c: c.invoice.period and c.invoice.period.end  # noqa: E731
    own = (ubl(LINES, ends_in_period, "period.end", last), ubl(_outside("end"), never, "", last))
    return rule("PEPPOL-EN16931-R111", source, "BT-135 BT-74", ENDS_LATE, *own, *more)


def _references(kind: str) -> Scope:
    """Return the lines whose documents have one fault; a line has no value of its own to show."""

    def lines(context: Context) -> list[Said]:
        return [said for said in context.stated.line_references if said.place == kind]

    return Scope(
        name=f"references of lines: {kind}",
        nodes=lambda context: [msgspec.structs.replace(said, value=None) for said in lines(context)],
        paths=lambda context: [said.value or "" for said in lines(context)],
        only_if=has_odd_references,
    )


def has_odd_references(context: Context) -> bool:
    """Say whether any line has documents to be found fault with."""
    return bool(context.stated.line_references)


MANY_REFERENCES = _references("many")
UNTYPED_REFERENCES = _references("untyped")


def one_line_object(source: str, *more: Check) -> Rule:
    """Return PEPPOL-EN16931-R100: a line refers to one document at most."""
    own = ubl(MANY_REFERENCES, never)
    return rule("PEPPOL-EN16931-R100", source, "BT-128", MANY_OBJECTS, own, *more)


def line_object_type(source: str, *more: Check) -> Rule:
    """Return PEPPOL-EN16931-R101: what a line refers to is the object it invoices, type 130."""
    own = ubl(UNTYPED_REFERENCES, never)
    return rule("PEPPOL-EN16931-R101", source, "BT-128", OBJECT_TYPE, own, *more)
