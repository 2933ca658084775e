"""Payment instructions as OIOUBL has them: Danish codes of payment means, and references by the form of payment."""

from __future__ import annotations

import msgspec

from depesch.model.invoice import CreditTransfer, Invoice, Payment, PaymentMeans
from depesch.syntaxes.oioubl.codes import BANK, FIK, FORMS, IBAN, MEANS, payment_form, payment_reference
from depesch.syntaxes.payment import is_iban

_changed = msgspec.structs.replace
NOT_DEFINED = "1"
_TRANSFERS = frozenset({"30", "58"})  # UNTDID 4461: credit transfer, SEPA credit transfer
_DEBITS = {"59": "49"}  # SEPA direct debit: direct debit
_CARDS = frozenset({"54", "55"})  # credit card, debit card: OIOUBL has bank card


def fitted_payment(invoice: Invoice) -> Payment | None:
    """Return the payment as it is read back; a due date stands with a way to pay, if only one that is not defined."""
    payment = invoice.payment
    if payment is None:
        if invoice.due_date is None:
            return None
        payment = Payment()
    means = tuple(map(_means, payment.means)) or (PaymentMeans(code=NOT_DEFINED),)
    reference = _reference(payment.remittance_information, [one.code or "" for one in means])
    return _changed(payment, means=means, remittance_information=reference)


def _means(means: PaymentMeans) -> PaymentMeans:
    code = _code(means)
    account = means.credit_transfer
    if account is not None and code == FIK:
        account = CreditTransfer(account=account.account) if account.account is not None else None
    return _changed(means, code=code, credit_transfer=account)


def _code(means: PaymentMeans) -> str:
    code = means.code
    if not code:
        return NOT_DEFINED
    if code in _TRANSFERS:
        account = means.credit_transfer.account if means.credit_transfer else None
        return IBAN if account is not None and is_iban(account) else BANK
    if code in MEANS:
        return code
    return _DEBITS.get(code, "48" if code in _CARDS else NOT_DEFINED)


def _reference(reference: str | None, codes: list[str]) -> str | None:
    """Return BT-83 as it is heard: first from a means that is a payment form."""
    if not reference:
        return None
    for code in codes:
        kind, number = payment_form(code, reference)
        if kind.strip() in FORMS.get(code, ()):
            return payment_reference(code, kind, number)
    return reference
