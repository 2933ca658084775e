"""Reading: any bytes give a model or UnreadableDocument with a stable code, whatever the file was called."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from depesch.documents.reading import read
from depesch.documents.unreadable import WORDS, Code, explain
from depesch.kit.xml import parse_whole
from depesch.model.issue import Severity
from depesch.syntaxes import UnreadableDocument
from tests.shared_data import needs_shared, shared

GOLDEN = Path(__file__).parents[1] / "golden" / "syntaxes"
UBL = (GOLDEN / "ubl21" / "full" / "document.xml").read_bytes()
CII = (GOLDEN / "cii_d16b" / "full" / "document.xml").read_bytes()
NUMBER = read(UBL).invoice.number
BROKEN_UTF8 = UBL.replace("ö".encode(), "ö".encode()[:1], 1)


def code_of(data: bytes) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        read(data)
    return caught.value.code


def pdf_with(*files: tuple[str, bytes]) -> bytes:
    """Return a PDF with files embedded, in this order."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    for name, content in files:
        pdf.attachments[name] = pikepdf.AttachedFileSpec(  # type: ignore[call-arg]  # the stubs make all of it mandatory
            pdf, content, filename=name
        )
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def zip_with(*files: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return out.getvalue()


def sbdh(data: bytes) -> bytes:
    """Return the document in a business document header."""
    name, ns = "StandardBusinessDocument", "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"
    declaration, end, body = data.partition(b"?>")
    return declaration + end + f'<{name} xmlns="{ns}"><{name}Header/>'.encode() + body + f"</{name}>".encode()


def nested_zip(depth: int) -> bytes:
    data = UBL
    for _ in range(depth):
        data = zip_with(("a.zip", data))
    return data


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"hello", "not-xml"),
        (b"\x00" * 50, "not-xml"),
        (UBL[: len(UBL) // 2], "not-xml"),
        (BROKEN_UTF8, "wrong-encoding"),
        (BROKEN_UTF8.replace(b'encoding="UTF-8"', b""), "wrong-encoding"),
        (BROKEN_UTF8.replace(b'encoding="UTF-8"', b'encoding="UTF-16"'), "wrong-encoding"),
        (BROKEN_UTF8.replace(b'encoding="UTF-8"', b'encoding="klingon"'), "wrong-encoding"),
        (b"\xef\xbb\xbf<a>\xe5</a>", "wrong-encoding"),
        (b"<?xml version='1.0' encoding='UTF-8'?><a>Caf\xe8s, fr\x8a</a>", "wrong-encoding"),
        (b"<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", "dtd-forbidden"),
        (b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>", "dtd-forbidden"),
        (b"<a>" * 300 + b"</a>" * 300, "too-deep"),
        (b"<a>" * 300 + b"x" * 10_000_000 + b"</a>" * 300, "too-deep"),
        (b"<order xmlns='urn:another:trade'/>", "unknown-format"),
        (b"<html><body>Sign in</body></html>", "unknown-format"),
        (b"%PDF-1.7\nbroken", "broken-pdf"),
        (pdf_with(), "pdf-without-invoice"),
        (pdf_with(("notes.txt", b"hello")), "pdf-without-invoice"),
        (pdf_with(("factur-x.xml", b"<a/>")), "unknown-format"),
        (pdf_with(("factur-x.xml", b"<a>")), "not-xml"),
        (b"PK\x03\x04broken", "broken-archive"),
        (b"\x1f\x8bbroken", "broken-archive"),
        (gzip.compress(UBL)[:-20], "broken-archive"),
        (zip_with(), "not-one-document"),
        (zip_with(("a.xml", UBL), ("b.xml", UBL)), "not-one-document"),
        (zip_with(("a.zip", zip_with(("b.xml", UBL), ("c.xml", UBL)))), "not-one-document"),
        (zip_with(("a.xml", UBL), ("b.xml", UBL), ("c.pdf", b"%PDF-1.7")), "not-one-document"),
        (zip_with(("a.pdf", b"%PDF-1.7"), ("b.txt", b"hello")), "not-one-document"),
        (nested_zip(7), "too-deep"),
    ],
)
def test_what_cannot_be_read_has_a_code(data: bytes, code: str) -> None:
    assert code_of(data) == code


def test_a_dtd_outside_the_file_is_never_fetched(tmp_path: Path) -> None:
    """A default in the DTD would show in the error, or in the tree, had it been loaded."""
    outside = tmp_path / "outside.dtd"
    outside.write_text("this is no DTD")
    with pytest.raises(UnreadableDocument) as caught:
        read(f"<!DOCTYPE a SYSTEM '{outside.as_uri()}'><a/>".encode())
    assert (caught.value.code, "outside.dtd" in caught.value.detail) == ("dtd-forbidden", False)
    with pytest.raises(UnreadableDocument) as caught:
        read(f"<!DOCTYPE a SYSTEM '{outside.as_uri()}'><a/>".encode("utf-16"))
    assert (caught.value.code, "outside.dtd" in caught.value.detail) == ("dtd-forbidden", False)


def test_entity_bombs_are_refused_at_once() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE a [<!ENTITY e0 "ha">{entities}]><a b="&e9;">&e9;</a>'
    assert code_of(bomb.encode()) == "dtd-forbidden"


def test_a_large_file_with_a_bomb_is_refused_too() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY e "' + b"x" * 1000 + b'">]><a>' + b"&e;" * 4_000_000 + b"</a>"
    assert code_of(bomb) == "dtd-forbidden"


