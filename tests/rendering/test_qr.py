"""The code to pay with: right content where a standard covers it, none where none does."""

from __future__ import annotations

import json
import re
from decimal import Decimal

import msgspec
import pytest
import segno

from depesch.model.invoice import CreditTransfer, Invoice, Payment, PaymentMeans, Totals
from depesch.rendering.qr import payment_code, payment_payload
from depesch.rendering.words import words
from tests.rendering import samples


def test_sek_to_bankgiro_is_using_qr() -> None:
    payload = payment_payload(samples.short_invoice())
    assert payload is not None
    assert json.loads(payload) == {
        "uqr": 1, "tp": 1, "nme": "Nordbygg Fasad AB", "cid": "5567890123", "iref": "202611786", "idt": "20261119",
        "ddt": "20261219", "due": 212450.15, "vat": 42490.03, "cur": "SEK", "pt": "BG", "acc": "50501055",
    }  # fmt: skip


def test_eur_to_an_iban_is_an_epc_code_with_the_viitenumero_as_rf() -> None:
    assert payment_payload(samples.finnish_invoice()) == (
        "BCD\n002\n1\nSCT\nNDEAFIHH\nNordbygg Fasad AB\nFI2112345600000785\nEUR212450.15\n\nRF13202611789"
    )


def test_a_free_reference_stands_in_the_epc_codes_text() -> None:
    payment = Payment(remittance_information="Faktura  7", means=(samples.SEPA,))
    payload = payment_payload(msgspec.structs.replace(samples.finnish_invoice(), payment=payment))
    assert payload is not None
    assert payload.split("\n")[8:] == ["", "", "Faktura 7"]


@pytest.mark.parametrize("invoice", [samples.norwegian_invoice(), samples.danish_invoice(), samples.credit_note()])
def test_without_a_standard_or_a_debt_there_is_no_code(invoice: Invoice) -> None:
    assert payment_code(invoice, words("nb")) is None


@pytest.mark.parametrize("due", ["0.00", "-1.00", "0.001", "NaN", "Infinity"])
def test_nothing_to_pay_gives_no_code(due: str) -> None:
    invoice = msgspec.structs.replace(samples.short_invoice(), totals=Totals(amount_due=Decimal(due)))
    assert payment_payload(invoice) is None


def test_endless_texts_do_not_overflow_the_code() -> None:
    means = PaymentMeans(credit_transfer=CreditTransfer(account="FI2112345600000785", provider="N" * 5000))
    seller = msgspec.structs.replace(samples.NORDBYGG, name="Å" * 5000)
    payment = Payment(remittance_information="ö" * 5000, means=(means,))
    for currency in ("EUR", "SEK"):
        invoice = msgspec.structs.replace(
            samples.short_invoice(), currency=currency, payment=payment, seller=seller, number="7" * 5000
        )
        assert payment_code(invoice, words("sv")) is not None


def test_the_path_draws_the_symbol() -> None:
    code = payment_code(samples.short_invoice(), words("sv"))
    assert code is not None
    symbol = segno.make_qr(code.payload, error="m", boost_error=False, mask=3, encoding="utf-8")
    drawn = {
        (int(x) + step, int(y))
        for x, y, run in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", code.path)
        for step in range(int(run))
    }
    dark = {(x + 4, y + 4) for y, row in enumerate(symbol.matrix) for x, module in enumerate(row) if module}
    assert drawn == dark
    assert code.size == len(symbol.matrix) + 8
