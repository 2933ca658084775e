"""What is wrong with a field of a coding, and what a row is that has no text of its own."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from depesch.hub.books.coding import Fault
from depesch.hub.books.rows import RowKind
from depesch.portal.formatting import amount as written

KINDS: dict[RowKind, Promise] = {
    RowKind.LINE: _lazy("Line without text"),
    RowKind.ALLOWANCE: _lazy("Allowance"),
    RowKind.CHARGE: _lazy("Charge"),
    RowKind.ROUNDING: _lazy("Rounding"),
    RowKind.DIFFERENCE: _lazy("Difference between the lines and the total"),
}
_FAULTS: dict[str, Promise] = {
    "account-missing": _lazy("Choose an account."),
    "account-unknown": _lazy("There is no account “{value}”."),
    "account-closed": _lazy("Account {value} is closed."),
    "too-many-parts": _lazy("A row can be split into {value} parts at most."),
    "several-open": _lazy("Only one part can be left without an amount: it takes the rest."),
    "too-fine": _lazy("{value} has more decimals than the row’s amount."),
    "empty-part": _lazy("This part has nothing left to take. Remove it or give it an amount."),
}


def fault_told(fault: Fault, currency: str) -> str:
    """Return the fault in the reader's language."""
    if fault.code == "does-not-add-up":
        rest = Decimal(fault.value)
        words = _("{amount} of the row is missing.") if rest > 0 else _("The parts are {amount} more than the row.")
        return words.format(amount=written(abs(rest), currency))
    return str(_FAULTS[fault.code]).format(value=_shown(fault))


def _shown(fault: Fault) -> str:
    if fault.field == "account":
        return fault.value[:60]
    try:
        return written(Decimal(fault.value))
    except InvalidOperation:
        return fault.value