def test_more_than_the_cap_is_too_large() -> None:
    assert code_of(b"<a>" + b" " * (100 * 1024 * 1024) + b"</a>") == "too-large"


@pytest.mark.parametrize("pack", [gzip.compress, lambda data: zip_with(("bomb.xml", data))], ids=["gzip", "zip"])
def test_a_packed_bomb_is_too_large(pack: Callable[[bytes], bytes]) -> None:
    assert code_of(pack(b"\x00" * (101 * 1024 * 1024))) == "too-large"


def test_a_bomb_in_a_pdf_is_too_large() -> None:
    assert code_of(pdf_with(("factur-x.xml", b"\x00" * (101 * 1024 * 1024)))) == "too-large"


def test_a_pdf_with_a_password_is_encrypted() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_with(("factur-x.xml", CII)))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert code_of(out.getvalue()) == "encrypted"


@pytest.mark.parametrize(
    "data",
    [
        UBL,
        b"\xef\xbb\xbf" + UBL,
        UBL.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16"),
        UBL.decode().replace('encoding="UTF-8"', 'encoding="ISO-8859-1"').encode("latin-1"),
        UBL.replace(b"<cbc:ID>", b"<!-- <!DOCTYPE html> --><cbc:ID>"),
        UBL.replace(b'encoding="UTF-8"', b'encoding="UTF-8" standalone="yes"'),
        gzip.compress(UBL),
        zip_with(("invoice.txt", UBL)),
        zip_with(("in/", b""), ("in/a.xml", UBL), ("__MACOSX/in/._a.xml", b"x"), method=zipfile.ZIP_STORED),
        pdf_with(("factur-x.xml", UBL)),
        pdf_with(("anything.xml", UBL)),
        pdf_with(("a-timesheet.xml", b"<hours/>"), ("xrechnung.xml", UBL)),
        zip_with(("a.pdf", pdf_with(("ZUGFeRD-invoice.xml", UBL)))),
    ],
    ids=range(13),
)
def test_the_same_invoice_is_read_in_whatever_wrapping(data: bytes) -> None:
    assert read(data).invoice == read(UBL).invoice


