"""The CII form of the rules that Peppol and XRechnung share: checks to hand to the functions that make the rules.

Where the artefacts for CII look at something else than those for UBL: at amounts by their currency, at the base
quantities of both prices, at allowances wherever they stand.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache

import msgspec

from depesch.model.facts import Said, SaidBaseQuantity, SaidInCii
from depesch.model.invoice import AllowanceCharge, Invoice, Line
from depesch.rules import Check, Context, Scope
from depesch.rules.billing.allowances import (
    INDICATORS,
    amount_fits,
    at_allowances,
    has_base,
    has_percentage,
    percentage_of_base,
)
from depesch.rules.billing.header import has_address
from depesch.rules.billing.lines import (
    MANY_REFERENCES,
    UNTYPED_REFERENCES,
    base_quantity_counts,
    ends_in_period,
    line_amount,
    line_amount_fits,
    shown_line_amount,
    starts_in_period,
)
from depesch.rules.billing.paths import at
from depesch.rules.billing.payment import debits_of_model, has_direct_debit, places_of
from depesch.rules.billing.vat_totals import vat_totals
from depesch.rules.making import ZERO, Expected, Holds, cii, never
from depesch.rules.scopes import BUYER, DOCUMENT, LINES, SELLER

_NOTHING = SaidInCii()


def said_in_cii(context: Context) -> SaidInCii:
    """Return what the source states in CII alone; nothing without a source."""
    return context.stated.in_cii or _NOTHING


def stated_in_cii(name: str, find: Callable[[SaidInCii, Context], Sequence[Said]]) -> Scope:
    """Return the scope of what the source states in CII alone."""
    return Scope(
        name=name,
        nodes=lambda context: find(said_in_cii(context), context),
        paths=lambda context: [said.place for said in find(said_in_cii(context), context)],
        only_if=lambda context: bool(find(said_in_cii(context), context)),
    )


GROSS_QUANTITIES = stated_in_cii("base quantities of gross prices", lambda said, context: said.gross_quantities)
ODD_ON_PRICES = stated_in_cii("indicators on prices", lambda said, context: said.price_indicators)


def _limit(key: str) -> Expected:
    return lambda node, context: at(context.invoice, f"period.{key}")


def _outside(key: str) -> Scope:
    return stated_in_cii(
        f"periods outside: {key}",
        lambda said, context: [one for one in said.periods_outside if one.place.endswith(key)],
    )


def _without_source(holds: Holds) -> Holds:
    """Return the check as it is for a document that has no source; with one, its texts have been compared."""
    return lambda node, context: context.stated.in_cii is not None or holds(node, context)


def _in_currency(wanted: str | None, context: Context) -> list[Decimal]:
    """Return the VAT totals in the currency, to the letter."""
    return [a for a, currency in _amounts(context) if wanted is not None and currency == wanted]


def _amounts(context: Context) -> list[tuple[Decimal, str | None]]:
    return [(total.amount, total.currency) for total in vat_totals(context) if total.amount is not None]


def has_one_total(invoice: Invoice, context: Context) -> bool:
    """Hold when there is exactly one VAT total in the invoice's currency."""
    return len(_in_currency(invoice.currency, context)) == 1


def has_one_total_at_most(invoice: Invoice, context: Context) -> bool:
    """Hold when there is no second VAT total in the invoice's currency."""
    return len(_in_currency(invoice.currency, context)) <= 1


def has_its_other_totals(invoice: Invoice, context: Context) -> bool:
    """Hold when there is one VAT total in another currency if there is an accounting currency, and none otherwise."""
    own = invoice.currency
    others = 0 if own is None else sum(currency not in (None, own) for _, currency in _amounts(context))
    return others == (0 if invoice.vat_currency is None else 1)


def signs_agree(invoice: Invoice, context: Context) -> bool:
    """Hold when the VAT in both currencies is below nothing, or in neither."""
    if invoice.vat_currency is None:
        return True
    own = _in_currency(invoice.currency, context)
    accounting = _in_currency(invoice.vat_currency, context)
    if any(a < ZERO for a in own) and any(a < ZERO for a in accounting):
        return True
    return any(a >= ZERO for a in own) and any(a >= ZERO for a in accounting)


def signs_agree_where_both_are(invoice: Invoice, context: Context) -> bool:
    """Hold as `signs_agree` does, and when there is no VAT total in the invoice's currency."""
    return not _in_currency(invoice.currency, context) or signs_agree(invoice, context)


WITHOUT_MANDATE = Scope(
    name="direct debit without mandate in CII",
    nodes=debits_of_model,
    paths=lambda context: places_of(debits_of_model(context)),
    only_if=has_direct_debit,
)


