"""A document inside a CMS signature is read as if it stood alone; what is broken is refused with a reason."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7Options, PKCS7SignatureBuilder
from hypothesis import given, settings
from hypothesis import strategies as st

from depesch.documents.envelopes import envelope_of_bytes
from depesch.documents.opening import documents_in
from depesch.documents.reading import read
from depesch.syntaxes import UnreadableDocument

GOLDEN = Path(__file__).parents[1] / "golden" / "syntaxes"
FATTURA = (GOLDEN / "fatturapa12" / "minimal" / "document.xml").read_bytes()
UBL = (GOLDEN / "ubl21" / "minimal" / "document.xml").read_bytes()


def signed(data: bytes, *options: PKCS7Options) -> bytes:
    """Return the data in a signature of somebody's, in DER."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Astrid Lind")])
    now = datetime(2026, 5, 31, tzinfo=UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=9))
    certificate = builder.sign(key, hashes.SHA256())
    signature = PKCS7SignatureBuilder().set_data(data).add_signer(certificate, key, hashes.SHA256())
    return signature.sign(Encoding.DER, [PKCS7Options.Binary, *options])


@cache
def signed_fattura() -> bytes:
    return signed(FATTURA)


def open_ended(tag: int, content: bytes) -> bytes:
    """Return a value of BER whose length is told by its end."""
    return bytes([tag, 0x80]) + content + b"\x00\x00"


def in_pieces(data: bytes, size: int = 100) -> bytes:
    """Return the data as programs write it that sign while they read: open-ended, the content in pieces."""
    pieces = b"".join(
        bytes([0x04, len(piece)]) + piece for piece in (data[at : at + size] for at in range(0, len(data), size))
    )
    inner = bytes.fromhex("06092a864886f70d010701") + open_ended(0xA0, open_ended(0x24, pieces))
    signed_data = bytes.fromhex("020101") + bytes.fromhex("3100") + open_ended(0x30, inner)
    return open_ended(0x30, bytes.fromhex("06092a864886f70d010702") + open_ended(0xA0, open_ended(0x30, signed_data)))


@pytest.mark.parametrize(
    "wrapped",
    [
        pytest.param(lambda data: data, id="DER"),
        pytest.param(base64.b64encode, id="base64 on one line"),
        pytest.param(base64.encodebytes, id="base64 in lines"),
        pytest.param(
            lambda data: b"-----BEGIN PKCS7-----\n" + base64.encodebytes(data) + b"-----END PKCS7-----\n", id="PEM"
        ),
    ],
)
def test_the_document_inside_is_read(wrapped: object) -> None:
    assert callable(wrapped)
    reading = read(wrapped(signed_fattura()))
    assert reading.data == FATTURA
    assert (reading.syntax.name, reading.invoice.number) == ("fatturapa12", "F-1")


def test_any_format_may_be_inside() -> None:
    assert read(signed(UBL)).invoice == read(UBL).invoice


def test_a_content_in_pieces_is_put_together() -> None:
    assert read(in_pieces(FATTURA)).data == FATTURA


def test_a_signature_in_a_signature_is_opened_too() -> None:
    assert read(signed(in_pieces(FATTURA))).data == FATTURA


def test_several_invoices_inside_become_several_documents() -> None:
    body = FATTURA[FATTURA.index(b"  <FatturaElettronicaBody>") : FATTURA.index(b"</p:FatturaElettronica>")]
    two = FATTURA.replace(body, body + body.replace(b">F-1<", b">F-2<"))
    assert [read(part.data).invoice.number for part in documents_in(signed(two))] == ["F-1", "F-2"]


def test_a_signature_without_its_document_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="stands alone") as caught:
        read(signed(FATTURA, PKCS7Options.DetachedSignature))
    assert caught.value.code == "broken-archive"


@pytest.mark.parametrize(
    "broken",
    [
        signed_fattura()[:400],
        in_pieces(FATTURA)[:-200],
        b"\x30\x80" * 5000 + bytes.fromhex("06092a864886f70d010702"),
        bytes.fromhex("300b06092a864886f70d010702"),
        bytes.fromhex("30840fffffff06092a864886f70d010702"),
        bytes.fromhex("308906092a864886f70d010702") + b"\xff" * 40,
        open_ended(0x30, bytes.fromhex("06092a864886f70d010702") + open_ended(0xA0, b"\x30\x80" * 2000)),
    ],
)
def test_what_is_broken_is_refused_with_a_reason(broken: bytes) -> None:
    with pytest.raises(UnreadableDocument):
        read(broken)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_damage_gives_a_reading_or_a_refusal(draw: st.DataObject) -> None:
    source = bytearray(draw.draw(st.sampled_from([signed_fattura(), in_pieces(FATTURA)])))
    for at in draw.draw(st.lists(st.integers(0, 120), min_size=1, max_size=4)):
        source[at] = draw.draw(st.integers(0, 255))
    try:
        read(bytes(source))
    except UnreadableDocument:
        return


@pytest.mark.parametrize("data", [b"MI;a;b\n1;2;3\n", b"MIIB", b"0\x80abc", b"", b"MI" + b"A" * 400])
def test_what_only_looks_like_it_is_none(data: bytes) -> None:
    envelope = envelope_of_bytes(data)
    assert envelope is None or envelope.name != "p7m"
