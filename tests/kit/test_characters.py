"""Characters: what the bytes are by declaration, by evidence or by assumption, and when they are nothing at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depesch.kit.characters import Decoded, How, NoEncoding, beginning, decoded

SWEDISH = "Fakturan avser Järnrör, ålgräs och köksö. Å Ä Ö står på GÖTEBORG; idé à 5 kr"
NORWEGIAN = "Fakturaen gjelder Sæther, kjøkkenøy og blåbær. ÆRLIG ØL på BÆRUM; Ærfugl, Øyer"
GERMAN = "Rechnung über Gefäße, Öl und Übergrößen in Köln, Straße 5"
FINNISH = "Hyvää päivää, lasku erääntyy Ähtärissä"


@pytest.mark.parametrize("text", [SWEDISH, NORWEGIAN, GERMAN, FINNISH, "å", "Malmö", "ø 12 mm", "idé"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252", "cp850", "cp865", "iso8859-15"])
def test_nordic_text_is_told_by_its_bytes(text: str, codec: str) -> None:
    if codec == "cp865":  # the Nordic DOS page has its ø where CP850 has it
        text = text.replace("à", "a")
    found = decoded(text.encode(codec))
    assert (found.text, found.how is How.ASSUMED) == (text, False)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_told_by_its_zeros(codec: str) -> None:
    assert decoded(SWEDISH.encode(codec)).text == SWEDISH


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        ("Summa 100 €", "cp1252", "Windows-1252"),
        ("Summa 100 €", "iso8859-15", "ISO-8859-15"),
        ("Joe’s „Haus“ – 5…", "cp1252", "Windows-1252"),
        ("Förfallodag – 31.5.", "cp1252", "Windows-1252"),
        ("§ 5: 20 °C, ½ liter", "latin-1", "ISO-8859-1"),
        ("1\u00a0250,00", "latin-1", "ISO-8859-1"),
        ("MÜNCHEN", "cp437", "IBM850"),  # the same bytes in both
        ("Björn", "latin-1", "ISO-8859-1"),
        ("plain", "ascii", "UTF-8"),
    ],
)
def test_the_encoding_is_named(text: str, codec: str, encoding: str) -> None:
    assert decoded(text.encode(codec)) == Decoded(text, encoding, How.EVIDENT)


@pytest.mark.parametrize(
    ("declared", "codec"),
    [("IBM437", "cp437"), ("cp850", "cp850"), ("ISO_8859-15", "iso8859-15"), ("windows-1252", "cp1252")],
)
def test_a_declaration_goes_before_evidence(declared: str, codec: str) -> None:
    found = decoded("½ ¥".encode(codec, "replace"), declared)
    assert (found.text.startswith("½") or codec == "iso8859-15", found.how) == (True, How.DECLARED)


@pytest.mark.parametrize("declared", ["UTF-8", "US-ASCII", "klingon", "punycode", "rot13"])
def test_a_declaration_that_cannot_be_gives_way_to_evidence(declared: str) -> None:
    assert decoded("Malmö".encode("latin-1"), declared) == Decoded("Malmö", "ISO-8859-1", How.EVIDENT)


def test_a_byte_that_may_be_two_letters_is_assumed_and_said_so() -> None:
    assert decoded(b"Caf\xe8s et fr\x8a").how is How.ASSUMED


@pytest.mark.parametrize(
    "data",
    [
        SWEDISH.encode()[:-1] + b"\xe5",
        SWEDISH.encode().replace("ö".encode(), "ö".encode()[:1], 1),
        b"\xff\xfea",
        SWEDISH.encode() + SWEDISH.encode("latin-1")[:20],
    ],
)
def test_utf_8_that_broke_is_in_no_encoding(data: bytes) -> None:
    with pytest.raises(NoEncoding):
        decoded(data)


def test_umlauts_that_were_encoded_twice_are_kept_as_the_file_has_them() -> None:
    twice = SWEDISH.encode().decode("latin-1")
    assert decoded(twice.encode()).text == twice
    assert decoded((SWEDISH * 3 + "Ã¤").encode("latin-1")).text == SWEDISH * 3 + "Ã¤"


@given(st.binary(max_size=200))
def test_any_bytes_are_a_text_or_none(data: bytes) -> None:
    """Nothing else goes wrong, and what a text came from is in the encoding that is named."""
    try:
        found = decoded(data)
    except NoEncoding:
        return
    mark = len("\ufeff".encode(found.encoding)) if found.how is How.DECLARED else 0
    assert found.text.encode(found.encoding) == data[mark:]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
def test_a_beginning_is_cut_at_a_line(codec: str) -> None:
    text = "åäö;ÅÄÖ\r\n" * 100
    start = beginning(text.encode(codec), 301).text
    assert text.startswith(start)
    assert len(start) >= 100