def _more_amounts(context: Context) -> dict[int, Line]:
    """Return, by identity of the model's, the lines with every amount of their allowances and charges.

    The artefacts add up all of them; the model has the first of each.
    """
    said, found = said_in_cii(context).further_amounts, {}
    for place in {one.place.partition(".")[0] for one in said}:
        line = at(context.invoice, place)
        if isinstance(line, Line):
            more = {
                kind: tuple(AllowanceCharge(amount=one.amount) for one in said if one.place == f"{place}.{kind}")
                for kind in ("allowances", "charges")
            }
            found[id(line)] = msgspec.structs.replace(
                line, allowances=line.allowances + more["allowances"], charges=line.charges + more["charges"]
            )
    return found


def with_every_amount(line: Line, context: Context) -> Line:
    """Return the model's line with every amount of its allowances and charges."""
    more = context.once(_more_amounts)
    return more.get(id(line), line) if more else line


def _priced_by_gross(context: Context) -> frozenset[int]:
    """Return, by identity, the lines whose base quantity is that of the gross price: Peppol then takes it for one."""
    said = said_in_cii(context).gross_quantities
    return frozenset(id(at(context.invoice, one.place.partition(".")[0])) for one in said if one.is_models)


def _as_counted(line: Line, context: Context) -> Line:
    counted, ignored = with_every_amount(line, context), context.once(_priced_by_gross)
    if not ignored or line.price is None or id(line) not in ignored:
        return counted
    return msgspec.structs.replace(counted, price=msgspec.structs.replace(line.price, base_quantity=None))


def unit_is_counted(line: Line, context: Context) -> bool:
    """Hold when the unit of the base quantity is that of the quantity, or there is no such unit."""
    price = line.price
    return price is None or price.base_quantity_unit is None or price.base_quantity_unit == line.unit


def _gross_counts(said: SaidBaseQuantity, context: Context) -> bool:
    return said.is_models or said.quantity is None or said.quantity > ZERO


def _gross_unit_is_counted(said: SaidBaseQuantity, context: Context) -> bool:
    return said.is_models or said.scheme is None or said.scheme == _unit_of_line(said, context)


def _unit_of_line(said: SaidBaseQuantity, context: Context) -> object:
    return at(context.invoice, f"{said.place.partition('.')[0]}.unit")


BUYER_ADDRESS = cii(BUYER, has_address, "electronic_address")
SELLER_ADDRESS = cii(SELLER, has_address, "electronic_address")
OTHER_TOTALS = cii(DOCUMENT, has_its_other_totals, "totals.vat_amount_accounting")
NO_BASE = at_allowances(cii, has_base, "base_amount")
NO_PERCENTAGE = at_allowances(cii, has_percentage, "percentage")
INDICATOR = cii(INDICATORS, never, "value")
PRICE_INDICATOR = cii(ODD_ON_PRICES, never, "value")
MANDATE = cii(WITHOUT_MANDATE, never)
PERIOD_START = (
    cii(LINES, _without_source(starts_in_period), "period.start", _limit("start")),
    cii(_outside("start"), never, "value", _limit("start")),
)
PERIOD_END = (
    cii(LINES, _without_source(ends_in_period), "period.end", _limit("end")),
    cii(_outside("end"), never, "value", _limit("end")),
)
ONE_OBJECT = cii(MANY_REFERENCES, never)
OBJECT_TYPE = cii(UNTYPED_REFERENCES, never)
BASE_QUANTITY = (
    cii(LINES, base_quantity_counts, "price.base_quantity"),
    cii(GROSS_QUANTITIES, _gross_counts, "value"),
)
BASE_QUANTITY_UNIT = (
    cii(LINES, unit_is_counted, "price.base_quantity_unit", lambda line, context: line.unit),
    cii(GROSS_QUANTITIES, _gross_unit_is_counted, "scheme", _unit_of_line),
)


@cache
def share(tolerance: Decimal) -> tuple[Check, ...]:
    """Return the checks that an allowance or charge is its percentage of the base, within the tolerance."""
    return at_allowances(cii, amount_fits(tolerance), "amount", percentage_of_base)


@cache
def line_net_amount(tolerance: Decimal) -> Check:
    """Return the check that a line's net amount follows from quantity, price, allowances and charges."""

    is_right = line_amount_fits(tolerance)

    def holds(line: Line, context: Context) -> bool:
        if context.stated.in_cii is None:
            return is_right(line, context)
        return abs((line.net_amount or ZERO) - line_amount(_as_counted(line, context), context)) <= tolerance

    def expected(line: Line, context: Context) -> object:
        return shown_line_amount(_as_counted(line, context), context)

    return cii(LINES, holds, "net_amount", expected)
