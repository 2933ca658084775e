"""What formats ask about payment instructions (BG-16) when they write them."""

from __future__ import annotations

import re

from depesch.model.invoice import Payment

_DIRECT_DEBIT_CODES = frozenset({"49", "59"})  # UNTDID 4461: direct debit, SEPA direct debit
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}").fullmatch


def mandated(payment: Payment) -> int:
    """Return which of the means carries the mandate: the first direct debit, else the first of all."""
    return next((index for index, one in enumerate(payment.means) if one.code in _DIRECT_DEBIT_CODES), 0)


def is_iban(account: str) -> bool:
    """Whether the account has the form of an IBAN; its check digits are for the rules to judge."""
    return _IBAN(account.replace(" ", "")) is not None
