"""BR-CO-10 to BR-CO-17 and BR-45 to BR-48: sums and VAT rows, with the artefacts' own arithmetic and tolerances."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from depesch.model.facts import OtherTax, VatTotal
from depesch.model.invoice import AllowanceCharge, Invoice, Totals, VatBreakdown
from depesch.rules import Context, Rule, Scope, Words
from depesch.rules.en16931.conditions import VAT_ROWS_WITHOUT_OWN_RULES
from depesch.rules.en16931.making import rule
from depesch.rules.en16931.sum_mends import total_mender, with_amount_due, with_vat_rows, with_vat_total
from depesch.rules.en16931.vat_facts import vat_facts
from depesch.rules.making import (
    FURTHER_ROWS,
    HUNDRED,
    ZERO,
    cii,
    has_no_category,
    is_minus_zero,
    on,
    other_taxes,
    round_0,
    round_2,
    two_decimals,
    ubl,
)
from depesch.rules.scopes import DOCUMENT, TOTALS, VAT_BREAKDOWN
from depesch.rules.wordings import MISSING, WRONG_SUM


def vat_totals(context: Context) -> Sequence[VatTotal]:
    """Return the document's VAT totals as the syntax tells them, or as far as the model knows."""
    if context.facts.vat_totals is not None:
        return context.facts.vat_totals
    invoice, totals = context.invoice, context.invoice.totals
    own = None if totals is None else totals.vat_amount
    accounting = None if totals is None else totals.vat_amount_accounting
    found = []
    if own is not None or invoice.vat_breakdown:
        breakdown = _breakdown_sum(invoice) if invoice.vat_breakdown else None
        found.append(VatTotal(amount=own, currency=invoice.currency, breakdown_sum=breakdown))
    if accounting is not None:
        found.append(VatTotal(amount=accounting, currency=invoice.vat_currency))
    return found


VAT_TOTALS = Scope(
    name="vat totals",
    nodes=vat_totals,
    paths=lambda context: [_vat_total_path(total, context) for total in vat_totals(context)],
)


def line_total(totals: Totals, context: Context) -> Decimal:
    """Return what BT-106 should be: the sum of the lines' net amounts."""
    return round_2(context.once(vat_facts).line_sum)


def total_excl_vat(totals: Totals, context: Context) -> Decimal:
    """Return what BT-109 should be: lines less allowances plus charges."""
    lines, allowances, charges = totals.line_net_amount, totals.allowance_amount, totals.charge_amount
    plain = (lines or ZERO) + (charges or ZERO) - (allowances or ZERO)
    only_lines = allowances is None and charges is None
    return plain if only_lines and context.syntax != "cii_d16b" else round_2(plain)


def amount_due(totals: Totals, context: Context) -> Decimal:
    """Return what BT-115 should be: total with VAT less paid plus rounding."""
    return (totals.amount_incl_vat or ZERO) - (totals.paid_amount or ZERO) + (totals.rounding_amount or ZERO)


def _line_total_is_right(totals: Totals, context: Context) -> bool:
    amount, plain = totals.line_net_amount, context.once(vat_facts).line_sum
    if context.syntax != "cii_d16b" or two_decimals(plain):
        return amount == round_2(plain)
    in_doubles = _sum_in_doubles(line.net_amount for line in context.invoice.lines)
    return amount == round_2(Decimal(in_doubles))


def _sum_of(nodes: tuple[AllowanceCharge, ...]) -> Decimal:
    return round_2(sum(_amounts(nodes), ZERO))


def _amounts(nodes: tuple[AllowanceCharge, ...]) -> list[Decimal]:
    return [node.amount for node in nodes if node.amount is not None]


def _allowances_are_right(totals: Totals, context: Context) -> bool:
    nodes, amount = context.invoice.allowances, totals.allowance_amount
    return not nodes if amount is None else _is_sum(amount, _amounts(nodes), context)


def _charges_are_right(totals: Totals, context: Context) -> bool:
    nodes, amount = context.invoice.charges, totals.charge_amount
    return not nodes if amount is None else _is_sum(amount, _amounts(nodes), context)


def _is_sum(amount: Decimal, amounts: list[Decimal], context: Context) -> bool:
    """Return whether an amount is the rounded sum of others; the CII artefact adds them up and rounds in doubles."""
    plain = sum(amounts, ZERO)
    if context.syntax != "cii_d16b":
        return amount == round_2(plain)
    if two_decimals(plain):
        negative = is_minus_zero(amount, in_doubles=bool(amounts))
        return amount == plain and negative == _is_minus_zero_in_sum(amounts)
    return float(amount) == float(round_0(Decimal(_sum_in_doubles(amounts) * 10 * 10))) / 100


def _is_minus_zero_in_sum(amounts: list[Decimal]) -> bool:
    return bool(amounts) and all(amount.is_zero() and amount.is_signed() for amount in amounts)


def _sum_in_doubles(amounts: Iterable[Decimal | None]) -> float:
    total = 0.0
    for amount in amounts:
        total += 0.0 if amount is None else float(amount)
    return total


