"""The QR code of the payment block, where a standard says what stands in it.

Sources: EPC069-12, Quick Response Code guidelines for the SEPA credit transfer, version 002 (EUR to an IBAN);
UsingQR, format specification revision 2 (SEK to bankgiro, plusgiro or IBAN). No standard, no code.
"""

from __future__ import annotations

import json
from decimal import Decimal

import segno

from depesch.model.identifiers import make_rf_reference, viitenumero
from depesch.model.invoice import CreditTransfer, Invoice
from depesch.rendering.references import (
    AccountKind,
    ReferenceKind,
    account_kind,
    account_text,
    digits_of,
    reference_kind,
)
from depesch.rendering.view import Code
from depesch.rendering.words import Words

QUIET_ZONE = 4  # modules; ISO/IEC 18004
# Any of the eight masks makes a valid symbol and the symbol names its own; trying all eight, as encoders do for the
# prettiest, takes 10 ms of the 60 that a page may take (measured 2026-11).
_MASK = 3
_LEAST = Decimal("0.01")
_EPC_MOST = Decimal("999999999.99")


def payment_code(invoice: Invoice, words: Words) -> Code | None:
    """Return the code to pay `invoice` with, or None where nothing is to pay or no standard covers the way to pay."""
    payload = payment_payload(invoice)
    if payload is None:
        return None
    symbol = segno.make_qr(payload, error="m", boost_error=False, mask=_MASK, encoding="utf-8")
    size, path = _path(symbol)
    return Code(size=size, path=path, hint=words.qr_hint, alternative=words.qr_alt, payload=payload)


def payment_payload(invoice: Invoice) -> str | None:
    """Return the text in the code; the first account that fits is taken."""
    due = invoice.totals.amount_due if invoice.totals else None
    if invoice.is_credit_note or due is None or not due.is_finite() or due < _LEAST:
        return None
    for means in invoice.payment.means if invoice.payment else ():
        transfer = means.credit_transfer
        if transfer is None:
            continue
        kind = account_kind(transfer)
        if invoice.currency == "EUR" and kind is AccountKind.IBAN and due <= _EPC_MOST:
            return _epc(invoice, transfer, due)
        if invoice.currency == "SEK" and kind in (AccountKind.BANKGIRO, AccountKind.PLUSGIRO, AccountKind.IBAN):
            return _using_qr(invoice, transfer, due)
    return None


def _payee(invoice: Invoice) -> str:
    payee = invoice.payee.name if invoice.payee else None
    return " ".join((payee or (invoice.seller and invoice.seller.name) or "").split())


def _epc(invoice: Invoice, transfer: CreditTransfer, due: Decimal) -> str:
    reference = (invoice.payment and invoice.payment.remittance_information) or ""
    structured, text = "", ""
    match reference_kind(invoice):
        case ReferenceKind.RF:
            structured = digits_of(reference).upper()
        case ReferenceKind.VIITENUMERO:
            # SEPA carries no national reference: the RF made of it is the same reference to Finnish banks.
            structured = make_rf_reference(viitenumero(reference))
        case _:
            text = " ".join((reference or invoice.number or "").split())[:140]
    rows = ["BCD", "002", "1", "SCT", (transfer.provider or "").strip()[:11], _payee(invoice)[:70]]
    rows += [digits_of(transfer.account or "").upper(), f"EUR{due.quantize(Decimal('0.01'))}", "", structured, text]
    return "\n".join(rows).rstrip("\n")


def _using_qr(invoice: Invoice, transfer: CreditTransfer, due: Decimal) -> str:
    kind = account_kind(transfer)
    reference = (invoice.payment and invoice.payment.remittance_information) or invoice.number or ""
    seller, totals = invoice.seller, invoice.totals
    fields: dict[str, object] = {"uqr": 1, "tp": 1, "nme": _payee(invoice)[:70]}
    if seller and seller.legal_registration:
        fields["cid"] = seller.legal_registration.value
    fields["iref"] = digits_of(reference) if reference_kind(invoice) is ReferenceKind.OCR else reference[:60]
    if invoice.issue_date:
        fields["idt"] = f"{invoice.issue_date:%Y%m%d}"
    if invoice.due_date:
        fields["ddt"] = f"{invoice.due_date:%Y%m%d}"
    fields["due"] = float(due)  # JSON knows one kind of number; öre stay exact up to 90 thousand billion
    if totals and totals.vat_amount is not None and totals.vat_amount.is_finite():
        fields["vat"] = float(totals.vat_amount)
    fields["cur"] = "SEK"
    if kind is AccountKind.IBAN:
        fields |= {"pt": "IBAN", "acc": digits_of(transfer.account or "").upper()}
        if transfer.provider:
            fields["bc"] = transfer.provider.strip()[:11]
    else:
        fields |= {"pt": "BG" if kind is AccountKind.BANKGIRO else "PG", "acc": digits_of(account_text(transfer))}
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def _path(symbol: segno.QRCode) -> tuple[int, str]:
    """Return the side in modules and an SVG path that draws each run of dark modules as one rectangle."""
    parts = []
    for y, row in enumerate(symbol.matrix):
        x = 0
        while x < len(row):
            run = 0
            while x + run < len(row) and row[x + run]:
                run += 1
            if run:
                parts.append(f"M{x + QUIET_ZONE} {y + QUIET_ZONE}h{run}v1h-{run}z")
            x += run or 1
    return len(symbol.matrix) + 2 * QUIET_ZONE, "".join(parts)
