"""Scans: letters are recognised in a process of its own, set straight first. Two pages, for each takes seconds."""

from __future__ import annotations

from pathlib import Path

import pytest
import rapidocr

from depesch.capture import Captured, read_paper
from depesch.capture.captured import CROSS_CHECKED
from depesch.rendering.pdf import render_pdf
from tests.capture.layouts import SWEDISH_BOXES
from tests.capture.looking_up import differences
from tests.capture.scans import scanned, tiff
from tests.rendering.samples import norwegian_invoice

_OURS = {
    "number": "20261178", "issue_date": "2026-11-19", "due_date": "2026-12-19", "currency": "NOK",
    "payment.remittance_information": "202611786", "payment.means.0.credit_transfer.account": "86011117947",
    "seller.name": "Nordbygg Fasad AB", "seller.legal_registration.value": "5567890123",
    "buyer.legal_registration.value": "974760673", "totals.amount_excl_vat": "169960.12",
    "totals.vat_amount": "42490.03", "totals.amount_incl_vat": "212450.15", "totals.amount_due": "212450.15",
    "lines.0.net_amount": "148000.00", "lines.1.net_amount": "21960.12",
}  # fmt: skip
_FEW_WRONG = 2  # of the fields of each page


@pytest.fixture(scope="module")
def captured() -> tuple[Captured, ...]:
    """One TIFF of two pages askew, each another invoice."""
    pages = scanned(render_pdf(norwegian_invoice(), language="nb")) + scanned(SWEDISH_BOXES.pdf(), degrees=-1.0)
    return read_paper(tiff(pages))


@pytest.mark.row("S-043", "D-15")
def test_two_scanned_invoices_in_one_tiff_are_told_apart_and_read(captured: tuple[Captured, ...]) -> None:
    assert [(one.engine, tuple(one.pages)) for one in captured] == [("ocr", (1,)), ("ocr", (2,))]
    assert [one.invoice.number for one in captured] == ["20261178", "104477"]
    assert len(differences(captured[0], _OURS)) <= _FEW_WRONG, differences(captured[0], _OURS)
    wrong = differences(captured[1], SWEDISH_BOXES.says)
    assert len(wrong) <= len(SWEDISH_BOXES.says) * 0.2, wrong


def test_totals_of_a_scan_that_add_up_are_as_sure_as_printed_ones(captured: tuple[Captured, ...]) -> None:
    assert captured[0].confidence("BT-112") == CROSS_CHECKED
    assert captured[0].invoice.totals is not None
    assert not [doubt for doubt in captured[0].doubts if doubt.code == "totals-differ"]


def test_the_models_of_the_recogniser_lie_in_its_wheel() -> None:
    models = Path(rapidocr.__file__).parent / "models"
    for name in ("PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx", "ch_ppocr_mobile_v2.0_cls_mobile.onnx"):
        assert (models / name).stat().st_size > 100_000
