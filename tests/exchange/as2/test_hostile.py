"""Messages that are not what they should be: each gets its general word, and nothing is taken."""

from __future__ import annotations

import zlib
from contextlib import suppress
from datetime import timedelta

import pytest
from asn1crypto import cms, core
from hypothesis import given, settings
from hypothesis import strategies as st

from depesch.exchange.as2.algorithms import Cipher
from depesch.exchange.as2.entity import write_entity
from depesch.exchange.as2.faults import As2Error, Fault
from depesch.exchange.as2.message import Built, Compression
from depesch.exchange.as2.names import BadName, read_name, write_name
from depesch.exchange.as2.opening import Opened, open_message
from tests.exchange.as2.parties import AT, accepts, built, opened, party, small


def fault_of(message: Built, **changes: object) -> Fault:
    with pytest.raises(As2Error) as refused:
        opened(message, **changes)  # type: ignore[arg-type]  # fields of Accepts
    return refused.value.fault


def plain(body: bytes, content_type: str, encoding: str = "") -> Opened:
    headers = {"content-type": content_type, "content-transfer-encoding": encoding}
    return open_message(headers, body, accepts(must_be_signed=False, must_be_encrypted=False), at=AT)


def fault_in(body: bytes, content_type: str, encoding: str = "") -> Fault:
    with pytest.raises(As2Error) as refused:
        plain(body, content_type, encoding)
    return refused.value.fault


def changed(message: Built, old: bytes, new: bytes) -> Built:
    assert old in message.body
    return Built(headers=message.headers, body=message.body.replace(old, new), mics=message.mics)


def test_changed_content_is_refused() -> None:
    assert (
        fault_of(changed(built(encrypt=None), b"<Invoice>", b"<Invoise>"), must_be_encrypted=False) is Fault.INTEGRITY
    )


def test_changed_file_name_is_refused() -> None:
    assert fault_of(changed(built(encrypt=None), b"F-1042", b"F-1043"), must_be_encrypted=False) is Fault.INTEGRITY


@pytest.mark.parametrize("cipher", [Cipher.AES256_CBC, Cipher.AES256_GCM])
def test_changed_encrypted_bytes_are_refused(cipher: Cipher) -> None:
    message = built(encrypt=cipher)
    middle = len(message.body) // 2
    body = message.body[:middle] + bytes([message.body[middle] ^ 1]) + message.body[middle + 1 :]
    found = fault_of(Built(headers=message.headers, body=body, mics=message.mics))
    assert found in (Fault.DECRYPTION, Fault.INTEGRITY, Fault.UNEXPECTED, Fault.AUTHENTICATION)
    if cipher.is_authenticated:
        assert found is Fault.DECRYPTION


def test_message_without_signature_is_refused_where_one_was_agreed() -> None:
    assert fault_of(built(sign=None)) is Fault.INSUFFICIENT


def test_message_in_the_clear_is_refused_where_encryption_was_agreed() -> None:
    assert fault_of(built(encrypt=None)) is Fault.INSUFFICIENT


def test_certificate_that_ran_out_is_refused() -> None:
    with pytest.raises(As2Error) as refused:
        opened(built(), at=AT + timedelta(days=1000))
    assert refused.value.fault is Fault.AUTHENTICATION


def test_signature_by_an_own_certificate_in_the_message_is_refused() -> None:
    assert fault_of(built(own=party("stranger"))) is Fault.AUTHENTICATION


def test_signature_of_a_stranger_who_copies_issuer_and_serial_number_is_refused() -> None:
    named_alike = type(party("stranger"))(certificate=party("nordbygg").certificate, key=party("stranger").key)
    assert fault_of(built(own=named_alike)) is Fault.AUTHENTICATION


def test_message_for_another_key_is_refused() -> None:
    assert fault_of(built(), own=(party("stranger"),)) is Fault.DECRYPTION


@pytest.mark.parametrize("levels", [1, 2])
def test_bomb_in_the_compression_is_not_unpacked(levels: int) -> None:
    content = b"Content-Type: text/plain\r\n\r\n" + bytes(30_000_000)
    for _ in range(levels):
        content = zlib.compress(content, 9)
    info = cms.ContentInfo({
        "content_type": "compressed_data",
        "content": cms.CompressedData({
            "version": "v0",
            "compression_algorithm": {"algorithm": "zlib"},
            "encap_content_info": {"content_type": "data", "content": core.ParsableOctetString(content, explicit=0)},
        }),
    })  # fmt: skip
    headers = {"content-type": "application/pkcs7-mime; smime-type=compressed-data"}
    wanted = accepts(must_be_signed=False, must_be_encrypted=False, most_bytes=10_000_000)
    with pytest.raises(As2Error) as refused:
        open_message(headers, info.dump(), wanted, at=AT)
    found = refused.value.fault
    assert found in (Fault.DECOMPRESSION, Fault.UNEXPECTED)


def test_compressed_data_that_breaks_off_is_refused() -> None:
    message = built(sign=None, encrypt=None, compress=Compression.AFTER_SIGNING)
    info = cms.ContentInfo.load(message.body)
    packed = bytes(info["content"]["encap_content_info"]["content"])
    for broken in (packed[:-3], packed[:10], b"", b"nonsense"):
        info["content"]["encap_content_info"]["content"] = core.ParsableOctetString(broken, explicit=0)
        assert fault_in(info.dump(force=True), message.headers["Content-Type"]) is Fault.DECOMPRESSION


