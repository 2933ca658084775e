"""Payment, as elements of Finvoice: the seller's accounts, card, direct debit, and the order (EPI)."""

from __future__ import annotations

from depesch.model.invoice import CreditTransfer, Invoice, Payment, PaymentMeans, Totals
from depesch.syntaxes.finvoice.elements import Page
from depesch.syntaxes.markup import attribute
from depesch.syntaxes.payment import is_iban

_NAME = 35
_NO_ACCOUNT, _NO_BIC = "-", "-" * 8
_BIC = attribute("IdentificationSchemeName", "BIC")


def _account_scheme(account: str) -> str:
    return attribute("IdentificationSchemeName", "IBAN" if is_iban(account) else "BBAN")


def add_accounts(page: Page, payment: Payment | None) -> None:
    """Write the seller's accounts, that of the order among them."""
    for means in payment.means if payment else ():
        transfer = means.credit_transfer
        if transfer is not None and transfer.account is not None:
            page.append("<SellerAccountDetails>")
            page.text("SellerAccountID", transfer.account, _account_scheme(transfer.account))
            page.text("SellerBic", transfer.provider or _NO_BIC, _BIC)
            page.text("SellerAccountName", transfer.account_name)
            page.append("</SellerAccountDetails>")


def add_card_and_debit(page: Page, payment: Payment | None) -> None:
    """Write the card that was charged and the direct debit."""
    card = payment.means[0].card if payment and payment.means else None
    if card is not None:
        page.append("<PaymentCardInfo>")
        page.stated("PrimaryAccountNumber", card.primary_account_number)
        page.text("CardHolderName", card.holder_name)
        page.append("</PaymentCardInfo>")
    debit = payment.direct_debit if payment else None
    if debit is not None:
        page.append("<DirectDebitInfo>")
        page.text("MandateReference", debit.mandate_reference)
        page.text("CreditorIdentifier", debit.creditor_identifier)
        if debit.debited_account is not None:
            page.text("DebitedAccountID", debit.debited_account, _account_scheme(debit.debited_account))
        page.append("</DirectDebitInfo>")


def add_order(page: Page, invoice: Invoice) -> None:
    """Write the order that banks make of the invoice."""
    payment = invoice.payment or Payment()
    order = payment.means[0] if payment.means else PaymentMeans()
    transfer = order.credit_transfer or CreditTransfer()
    page.append("<EpiDetails><EpiIdentificationDetails>")
    page.day("EpiDate", invoice.issue_date)
    page.text("EpiReference", "-")
    page.append("</EpiIdentificationDetails><EpiPartyDetails><EpiBfiPartyDetails>")
    page.text("EpiBfiIdentifier", transfer.provider, _BIC)
    page.append("</EpiBfiPartyDetails><EpiBeneficiaryPartyDetails>")
    page.text("EpiNameAddressDetails", _beneficiary(invoice))
    account = transfer.account or _NO_ACCOUNT
    page.text("EpiAccountID", account, _account_scheme(account))
    page.append("</EpiBeneficiaryPartyDetails></EpiPartyDetails><EpiPaymentInstructionDetails>")
    reference = payment.remittance_information
    if reference is not None:
        standard = attribute("IdentificationSchemeName", "ISO" if reference.startswith("RF") else "SPY")
        page.text("EpiRemittanceInfoIdentifier", reference, standard)
    page.money("EpiInstructedAmount", (invoice.totals or Totals()).amount_due)
    page.append('<EpiCharge ChargeOption="SHA"></EpiCharge>')
    page.day("EpiDateOptionDate", invoice.due_date)
    if page.edition.is_en16931:
        page.text("EpiPaymentMeansCode", order.code)
        page.text("EpiPaymentMeansText", order.text)
    page.append("</EpiPaymentInstructionDetails></EpiDetails>")


def _beneficiary(invoice: Invoice) -> str | None:
    """Return the name of who is paid, in 35 characters."""
    name = (invoice.payee.name if invoice.payee else None) or (invoice.seller.name if invoice.seller else None)
    plain = " ".join((name or "").split())[:_NAME].rstrip()
    return plain if len(plain) > 1 else None