def in_encoding(declared: str | None, codec: str, text: str = "Järn é ½ ÅÄÖ") -> bytes:
    """Return an invoice whose only characters beyond ASCII are those of the text."""
    written = UBL.decode().replace("Tack för er beställning", text).encode("ascii", "xmlcharrefreplace").decode()
    for char in text:
        written = written.replace(f"&#{ord(char)};", char)
    return written.replace(' encoding="UTF-8"', f' encoding="{declared}"' if declared else "").encode(codec)


@pytest.mark.parametrize(
    ("declared", "codec", "found"),
    [
        ("UTF-8", "latin-1", "ISO-8859-1"),
        (None, "latin-1", "ISO-8859-1"),
        ("US-ASCII", "latin-1", "ISO-8859-1"),
        ("utf-8", "cp850", "IBM850"),
        ("klingon", "latin-1", "ISO-8859-1"),
        ("UTF-16", "utf-8", "UTF-8"),
        ("klingon", "utf-8", "UTF-8"),
        ("ISO-8859-1", "utf-8", "UTF-8"),
        ("windows-1252", "utf-8", "UTF-8"),
    ],
)
@pytest.mark.parametrize("wrap", [bytes, gzip.compress, sbdh], ids=["plain", "gzip", "sbdh"])
def test_a_file_in_another_encoding_than_it_says_is_read_when_that_is_certain(
    declared: str | None, codec: str, found: str, wrap: Callable[[bytes], bytes]
) -> None:
    data = in_encoding(declared, codec)
    reading = read(wrap(data))
    assert reading.invoice.notes[0].text == "Järn é ½ ÅÄÖ"
    (issue,) = reading.issues
    assert (issue.rule, issue.severity, issue.value, issue.expected, issue.line) == (
        "READ-ENCODING", Severity.WARNING, declared or "UTF-8", found, 1,
    )  # fmt: skip
    if wrap is bytes:
        assert reading.data == data
        assert etree.tostring(parse_whole(data), encoding="unicode") == etree.tostring(
            parse_whole(read(in_encoding("UTF-8", "utf-8")).data), encoding="unicode"
        )


def test_the_euro_of_windows_in_what_says_iso_8859_1_is_read() -> None:
    reading = read(in_encoding("ISO-8859-1", "cp1252", "100 €, därefter 8 %"))
    assert reading.invoice.notes[0].text == "100 €, därefter 8 %"
    assert [(issue.value, issue.expected) for issue in reading.issues] == [("ISO-8859-1", "Windows-1252")]


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("IBM437", "cp437"),
        ("CP437", "cp437"),
        ("csPC8CodePage437", "cp437"),
        ("IBM850", "cp850"),
        ("CP850", "cp850"),
        ("ISO-8859-1", "latin-1"),
        ("windows-1252", "cp1252"),
        ("UTF-16", "utf-16"),
    ],
)
def test_a_file_in_the_encoding_that_it_says_is_read_without_an_issue(declared: str, codec: str) -> None:
    reading = read(in_encoding(declared, codec, "Järn é ½ ÅÄÖ ü ß"))
    assert (reading.invoice.notes[0].text, reading.issues) == ("Järn é ½ ÅÄÖ ü ß", ())


def test_iso_8859_15_differs_from_iso_8859_1_by_its_euro() -> None:
    data = in_encoding("ISO-8859-15", "iso8859-15", "100 € för Järn")
    assert read(data).invoice.notes[0].text == "100 € för Järn"


def test_a_text_over_ten_megabytes_is_read() -> None:
    padding = b"A" * 12_000_000
    data = UBL.replace(b"<cbc:Note>", b"<cbc:Note>" + padding, 1)
    assert len(read(data).invoice.notes[0].text or "") > len(padding)


def test_a_comment_inside_a_value_does_not_cut_it() -> None:
    data = UBL.replace(b"<cbc:BuyerReference>", b"<cbc:BuyerReference>AB<!-- x --><![CDATA[<C]]>", 1)
    reference = read(data).invoice.buyer_reference
    assert reference is not None
    assert reference.startswith("AB<C")


