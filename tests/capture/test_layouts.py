"""Layouts that are not ours: every printed field is read, and what does not fit is doubted."""

from __future__ import annotations

import pytest
import typst

from depesch.capture import read_paper
from depesch.capture.captured import CHECK_DIGIT, CROSS_CHECKED
from tests.capture.layouts import LAYOUTS, NORWEGIAN_COLON, SWEDISH_BOXES, Layout
from tests.capture.looking_up import differences


@pytest.mark.row("S-043", "S-123")
@pytest.mark.parametrize("layout", LAYOUTS, ids=[layout.name for layout in LAYOUTS])
def test_every_field_of_another_layout_is_read_and_nothing_is_doubted(layout: Layout) -> None:
    (captured,) = read_paper(layout.pdf())
    assert differences(captured, layout.says) == {}
    assert captured.doubts == ()
    assert captured.engine == "text"


def test_totals_that_add_up_and_numbers_with_right_digits_are_surest() -> None:
    (captured,) = read_paper(SWEDISH_BOXES.pdf())
    assert captured.confidence("BT-109") == CROSS_CHECKED
    assert captured.confidence("BT-115") == CROSS_CHECKED
    assert captured.confidence("BT-131") == CROSS_CHECKED
    assert captured.confidence("BT-84") == CHECK_DIGIT
    assert captured.confidence("BT-44") < captured.confidence("BT-1") < CHECK_DIGIT


def test_a_field_says_where_it_stands_and_how_it_is_printed() -> None:
    (captured,) = read_paper(SWEDISH_BOXES.pdf())
    number = next(field for field in captured.fields if field.term == "BT-1")
    due = next(field for field in captured.fields if field.term == "BT-115")
    assert (number.text, number.page, due.text) == ("104477", 1, "7 164,00")
    assert 0 < number.box.left < number.box.right < due.box.right < 1
    assert 0 < number.box.top < number.box.bottom < due.box.top < 1


@pytest.mark.parametrize(
    ("printed", "instead", "code", "term"),
    [
        ("*3 275,63*", "*3 257,63*", "totals-differ", "BT-112"),
        ("[2 362,50],\n  [2040]", "[2 632,50],\n  [2040]", "lines-differ", "BG-25"),
        ("8601 11 17947", "8601 11 17948", "check-digit", "BT-84"),
        ("974 760 673", "974 760 674", "check-digit", "BT-30"),
        ("KID: 8812005511", "KID: 8812005512", "check-digit", "BT-83"),
        ("Forfallsdato: 19.11.2026", "Forfallsdato: 19.10.2026", "due-before-issue", "BT-9"),
        ("Fakturanummer: 88120 \\ ", "", "missing", "BT-1"),
    ],
)
def test_what_does_not_fit_is_doubted_in_three_languages(printed: str, instead: str, code: str, term: str) -> None:
    assert printed in NORWEGIAN_COLON.source
    pdf = typst.compile(NORWEGIAN_COLON.source.replace(printed, instead).encode())
    assert isinstance(pdf, bytes)
    (captured,) = read_paper(pdf)
    found = [doubt for doubt in captured.doubts if (doubt.code, doubt.term) == (code, term)]
    assert found, captured.doubts
    texts = {language: found[0].words(language) for language in ("sv", "nb", "en")}
    assert len(set(texts.values())) == 3
    assert all("{" not in text for text in texts.values())


def test_what_is_not_printed_is_absent() -> None:
    page = '#set page(paper: "a4")\nFaktura \\ Fakturanr: 77 \\ Tack för i dag och välkommen åter till oss i Östersund'
    pdf = typst.compile(page.encode())
    assert isinstance(pdf, bytes)
    (captured,) = read_paper(pdf)
    invoice = captured.invoice
    assert invoice.number == "77"
    assert (invoice.issue_date, invoice.currency, invoice.totals, invoice.payment) == (None, None, None, None)
    assert {doubt.term for doubt in captured.doubts if doubt.code == "missing"} >= {"BT-2", "BT-5", "BT-115", "BG-25"}
