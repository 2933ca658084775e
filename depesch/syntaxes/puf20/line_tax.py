"""The VAT of a PUF line that states it as a tax total: its category and rate; the amounts say again what follows.

Source: Pagero, PUF billing 2.0, published examples.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context

from depesch.syntaxes.binding import Element, Entry, Plan
from depesch.syntaxes.groups import Choice, Nest
from depesch.syntaxes.implied import summed
from depesch.syntaxes.leaves import MOST_DIGITS, number
from depesch.syntaxes.puf20.names import PUF
from depesch.syntaxes.ubl.dialect_entries import Again, Implied
from depesch.syntaxes.ubl.names import cbc

_SUBTOTAL, _CATEGORY = f"{{{PUF.aggregates}}}TaxSubtotal", f"{{{PUF.aggregates}}}TaxCategory"
_AMOUNT, _TAXABLE, _PERCENT = cbc("TaxAmount"), cbc("TaxableAmount"), cbc("Percent")
_LINE_AMOUNT = cbc("LineExtensionAmount")
_CURRENCY = "currencyID"
_EXACT = Context(prec=3 * MOST_DIGITS)


def line_tax(vat: Entry, says_vat: Callable[[Element], bool]) -> Entry:
    """Return the entry of a line's tax total; `vat` reads a category that `says_vat`, and no other tax has a place."""
    plan: Plan = {
        _TAXABLE: Implied(_is_line_amount, _CURRENCY),
        _AMOUNT: Implied(_is_percentage, _CURRENCY),
        _CATEGORY: Again(vat),
    }
    part = Nest(plan)

    def choose(subtotal: Element) -> Entry | None:
        category = subtotal.find(_CATEGORY)
        return part if category is not None and says_vat(category) else None

    return Nest({_AMOUNT: Implied(_is_sum_of_parts, _CURRENCY), _SUBTOTAL: Choice(choose, part)})


def _is_line_amount(amount: Element) -> bool:
    part = amount.getparent()
    total = None if part is None else part.getparent()
    line = None if total is None else total.getparent()
    stated = number(amount.text)
    return line is not None and stated is not None and stated == number(line.findtext(_LINE_AMOUNT))


def _is_percentage(amount: Element) -> bool:
    """Whether the tax is the rate's part of what is taxed, to the digits that it has."""
    part = amount.getparent()
    if part is None:
        return False
    tax, taxable, rate = (number(part.findtext(tag)) for tag in (_AMOUNT, _TAXABLE, f"{_CATEGORY}/{_PERCENT}"))
    if tax is None or taxable is None or rate is None:
        return False
    exact = _EXACT.multiply(taxable, rate).scaleb(-2, _EXACT)
    return exact.quantize(tax, ROUND_HALF_UP, context=_EXACT) == tax


def _is_sum_of_parts(amount: Element) -> bool:
    total = amount.getparent()
    if total is None:
        return False
    return number(amount.text) == summed(number(one.text) for one in total.iterfind(f"{_SUBTOTAL}/{_AMOUNT}"))