def _excluding_is_right(totals: Totals, context: Context) -> bool:
    if totals.amount_excl_vat is None or totals.line_net_amount is None:
        return False
    return totals.amount_excl_vat == total_excl_vat(totals, context)


def _due_is_right_cii(totals: Totals, context: Context) -> bool:
    if totals.amount_due is None or totals.amount_incl_vat is None:
        return False
    return totals.amount_due == amount_due(totals, context)


def _due_is_right_ubl(totals: Totals, context: Context) -> bool:
    """Hold when the amount due is right: what is subtracted is rounded first, as the artefact has it."""
    due, including = totals.amount_due, totals.amount_incl_vat
    if due is None or including is None:
        return False
    left = due if totals.rounding_amount is None else round_2(due - totals.rounding_amount)
    right = including if totals.paid_amount is None else round_2(including - totals.paid_amount)
    return left == right


def _breakdown_sum(invoice: Invoice) -> Decimal:
    return sum((row.tax_amount for row in invoice.vat_breakdown if row.tax_amount is not None), ZERO)


def _vat_amounts(context: Context) -> list[Decimal]:
    if context.facts.vat_amounts is not None:
        return list(context.facts.vat_amounts)
    return [row.tax_amount for row in context.invoice.vat_breakdown if row.tax_amount is not None]


def _vat_is_sum_ubl(total: VatTotal, context: Context) -> bool:
    return total.breakdown_sum is None or total.amount == round_2(total.breakdown_sum)


def _vat_is_sum_cii(total: VatTotal, context: Context) -> bool:
    if total.currency != context.invoice.currency or total.amount is None:
        return True
    return _is_sum(total.amount, _vat_amounts(context), context)


def _vat_totals_in_document_currency(context: Context) -> list[Decimal]:
    currency = context.invoice.currency
    return [t.amount for t in context.once(vat_totals) if t.amount is not None and t.currency == currency]


def _including_is_right(invoice: Invoice, context: Context) -> bool:
    """Hold when total with VAT is total without plus VAT; CII also takes a total without any VAT at all."""
    if invoice.currency is None:
        return True
    totals = invoice.totals or Totals()
    vat = _vat_totals_in_document_currency(context)
    excluding, including = totals.amount_excl_vat, totals.amount_incl_vat
    if excluding is None or including is None:
        return False
    if context.syntax == "cii_d16b" and including == excluding:
        return True
    return len(vat) == 1 and including == round_2(excluding + vat[0])


def _including(invoice: Invoice, context: Context) -> Decimal | None:
    totals = invoice.totals or Totals()
    vat = _vat_totals_in_document_currency(context)
    return round_2((totals.amount_excl_vat or ZERO) + vat[0]) if len(vat) == 1 else None


def tax_on(row: VatBreakdown) -> Decimal:
    """Return the VAT of a row by its taxable amount and rate, without sign."""
    return round_2(abs(row.taxable_amount or ZERO) * ((row.rate or ZERO) / HUNDRED))


def _tax_is_right(row: VatBreakdown, context: Context) -> bool:
    """Hold when the tax is within one currency unit of taxable amount times rate; CII takes exactly one unit too."""
    if row.tax_amount is None:
        return False
    if row.rate is None or round_0(row.rate) == ZERO:
        return round_0(row.tax_amount) == ZERO
    if row.taxable_amount is None:
        return False
    difference = abs(abs(row.tax_amount) - tax_on(row))
    return difference <= 1 if context.syntax == "cii_d16b" else difference < 1


def _signed_tax(row: VatBreakdown, context: Context) -> Decimal:
    tax = tax_on(row)
    return -tax if (row.taxable_amount or ZERO) < ZERO else tax


def _tax_is_right_cii(row: VatBreakdown, context: Context) -> bool:
    """Hold for a row of another type than VAT too: that one is judged as such."""
    own = (row.category, row.rate, row.taxable_amount, row.tax_amount)
    return any(
        tax.place == "row" and not tax.padded and (tax.category, tax.rate, tax.amount, tax.tax) == own
        for tax in context.facts.other_taxes
    ) or _tax_is_right(row, context)


def _other_tax_is_zero(tax: OtherTax, context: Context) -> bool:
    """Hold when a row of another type than VAT carries no tax; VAT in white space is VAT here."""
    return tax.padded or (tax.tax is not None and round_0(tax.tax) == ZERO)


def _other_has_no_rate(tax: OtherTax, context: Context) -> bool:
    """Hold when the row lacks its rate on the model's own node already."""
    return tax.rate is None and tax.category != "O"


def _has_rate(row: VatBreakdown, context: Context) -> bool:
    category = row.category or ""
    return row.rate is not None or (category if context.syntax == "cii_d16b" else category.strip()) == "O"


def _vat_total_path(total: VatTotal, context: Context) -> str:
    in_own = total.currency == context.invoice.currency or total.currency is None
    return "totals.vat_amount" if in_own else "totals.vat_amount_accounting"


