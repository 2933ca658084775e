"""What German rules look at: as the source states it, or, where no source was asked, as the model has it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain

from depesch.model.facts import Said, SaidInGermany, SaidPaymentMeans, SaidPlace
from depesch.model.invoice import DirectDebit, Invoice, Party, Payment, PaymentMeans
from depesch.rules import Context

_DIRECT_DEBIT = frozenset({"49", "59"})


def said(context: Context) -> SaidInGermany:
    """Return what the document states about all that German rules ask for."""
    return context.once(_gathered)


def _gathered(context: Context) -> SaidInGermany:
    stated = context.stated
    gather: Callable[[], SaidInGermany] | None = stated.gather_german
    return stated.german or (gather() if gather else _from_model(context))


def direct_debit(context: Context) -> DirectDebit | None:
    """Return the direct debit (BG-19), if there is one."""
    payment = context.invoice.payment
    return payment.direct_debit if payment else None


def _from_model(context: Context) -> SaidInGermany:
    invoice = context.invoice
    delivery = invoice.delivery
    address = delivery.address if delivery else None
    contact = invoice.seller.contact if invoice.seller else None
    return SaidInGermany(
        specifications=() if invoice.specification is None else (invoice.specification,),
        means=_means(invoice.payment),
        payment_terms=() if invoice.payment_terms is None else (invoice.payment_terms,),
        contacts=(contact,) if contact else (),
        deliveries=(SaidPlace(city=address.city, post_code=address.post_code),) if address else (),
        has_delivery_date=delivery is not None and delivery.delivery_date is not None,
        has_period=has_period(invoice),
        file_names=tuple(
            Said(value=one.attachment.filename)
            for one in invoice.supporting_documents
            if one.attachment and one.attachment.filename is not None
        ),
        web_addresses=tuple(Said(value=one.location) for one in invoice.supporting_documents if one.location),
        rows_without_rate=tuple(Said() for row in invoice.vat_breakdown if row.rate is None),
        tax_numbers=_tax_numbers(invoice.seller),
        categories=_categories(invoice),
    )


def has_period(invoice: Invoice) -> bool:
    """Return whether the invoicing period or the period of every line is there."""
    return invoice.period is not None or all(line.period is not None for line in invoice.lines)


def _means(payment: Payment | None) -> tuple[SaidPaymentMeans, ...]:
    """Return the ways to pay; the mandate stands with the first direct debit, else with the first of all."""
    if payment is None:
        return ()
    debit = payment.direct_debit
    carrier = next((n for n, one in enumerate(payment.means) if one.code in _DIRECT_DEBIT), 0)
    return tuple(_one_means(one, debit if n == carrier else None) for n, one in enumerate(payment.means))


def _one_means(means: PaymentMeans, debit: DirectDebit | None) -> SaidPaymentMeans:
    transfer = means.credit_transfer
    there = {
        "account": transfer is not None,
        "card": means.card is not None,
        "mandate": debit is not None,
        "payee_bank": transfer is not None and transfer.provider is not None,
    }
    return SaidPaymentMeans(
        value=means.code,
        accounts=() if transfer is None or transfer.account is None else (transfer.account,),
        debited=debit.debited_account if debit else None,
        groups=tuple(name for name, is_there in there.items() if is_there),
    )


def _tax_numbers(seller: Party | None) -> tuple[str, ...]:
    numbers = (seller.vat_identifier, seller.tax_registration) if seller else ()
    return tuple(number for number in numbers if number is not None)


def _categories(invoice: Invoice) -> tuple[str, ...]:
    of_lines = (line.vat.category for line in invoice.lines if line.vat)
    of_others = (one.vat_category for one in (*invoice.allowances, *invoice.charges))
    return tuple({code: None for code in chain(of_lines, of_others) if code is not None})
