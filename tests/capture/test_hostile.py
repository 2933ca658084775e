"""Bytes from outside: what is no invoice, locked, torn, too large or made to harm ends in a plain refusal."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import msgspec
import pikepdf
import pytest
import typst
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from depesch.capture import PaperError, read_paper
from depesch.capture.looking import TEXT_LIMITS, text_pool
from depesch.capture.pages import MOST_PAGES, Unseen
from depesch.capture.words import WORDS
from tests.capture.layouts import NORWEGIAN_COLON

_HEADS = (b"%PDF-1.4\n", b"II*\0", b"MM\0*", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"")


def _refusal(data: bytes, media_type: str = "") -> PaperError:
    with pytest.raises(PaperError) as caught:
        read_paper(data, media_type=media_type)
    return caught.value


def _png(width: int, height: int, rows: bytes = b"") -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def _saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    out = BytesIO()
    pdf.save(out, **options)  # type: ignore[arg-type]  # pikepdf's own options
    return out.getvalue()


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04zip", b"<Invoice/>", b"GIF89a..."])
def test_what_is_neither_pdf_nor_picture_is_refused_with_what_was_sent(data: bytes) -> None:
    refusal = _refusal(data, "application/pdf")
    assert refusal.code == "not-paper"
    assert "application/pdf" in refusal.detail


def test_a_locked_pdf_is_told_from_a_damaged_one() -> None:
    pdf = pikepdf.open(BytesIO(NORWEGIAN_COLON.pdf()))
    locked = _saved(pdf, encryption=pikepdf.Encryption(owner="o", user="u"))
    assert _refusal(locked).code == "encrypted"
    assert _refusal(b"%PDF-1.7\n" + b"x" * 400).code == "damaged"


def test_a_torn_pdf_is_refused_or_read_never_worse() -> None:
    whole = NORWEGIAN_COLON.pdf()
    codes: set[str] = set()
    for part in (0.3, 0.6, 0.9):
        try:
            read_paper(whole[: int(len(whole) * part)])
        except PaperError as refusal:
            codes.add(refusal.code)
    assert codes <= {"damaged", "no-text"}


def test_a_pdf_of_too_many_pages_is_refused_with_the_count() -> None:
    pdf = pikepdf.new()
    for _ in range(MOST_PAGES + 1):
        pdf.add_blank_page()
    refusal = _refusal(_saved(pdf))
    assert refusal.code == "too-large"
    assert "201" in refusal.words("sv")


def test_a_page_larger_than_any_sheet_is_refused() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.pages[0].MediaBox = pikepdf.Array([0, 0, 200_000, 200_000])
    assert _refusal(_saved(pdf)).code == "too-large"


@pytest.mark.parametrize("size", [(60_000, 60_000), (2**31 - 1, 2**31 - 1)])
def test_a_picture_of_endless_pixels_is_refused_by_its_head(size: tuple[int, int]) -> None:
    assert _refusal(_png(*size)).code == "too-large"


def test_a_tiff_whose_pages_go_in_a_circle_is_refused() -> None:
    entries = struct.pack("<HHII", 256, 3, 1, 8) + struct.pack("<HHII", 257, 3, 1, 8)
    tiff = b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", 2) + entries + struct.pack("<I", 8)
    assert _refusal(tiff).code == "damaged"


def test_a_pdf_with_javascript_is_read_and_nothing_of_it_runs() -> None:
    pdf = pikepdf.open(BytesIO(NORWEGIAN_COLON.pdf()))
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1); while(1){}"))
    (captured,) = read_paper(_saved(pdf))
    assert captured.invoice.number == "88120"


def test_an_empty_page_is_told_as_one_without_text() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    assert _refusal(_saved(pdf)).code == "no-text"


def test_a_stream_that_unpacks_without_end_is_stopped_and_the_next_file_is_read() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    flood = zlib.compress(b"BT /F1 9 Tf (x) Tj ET\n" * 20_000_000, 1)
    pdf.pages[0].Contents = pikepdf.Stream(pdf, flood)
    pdf.pages[0].Contents.Filter = pikepdf.Name.FlateDecode
    limits = msgspec.structs.replace(TEXT_LIMITS, time_s=5.0, memory_bytes=700_000_000)
    pool = text_pool(limits)
    try:
        with pytest.raises(Unseen) as caught:
            pool.look(_saved(pdf, compress_streams=False))
        assert caught.value.code in {"too-slow", "damaged"}
        pool.limits = TEXT_LIMITS
        assert pool.look(NORWEGIAN_COLON.pdf())[0].words
    finally:
        pool.close()


def test_text_that_shouts_labels_without_end_is_read_in_time() -> None:
    page = (
        '#set page(paper: "a4", margin: 2mm)\n#set text(size: 3pt)\n'
        + "Att betala Summa Moms 1 000,00 Faktura nr " * 700
    )
    pdf = typst.compile(page.encode())
    assert isinstance(pdf, bytes)
    assert read_paper(pdf)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=300), st.sampled_from(_HEADS))
def test_any_bytes_are_read_or_refused(rest: bytes, head: bytes) -> None:
    words = "read"
    try:
        read_paper(head + rest)
    except PaperError as refusal:
        words = refusal.words("nb")
    assert words


def test_every_code_has_words_in_three_languages() -> None:
    for words in WORDS.values():
        assert len({words.sv, words.nb, words.en}) == 3
