"""Payment instructions in OIOUBL: bank, IBAN, giro and joint payment forms (FIK), each in its own way."""

from __future__ import annotations

import re

from depesch.model.invoice import CreditTransfer, Invoice, Payment, PaymentMeans
from depesch.syntaxes.markup import Out, add_text, attribute, escaped
from depesch.syntaxes.oioubl.codes import BANK, CHANNELS, FIK, FORMS, payment_form
from depesch.syntaxes.payment import mandated
from depesch.syntaxes.ubl.parts import add_date, add_reference

_LISTED = 'listAgencyID="320" listID="urn:oioubl:codelist:paymentchannelcode-1.1"'
_is_bic = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?").fullmatch


def add_payment(out: Out, invoice: Invoice) -> None:
    """Write the ways to pay, each with the due date and the reference, and the payment terms."""
    payment = invoice.payment
    if payment is not None:
        carrier = mandated(payment)
        for index, means in enumerate(payment.means):
            _add_means(out, invoice, payment, means, carries_mandate=index == carrier)
    if invoice.payment_terms is not None:
        out.append("<cac:PaymentTerms>")
        add_text(out, "cbc:Note", invoice.payment_terms)
        out.append("</cac:PaymentTerms>")


def _add_means(out: Out, invoice: Invoice, payment: Payment, means: PaymentMeans, *, carries_mandate: bool) -> None:
    code, account, reference = means.code or "", means.credit_transfer, payment.remittance_information
    out.append("<cac:PaymentMeans>")
    out.append(f"<cbc:PaymentMeansCode{attribute('name', means.text)}>{escaped(code)}</cbc:PaymentMeansCode>")
    add_date(out, "cbc:PaymentDueDate", invoice.due_date)
    if code in CHANNELS:
        out.append(f"<cbc:PaymentChannelCode {_LISTED}>{CHANNELS[code]}</cbc:PaymentChannelCode>")
    noted = code not in FORMS and account is not None
    if reference is not None and not noted:
        kind, number = payment_form(code, reference)
        add_text(out, "cbc:InstructionID", number or None)
        add_text(out, "cbc:PaymentID", kind)
    if means.card is not None:
        out.append("<cac:CardAccount>")
        add_text(out, "cbc:PrimaryAccountNumberID", means.card.primary_account_number)
        out.append("<cbc:NetworkID>NA</cbc:NetworkID>")
        add_text(out, "cbc:HolderName", means.card.holder_name)
        out.append("</cac:CardAccount>")
    if account is not None:
        _add_account(out, code, account, reference if noted else None)
    if carries_mandate:
        _add_mandate(out, payment)
    out.append("</cac:PaymentMeans>")


def _add_account(out: Out, code: str, account: CreditTransfer, note: str | None) -> None:
    if code == FIK:
        out.append(f"<cac:CreditAccount><cbc:AccountID>{escaped(account.account or '')}</cbc:AccountID>")
        out.append("</cac:CreditAccount>")
        return
    out.append("<cac:PayeeFinancialAccount>")
    add_text(out, "cbc:ID", account.account)
    add_text(out, "cbc:Name", account.account_name)
    add_text(out, "cbc:PaymentNote", note)
    provider = account.provider
    if provider is not None and code != BANK and _is_bic(provider):
        institution = f"<cac:FinancialInstitution><cbc:ID>{provider}</cbc:ID></cac:FinancialInstitution>"
        out.append(f"<cac:FinancialInstitutionBranch>{institution}</cac:FinancialInstitutionBranch>")
    else:
        add_reference(out, "cac:FinancialInstitutionBranch", provider)
    out.append("</cac:PayeeFinancialAccount>")


def _add_mandate(out: Out, payment: Payment) -> None:
    debit = payment.direct_debit
    if debit is None or (debit.mandate_reference is None and debit.debited_account is None):
        return
    out.append("<cac:PaymentMandate>")
    add_text(out, "cbc:ID", debit.mandate_reference)
    add_reference(out, "cac:PayerFinancialAccount", debit.debited_account)
    out.append("</cac:PaymentMandate>")
