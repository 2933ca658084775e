"""What payment codes on paper say: Swedish UsingQR, EPC QR, Swiss QR, Finnish bank bar code.

Sources: UsingQR specification 1.2; EPC069-12 3.0; Swiss Implementation Guidelines QR-bill 2.3; Finance Finland, bank
bar code guide 5.3 (version 4: national reference, version 5: RF reference).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation

import msgspec

from depesch.capture.pages import Page, PrintedCode

_LARGEST = Decimal(10) ** 12


class PaymentCode(msgspec.Struct, frozen=True, kw_only=True):
    """What a payment code says; what it does not say is None."""

    code: PrintedCode | None = None
    page: Page | None = None
    number: str | None = None
    issue_date: date | None = None
    due_date: date | None = None
    amount: Decimal | None = None
    vat: Decimal | None = None
    currency: str | None = None
    reference: str | None = None
    name: str | None = None
    organisation: str | None = None
    iban: str | None = None
    bankgiro: str | None = None
    plusgiro: str | None = None


class _UsingQr(msgspec.Struct):
    """The fields of UsingQR that are used here; numbers may be written as texts."""

    uqr: int | str
    nme: str = ""
    cid: str = ""
    iref: str = ""
    idt: str = ""
    ddt: str = ""
    due: float | str | None = None
    vat: float | str | None = None
    cur: str = "SEK"
    pt: str = ""
    acc: str = ""


def payment_code(pages: Iterable[Page]) -> PaymentCode | None:
    """Return what the first payment code on the pages says, or None where none is there that can be understood."""
    for page in pages:
        for code in page.codes:
            for read in (_using_qr, _epc, _swiss, _finnish):
                found = read(code.text)
                if found is not None:
                    return msgspec.structs.replace(found, code=code, page=page)
    return None


def _using_qr(text: str) -> PaymentCode | None:
    try:
        said = msgspec.json.decode(text.encode(), type=_UsingQr)
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeError):
        return None
    kind = said.pt.upper()
    return PaymentCode(
        reference=said.iref or None,
        issue_date=_day(said.idt),
        due_date=_day(said.ddt),
        amount=_amount(said.due),
        vat=_amount(said.vat),
        currency=said.cur or None,
        name=said.nme or None,
        organisation=re.sub(r"\D", "", said.cid) or None,
        iban=said.acc if kind == "IBAN" else None,
        bankgiro=re.sub(r"\D", "", said.acc) if kind == "BG" else None,
        plusgiro=re.sub(r"\D", "", said.acc) if kind == "PG" else None,
    )


def _epc(text: str) -> PaymentCode | None:
    lines = [line.strip() for line in text.splitlines()]
    if len(lines) < 7 or lines[0] != "BCD" or lines[3] != "SCT":
        return None
    lines += [""] * 12
    amount = lines[7]
    return PaymentCode(
        name=lines[5] or None,
        iban=lines[6].replace(" ", "") or None,
        amount=_amount(amount[3:]) if amount.startswith("EUR") else None,
        currency="EUR",
        reference=lines[9] or None,
    )


def _swiss(text: str) -> PaymentCode | None:
    lines = [line.strip() for line in text.splitlines()]
    if len(lines) < 30 or lines[0] != "SPC":
        return None
    return PaymentCode(
        iban=lines[3] or None,
        name=lines[5] or None,
        amount=_amount(lines[18]),
        currency=lines[19] or None,
        reference=lines[28] or None,
    )


def _finnish(text: str) -> PaymentCode | None:
    """Return what a bank bar code of 54 digits says: version, account, euros, cents, reference, due date."""
    match = re.fullmatch(r"([45])(\d{16})(\d{6})(\d{2})(\d{23})(\d{6})", text)
    if match is None:
        return None
    version, account, euros, cents, reference, due = match.groups()
    number = reference.lstrip("0") if version == "4" else f"RF{reference[:2]}{reference[2:].lstrip('0')}"
    amount = Decimal(f"{euros}.{cents}")
    return PaymentCode(
        iban=f"FI{account}",
        amount=amount if amount else None,  # zero: the payer fills it in
        currency="EUR",
        reference=number or None,
        due_date=_day(f"20{due}") if due != "000000" else None,
    )


def _day(text: str) -> date | None:
    match = re.fullmatch(r"(\d{4})-?(\d{2})-?(\d{2})", text)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _amount(text: str | float | None) -> Decimal | None:
    try:
        amount = Decimal(str(text)) if text not in (None, "") else None
    except InvalidOperation:
        return None
    return amount.quantize(Decimal("0.01")) if amount is not None and abs(amount) < _LARGEST else None
