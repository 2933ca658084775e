"""Mends of German rules: what was meant is plain, and only its form is not the one that machines read."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import msgspec

from depesch.model.invoice import Invoice, Payment, PaymentMeans, VatBreakdown
from depesch.rules.billing.iban import has_check_digits
from depesch.rules.billing.xpath import normalised

_FREE_OF_VAT = frozenset({"Z", "E", "AE", "K", "G", "O"})
_AMOUNT = r"(-?[0-9]+)(?:[.,]([0-9]{1,2}))?"
_DISCOUNT = re.compile(
    rf"# ?SKONTO ?# ?TAGE ?= ?([0-9]+) ?# ?PROZENT ?= ?{_AMOUNT} ?%?(?: ?# ?BASISBETRAG ?= ?{_AMOUNT})? ?#?",
    re.IGNORECASE,
)


def with_readable_discounts(invoice: Invoice) -> Invoice:
    """Return the invoice with each discount in the payment terms in its form, on a line that ends.

    Lines that cannot be understood as a discount stay as they are, and so do all terms with such a line.
    """
    lines = (invoice.payment_terms or "").split("\n")
    marked = [n for n, line in enumerate(lines) if normalised(line).startswith("#")]
    written = {n: _written(lines[n]) for n in marked}
    if not marked or None in written.values():
        return invoice
    text = "\n".join(written.get(n) or line for n, line in enumerate(lines))
    return msgspec.structs.replace(invoice, payment_terms=text + ("\n" if marked[-1] == len(lines) - 1 else ""))


def _written(line: str) -> str | None:
    """Return a discount as machines read it; None when the line is none."""
    found = _DISCOUNT.fullmatch(normalised(line))
    if found is None or found[2].startswith("-"):
        return None
    base = f"#BASISBETRAG={_two_decimals(found[4], found[5])}" if found[4] else ""
    return f"#SKONTO#TAGE={found[1]}#PROZENT={_two_decimals(found[2], found[3])}{base}#"


def _two_decimals(whole: str, part: str | None) -> str:
    return f"{whole}.{part or '':0<2}"


def with_rates_of_nothing(invoice: Invoice) -> Invoice:
    """Return the invoice with the rate 0 in rows of categories in which no VAT is ever charged."""
    rows = tuple(map(_with_rate, invoice.vat_breakdown))
    return msgspec.structs.replace(invoice, vat_breakdown=rows)


def _with_rate(row: VatBreakdown) -> VatBreakdown:
    if row.rate is not None or row.category not in _FREE_OF_VAT:
        return row
    return msgspec.structs.replace(row, rate=Decimal(0))


def with_payee_iban_in_capitals(invoice: Invoice) -> Invoice:
    """Return the invoice with accounts to pay to in capitals, where that makes a correct IBAN of them."""

    def better(means: PaymentMeans) -> PaymentMeans:
        transfer = means.credit_transfer
        account = _in_capitals(transfer.account) if transfer and transfer.account else None
        if transfer is None or account is None:
            return means
        return msgspec.structs.replace(means, credit_transfer=msgspec.structs.replace(transfer, account=account))

    return _paid(
        invoice, lambda payment: msgspec.structs.replace(payment, means=tuple(better(one) for one in payment.means))
    )


def with_debited_iban_in_capitals(invoice: Invoice) -> Invoice:
    """Return the invoice with the account to debit in capitals, where that makes a correct IBAN of it."""

    def better(payment: Payment) -> Payment:
        debit = payment.direct_debit
        account = _in_capitals(debit.debited_account) if debit and debit.debited_account else None
        if debit is None or account is None:
            return payment
        return msgspec.structs.replace(payment, direct_debit=msgspec.structs.replace(debit, debited_account=account))

    return _paid(invoice, better)


def _paid(invoice: Invoice, better: Callable[[Payment], Payment]) -> Invoice:
    return invoice if invoice.payment is None else msgspec.structs.replace(invoice, payment=better(invoice.payment))


def _in_capitals(account: str) -> str | None:
    """Return the number in capitals, when it is an IBAN only then."""
    capitals = account.upper()
    return capitals if not has_check_digits(account) and has_check_digits(capitals) else None
