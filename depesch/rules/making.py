"""How rules are made: bindings to the syntaxes, and the predicates and roundings that several rule sets share."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_FLOOR, ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from depesch.model.facts import OtherTax, Said
from depesch.model.invoice import VatBreakdown
from depesch.model.issue import Severity
from depesch.rules import Check, Context, Scope
from depesch.rules.billing.paths import at

CII = frozenset({"cii_d16b"})
HUNDRED = Decimal(100)
HALF = Decimal("0.5")
CENT = Decimal("0.01")
_MOST_PLACES = 20  # before the point, so that there is room for two behind it
ZERO = Decimal(0)

Holds = Callable[[Any, Context], bool]
Expected = Callable[[Any, Context], object]


def on(scope: Scope, holds: Holds, field: str = "", expected: Expected | None = None) -> Check:
    """Return a check that is the same in every syntax."""
    return Check(scope=scope, holds=holds, field=field, expected=expected)


def ubl(
    scope: Scope, holds: Holds, field: str = "", expected: Expected | None = None, *, severity: Severity | None = None
) -> Check:
    """Return a check as the UBL binding has it; every syntax but CII follows it."""
    return Check(scope=scope, holds=holds, field=field, expected=expected, not_syntaxes=CII, severity=severity)


def cii(scope: Scope, holds: Holds, field: str = "", expected: Expected | None = None) -> Check:
    """Return a check as the CII binding has it."""
    return Check(scope=scope, holds=holds, field=field, expected=expected, syntaxes=CII)


def filled(text: str | None) -> bool:
    """Return whether there is more than white space: `normalize-space(.) != ''` in the artefacts."""
    return bool(text and not text.isspace())


def _vague_charges(context: Context) -> frozenset[int]:
    return frozenset(id(at(context.invoice, path)) for path in context.facts.vague_charges)


def is_vague(node: object, context: Context) -> bool:
    """Return whether an allowance or charge of CII does not say to the letter which it is: some rules pass it over."""
    return bool(context.facts.vague_charges) and id(node) in context.once(_vague_charges)


def always(node: object, context: Context) -> bool:
    """Hold always: some rules are `true()` in the artefacts, since a reader cannot judge them."""
    return True


def never(node: object, context: Context) -> bool:
    """Hold never: for nodes that are there only when something is wrong."""
    return False


def has_no_category(tax: OtherTax, context: Context) -> bool:
    """Hold for a tax without category: that is found on the model's own node already."""
    return tax.category is None


@cache
def other_taxes(place: str) -> Scope:
    """Return the taxes of another type than VAT at one place: CII marks the type, and only VAT has a category."""

    def nodes(context: Context) -> list[OtherTax]:
        return [tax for tax in context.facts.other_taxes if tax.place == place]

    return Scope(
        name=f"other taxes of {place}",
        nodes=nodes,
        paths=lambda context: [""] * len(nodes(context)),
        only_if=_has_other_taxes,
    )


def _has_other_taxes(context: Context) -> bool:
    return bool(context.facts.other_taxes)


def _further_rows(context: Context) -> tuple[VatBreakdown, ...]:
    return (*context.facts.further_rows, *context.facts.rows_elsewhere)


# VAT rows that are not the model's: UBL may have them at lines too, and its artefact looks at all.
FURTHER_ROWS = Scope(
    name="further rows",
    nodes=_further_rows,
    paths=lambda context: [""] * len(_further_rows(context)),
    only_if=lambda context: bool(context.facts.further_rows or context.facts.rows_elsewhere),
)


def told_apart(context: Context) -> bool:
    """Return whether the syntax tells every code where it stands: those are judged then, and not the model's."""
    return context.facts.codes is not None


def _codes_by_kind(context: Context) -> dict[str, list[Said]]:
    by_kind: dict[str, list[Said]] = {}
    for said in context.facts.codes or ():
        by_kind.setdefault(said.place, []).append(said)
    return by_kind


def told(kind: str, holds: Callable[[str], bool], make: Callable[..., Check] = on) -> Check:
    """Return the check of the codes of a kind where the syntax tells them one by one; `make` says in which."""

    def nodes(context: Context) -> list[Said]:
        return context.once(_codes_by_kind).get(kind, [])

    scope = Scope(
        name=f"codes of {kind}", nodes=nodes, paths=lambda context: [""] * len(nodes(context)), only_if=told_apart
    )
    return make(scope, lambda said, context: holds(said.value or ""), "value")


def round_2(amount: Decimal) -> Decimal:
    """Return `round(. * 100) div 100` as XPath has it: a half goes towards positive infinity."""
    if amount.adjusted() < _MOST_PLACES:
        if amount.is_signed():
            return amount.quantize(CENT, ROUND_HALF_DOWN) + ZERO  # which takes the sign from a zero
        return amount.quantize(CENT, ROUND_HALF_UP)
    return (amount * HUNDRED + HALF).to_integral_value(ROUND_FLOOR) / HUNDRED


def round_0(amount: Decimal) -> Decimal:
    """Return `round(.)` as XPath has it: a half goes towards positive infinity."""
    return (amount + HALF).to_integral_value(ROUND_FLOOR)


def is_minus_zero(amount: Decimal, *, in_doubles: bool = False) -> bool:
    """Return whether an amount is a zero with a minus, which the CII artefacts take for another number than zero.

    Without a point (`-0`) it is so only where they compare in doubles.
    """
    return amount.is_zero() and amount.is_signed() and (in_doubles or "." in str(amount))


def two_decimals(amount: Decimal | None) -> bool:
    """Return whether the amount, as written, has at most two digits after the point."""
    return amount is None or len(str(amount).partition(".")[2]) <= 2
