"""The payment block of the view (BG-16) and the table of supporting documents (BG-24)."""

from __future__ import annotations

from depesch.model.invoice import CreditTransfer, DirectDebit, Invoice, PaymentCard, PaymentMeans, SupportingDocument
from depesch.rendering import formats, wording
from depesch.rendering.compose_money import due_label
from depesch.rendering.qr import payment_code
from depesch.rendering.references import (
    AccountKind,
    ReferenceKind,
    account_kind,
    account_text,
    reference_kind,
    reference_text,
)
from depesch.rendering.view import Column, Field, Payment, Table
from depesch.rendering.wording import fields
from depesch.rendering.words import Words


def payment_block(invoice: Invoice, words: Words) -> Payment | None:
    """Return how to pay, or None where the document says nothing of it.

    The amount and the day come again here, so that whoever pays finds all of it in one place, on the last page too.
    """
    payment = invoice.payment
    if payment is None and not invoice.payment_terms:
        return None
    due = invoice.totals.amount_due if invoice.totals else None
    shown = fields(
        (due_label(invoice, words), formats.amount(due, invoice.currency, words) if due is not None else None),
        (words.due_date, formats.day(invoice.due_date, words) if invoice.due_date else None),
    )
    if payment:
        shown += reference_field(invoice, words)
        shown += _direct_debit(payment.direct_debit, words) if payment.direct_debit else ()
    shown += fields((words.payment_terms, invoice.payment_terms))
    ways = [way for way in (_way(means, words) for means in payment.means) if way] if payment else []
    return Payment(heading=words.payment, fields=tuple(shown), ways=tuple(ways), code=payment_code(invoice, words))


def reference_field(invoice: Invoice, words: Words) -> tuple[Field, ...]:
    """Return BT-83 under the name of what it is: OCR, KID, viitenumero, RF, or a payment reference."""
    kind = reference_kind(invoice)
    return fields((words.payment_reference if kind is ReferenceKind.TEXT else kind.value, reference_text(invoice)))


def _way(means: PaymentMeans, words: Words) -> tuple[Field, ...]:
    name = words.means.get(means.code or "")
    kind = name or means.code
    if means.text:
        kind = wording.joined((kind, means.text if means.text != kind else None), ": ")
    shown = [*fields((words.payment_means, kind))]
    if means.credit_transfer:
        shown += _account(means.credit_transfer, words)
    if means.card:
        shown += _card(means.card, words)
    return tuple(shown)


def _account(transfer: CreditTransfer, words: Words) -> tuple[Field, ...]:
    kind = account_kind(transfer)
    # "SE:BANKGIRO" and the giros' own BIC say only what the label says already.
    is_named = kind in (AccountKind.BANKGIRO, AccountKind.PLUSGIRO)
    return fields(
        (kind.value or words.account, account_text(transfer)),
        ("BIC" if kind is AccountKind.IBAN else words.provider, None if is_named else transfer.provider),
        (words.account_name, transfer.account_name),
    )


def _card(card: PaymentCard, words: Words) -> tuple[Field, ...]:
    return fields((words.card_number, card.primary_account_number), (words.card_holder, card.holder_name))


def _direct_debit(debit: DirectDebit, words: Words) -> tuple[Field, ...]:
    return fields(
        (words.mandate, debit.mandate_reference),
        (words.creditor, debit.creditor_identifier),
        (words.debited_account, debit.debited_account),
    )


def attachments_table(documents: tuple[SupportingDocument, ...], words: Words) -> Table | None:
    """Return BG-24: what comes with the document, with the size of each file; None where there is nothing."""
    if not documents:
        return None
    columns = (
        Column(label=words.attachments),
        Column(label=words.description),
        Column(label=words.file_name),
        Column(label=words.file_size, numeric=True),
    )
    return Table(heading=words.attachments, columns=columns, rows=tuple(_document(d, words) for d in documents))


def _document(document: SupportingDocument, words: Words) -> tuple[str, ...]:
    attachment = document.attachment
    file = (
        wording.joined((attachment.filename, f"({attachment.mime_code})" if attachment.mime_code else None), " ")
        if attachment
        else ""
    )
    return (
        document.reference or "",
        wording.joined((document.description, document.location), " · "),
        file,
        formats.size(len(attachment.content), words) if attachment else "",
    )
