"""Amounts, dates, numbers and units as they are printed: the examples of their docstrings; labels and payment codes."""

from __future__ import annotations

import doctest
from datetime import date
from decimal import Decimal

import pytest

from depesch.capture import amounts, dates, layout, picking, units
from depesch.capture.labels import meanings
from depesch.capture.pages import Page, PrintedCode
from depesch.capture.payment_codes import PaymentCode, payment_code

EPC = "BCD\n002\n1\nSCT\nNDEAFIHH\nJärvenpään Kone Oy\nFI2112345600000785\nEUR875.99\n\nRF34301220\n\n"
_QR_TAIL = ("QRR", "210000000003139471430009017", "", "EPD")
SWISS = "\n".join(
    ("SPC", "0200", "1", "CH4431999123000889012", "S", "Berg AG", *[""] * 12, "1949.75", "CHF", *[""] * 7, *_QR_TAIL)
)


@pytest.mark.parametrize("module", [amounts, dates, layout, picking, units])
def test_the_examples_in_docstrings_are_true(module: object) -> None:
    outcome = doctest.testmod(module)  # type: ignore[arg-type]  # a module
    assert outcome.attempted > 0
    assert outcome.failed == 0


def said(text: str) -> PaymentCode | None:
    page = Page(number=1, width=595, height=842, codes=(PrintedCode("QRCode", text, 10, 10, 60, 60),))
    return payment_code([page])


def test_an_epc_code_says_whom_how_much_and_which_reference() -> None:
    code = said(EPC)
    assert code is not None
    assert (code.iban, code.amount, code.reference) == ("FI2112345600000785", Decimal("875.99"), "RF34301220")
    assert code.name == "Järvenpään Kone Oy"


def test_a_swiss_code_is_read() -> None:
    code = said(SWISS)
    assert code is not None
    assert (code.amount, code.currency, code.reference) == (Decimal("1949.75"), "CHF", "210000000003139471430009017")


def test_a_finnish_bar_code_is_read() -> None:
    code = said("4" + "2112345600000785" + "000875" + "99" + "000" + "301220".rjust(20, "0") + "261116")
    assert code is not None
    assert (code.iban, code.amount, code.reference) == ("FI2112345600000785", Decimal("875.99"), "301220")
    assert code.due_date == date(2026, 11, 16)


@pytest.mark.parametrize(
    "text", ["https://example.com", "{}", '{"uqr": []}', "BCD\n002", "SPC\n", '{"uqr":1,"due":"x"}']
)
def test_a_code_that_is_no_payment_gives_no_amount(text: str) -> None:
    code = said(text)
    assert code is None or code.amount is None


def test_every_language_names_what_an_invoice_cannot_do_without() -> None:
    from depesch.capture.labels import Labels
    from depesch.kit.discovery import plugins

    found = plugins("depesch.capture.labels", "LABELS")
    assert set(found) == {"da", "de", "en", "fi", "fr", "nb", "sv"}
    for labels in found.values():
        assert isinstance(labels, Labels)
        for term in ("number", "issue_date", "due_date", "net", "vat", "gross", "payable", "column_amount"):
            assert labels.words[term], f"{labels.language} lacks {term}"
    assert {meaning.term for meaning in meanings()["forfallodatum"]} == {"due_date"}
