"""The totals of an invoice: what stands by their labels, chosen so that they add up where they can."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import product

import msgspec

from depesch.capture.amounts import Amount
from depesch.capture.captured import CROSS_CHECKED, LABEL, POSITION
from depesch.capture.figures import Figure, figures_of, money_at
from depesch.capture.finding import Found, Sheet
from depesch.model.invoice import VatBreakdown

CENT = Decimal("0.01")
_NEAR = Decimal("0.02")  # what the rounding of single lines may make
_WHOLE = Decimal("0.50")  # the rounding to whole crowns
_MOST_CANDIDATES = 6

AmountFound = Found[Amount]
Wanted = Callable[[Found[Amount]], bool]


class Sum(msgspec.Struct, frozen=True):
    """One total that was read, and how sure it is."""

    found: AmountFound
    confidence: float

    @property
    def value(self) -> Decimal:
        """The amount."""
        return self.found.value.value


class Sums(msgspec.Struct, frozen=True, kw_only=True):
    """The totals that were read; `agrees`: net and VAT make the gross; `differs`: all three stand and do not."""

    net: Sum | None = None
    vat: Sum | None = None
    gross: Sum | None = None
    payable: Sum | None = None
    paid: Sum | None = None
    rounding: Sum | None = None
    lines: Sum | None = None
    agrees: bool = False
    differs: bool = False
    payable_differs: bool = False  # the gross, less what is paid, is another amount than is due


def sums_of(sheets: Sequence[Sheet], *, comma: bool | None, wanted: Wanted) -> Sums:
    """Return the totals that stand on the sheets; `wanted` keeps out what belongs to the lines."""

    def all_of(term: str) -> list[AmountFound]:
        def parse(text: str) -> Amount | None:
            return money_at(text, comma=comma)

        return [one for sheet in sheets for one in sheet.find_last(term, parse) if wanted(one)]

    total = all_of("total")
    payables = _ranked(all_of("payable"), "payable")
    nets = _ranked([*all_of("net"), *all_of("lines_total"), *total], "net")
    grosses = _ranked([*all_of("gross"), *total, *all_of("payable")], "gross")
    vats = _ranked(all_of("vat"), "vat")
    paid, rounding = _first(all_of("paid"), "paid"), _first(all_of("rounding"), "rounding")
    step = rounding.value if rounding else Decimal(0)
    three = _chosen(nets, vats, grosses, step)
    return _weighed(three, payables, paid=paid, rounding=rounding, lines=_first(all_of("lines_total"), ""))


def _ranked(found: Iterable[AmountFound], term: str) -> list[tuple[float, AmountFound]]:
    """Return each amount once with its weight, the heaviest first."""
    weights: dict[Decimal, tuple[float, AmountFound]] = {}
    for one in found:
        weight = (1.0 if term in one.label.strong else 0.4) * one.near + (0.2 if one.value.has_decimals else 0.0)
        known = weights.get(one.value.value)
        if known is None:
            weights[one.value.value] = (weight, one)
        else:
            weights[one.value.value] = (max(weight, known[0]) + 0.1, one if weight > known[0] else known[1])
    return sorted(weights.values(), key=lambda pair: -pair[0])[:_MOST_CANDIDATES]


def _chosen(
    nets: list[tuple[float, AmountFound]],
    vats: list[tuple[float, AmountFound]],
    grosses: list[tuple[float, AmountFound]],
    step: Decimal,
) -> tuple[AmountFound | None, AmountFound | None, AmountFound | None]:
    """Return the net, VAT and gross that together weigh most; those that add up weigh more than any others."""
    nothing: list[tuple[float, AmountFound | None]] = [(0.0, None)]
    best: tuple[float, tuple[AmountFound | None, AmountFound | None, AmountFound | None]] = (-1.0, (None, None, None))
    for (net_weight, net), (vat_weight, vat), (gross_weight, gross) in product(
        [*nets, *nothing], [*vats, *nothing], [*grosses, *nothing]
    ):
        weight = net_weight + vat_weight + gross_weight
        if net is not None and gross is not None:
            if vat is not None and _adds_up(net, vat, gross, step):
                weight += 4 if vat.value.value else 2
            elif vat is None and net.value.value == gross.value.value:
                weight -= net_weight + 0.1  # one printed amount is not taken for two
        if weight > best[0]:
            best = (weight, (net, vat, gross))
    return best[1]


def _adds_up(net: AmountFound, vat: AmountFound, gross: AmountFound, step: Decimal) -> bool:
    difference = gross.value.value - net.value.value - vat.value.value
    return abs(difference) <= _NEAR or (step != 0 and abs(difference - step) <= CENT)


def _weighed(
    three: tuple[AmountFound | None, AmountFound | None, AmountFound | None],
    payables: list[tuple[float, AmountFound]],
    *,
    paid: Sum | None,
    rounding: Sum | None,
    lines: Sum | None,
) -> Sums:
    """Return the totals with how sure each is: those that agree with one another are surest."""
    net, vat, gross = three
    step = rounding.value if rounding else Decimal(0)
    agrees = net is not None and vat is not None and gross is not None and _adds_up(net, vat, gross, step)
    differs = net is not None and vat is not None and gross is not None and not agrees
    payable, payable_agrees = _payable(gross, payables, paid, step)
    surest = agrees and (payable is None or payable_agrees)  # three of a row by rate agree too, but make no amount due
    return Sums(
        net=_sum(net, "net", surest),
        vat=_sum(vat, "vat", surest),
        gross=_sum(gross, "gross", surest),
        payable=_sum(payable, "payable", agrees and payable_agrees),
        paid=paid,
        rounding=rounding,
        lines=lines,
        agrees=agrees,
        differs=differs,
        payable_differs=gross is not None and payable is not None and not payable_agrees,
    )


def _payable(
    gross: AmountFound | None, payables: list[tuple[float, AmountFound]], paid: Sum | None, step: Decimal
) -> tuple[AmountFound | None, bool]:
    """Return the amount due and whether the gross makes it. Where none stands and nothing is paid, it is the gross."""
    if gross is None:
        return (payables[0][1] if payables else None), False
    less = abs(paid.value) if paid else Decimal(0)
    for _, one in payables:
        difference = one.value.value - gross.value.value
        if abs(difference + less - step) <= CENT or abs(difference) <= CENT or abs(difference - step) <= CENT:
            return one, True
    for _, one in payables:
        whole = one.value.value == one.value.value.to_integral_value()
        if whole and abs(one.value.value - gross.value.value) <= _WHOLE:
            return one, True
    if payables:
        return payables[0][1], False
    return (gross, True) if paid is None else (None, False)


def _sum(found: AmountFound | None, term: str, agrees: bool) -> Sum | None:
    if found is None:
        return None
    if agrees:
        return Sum(found, CROSS_CHECKED)
    return Sum(found, min(LABEL if term in found.label.strong else POSITION, max(found.cell.score(), 0.3)))


def _first(found: Iterable[AmountFound], term: str) -> Sum | None:
    ranked = _ranked((one for one in found if not term or term in one.label.strong), term or "lines_total")
    return _sum(ranked[0][1], term or "lines_total", agrees=False) if ranked else None


def rates_of(
    sheets: Sequence[Sheet], sums: Sums, *, comma: bool | None, wanted: Callable[[Figure], bool]
) -> tuple[VatBreakdown, ...]:
    """Return the rows of VAT by rate whose base and tax fit their rate, each rate once, the highest first.

    A row is taken from one line with a rate and two amounts, or from the totals where the whole net has one rate.
    """
    rows: dict[Decimal, VatBreakdown] = {}
    alone: list[Decimal] = []
    for sheet in sheets:
        for row in sheet.rows:
            figures = [one for one in figures_of(row, comma=comma) if wanted(one)]
            rates = [one.rate for one in figures if one.rate is not None]
            amounts = [one.amount.value for one in figures if one.amount is not None]
            alone.extend(rates)
            pair = next((pair for rate in rates for pair in _pairs(amounts, rate)), None)
            if pair is not None:
                rows.setdefault(pair.rate or Decimal(0), pair)
    if not rows and sums.net is not None and sums.vat is not None:
        fitting = {rate for rate in alone if rate and _fits(sums.net.value, sums.vat.value, rate)}
        for rate in fitting if len(fitting) == 1 else ():
            rows[rate] = _breakdown(sums.net.value, sums.vat.value, rate)
    return tuple(rows[rate] for rate in sorted(rows, reverse=True))


def _pairs(amounts: Sequence[Decimal], rate: Decimal) -> Iterable[VatBreakdown]:
    for base, tax in product(amounts, repeat=2):
        if rate and base != tax and base and _fits(base, tax, rate):
            yield _breakdown(base, tax, rate)


def _fits(base: Decimal, tax: Decimal, rate: Decimal) -> bool:
    return abs(base * rate / 100 - tax) <= max(_NEAR, abs(base) * Decimal("0.00002"))


def _breakdown(base: Decimal, tax: Decimal, rate: Decimal) -> VatBreakdown:
    return VatBreakdown(taxable_amount=base, tax_amount=tax, category="S", rate=rate)
