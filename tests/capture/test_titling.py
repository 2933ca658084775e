"""A number beside the title is sure when it is the title's, or when something else repeats it; a stray one is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import typst

from depesch.capture import Captured, read_paper
from depesch.capture.captured import CHECK_DIGIT, LABEL
from depesch.model.invoice import Invoice
from depesch.rendering.pdf import render_pdf
from tests.rendering import samples

_SMALL = '#set page(paper: "a4", margin: 2cm)\n#set text(size: 9pt)\n'
_REST = "\n\nNordbygg Fasad AB \\ Datum: 2026-11-03 \\ Förfallodatum: 2026-12-03 \\ Att betala: 125,00 kr"


def _read(source: str, file_name: str = "") -> Captured:
    compiled = typst.compile((_SMALL + source).encode())
    assert isinstance(compiled, bytes)
    return read_paper(compiled, file_name=file_name)[0]


@pytest.mark.row("S-015", "S-043")
@pytest.mark.parametrize("language", ["sv", "nb", "en", "da", "fi"])
@pytest.mark.parametrize("make", [samples.norwegian_invoice, samples.short_invoice, samples.credit_note])
def test_every_field_of_our_own_prints_is_sure_enough_to_be_sent_by_itself(
    make: Callable[[], Invoice], language: str
) -> None:
    (captured,) = read_paper(render_pdf(make(), language=language))
    assert captured.invoice.number == make().number
    assert captured.invoice.issue_date == make().issue_date
    assert {field.term: field.confidence for field in captured.fields if field.confidence < LABEL} == {}


@pytest.mark.parametrize(
    "title",
    [
        "#text(size: 18pt)[Faktura 1042]",
        "#text(size: 18pt)[Faktura: 1042]",
        "#text(size: 18pt)[INVOICE] \\ 1042",
        "#text(size: 18pt)[Kreditnota] #h(3cm) 1042",
        "#text(size: 18pt)[Kreditnota 1042] \\ Makulering av faktura 2099",
        "Invoice \\# 1042",
    ],
)
def test_a_number_alone_with_the_title_is_sure_and_never_surer_than_by_its_label(title: str) -> None:
    captured = _read(title + _REST)
    assert captured.invoice.number == "1042"
    assert LABEL <= captured.confidence("BT-1") < CHECK_DIGIT


@pytest.mark.parametrize(
    "page",
    [
        "Faktura 1042",  # no larger than the rest
        "#text(size: 24pt)[Firma Nord] \\ #text(size: 14pt)[Faktura 1042]",  # something else is larger
        "#text(size: 18pt)[Er faktura 1042 är betald]",  # a sentence
        "#v(14cm) #text(size: 18pt)[Faktura 1042]",  # far down
        "#text(size: 18pt)[Faktura 1042] \\ Kundnr: 1042",  # the customer's number
        "#text(size: 18pt)[Faktura 1042] \\ Org.nr: 1042",
    ],
)
def test_a_number_that_may_be_something_else_stays_unsure(page: str) -> None:
    captured = _read(page + _REST)
    assert captured.confidence("BT-1") < LABEL


def test_the_payment_reference_every_page_or_the_file_name_make_a_number_sure() -> None:
    unsure = "Faktura 104477" + _REST
    assert _read(unsure).confidence("BT-1") < LABEL
    assert _read(unsure + " \\ OCR: 1044775").confidence("BT-1") == LABEL
    assert _read(unsure + " \\ OCR: 1044776").confidence("BT-1") < LABEL  # a wrong check digit says nothing
    assert _read(unsure + " \\ OCR: 2055889").confidence("BT-1") < LABEL
    assert _read(unsure + "\n#pagebreak()\nFaktura 104477 \\ Sida 2 (2) \\ Tack").confidence("BT-1") == LABEL
    assert _read(unsure, "Faktura_104477.pdf").confidence("BT-1") == LABEL
    assert _read(unsure, "Faktura_1044770.pdf").confidence("BT-1") < LABEL


def test_a_weak_date_is_sure_only_alone_in_the_head_and_before_it_is_due() -> None:
    head = "#text(size: 18pt)[Faktura 1042] \\ "
    due = " \\ Förfallodatum: 2026-12-03 \\ Att betala: 125,00 kr"
    assert _read(head + "Datum: 2026-11-03" + due).confidence("BT-2") == LABEL
    assert _read(head + "Datum: 2026-11-03 \\ Datum: 2026-11-04" + due).confidence("BT-2") < LABEL
    assert _read(head + "Datum: 2026-12-04" + due).confidence("BT-2") < LABEL
    assert _read(head + "Datum: 03/04/2026" + due).confidence("BT-2") < LABEL
    assert _read(head + "#v(16cm) Datum: 2026-11-03" + due).confidence("BT-2") < LABEL