_WRONG_TAX = Words(
    sv="Momsen på {value} stämmer inte med beskattningsbart belopp och momssats; den ska vara {expected}.",
    nb="Merverdiavgiften på {value} stemmer ikke med grunnlag og sats; den skal være {expected}.",
    en="The VAT of {value} does not fit the taxable amount and the rate; it should be {expected}.",
)
_WRONG_GROSS = Words(
    sv="Totalbeloppet med moms är {value} men ska vara belopp utan moms plus moms: {expected}. Momsen ska stå precis "
    "en gång i fakturans valuta.",
    nb="Totalbeløpet med mva er {value}, men skal være beløp uten mva pluss mva: {expected}. Avgiften skal stå "
    "nøyaktig én gang i fakturaens valuta.",
    en="The total with VAT is {value} but should be the total without VAT plus the VAT: {expected}. The VAT must stand "
    "exactly once in the invoice's currency.",
)

ARITHMETIC: tuple[Rule, ...] = (
    rule(
        "BR-CO-10",
        "BT-106 BT-131",
        WRONG_SUM,
        on(TOTALS, _line_total_is_right, "line_net_amount", line_total),
        mend=total_mender("line_net_amount"),
    ),
    rule(
        "BR-CO-11",
        "BT-107 BT-92",
        WRONG_SUM,
        on(TOTALS, _allowances_are_right, "allowance_amount", lambda t, c: _sum_of(c.invoice.allowances)),
        mend=total_mender("allowance_amount"),
    ),
    rule(
        "BR-CO-12",
        "BT-108 BT-99",
        WRONG_SUM,
        on(TOTALS, _charges_are_right, "charge_amount", lambda t, c: _sum_of(c.invoice.charges)),
        mend=total_mender("charge_amount"),
    ),
    rule(
        "BR-CO-13",
        "BT-109 BT-106 BT-107 BT-108",
        WRONG_SUM,
        on(TOTALS, _excluding_is_right, "amount_excl_vat", total_excl_vat),
        mend=total_mender("amount_excl_vat"),
    ),
    rule(
        "BR-CO-14",
        "BT-110 BT-117",
        WRONG_SUM,
        ubl(VAT_TOTALS, _vat_is_sum_ubl, "", lambda t, c: round_2(t.breakdown_sum)),
        cii(VAT_TOTALS, _vat_is_sum_cii, "", lambda t, c: round_2(sum(_vat_amounts(c), ZERO))),
        mend=with_vat_total,
    ),
    rule(
        "BR-CO-15",
        "BT-112 BT-109 BT-110",
        _WRONG_GROSS,
        on(DOCUMENT, _including_is_right, "totals.amount_incl_vat", _including),
        mend=total_mender("amount_incl_vat"),
    ),
    rule(
        "BR-CO-16",
        "BT-115 BT-112 BT-113 BT-114",
        WRONG_SUM,
        ubl(TOTALS, _due_is_right_ubl, "amount_due", amount_due),
        cii(TOTALS, _due_is_right_cii, "amount_due", amount_due),
        mend=with_amount_due,
    ),
    rule(
        "BR-CO-17",
        "BT-117 BT-116 BT-119",
        _WRONG_TAX,
        ubl(VAT_BREAKDOWN, _tax_is_right, "tax_amount", _signed_tax),
        ubl(FURTHER_ROWS, _tax_is_right, "tax_amount", _signed_tax),
        cii(VAT_ROWS_WITHOUT_OWN_RULES, _tax_is_right_cii, "tax_amount", _signed_tax),
        cii(other_taxes("row"), _other_tax_is_zero),
        mend=with_vat_rows,
    ),
    rule(
        "BR-45",
        "BT-116",
        MISSING,
        ubl(VAT_BREAKDOWN, lambda r, c: r.taxable_amount is not None, "taxable_amount"),
        on(FURTHER_ROWS, lambda r, c: r.taxable_amount is not None, "taxable_amount"),
        cii(VAT_ROWS_WITHOUT_OWN_RULES, lambda r, c: r.taxable_amount is not None, "taxable_amount"),
        mend=with_vat_rows,
    ),
    rule(
        "BR-46",
        "BT-117",
        MISSING,
        ubl(VAT_BREAKDOWN, lambda r, c: r.tax_amount is not None, "tax_amount"),
        on(FURTHER_ROWS, lambda r, c: r.tax_amount is not None, "tax_amount"),
        cii(VAT_ROWS_WITHOUT_OWN_RULES, lambda r, c: r.tax_amount is not None, "tax_amount"),
        mend=with_vat_rows,
    ),
    rule(
        "BR-47",
        "BT-118",
        MISSING,
        ubl(VAT_BREAKDOWN, lambda r, c: r.category is not None, "category"),
        on(FURTHER_ROWS, lambda r, c: r.category is not None, "category"),
        cii(VAT_ROWS_WITHOUT_OWN_RULES, lambda r, c: r.category is not None, "category"),
        cii(other_taxes("row"), has_no_category),
    ),
    rule(
        "BR-48",
        "BT-119",
        MISSING,
        ubl(VAT_BREAKDOWN, _has_rate, "rate"),
        on(FURTHER_ROWS, _has_rate, "rate"),
        cii(VAT_ROWS_WITHOUT_OWN_RULES, _has_rate, "rate"),
        cii(other_taxes("row"), _other_has_no_rate),
    ),
)
