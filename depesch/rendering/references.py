"""Payment references and accounts as people read them: grouped, and named by what they are.

The check digits are the model's (`model/identifiers`); which of them applies is told by the country of the account.
"""

from __future__ import annotations

from enum import StrEnum

from stdnum import iban
from stdnum.no import kontonr

from depesch.model.identifiers import holds, kid, rf_reference, swedish_ocr, viitenumero
from depesch.model.invoice import CreditTransfer, Invoice
from depesch.rendering.formats import NO_BREAK

# A Swedish giro stands in BT-86 as Peppol writes it or as the giro's own BIC.
_BANKGIRO = {"SE:BANKGIRO", "BGABSESS", "BGABSESSXXX"}
_PLUSGIRO = {"SE:PLUSGIRO", "PGSISESS", "PGSISESSXXX"}


class AccountKind(StrEnum):
    """What an account number (BT-84) is."""

    BANKGIRO = "Bankgiro"  # Swedish, 7 or 8 digits
    PLUSGIRO = "Plusgiro"  # Swedish, 2 to 8 digits
    IBAN = "IBAN"  # ISO 13616
    NORWEGIAN = "Kontonr."  # 11 digits, mod 11
    OTHER = ""  # a national number we have no pattern for


class ReferenceKind(StrEnum):
    """What a remittance information (BT-83) is; the value is the name printed, the same in every language."""

    OCR = "OCR"
    KID = "KID"
    VIITENUMERO = "Viitenumero"
    RF = "RF"
    TEXT = ""


def digits_of(text: str) -> str:
    """Return `text` without blanks and hyphens."""
    return "".join(c for c in text if c not in " -\u00a0\u2011")


def account_kind(transfer: CreditTransfer) -> AccountKind:
    """Return what the account is, from its provider first and its check digits second."""
    account = digits_of(transfer.account or "").upper()
    provider = (transfer.provider or "").strip().upper()
    if provider in _BANKGIRO and account.isdigit():
        return AccountKind.BANKGIRO
    if provider in _PLUSGIRO and account.isdigit():
        return AccountKind.PLUSGIRO
    if account[:2].isalpha() and iban.is_valid(account):
        return AccountKind.IBAN
    if len(account) == 11 and kontonr.is_valid(account):
        return AccountKind.NORWEGIAN
    return AccountKind.OTHER


def account_text(transfer: CreditTransfer) -> str:
    """Return the account as it is printed: bankgiro 5050-1055, plusgiro 12 34 56-6, IBAN in fours."""
    text = transfer.account or ""
    account = digits_of(text).upper()
    match account_kind(transfer):
        case AccountKind.BANKGIRO if len(account) in (7, 8):
            return f"{account[:-4]}-{account[-4:]}"
        case AccountKind.PLUSGIRO if 2 <= len(account) <= 8:
            return f"{_from_right(account[:-1], 2)}-{account[-1]}"
        case AccountKind.IBAN:
            return _from_left(account, 4)
        case AccountKind.NORWEGIAN:
            return NO_BREAK.join((account[:4], account[4:6], account[6:]))
        case _:
            return text


def reference_kind(invoice: Invoice) -> ReferenceKind:
    """Return what BT-83 is: the check digit and the country of the account decide together."""
    reference = digits_of((invoice.payment and invoice.payment.remittance_information) or "").upper()
    if holds(rf_reference, reference):
        return ReferenceKind.RF
    country = account_country(invoice)
    if country == "SE" and holds(swedish_ocr, reference):
        return ReferenceKind.OCR
    if country == "NO" and holds(kid, reference):
        return ReferenceKind.KID
    if country == "FI" and holds(viitenumero, reference):
        return ReferenceKind.VIITENUMERO
    return ReferenceKind.TEXT


def reference_text(invoice: Invoice) -> str:
    """Return BT-83 as it is printed: OCR and KID in fours from the left, viitenumero in fives from the right."""
    text = (invoice.payment and invoice.payment.remittance_information) or ""
    match reference_kind(invoice):
        case ReferenceKind.OCR | ReferenceKind.KID | ReferenceKind.RF:
            return _from_left(digits_of(text).upper(), 4)
        case ReferenceKind.VIITENUMERO:
            return _from_right(digits_of(text), 5)
        case ReferenceKind.TEXT:
            return text


def account_country(invoice: Invoice) -> str | None:
    """Return the country in which the first known account is kept, the seller's where no account tells."""
    for means in invoice.payment.means if invoice.payment else ():
        if means.credit_transfer is None:
            continue
        match account_kind(means.credit_transfer):
            case AccountKind.BANKGIRO | AccountKind.PLUSGIRO:
                return "SE"
            case AccountKind.NORWEGIAN:
                return "NO"
            case AccountKind.IBAN:
                return digits_of(means.credit_transfer.account or "")[:2].upper()
            case AccountKind.OTHER:
                continue
    address = invoice.seller.address if invoice.seller else None
    return address.country if address else None


def _from_left(text: str, width: int) -> str:
    return NO_BREAK.join(text[i : i + width] for i in range(0, len(text), width))


def _from_right(text: str, width: int) -> str:
    first = len(text) % width
    return NO_BREAK.join(p for p in (text[:first], *(text[i : i + width] for i in range(first, len(text), width))) if p)
