"""An invoice as the schema of 2.7.2 has room for its numbers, and with the signs of a credit note.

What is changed here is named here; the writing after it has numbers that fit.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec

from depesch.model.invoice import Invoice, Line, Price, Totals
from depesch.syntaxes import Done
from depesch.syntaxes.teapps import amounts
from depesch.syntaxes.teapps.codes import CREDIT_NOTE, INVOICE, TYPES, TYPES_WRITTEN
from depesch.syntaxes.teapps.sheet import Sheet, fitted

_AMOUNT, _QUANTITY, _RATE, _PER_CENT = (15, 6), (12, 5), (4, 6), (3, 20)
_ROUNDING = (1, 2)
_ROOM = {"quantity": _QUANTITY, "rate": _RATE, "vat_rate": _RATE, "percentage": _PER_CENT, "rounding_amount": _ROUNDING}
_UNSIGNED = frozenset({"rate", "vat_rate", "percentage", "allowance_amount"})


def fitting(out: Sheet, invoice: Invoice) -> Invoice:
    """Return the invoice with numbers that the schema takes, of a type that the format has."""
    fit = _Fitting(out)
    return msgspec.structs.replace(
        invoice,
        type_code=_type(out, invoice),
        totals=fit(invoice.totals, "totals"),
        vat_breakdown=fit.all(invoice.vat_breakdown, "vat_breakdown"),
        allowances=fit.all(invoice.allowances, "allowances"),
        charges=fit.all(invoice.charges, "charges"),
        lines=tuple(_fitting_line(fit, one, f"lines[{i}]") for i, one in enumerate(invoice.lines)),
    )


def _fitting_line(fit: _Fitting, line: Line, path: str) -> Line:
    line = fit(line, path)
    return msgspec.structs.replace(
        line,
        allowances=fit.all(line.allowances, f"{path}.allowances"),
        charges=fit.all(line.charges, f"{path}.charges"),
        price=fit(line.price, f"{path}.price"),
        vat=fit(line.vat, f"{path}.vat"),
    )


class _Fitting:
    """Makes the numbers of groups fit, and names those that do not."""

    __slots__ = ("_out",)

    def __init__(self, out: Sheet) -> None:
        self._out = out

    def all(self, groups: tuple[Any, ...], path: str) -> tuple[Any, ...]:
        """Return each of the groups with numbers that fit."""
        return tuple(self(one, f"{path}[{index}]") for index, one in enumerate(groups))

    def __call__(self, group: Any, path: str) -> Any:
        """Return the group with numbers that fit, itself where all do."""
        if group is None:
            return None
        changes = {}
        for name in group.__struct_fields__:
            value = getattr(group, name)
            if isinstance(value, Decimal):
                found = self._number(value, name, f"{path}.{name}")
                if found is not value:
                    changes[name] = found
        return msgspec.structs.replace(group, **changes) if changes else group

    def _number(self, value: Decimal, name: str, path: str) -> Decimal | None:
        whole, decimals = _ROOM.get(name, _AMOUNT)
        found = fitted(value, whole, decimals)
        if found is None:
            self._out.lose(path, value, f"the number is not finite or has more than {whole} digits before its point")
        elif found.is_signed() and name in _UNSIGNED:
            self._out.lose(path, value, "TEAPPSXML writes this number without a sign, so that it cannot be negative")
            return None
        elif found is not value:
            self._out.lose(path, value, f"more than {decimals} decimals; rounded", done=Done.CHANGED)
        return found


def _type(out: Sheet, invoice: Invoice) -> str | None:
    code = invoice.type_code
    if not code or code in TYPES_WRITTEN:
        return code
    written = TYPES[CREDIT_NOTE if invoice.is_credit_note else INVOICE]
    kind = "a credit note" if invoice.is_credit_note else "an invoice"
    out.lose("type_code", code, f"TEAPPSXML has no such type; it is {kind} there", done=Done.CHANGED)
    return written


def signed(out: Sheet, invoice: Invoice) -> Invoice:
    """Return the invoice with the signs of the document: a credit note has its amounts with a minus.

    A credit note of less than nothing, for which the format has no way, becomes an invoice.
    """
    if not invoice.is_credit_note:
        return invoice
    due = _due(invoice.totals)
    if due is not None and due < 0:
        why = "a credit note with a negative total, which TEAPPSXML cannot tell from others, is an invoice there"
        out.lose("type_code", invoice.type_code, why, done=Done.CHANGED)
        written = msgspec.structs.replace(amounts.opposite(invoice), type_code=TYPES[INVOICE])
        _name_changes(out, invoice, _as_stated(written))
        return written
    written = amounts.opposite(invoice)
    # What does not come back as it was, for the reading knows the ways of careless senders.
    _name_changes(out, invoice, amounts.finish(_as_stated(written)))
    return written


def _due(totals: Totals | None) -> Decimal | None:
    return totals_written(totals or Totals()).amount_due


def _as_stated(invoice: Invoice) -> Invoice:
    return msgspec.structs.replace(invoice, totals=totals_written(invoice.totals or Totals()))


def totals_written(totals: Totals) -> Totals:
    """Return the totals as they are read back: what is stated and what that implies."""
    excluding, including = stated_totals(totals)
    return amounts.totals(
        excluding=excluding,
        including=including,
        vat_amount=totals.vat_amount,
        rounding_amount=totals.rounding_amount,
        paid_amount=totals.paid_amount,
        allowance_amount=totals.allowance_amount,
        line_net_amount=totals.line_net_amount,
        charge_amount=totals.charge_amount,
    )


def stated_totals(totals: Totals) -> tuple[Decimal | None, Decimal | None]:
    """Return the two amounts of INVOICE_TOTAL: BT-109, and BT-115 or what the others make of it."""
    including = totals.amount_due
    if including is None and totals.amount_incl_vat is not None:
        including = amounts.due_of(totals.amount_incl_vat, totals.paid_amount, totals.rounding_amount)
        including = fitted(including, *_AMOUNT)
    if including is None and totals.amount_excl_vat is None:
        including = Decimal("0.00")
    return totals.amount_excl_vat, including


def name_totals(out: Sheet, totals: Totals, path: str = "totals") -> None:
    """Name every total that does not come back as it was."""
    _compare(out, totals, totals_written(totals), path)


def _name_changes(out: Sheet, before: Invoice, after: Invoice) -> None:
    """Name the amounts and quantities that differ; the totals are named with all others of theirs."""
    for name in ("vat_breakdown", "allowances", "charges"):
        for index, (one, other) in enumerate(zip(getattr(before, name), getattr(after, name), strict=True)):
            _compare(out, one, other, f"{name}[{index}]")
    for index, (line, other_line) in enumerate(zip(before.lines, after.lines, strict=True)):
        path = f"lines[{index}]"
        _compare(out, line, other_line, path)
        for name in ("allowances", "charges"):
            both = zip(getattr(line, name), getattr(other_line, name), strict=True)
            for number, (one, other) in enumerate(both):
                _compare(out, one, other, f"{path}.{name}[{number}]")
    _compare(out, before.totals or Totals(), after.totals or Totals(), "totals")


def _compare(out: Sheet, before: Any, after: Any, path: str) -> None:
    for name in before.__struct_fields__:
        was, is_now = getattr(before, name), getattr(after, name)
        if (not isinstance(was, Decimal) and not isinstance(is_now, Decimal)) or name == "vat_amount_accounting":
            continue
        if was is None:
            out.lose(f"{path}.{name}", is_now, "the other totals imply it", done=Done.ADDED)
        elif is_now is None:
            out.lose(f"{path}.{name}", was, "TEAPPSXML has no place for it beside the others")
        elif str(was) != str(is_now) and format(was, "f") != format(is_now, "f"):
            out.lose(f"{path}.{name}", was, f"the others imply {is_now}", done=Done.CHANGED)


def per_unit(out: Sheet, price: Price, path: str, *, has_unit: bool) -> Price:
    """Return a price for one unit: 2.7.2 has no place for another quantity, and says one with the unit only."""
    base = price.base_quantity
    if base is None:
        if has_unit:
            out.lose(f"{path}.base_quantity", "1", "a price with a unit is for one of it", done=Done.ADDED)
        return price
    if not has_unit:
        out.lose(f"{path}.base_quantity", base, "TEAPPSXML 2.7.2 has prices for one unit only")
    elif format(base, "f") != "1":
        out.lose(f"{path}.base_quantity", base, "TEAPPSXML 2.7.2 has prices for one unit only", done=Done.CHANGED)
    if base <= 0 or base == 1:
        return price
    changes: dict[str, Decimal | None] = {}
    for name in ("net_price", "discount", "gross_price"):
        value = getattr(price, name)
        if value is not None:
            each = fitted(amounts.divided(value, base), *_AMOUNT)
            if each is None or format(each, "f") != format(value, "f"):
                done = Done.DROPPED if each is None else Done.CHANGED
                out.lose(f"{path}.{name}", value, f"for {base} units; here it is for one", done=done)
            changes[name] = each
    return msgspec.structs.replace(price, **changes)
