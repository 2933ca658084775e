"""Payment references and accounts as people read them: grouped, and named by what they are.

Sources: Bankgirot, OCR reference control (Luhn); Nets, KID (mod 10, or mod 11 with weights 2 to 7); Finance Finland,
domestic reference (weights 7, 3, 1 from the right); ISO 11649 (RF); ISO 13616 (IBAN).
"""

from __future__ import annotations

from enum import StrEnum

from stdnum import iban, iso11649, luhn
from stdnum.no import kontonr

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
    if reference.startswith("RF") and iso11649.is_valid(reference):
        return ReferenceKind.RF
    if not (reference.isascii() and reference.isdigit()):
        return ReferenceKind.TEXT
    country = account_country(invoice)
    if country == "SE" and 2 <= len(reference) <= 25 and luhn.is_valid(reference):
        return ReferenceKind.OCR
    if country == "NO" and 3 <= len(reference) <= 25 and (luhn.is_valid(reference) or _is_kid_mod_11(reference)):
        return ReferenceKind.KID
    if country == "FI" and 4 <= len(reference) <= 20 and _is_viitenumero(reference):
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


def viitenumero_as_rf(reference: str) -> str:
    """Return a Finnish reference as an ISO 11649 creditor reference, which SEPA carries.

    >>> viitenumero_as_rf("1232")
    'RF951232'
    """
    body = reference.lstrip("0")
    check = 98 - int("".join(str(int(c, 36)) for c in f"{body}RF00")) % 97
    return f"RF{check:02d}{body}"


def _is_kid_mod_11(reference: str) -> bool:
    total = sum(int(c) * (2 + i % 6) for i, c in enumerate(reversed(reference[:-1])))
    return (11 - total % 11) % 11 == int(reference[-1])


def _is_viitenumero(reference: str) -> bool:
    total = sum(int(c) * (7, 3, 1)[i % 3] for i, c in enumerate(reversed(reference[:-1])))
    return -total % 10 == int(reference[-1])


def _from_left(text: str, width: int) -> str:
    return NO_BREAK.join(text[i : i + width] for i in range(0, len(text), width))


def _from_right(text: str, width: int) -> str:
    first = len(text) % width
    return NO_BREAK.join(p for p in (text[:first], *(text[i : i + width] for i in range(first, len(text), width))) if p)
