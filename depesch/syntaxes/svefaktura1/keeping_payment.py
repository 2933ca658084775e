"""What Svefaktura 1.0 holds of payment instructions: up to three accounts and one reference.

It knows no direct debit and no card; that they are used stands in the free text, and no account is asked to be paid.
"""

from __future__ import annotations

import msgspec

from depesch.model.invoice import CreditTransfer, Payment, PaymentMeans
from depesch.syntaxes.svefaktura1.names import ANY_MEANS
from depesch.syntaxes.svefaktura1.values import giro

MOST_MEANS = 3


def keep_payment(payment: Payment | None, texts: list[str]) -> Payment | None:
    """Return the payment instructions as the elements say them; what they cannot say is added to the texts."""
    if payment is None:
        return None
    means: list[PaymentMeans] = []
    for one in payment.means:
        transfer = one.credit_transfer
        if one.text:
            texts.append(f"Betalningssätt: {one.text}")
        if transfer is not None and (transfer.account or transfer.provider) and len(means) < MOST_MEANS:
            means.append(PaymentMeans(code=ANY_MEANS, credit_transfer=_kept_transfer(transfer, texts)))
        else:
            _note_means(one, texts)
        _note_card(one, texts)
    _note_debit(payment, texts)
    return msgspec.structs.replace(payment, means=tuple(means), direct_debit=None)


def _kept_transfer(transfer: CreditTransfer, texts: list[str]) -> CreditTransfer:
    if transfer.account_name:
        texts.append(f"Kontoinnehavare: {transfer.account_name}")
    provider = giro(transfer.provider) if transfer.provider else None
    return CreditTransfer(account=transfer.account or None, provider=provider)


def _note_means(means: PaymentMeans, texts: list[str]) -> None:
    transfer = means.credit_transfer
    account = (transfer.account, transfer.provider, transfer.account_name) if transfer is not None else ()
    said = [one for one in account if one]
    if said:
        texts.append(f"Konto: {', '.join(said)}")
    elif means.code and not means.text and means.card is None:
        texts.append(f"Betalningssätt: {means.code}")


def _note_card(means: PaymentMeans, texts: list[str]) -> None:
    card = means.card
    if card is not None:
        said = [one for one in (card.primary_account_number, card.holder_name) if one]
        texts.append(f"Betalas med kort: {', '.join(said)}" if said else "Betalas med kort")


def _note_debit(payment: Payment, texts: list[str]) -> None:
    debit = payment.direct_debit
    if debit is None:
        return
    labels = ("medgivande", debit.mandate_reference), ("borgenär", debit.creditor_identifier)
    said = [f"{label} {one}" for label, one in (*labels, ("konto", debit.debited_account)) if one]
    texts.append(f"Autogiro: {', '.join(said)}" if said else "Autogiro")
