"""What ebInterface holds of payment instructions: transfers, or a SEPA direct debit, or a card, never two of these."""

from __future__ import annotations

import re

import msgspec

from depesch.model.invoice import CreditTransfer, DirectDebit, Invoice, Payment, PaymentCard, PaymentMeans

_LONGEST_REFERENCE, _LONGEST_IBAN, _LONGEST_OWNER = 35, 34, 70
_is_bic = re.compile(r"[0-9A-Za-z]{8}(?:[0-9A-Za-z]{3})?").fullmatch


def keep_payment(invoice: Invoice, texts: list[str]) -> tuple[Payment | None, str | None]:
    """Return the payment instructions and the terms as the elements say them."""
    payment = invoice.payment
    terms = invoice.payment_terms or None
    if payment is None:
        return None, terms
    transfers = [one for one in payment.means if _has_account(one.credit_transfer)]
    cards = [one for one in payment.means if _has_card(one.card)]
    _note_texts(payment, texts)
    reference = payment.remittance_information or None
    if reference is not None and (len(reference) > _LONGEST_REFERENCE or _is_drawn(payment, transfers, cards)):
        texts.append(f"Zahlungsreferenz: {reference}")
        reference = None
    if transfers or reference is not None:
        _note_debit(payment.direct_debit, texts)
        for card in cards:
            _note_card(card.card, texts)
        means = tuple(PaymentMeans(credit_transfer=_kept_transfer(one.credit_transfer, texts)) for one in transfers)
        return Payment(remittance_information=reference, means=means), terms
    if _has_debit(payment.direct_debit):
        for card in cards:
            _note_card(card.card, texts)
        return Payment(direct_debit=_kept_debit(payment.direct_debit, texts)), terms
    if cards:
        for card in cards[1:]:
            _note_card(card.card, texts)
        return Payment(means=(PaymentMeans(card=_kept_card(cards[0].card)),)), terms
    return None, terms


def _is_drawn(payment: Payment, transfers: list[PaymentMeans], cards: list[PaymentMeans]) -> bool:
    """Whether it is paid without a transfer, so that the reference has no place."""
    return not transfers and (bool(cards) or _has_debit(payment.direct_debit))


def _has_account(transfer: CreditTransfer | None) -> bool:
    return transfer is not None and bool(transfer.account or transfer.account_name or _bic(transfer))


def _bic(transfer: CreditTransfer) -> str | None:
    return transfer.provider if transfer.provider and _is_bic(transfer.provider) else None


def _has_card(card: PaymentCard | None) -> bool:
    return card is not None and bool(card.primary_account_number or card.holder_name)


def _has_debit(debit: DirectDebit | None) -> bool:
    return debit is not None and debit != DirectDebit() and any(msgspec.structs.astuple(debit))


def _kept_transfer(transfer: CreditTransfer | None, texts: list[str]) -> CreditTransfer:
    transfer = transfer or CreditTransfer()
    if transfer.provider and _bic(transfer) is None:
        texts.append(f"Kreditinstitut zu {transfer.account or 'Konto'}: {transfer.provider}")
    owner = transfer.account_name or ""
    return CreditTransfer(
        account=transfer.account or None, account_name=owner[:_LONGEST_OWNER] or None, provider=_bic(transfer)
    )


def _kept_card(card: PaymentCard | None) -> PaymentCard:
    card = card or PaymentCard()
    return PaymentCard(primary_account_number=card.primary_account_number or None, holder_name=card.holder_name or None)


def _kept_debit(debit: DirectDebit | None, texts: list[str]) -> DirectDebit:
    debit = debit or DirectDebit()
    for label, value, most in (
        ("Mandat", debit.mandate_reference, _LONGEST_REFERENCE),
        ("Gläubiger-ID", debit.creditor_identifier, _LONGEST_REFERENCE),
        ("Konto", debit.debited_account, _LONGEST_IBAN),
    ):
        if value and len(value) > most:
            texts.append(f"Lastschrift, {label}: {value}")
    return DirectDebit(
        mandate_reference=_short(debit.mandate_reference, _LONGEST_REFERENCE),
        creditor_identifier=_short(debit.creditor_identifier, _LONGEST_REFERENCE),
        debited_account=_short(debit.debited_account, _LONGEST_IBAN),
    )


def _short(value: str | None, most: int) -> str | None:
    return value if value and len(value) <= most else None


def _note_texts(payment: Payment, texts: list[str]) -> None:
    for one in payment.means:
        if one.text:
            texts.append(f"Zahlungsart: {one.text}")
        transfer = one.credit_transfer
        if transfer is not None and transfer.provider and not _has_account(transfer):
            texts.append(f"Kreditinstitut: {transfer.provider}")


def _note_debit(debit: DirectDebit | None, texts: list[str]) -> None:
    if debit is not None and _has_debit(debit):
        labels = ("Mandat", debit.mandate_reference), ("Gläubiger-ID", debit.creditor_identifier)
        said = [f"{label} {one}" for label, one in (*labels, ("Konto", debit.debited_account)) if one]
        texts.append(f"Lastschrift: {', '.join(said)}")


def _note_card(card: PaymentCard | None, texts: list[str]) -> None:
    if card is not None:
        said = [one for one in (card.primary_account_number, card.holder_name) if one]
        texts.append(f"Karte: {', '.join(said)}")
