"""Our own renderings in six languages and for four countries, read back from their text."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from depesch.capture import Captured, read_paper
from depesch.model.invoice import Invoice
from depesch.rendering.pdf import render_pdf
from tests.capture.looking_up import at, differences
from tests.rendering import samples

PATHS = (
    "number", "issue_date", "due_date", "type_code", "currency", "order_reference", "buyer_reference",
    "payment.remittance_information", "payment.means.0.credit_transfer.account", "seller.name",
    "seller.legal_registration.value", "seller.vat_identifier", "seller.address.post_code", "buyer.name",
    "buyer.legal_registration.value", "buyer.address.city", "buyer.address.country", "totals.amount_excl_vat",
    "totals.vat_amount", "totals.amount_incl_vat", "totals.amount_due", "vat_breakdown.0.taxable_amount",
    "lines.0.item.name", "lines.0.net_amount", "lines.0.quantity", "lines.1.net_amount", "lines.1.price.net_price",
)  # fmt: skip


def _wrong(invoice: Invoice, language: str) -> tuple[Captured, dict[str, tuple[str, str | None]], int]:
    """Return what was read, the fields read otherwise than the model has them, and how many there are."""
    (captured,) = read_paper(render_pdf(invoice, language=language))
    says = {path: said for path in PATHS if (said := at(invoice, path)) is not None}
    return captured, differences(captured, says), len(says)


@pytest.mark.row("S-043")
@pytest.mark.parametrize("language", ["sv", "nb", "da", "fi", "de", "en"])
def test_an_invoice_in_each_language_is_read_whole(language: str) -> None:
    captured, wrong, count = _wrong(samples.short_invoice(), language)
    assert count >= 25
    assert wrong == {}
    assert captured.doubts == ()


@pytest.mark.row("S-043")
@pytest.mark.parametrize(
    ("make", "language"),
    [(samples.norwegian_invoice, "nb"), (samples.danish_invoice, "da"), (samples.finnish_invoice, "fi")],
)
def test_an_invoice_of_each_country_is_read_whole(make: Callable[[], Invoice], language: str) -> None:
    _, wrong, count = _wrong(make(), language)
    assert count >= 20
    assert wrong == {}


def test_a_credit_note_is_told_from_an_invoice() -> None:
    captured, wrong, _ = _wrong(samples.credit_note(), "sv")
    assert captured.invoice.is_credit_note
    assert "totals.amount_due" not in wrong


def test_an_invoice_of_many_pages_is_one_and_all_its_lines_are_read() -> None:
    invoice = samples.long_invoice(90)
    (captured,) = read_paper(render_pdf(invoice, language="sv"))
    assert len(captured.pages) > 1
    assert [line.net_amount for line in captured.invoice.lines] == [line.net_amount for line in invoice.lines]


@pytest.mark.row("S-015")
def test_what_was_captured_can_be_kept_as_json() -> None:
    (captured,) = read_paper(render_pdf(samples.short_invoice(), language="sv"))
    assert msgspec.json.decode(msgspec.json.encode(captured), type=Captured) == captured