def test_wrapped_twice_the_same_way_is_refused() -> None:
    once = built(sign=None, encrypt=None, compress=Compression.AFTER_SIGNING)
    inner = write_entity((("Content-Type", once.headers["Content-Type"]),), once.body)
    body = cms.ContentInfo({
        "content_type": "compressed_data",
        "content": cms.CompressedData({
            "version": "v0",
            "compression_algorithm": {"algorithm": "zlib"},
            "encap_content_info": {
                "content_type": "data", "content": core.ParsableOctetString(zlib.compress(inner.raw), explicit=0)
            },
        }),
    }).dump()  # fmt: skip
    assert fault_in(body, "application/pkcs7-mime") is Fault.UNEXPECTED


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/signed", b"x"),
        ('multipart/signed; boundary="b"', b""),
        ('multipart/signed; boundary="b"', b"--b\r\n\r\nx\r\n--b--"),
        ('multipart/signed; boundary="b"', b"--b\r\n\r\nx\r\n--b\r\n\r\ny\r\n--b\r\n\r\nz\r\n--b--"),
        ('multipart/signed; boundary="b"', b"--b\r\nContent-Type: text/plain\r\n\r\nx"),
        ('multipart/signed; boundary="b"', b"--b\n\nx\n--b\nContent-Type: application/pkcs7-signature\n\n!\n--b--"),
        ("application/pkcs7-mime", b""),
        ("application/pkcs7-mime", b"\x30\x80" * 50_000),
        ("application/pkcs7-mime", b"\x24\x80" * 50_000),
        ("application/pkcs7-mime", b"\x30\x0b\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"),
        ('multipart/mixed; boundary="b"', b"--b\r\n" * 10_000 + b"--b--"),
        ('multipart/related; boundary="b"', b"--b\r\nno header here\r\n\r\nx\r\n--b--"),
        ('multipart/related; boundary="b"', b"--b--"),
        ('multipart/related; boundary="b"', b"--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\nx\r\n--b--"),
    ],
)  # fmt: skip
def test_odd_mime_is_refused(content_type: str, body: bytes) -> None:
    assert fault_in(body, content_type) in (Fault.UNEXPECTED, Fault.AUTHENTICATION)


@pytest.mark.parametrize("encoding", ["uuencode", "base64"])
def test_odd_transfer_encoding_is_refused(encoding: str) -> None:
    assert fault_in(b"%%%", "application/xml", encoding) is Fault.UNEXPECTED


def test_message_over_the_limit_is_refused() -> None:
    assert fault_of(built(), most_bytes=100) is Fault.UNEXPECTED


def test_foreign_boundaries_and_headers_do_not_matter() -> None:
    message = built(encrypt=None)
    boundary = message.headers["Content-Type"].split('boundary="')[1].split('"')[0]
    odd = "'()+_,-./:=? x"
    other = changed(message, boundary.encode(), odd.encode())
    body = b"This is a preamble\r\nof two lines\r\n" + other.body + b"and an epilogue\r\n"
    kind = f'Multipart/Signed;  Micalg="SHA256"; BOUNDARY="{odd}"; x-odd=1; protocol=application/pkcs7-signature'
    headers = small(message.headers) | {"content-type": kind}
    found = open_message(headers, body, accepts(must_be_encrypted=False), at=AT)
    assert found.signer == party("nordbygg").certificate


@settings(max_examples=150, deadline=None)
@given(
    body=st.binary(max_size=400),
    content_type=st.sampled_from(
        ["application/pkcs7-mime", 'multipart/signed; boundary="b"', 'multipart/mixed; boundary="b"', "text/plain"]
    )
    | st.text(max_size=60),
    encoding=st.sampled_from(["", "base64", "quoted-printable", "binary"]),
)
def test_any_bytes_give_a_message_or_a_fault(body: bytes, content_type: str, encoding: str) -> None:
    with suppress(As2Error):  # nothing else may come
        assert plain(body, content_type, encoding).documents


@settings(max_examples=100, deadline=None)
@given(at=st.integers(min_value=0, max_value=10_000), bit=st.integers(min_value=0, max_value=7))
def test_any_flipped_bit_of_a_signature_gives_the_document_or_a_fault(at: int, bit: int) -> None:
    message = built(encrypt=None)
    place = at % len(message.body)
    body = message.body[:place] + bytes([message.body[place] ^ (1 << bit)]) + message.body[place + 1 :]
    try:
        found = opened(Built(headers=message.headers, body=body, mics={}), must_be_encrypted=False)
    except As2Error:
        return
    assert found.documents == opened(message, must_be_encrypted=False).documents


@given(name=st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=128))
def test_names_come_through_their_header(name: str) -> None:
    if name == name.strip():
        assert read_name(write_name(name)) == name


@pytest.mark.parametrize("header", ["", "a b", '"a', 'a"b', "å", '""', "x" * 129, '"a\\c"', "a\\b", '" a"'])
def test_headers_that_hold_no_name(header: str) -> None:
    with pytest.raises(BadName):
        read_name(header)
