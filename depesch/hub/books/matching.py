"""Which of the company's suppliers an invoice is from: by organisation number, else bankgiro, else VAT number.

Source: product table, D-03, which is this order and no more. What it leaves open, and what is done:

- It ranks the bankgiro before the VAT number, although an account says who is paid (BG-10, BG-17) and not who sold. A
  factoring company's account serves many sellers, so a bankgiro that several suppliers have decides nothing, and the
  VAT number is asked; the same with the number that the members of a VAT group share.
- It does not stop at an organisation number that nobody has: the bankgiro is asked all the same. When that finds a
  supplier whose own organisation number is another one, it is the match, as the order says, but `is_contradicted`: a
  changed account is what a false invoice looks like, and people are told.
- It does not say which organisation number. Taken are the seller's legal registration (BT-30), and identifiers (BT-29)
  and the electronic address (BT-34) with a scheme of organisation numbers. In two countries one number may be two
  companies', so the country has to be the same where the invoice tells it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from uuid import UUID

import msgspec

from depesch.model.identifiers import InvalidIdentifier, bankgiro, org_number, vat_number
from depesch.model.invoice import Invoice, Party

# Schemes (ISO 6523, EAS) whose values are organisation numbers, and their country.
_SCHEMES = {
    "0007": "SE",
    "0192": "NO",
    "0184": "DK",
    "0096": "DK",
    "0212": "FI",
    "0216": "FI",
    "0037": "FI",
    "0191": "EE",
}
_BANKGIRO, _BANKGIRO_CODE = "SE:BANKGIRO", "56"  # BT-86 of Peppol in Sweden; BT-81 (UNTDID 4461) before that
_WRITTEN_AS_ONE = re.compile(r"\d{3,4}-\d{4}")  # a plusgiro number has its hyphen before the last digit


class MatchedBy(StrEnum):
    """Which number made the match, in the order of D-03."""

    ORGANISATION = "organisation_number"
    BANKGIRO = "bankgiro"
    VAT = "vat_number"


class SellerMarks(msgspec.Struct, frozen=True, kw_only=True):
    """What an invoice says of its seller that a supplier can be known by; numbers in compact form."""

    name: str = ""
    country: str = ""
    organisation_numbers: tuple[tuple[str, str], ...] = ()  # country, empty when the invoice does not tell; number
    bankgiros: tuple[str, ...] = ()
    vat_numbers: tuple[str, ...] = ()


class KnownSupplier(msgspec.Struct, frozen=True, kw_only=True):
    """A supplier of the register, as far as matching goes."""

    id: UUID
    name: str
    country: str = ""
    organisation_number: str = ""
    bankgiro: str = ""
    vat_number: str = ""


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """The supplier, the number that made the match, and whether the invoice's organisation number is another one."""

    supplier: KnownSupplier
    by: MatchedBy
    value: str
    is_contradicted: bool = False


def marks_of(invoice: Invoice) -> SellerMarks:
    """Return what the invoice says of its seller."""
    seller = invoice.seller or Party()
    country = ((seller.address.country if seller.address else None) or "").strip().upper()
    organisations = dict.fromkeys(_organisations(seller, country))
    return SellerMarks(
        name=(seller.name or seller.trading_name or "").strip(), country=country,
        organisation_numbers=tuple(organisations), bankgiros=tuple(dict.fromkeys(_bankgiros(invoice))),
        vat_numbers=(compact_vat(seller.vat_identifier),) if seller.vat_identifier else (),
    )  # fmt: skip


def match(marks: SellerMarks, suppliers: Sequence[KnownSupplier]) -> Match | None:
    """Return the supplier by the order of D-03; None when no number decides it."""
    for by in MatchedBy:
        found = [(each, value) for each in suppliers if (value := _common(by, each, marks))]
        if len(found) == 1:
            supplier, value = found[0]
            return Match(supplier=supplier, by=by, value=value, is_contradicted=_contradicts(supplier, marks))
    return None


def compact_organisation(text: str, country: str) -> str:
    """Return an organisation number in the form in which numbers are compared; of other countries, letters and digits.

    >>> compact_organisation("556036-0793", "SE"), compact_organisation("NO 991 825 827 MVA", "NO")
    ('5560360793', '991825827')
    """
    plain = re.sub(r"[^0-9A-Z]", "", text.upper())
    if country == "NO":
        plain = plain.removeprefix("NO").removesuffix("MVA")
    try:
        return org_number(plain, country).value
    except InvalidIdentifier:
        return plain


def compact_vat(text: str) -> str:
    """Return a VAT number in the form in which numbers are compared, right or not."""
    try:
        return vat_number(text).value
    except InvalidIdentifier:
        return re.sub(r"[^0-9A-Z]", "", text.upper())


def _organisations(seller: Party, country: str) -> Iterator[tuple[str, str]]:
    legal = seller.legal_registration
    if legal and legal.value.strip():
        told = _SCHEMES.get(legal.scheme or "", country)
        yield told, compact_organisation(_without_ovt(legal.value, legal.scheme), told)
    for each in (*seller.identifiers, *([seller.electronic_address] if seller.electronic_address else [])):
        scheme = each.scheme or ""
        if scheme in _SCHEMES and each.value.strip():
            yield _SCHEMES[scheme], compact_organisation(_without_ovt(each.value, scheme), _SCHEMES[scheme])


def _without_ovt(value: str, scheme: str | None) -> str:
    """Return the Finnish organisation number out of an OVT code: 0037, eight digits, and up to five more."""
    plain = value.strip()
    return plain[4:12] if scheme in ("0216", "0037") and plain.startswith("0037") else plain


def _bankgiros(invoice: Invoice) -> Iterator[str]:
    """Return the accounts that are bankgiro numbers: named so (BT-86, BT-81), or written as one and named nothing."""
    for means in invoice.payment.means if invoice.payment else ():
        transfer = means.credit_transfer
        if transfer is None or not transfer.account:
            continue
        provider = (transfer.provider or "").strip().upper()
        is_written_as_one = not provider and _WRITTEN_AS_ONE.fullmatch(transfer.account.strip())
        if not (provider == _BANKGIRO or means.code == _BANKGIRO_CODE or is_written_as_one):
            continue
        try:
            yield bankgiro(transfer.account)
        except InvalidIdentifier:
            continue


def _common(by: MatchedBy, supplier: KnownSupplier, marks: SellerMarks) -> str:
    """Return the number of that kind which the supplier and the invoice have in common, empty for none."""
    if by is MatchedBy.ORGANISATION:
        return _organisation_of(supplier, marks)
    if by is MatchedBy.BANKGIRO:
        return supplier.bankgiro if supplier.bankgiro in marks.bankgiros else ""
    return supplier.vat_number if supplier.vat_number in marks.vat_numbers else ""


def _organisation_of(supplier: KnownSupplier, marks: SellerMarks) -> str:
    number = supplier.organisation_number
    same = number and any(
        number == told and (not country or not supplier.country or country == supplier.country)
        for country, told in marks.organisation_numbers
    )
    return number if same else ""


def _contradicts(supplier: KnownSupplier, marks: SellerMarks) -> bool:
    return bool(supplier.organisation_number and marks.organisation_numbers) and not _organisation_of(supplier, marks)
