"""References and accounts are named by what they are and grouped as people read them."""

from __future__ import annotations

import msgspec
import pytest

from depesch.model.invoice import CreditTransfer, Invoice, Party, Payment, PaymentMeans, PostalAddress
from depesch.rendering.references import (
    AccountKind,
    ReferenceKind,
    account_kind,
    account_text,
    reference_kind,
    reference_text,
)
from tests.rendering import samples


def paid(reference: str, account: str, provider: str | None = None) -> Invoice:
    means = PaymentMeans(credit_transfer=CreditTransfer(account=account, provider=provider))
    return Invoice(payment=Payment(remittance_information=reference, means=(means,)))


@pytest.mark.parametrize(
    ("account", "provider", "kind", "text"),
    [
        ("50501055", "SE:BANKGIRO", AccountKind.BANKGIRO, "5050-1055"),
        ("5050-1055", "BGABSESS", AccountKind.BANKGIRO, "5050-1055"),
        ("9912346", "SE:BANKGIRO", AccountKind.BANKGIRO, "991-2346"),
        ("2865434", "SE:PLUSGIRO", AccountKind.PLUSGIRO, "28 65 43-4"),
        ("SE4550000000058398257466", None, AccountKind.IBAN, "SE45 5000 0000 0583 9825 7466"),
        ("86011117947", None, AccountKind.NORWEGIAN, "8601 11 17947"),
        ("SE0000000000000000000000", None, AccountKind.OTHER, "SE0000000000000000000000"),
        ("12345678", None, AccountKind.OTHER, "12345678"),
    ],
)
def test_an_account_is_named_and_grouped(account: str, provider: str | None, kind: AccountKind, text: str) -> None:
    transfer = CreditTransfer(account=account, provider=provider)
    assert (account_kind(transfer), account_text(transfer).replace("\u00a0", " ")) == (kind, text)


@pytest.mark.parametrize(
    ("reference", "account", "provider", "kind", "text"),
    [
        ("202611786", "50501055", "SE:BANKGIRO", ReferenceKind.OCR, "2026 1178 6"),
        ("202611787", "50501055", "SE:BANKGIRO", ReferenceKind.TEXT, "202611787"),
        ("202611786", "86011117947", None, ReferenceKind.KID, "2026 1178 6"),
        ("1234567892", "86011117947", None, ReferenceKind.KID, "1234 5678 92"),
        ("202611789", "FI2112345600000785", None, ReferenceKind.VIITENUMERO, "2026 11789"),
        ("RF911234567890120", "FI2112345600000785", None, ReferenceKind.RF, "RF91 1234 5678 9012 0"),
        ("202611786", "DK5000400440116243", None, ReferenceKind.TEXT, "202611786"),
        ("Faktura 7", "50501055", "SE:BANKGIRO", ReferenceKind.TEXT, "Faktura 7"),
    ],
)
def test_a_reference_is_what_its_account_makes_it(
    reference: str, account: str, provider: str | None, kind: ReferenceKind, text: str
) -> None:
    invoice = paid(reference, account, provider)
    assert (reference_kind(invoice), reference_text(invoice).replace("\u00a0", " ")) == (kind, text)


def test_the_sellers_country_decides_where_no_account_tells() -> None:
    seller = Party(address=PostalAddress(country="NO"))
    invoice = msgspec.structs.replace(paid("202611786", "unknown"), seller=seller)
    assert reference_kind(invoice) is ReferenceKind.KID


def test_an_invoice_without_payment_has_no_reference() -> None:
    assert reference_text(samples.credit_note()) == ""
