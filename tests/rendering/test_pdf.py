"""The PDF is what it says: PDF/A-3a, PDF/UA-1, the XML inside, the same bytes each time."""

from __future__ import annotations

import io
import struct
import zlib

import msgspec
import pikepdf
import pytest
from facturx import get_xml_from_pdf
from pypdf import PdfReader

from depesch.model.invoice import Invoice, Note
from depesch.rendering import RenderingFailed
from depesch.rendering.pdf import factur_x_profile, render_pdf
from depesch.rendering.words import languages
from tests.rendering import samples

CII = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<rsm:CrossIndustryInvoice '
    b'xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100" '
    b'xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100">'
    b"<rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>urn:cen.eu:en16931:2017"
    b"</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>"
    b"</rsm:CrossIndustryInvoice>"
)
UBL = b'<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>'


def png(width: int = 40, height: int = 12) -> bytes:
    """Return a green picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\x00" + b"\x0b\x5a\x52" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return "\n".join(page.extract_text() for page in pages).replace("\u00a0", " ").replace("\u200b", "")


def metadata(pdf: pikepdf.Pdf) -> str:
    return pdf.Root.Metadata.read_bytes().decode()


def test_it_declares_pdf_a_3a_and_pdf_ua_1() -> None:
    with opened(render_pdf(samples.short_invoice(), language="sv", xml=UBL)) as pdf:
        text = metadata(pdf)
        assert "<pdfaid:part>3<" in text
        assert "<pdfaid:conformance>A<" in text
        assert "<pdfuaid:part>1<" in text


def test_it_is_tagged_and_names_its_language_and_title() -> None:
    with opened(render_pdf(samples.short_invoice(), language="sv", xml=UBL)) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == "sv"
        assert "/StructTreeRoot" in pdf.Root
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert "Faktura 20261178" in metadata(pdf)


def test_it_has_an_output_intent_with_a_colour_profile() -> None:
    with opened(render_pdf(samples.short_invoice(), language="sv", xml=UBL)) as pdf:
        (intent,) = list(pdf.Root.OutputIntents)
        assert intent.S == pikepdf.Name.GTS_PDFA1
        assert len(intent.DestOutputProfile.read_bytes()) > 100


def test_all_its_fonts_are_embedded() -> None:
    with opened(render_pdf(samples.full_invoice(), language="sv")) as pdf:
        fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"]
        assert fonts
        assert all(any(key in font for key in ("/FontFile2", "/FontFile3")) for font in fonts)


def test_its_tables_have_heads_in_the_structure() -> None:
    with opened(render_pdf(samples.short_invoice(), language="sv")) as pdf:
        kinds = [str(o.S) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/S" in o and "/P" in o]
        assert kinds.count("/TH") >= 11
        assert "/H1" in kinds


def test_other_xml_is_attached_under_its_name_as_an_alternative() -> None:
    with opened(render_pdf(samples.short_invoice(), language="sv", xml=UBL, xml_name="20261178.xml")) as pdf:
        (file,) = list(pdf.Root.AF)
        assert str(file.UF) == "20261178.xml"
        assert file.AFRelationship == pikepdf.Name.Alternative
        assert file.EF.F.Subtype == pikepdf.Name("/text/xml")
        assert file.EF.F.read_bytes() == UBL
        assert "fx:" not in metadata(pdf)


def test_cii_is_found_again_by_the_factur_x_library() -> None:
    pdf = render_pdf(samples.short_invoice(), language="de", xml=CII)
    name, content = get_xml_from_pdf(pdf, check_xsd=False)
    assert (name, content) == ("factur-x.xml", CII)


def test_cii_is_declared_as_factur_x_in_the_metadata() -> None:
    with opened(render_pdf(samples.short_invoice(), language="de", xml=CII)) as pdf:
        with pdf.open_metadata() as properties:
            fx = "{urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#}"
            assert properties[fx + "ConformanceLevel"] == "EN 16931"
            assert properties[fx + "DocumentFileName"] == "factur-x.xml"
        assert metadata(pdf).count("<pdfaExtension:schemas>") == 1


@pytest.mark.parametrize(
    ("ending", "relationship"), [("minimum", "/Data"), ("basicwl", "/Data"), ("basic", "/Alternative")]
)
def test_cii_without_lines_is_data_of_the_pages_and_no_other_form_of_them(ending: str, relationship: str) -> None:
    invoice = msgspec.structs.replace(samples.short_invoice(), specification=f"urn:factur-x.eu:1p0:{ending}")
    with opened(render_pdf(invoice, language="de", xml=CII)) as pdf:
        assert [str(one.AFRelationship) for one in pdf.Root.AF] == [relationship]


@pytest.mark.parametrize(
    ("specification", "level"),
    [
        ("urn:cen.eu:en16931:2017", "EN 16931"),
        ("urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0", "EN 16931"),
        ("urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic", "BASIC"),
        ("urn:factur-x.eu:1p0:basicwl", "BASIC WL"),
        ("urn:factur-x.eu:1p0:minimum", "MINIMUM"),
        ("urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended", "EXTENDED"),
        ("urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0", "XRECHNUNG"),
    ],
)
def test_the_level_follows_from_the_specification(specification: str, level: str) -> None:
    assert factur_x_profile(specification) == level


def test_the_same_invoice_gives_the_same_bytes() -> None:
    first, second = (render_pdf(samples.full_invoice(), language="nb", xml=CII, logo=png()) for _ in range(2))
    assert first == second


def test_a_long_invoice_repeats_its_head_and_counts_its_pages() -> None:
    pages = [
        page.extract_text() for page in PdfReader(io.BytesIO(render_pdf(samples.long_invoice(), language="sv"))).pages
    ]
    assert len(pages) >= 4
    for number, page in enumerate(pages[:4], 1):
        assert "Benämning" in page
        assert f"Sida {number} ({len(pages)})" in page


def test_a_test_document_is_marked_on_every_page() -> None:
    pdf = render_pdf(samples.long_invoice(), language="sv", send_mode="test")
    for page in PdfReader(io.BytesIO(pdf)).pages:
        text = page.extract_text()
        assert "TEST" in text
        assert "Testdokument" in text


def test_a_real_document_is_not_marked() -> None:
    assert "TEST" not in text_of(render_pdf(samples.short_invoice(), language="sv"))


def test_a_credit_note_says_so_and_has_no_code_to_pay_with() -> None:
    pdf = render_pdf(samples.credit_note(), language="sv")
    text = text_of(pdf)
    assert "Kreditfaktura" in text
    assert "Att få tillbaka" in text
    assert "Att betala" not in text


@pytest.mark.parametrize("language", languages())
def test_an_empty_invoice_renders_in_every_language(language: str) -> None:
    assert render_pdf(Invoice(), language=language).startswith(b"%PDF-1.7")


@pytest.mark.parametrize("picture", [png(), b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="3"/>'])
def test_a_logo_takes_the_name_as_its_text(picture: bytes) -> None:
    with opened(render_pdf(samples.short_invoice(), language="sv", logo=picture)) as pdf:
        figures = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
        assert "Nordbygg Fasad AB" in {str(f.Alt) for f in figures}


@pytest.mark.parametrize("picture", [b"GIF89a", b"\x89PNG\r\n\x1a\nbroken", b"\xff\xd8\xffbroken", b"<svg <"])
def test_a_broken_logo_is_refused_with_a_reason(picture: bytes) -> None:
    with pytest.raises(RenderingFailed) as caught:
        render_pdf(samples.short_invoice(), language="sv", logo=picture)
    assert caught.value.code == "logo-unreadable"


def test_what_is_no_xml_is_not_attached() -> None:
    with pytest.raises(RenderingFailed) as caught:
        render_pdf(samples.short_invoice(), language="sv", xml=b"no xml")
    assert caught.value.code == "xml-unreadable"


HOSTILE = '#panic("out") $x$ *bold* #read("/etc/passwd") \\ ] } `raw` <label> @ref // /* https://a.example'


def test_a_text_is_never_evaluated_as_markup() -> None:
    invoice = msgspec.structs.replace(samples.short_invoice(), notes=(Note(text=HOSTILE),), number=HOSTILE)
    text = "".join(text_of(render_pdf(invoice, language="sv")).split())
    assert "".join(HOSTILE.split()) in text


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("王小明", "[U+738B][U+5C0F][U+660E]"),
        ("pay \u202e001\u202c now", "pay 001 now"),
        ("bell\x07 nul\x00", "bell nul"),
        ("private \ue000", "private [U+E000]"),
        ("smile 🙂", "smile [U+1F642]"),
        ("Żółta gęśla, Ελλάδα, Київ", "Żółta gęśla, Ελλάδα, Київ"),
    ],
)
def test_characters_that_the_font_lacks_are_named_and_stop_nothing(written: str, printed: str) -> None:
    invoice = msgspec.structs.replace(samples.short_invoice(), notes=(Note(text=written),))
    assert printed in text_of(render_pdf(invoice, language="sv"))


def test_a_cell_longer_than_a_page_renders() -> None:
    line = samples.line(1, "Rad " * 600, "1", "C62", "1.00", description="x" * 20_000)
    pdf = render_pdf(samples.invoice_of((line,)), language="sv", send_mode="test")
    assert len(PdfReader(io.BytesIO(pdf)).pages) > 2


def test_texts_without_blanks_stay_within_their_columns() -> None:
    line = samples.line(1, "W" * 300, "1", "C62", "1.00", seller_identifier="M" * 300)
    pages = PdfReader(io.BytesIO(render_pdf(samples.invoice_of((line,)), language="sv"))).pages
    assert "W" * 20 in "".join(page.extract_text().replace("\u200b", "") for page in pages)
