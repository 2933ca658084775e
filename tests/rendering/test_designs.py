"""Choices change the PDF and nothing of its standards; sources run confined."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from depesch.model.invoice import Invoice, LineVat, Party
from depesch.rendering.designs import (
    Choices,
    Design,
    LogoPlace,
    LogoSize,
    OptionalColumn,
    Paper,
    Texts,
    Typeface,
)
from depesch.rendering.designs.checking import choice_faults
from depesch.rendering.designs.colours import GROUND, READABLE, contrast, is_colour, readable
from depesch.rendering.pdf import our_template, render_pdf
from tests.rendering import samples
from tests.rendering.test_pdf import UBL, metadata, opened, png, text_of

HELLO = Texts(intro="Tack för er beställning.\nSer ni ett fel, ring oss.", footer="Nordbygg Fasad AB · Säte i Umeå")


def made(choices: Choices, invoice: Invoice | None = None, *, language: str = "sv", **given: Any) -> bytes:
    chosen = samples.short_invoice() if invoice is None else invoice
    return render_pdf(chosen, language=language, design=Design(choices=choices), **given)


def only(*columns: OptionalColumn) -> Choices:
    return Choices(columns=columns)


@pytest.mark.row("D-06")
def test_d_06_the_defaults_are_our_own_look_to_the_byte() -> None:
    ours = render_pdf(samples.full_invoice(), language="sv", logo=png())
    assert made(Choices(), samples.full_invoice(), logo=png()) == ours
    assert render_pdf(samples.full_invoice(), language="sv", logo=png(), design=Design(source=our_template())) == ours


ALL_CHANGED = Choices(
    accent="#ffd400",
    typeface=Typeface.SERIF,
    paper=Paper.LETTER,
    logo_place=LogoPlace.RIGHT,
    logo_size=LogoSize.LARGE,
    columns=(),
    texts={"sv": HELLO},
    show_code=False,
    show_details=False,
)


@pytest.mark.row("D-06")
@pytest.mark.parametrize("field", Choices.__struct_fields__)
def test_d_06_every_choice_changes_the_pdf(field: str) -> None:
    changed = msgspec.structs.replace(Choices(), **{field: getattr(ALL_CHANGED, field)})
    invoice = samples.full_invoice()
    assert made(changed, invoice, logo=png()) != made(Choices(), invoice, logo=png())
    assert made(changed, invoice, logo=png()) == made(changed, invoice, logo=png())


@pytest.mark.parametrize("choices", [ALL_CHANGED, Choices(typeface=Typeface.SERIF)])
@pytest.mark.parametrize("invoice", [samples.full_invoice(), samples.long_invoice(60)])
def test_whatever_is_chosen_it_stays_pdf_a_and_pdf_ua_with_the_xml_inside(choices: Choices, invoice: Invoice) -> None:
    with opened(made(choices, invoice, xml=UBL, logo=png())) as pdf:
        assert "<pdfaid:part>3<" in metadata(pdf)
        assert "<pdfuaid:part>1<" in metadata(pdf)
        (file,) = list(pdf.Root.AF)
        assert file.EF.F.read_bytes() == UBL
        fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"]
        assert fonts
        assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)


def test_the_paper_and_the_typeface_are_those_chosen() -> None:
    with opened(made(Choices(paper=Paper.LETTER, typeface=Typeface.SERIF))) as pdf:
        assert [round(float(side)) for side in pdf.pages[0].MediaBox] == [0, 0, 612, 792]
        names = {str(o.BaseFont) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/BaseFont" in o}
        assert all("Libertinus" in name for name in names), names


def test_what_the_serif_lacks_is_set_all_the_same() -> None:
    seller = Party(name="ТОВ Київ ẞ")
    invoice = msgspec.structs.replace(samples.short_invoice(), seller=seller)
    assert "ТОВ Київ" in text_of(made(Choices(typeface=Typeface.SERIF), invoice))


def test_a_column_left_out_is_gone_and_the_unit_goes_behind_the_quantity() -> None:
    line = samples.short_invoice().lines[0]
    whole, bare = (text_of(made(choices)) for choices in (Choices(), only()))
    assert "À-pris" in whole
    assert "À-pris" not in bare
    assert line.item is not None
    assert str(line.item.name) in bare
    joined = text_of(made(only(OptionalColumn.QUANTITY)))
    assert "Enhet" in whole
    assert "Enhet" not in joined


def test_vat_that_differs_from_line_to_line_keeps_its_column() -> None:
    invoice = samples.full_invoice()
    taxed = msgspec.structs.replace(invoice.lines[0], vat=LineVat(category="S", rate=Decimal(12)))
    mixed = msgspec.structs.replace(invoice, lines=(*invoice.lines, taxed))
    assert made(only(), mixed) == made(only(OptionalColumn.VAT), mixed)
    assert made(only(), invoice) != made(only(OptionalColumn.VAT), invoice)


def test_texts_are_those_of_the_documents_language_and_no_other() -> None:
    choices = Choices(texts={"sv": HELLO, "en": Texts(intro="Thank you.")})
    swedish, english, finnish = (text_of(made(choices, language=one)) for one in ("sv", "en", "fi"))
    assert "Tack för er beställning." in swedish
    assert "Säte i Umeå" in swedish
    assert "Thank you." in english
    assert "Säte" not in english
    assert "Tack" not in finnish
    assert "Thank" not in finnish


def test_texts_are_shown_and_never_run() -> None:
    sly = Texts(intro='#read("/etc/passwd") *bold* $x$', footer='#panic("x") <tag>')
    text = text_of(made(Choices(texts={"sv": sly})))
    assert '#read("/etc/passwd") *bold* $x$' in text
    assert '#panic("x") <tag>' in text


def test_the_footer_stands_on_every_page_and_over_no_line() -> None:
    footer = "\n".join("W" * 60 for _ in range(3))
    pages = opened(made(Choices(texts={"sv": Texts(footer=footer)}), samples.long_invoice(90))).pages
    assert len(pages) > 1
    assert text_of(made(Choices(texts={"sv": Texts(footer=footer)}), samples.long_invoice(90))).count("W" * 60) >= 3


@given(st.binary(min_size=3, max_size=3).map(lambda parts: "#" + parts.hex()))
def test_any_colour_is_printed_so_that_it_can_be_read(colour: str) -> None:
    shown = readable(colour)
    assert is_colour(shown)
    assert contrast(shown, GROUND) >= READABLE
    if contrast(colour, GROUND) >= READABLE:
        assert shown == colour


@pytest.mark.parametrize("text", ["green", "#0B5A52", "#0b5a5", "#0b5a52;", "#0b5a52\n", "rgb(1,2,3)", ""])
def test_what_is_no_colour_is_said_at_its_field(text: str) -> None:
    assert [(each.field, each.code) for each in choice_faults(Choices(accent=text))] == [("accent", "not-a-colour")]


def test_texts_that_do_not_fit_are_said_at_their_fields() -> None:
    texts = {"sv": Texts(intro="x" * 601, footer="a\nb\nc\nd"), "nb": Texts(footer="y" * 111), "xx": Texts()}
    found = [(each.field, each.code) for each in choice_faults(Choices(texts=texts))]
    assert found == [
        ("intro_sv", "too-long"), ("footer_sv", "too-many-lines"), ("footer_nb", "too-long"),
        ("texts", "unknown-language"),
    ]  # fmt: skip
