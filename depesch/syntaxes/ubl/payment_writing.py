"""Payment instructions and terms, in UBL."""

from __future__ import annotations

from datetime import date

from depesch.model.invoice import Invoice, Payment, PaymentMeans
from depesch.syntaxes import Done
from depesch.syntaxes.markup import Out, add_text, attribute, escaped
from depesch.syntaxes.payment import mandated
from depesch.syntaxes.ubl.parts import add_date, add_reference

_NOT_DEFINED = "1"  # UNTDID 4461: instrument not defined


def add_payment(out: Out, invoice: Invoice, *, due_date: date | None) -> None:
    """Write the payment means and terms; a credit note's due date stands in them."""
    payment = invoice.payment
    if payment is not None:
        carrier = mandated(payment)
        for index in range(max(1, len(payment.means))):
            _add_payment_means(out, payment, index, due_date, carries_mandate=index == carrier)
        due_date = None
    if invoice.payment_terms is not None or due_date is not None:
        out.append("<cac:PaymentTerms>")
        add_text(out, "cbc:Note", invoice.payment_terms)
        add_date(out, "cbc:PaymentDueDate", due_date)
        out.append("</cac:PaymentTerms>")


def _add_payment_means(out: Out, payment: Payment, index: int, due_date: date | None, *, carries_mandate: bool) -> None:
    out.append("<cac:PaymentMeans>")
    means = payment.means[index] if payment.means else None
    if means is None:
        why = "UBL demands a payment means code beside BT-83 and a mandate; 1 (not defined) is written"
        out.lose("payment.means[0].code", _NOT_DEFINED, why, done=Done.ADDED)
        means = PaymentMeans(code=_NOT_DEFINED)
    if means.code is not None or means.text is not None:
        code = escaped(means.code or "")
        out.append(f"<cbc:PaymentMeansCode{attribute('name', means.text)}>{code}</cbc:PaymentMeansCode>")
    add_date(out, "cbc:PaymentDueDate", due_date)
    add_text(out, "cbc:PaymentID", payment.remittance_information)
    if means.card is not None:
        out.append("<cac:CardAccount>")
        add_text(out, "cbc:PrimaryAccountNumberID", means.card.primary_account_number)
        out.append("<cbc:NetworkID>NA</cbc:NetworkID>")
        add_text(out, "cbc:HolderName", means.card.holder_name)
        out.append("</cac:CardAccount>")
    if means.credit_transfer is not None:
        account = means.credit_transfer
        out.append("<cac:PayeeFinancialAccount>")
        add_text(out, "cbc:ID", account.account)
        add_text(out, "cbc:Name", account.account_name)
        add_reference(out, "cac:FinancialInstitutionBranch", account.provider)
        out.append("</cac:PayeeFinancialAccount>")
    debit = payment.direct_debit
    if carries_mandate and debit is not None and (debit.creditor_identifier is None or _has_mandate(payment)):
        out.append("<cac:PaymentMandate>")
        add_text(out, "cbc:ID", debit.mandate_reference)
        add_reference(out, "cac:PayerFinancialAccount", debit.debited_account)
        out.append("</cac:PaymentMandate>")
    out.append("</cac:PaymentMeans>")


def _has_mandate(payment: Payment) -> bool:
    debit = payment.direct_debit
    return debit is not None and (debit.mandate_reference is not None or debit.debited_account is not None)
