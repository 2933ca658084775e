"""Ways to pay: EN 16931 has one kind of payment, for any number of accounts, and its name once.

Source: EN 16931-1, BG-16 to BG-19; rules UBL-SR-46 and UBL-SR-47.
"""

from __future__ import annotations

from msgspec.structs import replace

from depesch.documents.completing.notes import Notes
from depesch.model.invoice import Invoice, Payment
from depesch.model.terms import terms
from depesch.syntaxes import Done

CREDIT_TRANSFER = "30"
# UNTDID 4461: credit transfer, debit transfer (which older formats use for accounts abroad), to a bank account, SEPA.
_TRANSFERS = frozenset({CREDIT_TRANSFER, "31", "42", "58"})


def complete_payment(invoice: Invoice, notes: Notes) -> Invoice:
    """Return the invoice with one kind of payment; transfers to several accounts are all credit transfers."""
    payment = invoice.payment
    if payment is None or len(payment.means) < 2:
        return invoice
    kinds = {one.code for one in payment.means}
    if len(kinds) > 1 and None not in kinds:
        if all(one.code in _TRANSFERS and one.credit_transfer is not None for one in payment.means):
            payment = _as_transfers(payment, notes)
        else:
            payment = _first_kind(invoice, payment, notes)
    payment = _named_once(payment, notes)
    return replace(invoice, payment=payment) if payment is not invoice.payment else invoice


def _as_transfers(payment: Payment, notes: Notes) -> Payment:
    for index, one in enumerate(payment.means):
        if one.code != CREDIT_TRANSFER:
            why = f"all accounts are paid in one way; {CREDIT_TRANSFER} (credit transfer) is written"
            notes.add(f"payment.means[{index}].code", one.code, why, Done.CHANGED)
    return replace(payment, means=tuple(replace(one, code=CREDIT_TRANSFER) for one in payment.means))


def _first_kind(invoice: Invoice, payment: Payment, notes: Notes) -> Payment:
    """Return the payment with the ways up to the first of another kind."""
    first = payment.means[0].code
    count = next(index for index, one in enumerate(payment.means) if one.code != first)
    gone = tuple(f"payment.means[{index}]." for index in range(count, len(payment.means)))
    for path, value in terms(invoice):
        if path.startswith(gone):
            notes.add(path, value, "an invoice can be paid in ways of one kind only", Done.DROPPED)
    return replace(payment, means=payment.means[:count])


def _named_once(payment: Payment, notes: Notes) -> Payment:
    named = [index for index, one in enumerate(payment.means) if one.text is not None]
    for index in named[1:]:
        why = "the name of the way to pay stands once"
        notes.add(f"payment.means[{index}].text", payment.means[index].text, why, Done.DROPPED)
    if len(named) < 2:
        return payment
    again = set(named[1:])
    means = tuple(replace(one, text=None) if index in again else one for index, one in enumerate(payment.means))
    return replace(payment, means=means)