def test_the_data_of_a_reading_is_the_xml_that_was_read() -> None:
    assert read(pdf_with(("factur-x.xml", CII))).data == CII


def _readable_or_refused(data: bytes) -> None:
    try:
        reading = read(data)
    except UnreadableDocument as error:
        refusal = error
    else:
        reading.unread()
        reading.locate("lines[0].net_amount")
        return
    assert explain(refusal, "sv").what


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=300))
@example(b"%PDF-")
@example(b"\x1f\x8b\x08\x00")
@example(b"PK\x05\x06" + b"\x00" * 18)
@example(b"\xfe\xff\x00<")
def test_any_bytes_give_a_reading_or_a_refusal(data: bytes) -> None:
    _readable_or_refused(data)


@st.composite
def damaged(draw: st.DrawFn, source: bytes) -> bytes:
    """Draw the source with some spans replaced, doubled or cut."""
    data = source
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 60)))
        span = data[start:end]
        put = draw(
            st.one_of(st.binary(max_size=20), st.just(span * 2), st.sampled_from([b"<a/>", b"&x;", b"", b"1e9"]))
        )
        data = data[:start] + put + data[end:]
    return data


@pytest.mark.parametrize(
    "source",
    [UBL, CII, pdf_with(("factur-x.xml", CII)), zip_with(("a.xml", UBL)), gzip.compress(CII)],
    ids=["ubl", "cii", "pdf", "zip", "gzip"],
)
@settings(deadline=None, max_examples=80, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_damaged_document_is_read_or_refused(source: bytes, data: st.DataObject) -> None:
    _readable_or_refused(data.draw(damaged(source)))


@settings(deadline=None, max_examples=150)
@given(data=st.data())
def test_any_text_anywhere_is_read_or_named(data: st.DataObject) -> None:
    """Put hostile text into one element: the reading must not fail, whatever the element asks for."""
    source = data.draw(st.sampled_from([UBL, CII]))
    opens = [
        index
        for index in range(len(source))
        if source.startswith(b">", index) and source[index + 1 : index + 2] not in b"<\n"
    ]
    at = data.draw(st.sampled_from(opens)) + 1
    text = data.draw(st.sampled_from(["NaN", "1e999999", "-", "2026-13-45", "٣", "1_000", "9" * 300, " ", "true", ""]))
    _readable_or_refused(source[:at] + text.encode() + source[source.index(b"<", at) :])


def test_every_code_has_words_in_every_language() -> None:
    assert {code: set(words) for code, words in WORDS.items()} == {code: {"sv", "nb", "en"} for code in Code}


def test_words_tell_the_line() -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read(b"<a>\n<b>\n</a>")
    assert explain(caught.value, "nb").where.startswith("Linje 3, kolonne 5: ")


@needs_shared
def test_malformed_files_of_the_corpus_are_refused_with_a_code() -> None:
    files = [path for path in shared("corpus", "malformed").rglob("*") if path.is_file()]
    assert {code_of(path.read_bytes()) for path in files} == {"not-xml"}


@needs_shared
def test_factur_x_files_of_the_corpus_are_read_as_their_embedded_xml() -> None:
    files = sorted(shared("corpus", "facturx-pdf").rglob("*.pdf"))
    refused = {}
    for path in files:
        try:
            reading = read(path.read_bytes())
        except UnreadableDocument as error:
            refused[path.name] = error.code
        else:
            beside = path.with_name(path.name + ".embedded.xml")
            if beside.exists() and b"urn:ferd:" not in beside.read_bytes():  # of two embedded files, the newer is ours
                assert reading.invoice == read(beside.read_bytes()).invoice
    assert refused == {
        "ZUGFeRDv2__fail__Mustangproject__factur-x-invalid-xml-encoding-attribute.pdf": "not-xml",
    }
