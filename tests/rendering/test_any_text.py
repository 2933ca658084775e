"""Whatever texts an invoice holds, it renders: PDF/A refuses much of Unicode, and our documents come from anywhere."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from depesch.kit.xml import parse
from depesch.model.invoice import Invoice, Item, Note
from depesch.rendering.glyphs import printable
from depesch.rendering.html import render_html
from depesch.rendering.pdf import render_pdf
from depesch.rendering.whole_text import whole
from tests.rendering import samples

TEXTS = st.text(st.characters(codec="utf-8"), max_size=60)


def filled(text: str) -> Invoice:
    """Return the full invoice with `text` where texts of its own stand: heading, cells, notes, fields."""
    full = samples.full_invoice()
    (line,) = full.lines
    return msgspec.structs.replace(
        full,
        number=text,
        buyer_reference=text,
        notes=(Note(text=text, subject_code=text),),
        seller=msgspec.structs.replace(samples.NORDBYGG, name=text),
        lines=(msgspec.structs.replace(line, note=text, unit=text, item=Item(name=text, description=text)),),
    )


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_any_text_renders_as_pdf(text: str) -> None:
    assert render_pdf(filled(text), language="sv", send_mode="test").startswith(b"%PDF")


@pytest.mark.parametrize(
    "text",
    [
        "नमस्ते क्षत्रिय र्क",
        "שלום עולם",
        "مرحبا بالعالم",
        "e\u0301\u0302\u0303\u0304",
        "ﬁ ﬃ ŉ ǆ",
        "\u200d\u200c\ufeff\u00ad",
        "a\u2028b\u2029c\rd\te\x0bf",
        "😀👨\u200d👩\u200d👧",
        "\ufffe\uffff\U0010ffff",
        "#let x = 1; $sum$ `a` *b* _c_ @d <e> \\ // /* [ ] { } ~ -- --- ... '\"",
        "= heading\n- list\n+ list\n/ term: x",
        " ",
        "\n" * 200,
        "W" * 10_000,
    ],
)
def test_a_hard_text_renders_as_pdf(text: str) -> None:
    assert render_pdf(filled(text), language="sv").startswith(b"%PDF")


@pytest.mark.parametrize("text", ["cut \ud83d", "\ude00 rest", "\ud800" * 5])
def test_half_a_character_is_shown_as_what_could_not_be_read(text: str) -> None:
    invoice = filled(text)
    xml = b"<Invoice/>"  # its name and description are the invoice's number
    assert render_pdf(invoice, language="sv", xml=xml, attach_files=True).startswith(b"%PDF")
    assert "\ufffd" in render_html(invoice, language="sv")
    assert render_html(invoice, language="sv").encode()


def test_an_invoice_with_whole_texts_stays_the_very_same() -> None:
    invoice = samples.full_invoice()
    assert whole(invoice) is invoice
    assert whole(filled("a \ud800 b")) == filled("a \ufffd b")


@given(TEXTS)
def test_any_text_renders_as_html_that_is_xml_too(text: str) -> None:
    fragment = render_html(filled(text), language="sv").replace("<br>", "<br/>")
    assert parse(fragment.encode()).tag == "article"


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=80))
def test_what_is_printable_keeps_every_plain_character(text: str) -> None:
    shown = printable(text).replace("\u200b", "")
    assert all(character in shown for character in text if "!" <= character <= "~")
