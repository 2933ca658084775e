"""Payment as Finvoice holds it: one order (EPI) with code, text and reference, and the seller's further accounts."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from depesch.model.invoice import CreditTransfer, DirectDebit, Payment, PaymentCard, PaymentMeans
from depesch.syntaxes.finvoice.editions import Edition
from depesch.syntaxes.finvoice.finishing import coded_means
from depesch.syntaxes.finvoice.fits import is_bic, is_code, is_remittance, token, words
from depesch.syntaxes.finvoice.keeping_lines import whole
from depesch.syntaxes.finvoice.keeping_parties import unless_empty

ACCOUNT, TEXT, CARD, MANDATE = 34, 70, 19, 35
_SHORTEST_ACCOUNT = 2


def payment(one: Payment | None, edition: Edition, currency: str) -> Payment | None:
    """Return the payment with its order first; `currency` is the one that the document is written in."""
    if one is None:
        return None
    fitting = Payment(
        remittance_information=remittance(one.remittance_information),
        means=coded_means(tuple(_means(one, edition)), currency),
        direct_debit=_direct_debit(one.direct_debit) if edition.is_en16931 else None,
    )
    return unless_empty(fitting)


def remittance(reference: str | None) -> str | None:
    """Return a reference that banks take: viitenumero or RF, without the spaces for people."""
    plain = (reference or "").replace(" ", "")
    return plain if is_remittance(plain) else None


def bic(provider: str | None) -> str | None:
    """Return the BIC of a bank; national codes, such as that of bankgiro, are none."""
    plain = (provider or "").replace(" ", "")
    return plain if is_bic(plain) else None


def _means(one: Payment, edition: Edition) -> Iterator[PaymentMeans]:
    """Give the order, then an account each for the other means that have one."""
    fitting = [(means, _transfer(means.credit_transfer, edition)) for means in one.means]
    if not fitting:
        return
    chosen = next((i for i, (_, transfer) in enumerate(fitting) if transfer and transfer.account), 0)
    means, transfer = fitting.pop(chosen)
    order = PaymentMeans(credit_transfer=transfer)
    if edition.is_en16931:
        order = PaymentMeans(
            code=means.code if means.code is not None and is_code(means.code) else None,
            text=words(means.text, TEXT),
            credit_transfer=transfer,
            card=next((card for each in one.means if (card := _card(each.card)) is not None), None),
        )
    if order != PaymentMeans():
        yield order
    accounts = {transfer.account} if transfer else set()
    for _, further in fitting:
        if further is not None and further.account is not None and further.account not in accounts:
            accounts.add(further.account)
            yield PaymentMeans(credit_transfer=further)


def _transfer(one: CreditTransfer | None, edition: Edition) -> CreditTransfer | None:
    if one is None:
        return None
    account = token(one.account, ACCOUNT, _SHORTEST_ACCOUNT)
    return unless_empty(
        CreditTransfer(
            account=account,
            account_name=words(one.account_name, TEXT) if edition.is_en16931 and account is not None else None,
            provider=bic(one.provider),
        )
    )


def _card(one: PaymentCard | None) -> PaymentCard | None:
    if one is None:
        return None
    return unless_empty(
        PaymentCard(
            primary_account_number=whole(one.primary_account_number, CARD), holder_name=words(one.holder_name, TEXT)
        )
    )


def _direct_debit(one: DirectDebit | None) -> DirectDebit | None:
    if one is None:
        return None
    return unless_empty(
        msgspec.structs.replace(
            one,
            mandate_reference=whole(one.mandate_reference, MANDATE),
            creditor_identifier=whole(one.creditor_identifier, MANDATE),
            debited_account=token(one.debited_account, ACCOUNT),
        )
    )
