"""What is certain to mend on a Swedish seller's invoice: how a number is written, never which number it is.

A number is only taken apart when its check digit holds afterwards. The two digits at the end of a VAT number are never
guessed: most end with 01, but not those of a firm that shares its number with another.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from depesch.model.identifiers import bankgiro, holds, luhn_digit, plusgiro
from depesch.model.invoice import Identifier, Invoice, Party, PaymentMeans

F_TAX = "Godkänd för F-skatt"
_PARTS = r"[\s.\u2010-\u2015-]"  # white space, points and hyphens of every length
_CENTURY = r"(?:16|19|20)([0-9]{10})"
# What firms write instead, in small letters and without anything but letters.
_MEANS_F_TAX = (
    "(?:godkändförfskatt|godkandforfskatt|godkäntförfskatt|företagetärgodkäntförfskatt|"
    "(?:vihar|har|innehar|företagethar|företagetinnehar)?fskatt(?:sedel|ebevis)?(?:finns)?)"
)


def has_check_digit(number: str) -> bool:
    """Return whether ten digits are an organisation number.

    >>> has_check_digit("5560360793"), has_check_digit("5560360794"), has_check_digit("556036079")
    (True, False, False)
    """
    return len(number) == 10 and luhn_digit(number[:9]) == number[9]


def vat_number_tidied(invoice: Invoice) -> Invoice:
    """Return the invoice with the seller's VAT number without spaces and hyphens, where that makes it one."""
    seller = invoice.seller
    if seller is None or seller.vat_identifier is None:
        return invoice
    number = re.sub(_PARTS, "", seller.vat_identifier).upper()
    if not re.fullmatch(r"SE[0-9]{12}", number) or not has_check_digit(number[2:12]):
        return invoice
    return _with_seller(invoice, msgspec.structs.replace(seller, vat_identifier=number))


def registration_tidied(invoice: Invoice) -> Invoice:
    """Return the invoice with the seller's organisation number as ten digits, where that makes it one."""
    seller = invoice.seller
    if seller is None or seller.legal_registration is None:
        return invoice
    number = re.sub(_PARTS, "", seller.legal_registration.value)
    with_century = re.fullmatch(_CENTURY, number)
    number = with_century.group(1) if with_century else number
    if not re.fullmatch(r"[0-9]{10}", number) or not has_check_digit(number):
        return invoice
    registration = Identifier(value=number, scheme=seller.legal_registration.scheme)
    return _with_seller(invoice, msgspec.structs.replace(seller, legal_registration=registration))


def f_tax_tidied(invoice: Invoice) -> Invoice:
    """Return the invoice with the words for F-tax as they must stand, where it says so in other words."""
    seller = invoice.seller
    if seller is None or seller.tax_registration is None:
        return invoice
    bare = "".join(letter for letter in seller.tax_registration.casefold() if letter.isalpha())
    if not re.fullmatch(_MEANS_F_TAX, bare):
        return invoice
    return _with_seller(invoice, msgspec.structs.replace(seller, tax_registration=F_TAX))


def accounts_tidied(invoice: Invoice) -> Invoice:
    """Return the invoice with Bankgiro and Plusgiro numbers as digits alone, where their check digits hold."""
    return _with_means(invoice, _tidied)


def giro_codes_changed(invoice: Invoice) -> Invoice:
    """Return the invoice with the old codes for Plusgiro (50) and Bankgiro (56) as a transfer (30) to that giro.

    Only where the account is such a number and no other bank is named.
    """
    return _with_means(invoice, _as_transfer)


def domestic_code(invoice: Invoice) -> Invoice:
    """Return the invoice with the code for payments abroad (31) as a transfer within the country (30)."""
    return _with_means(
        invoice, lambda means: msgspec.structs.replace(means, code="30") if means.code == "31" else means
    )


BANKGIRO, PLUSGIRO = "SE:BANKGIRO", "SE:PLUSGIRO"
_GIROS = {BANKGIRO: bankgiro, PLUSGIRO: plusgiro}
_OLD_CODES = {"50": (PLUSGIRO, "PGSISESS"), "56": (BANKGIRO, "BGABSESS")}  # with the BIC that stood beside them


def _tidied(means: PaymentMeans) -> PaymentMeans:
    transfer = means.credit_transfer
    provider = (transfer.provider or "").strip() if transfer else ""
    number = _giro_number(provider, transfer.account if transfer else None)
    if transfer is None or number is None:
        return means
    return msgspec.structs.replace(means, credit_transfer=msgspec.structs.replace(transfer, account=number))


def _as_transfer(means: PaymentMeans) -> PaymentMeans:
    transfer = means.credit_transfer
    giro, bic = _OLD_CODES.get(means.code or "", ("", ""))
    number = _giro_number(giro, transfer.account if transfer else None)
    if transfer is None or number is None or (transfer.provider or "").strip() not in {"", giro, bic}:
        return means
    there = msgspec.structs.replace(transfer, account=number, provider=giro)
    return msgspec.structs.replace(means, code="30", credit_transfer=there)


def _giro_number(giro: str, account: str | None) -> str | None:
    """Return the account as digits alone, None when it is no number of that giro."""
    parse = _GIROS.get(giro)
    return parse(account).replace("-", "") if parse and account and holds(parse, account) else None


def _with_means(invoice: Invoice, changed: Callable[[PaymentMeans], PaymentMeans]) -> Invoice:
    payment = invoice.payment
    if payment is None:
        return invoice
    means = tuple(changed(one) for one in payment.means)
    return msgspec.structs.replace(invoice, payment=msgspec.structs.replace(payment, means=means))


def _with_seller(invoice: Invoice, seller: Party) -> Invoice:
    return msgspec.structs.replace(invoice, seller=seller)
