"""OpenSSL as the other party: it opens what we build, and we open what it builds."""

from __future__ import annotations

import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from depesch.exchange.as2.algorithms import MODERN, STRONG, Cipher, Digest
from depesch.exchange.as2.certificates import Identity, certified
from depesch.exchange.as2.entity import Entity, parts_of, read_entity, write_entity
from depesch.exchange.as2.faults import As2Error, Fault
from depesch.exchange.as2.opening import Opened, open_message
from tests.exchange.as2.parties import AT, INVOICE, accepts, built, party

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed: apt install openssl")

PAYLOAD = write_entity((("Content-Type", "application/xml"),), b"<Invoice>\r\n</Invoice>\r\n").raw
DETACHED = "multipart/signed"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    for name in ("nordbygg", "brodboden"):
        identity = party(name)
        (tmp_path / f"{name}.pem").write_text(identity.certificate.pem)
        (tmp_path / f"{name}.key").write_text(identity.key.reveal())
    return tmp_path


def openssl(place: Path, *arguments: str, given: bytes) -> bytes:
    (place / "in").write_bytes(given)
    command = ["openssl", "cms", "-in", "in", "-out", "out", *arguments]
    done = subprocess.run(command, cwd=place, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return (place / "out").read_bytes()


def signed_by_openssl(place: Path, *arguments: str, given: bytes = PAYLOAD) -> bytes:
    return openssl(place, "-sign", "-signer", "nordbygg.pem", "-inkey", "nordbygg.key", *arguments, given=given)


def encrypted_by_openssl(place: Path, *arguments: str, given: bytes = PAYLOAD) -> bytes:
    return openssl(place, "-encrypt", "-binary", "-outform", "DER", *arguments, given=given)


def found_in(body: bytes, content_type: str = "application/pkcs7-mime", **changes: object) -> Opened:
    wanted = accepts(**{"must_be_signed": False, "must_be_encrypted": False, **changes})
    return open_message({"content-type": content_type}, body, wanted, at=AT)


def as_message(mime: bytes) -> tuple[bytes, str]:
    entity = read_entity(mime)
    return entity.body, entity.value("content-type")


@pytest.mark.parametrize("cipher", sorted(STRONG))
def test_openssl_decrypts_ours(place: Path, cipher: Cipher) -> None:
    message = built(sign=None, encrypt=cipher)
    raw = openssl(
        place, "-decrypt", "-inform", "DER", "-binary", "-recip", "brodboden.pem", "-inkey", "brodboden.key",
        given=message.body,
    )  # fmt: skip
    assert read_entity(raw).body == INVOICE.content


@pytest.mark.parametrize("digest", list(Digest))
def test_openssl_verifies_our_signature(place: Path, digest: Digest) -> None:
    message = built(sign=digest, encrypt=None)
    content, signature = parts_of(Entity(headers=tuple(message.headers.items()), body=message.body))
    (place / "content").write_bytes(content)
    openssl(
        place, "-verify", "-inform", "DER", "-binary", "-content", "content", "-CAfile", "nordbygg.pem", "-purpose",
        "any", "-attime", str(int(AT.timestamp())), given=read_entity(signature).content(),
    )  # fmt: skip


@pytest.mark.parametrize("arguments", [("-md", "sha256"), ("-md", "sha512", "-keyid"), ("-noattr",), ("-nocerts",)])
def test_signature_by_openssl_holds(place: Path, arguments: tuple[str, ...]) -> None:
    body, content_type = as_message(signed_by_openssl(place, "-binary", *arguments))
    found = found_in(body, content_type)
    assert found.signer == party("nordbygg").certificate
    assert found.checked == PAYLOAD


def test_signature_by_openssl_over_lines_that_it_ended_itself_holds(place: Path) -> None:
    given = b"Content-Type: application/xml\n\n<Invoice>\n</Invoice>\n"
    body, content_type = as_message(signed_by_openssl(place, given=given))
    assert found_in(body, content_type).documents[0][0].content == b"<Invoice>\r\n</Invoice>\r\n"


@pytest.mark.parametrize("curve", [ec.SECP256R1(), ec.SECP384R1()])
def test_signature_with_an_elliptic_curve_by_openssl_holds(place: Path, curve: ec.EllipticCurve) -> None:
    key = ec.generate_private_key(curve)
    signer = certified(key, "nordbygg", at=AT - timedelta(days=1), days=30)
    (place / "nordbygg.pem").write_text(signer.certificate.pem)
    (place / "nordbygg.key").write_text(signer.key.reveal())
    body, content_type = as_message(signed_by_openssl(place, "-binary", "-md", "sha384"))
    found = found_in(body, content_type, partner=(signer.certificate,))
    assert (found.signer, found.checked, found.signed != b"") == (signer.certificate, PAYLOAD, True)


def test_pss_signature_by_openssl_holds(place: Path) -> None:
    body, content_type = as_message(
        signed_by_openssl(place, "-binary", "-keyopt", "rsa_padding_mode:pss", "-md", "sha256")
    )
    assert found_in(body, content_type).digest is Digest.SHA256


@pytest.mark.parametrize("arguments", [(), ("-stream",), ("-indef", "-md", "sha384")])
def test_signed_data_round_its_content_is_opened(place: Path, arguments: tuple[str, ...]) -> None:
    body = signed_by_openssl(place, "-nodetach", "-binary", "-outform", "DER", *arguments)
    found = found_in(body, 'application/pkcs7-mime; smime-type="signed-data"')
    assert found.signer == party("nordbygg").certificate
    assert found.documents[0][0].content == b"<Invoice>\r\n</Invoice>\r\n"


@pytest.mark.parametrize("cipher", ["-aes-128-cbc", "-aes-192-cbc", "-aes-256-cbc", "-aes-128-gcm", "-aes-256-gcm"])
@pytest.mark.parametrize("arguments", [(), ("-stream",), ("-keyid",)])
def test_message_encrypted_by_openssl_is_opened(place: Path, cipher: str, arguments: tuple[str, ...]) -> None:
    body = encrypted_by_openssl(place, cipher, *arguments, "brodboden.pem")
    found = found_in(body)
    assert found.is_encrypted
    assert found.documents[0][0].content == b"<Invoice>\r\n</Invoice>\r\n"


def test_key_wrapped_with_oaep_is_opened(place: Path) -> None:
    body = encrypted_by_openssl(
        place, "-aes-256-cbc", "-recip", "brodboden.pem", "-keyopt", "rsa_padding_mode:oaep", "-keyopt",
        "rsa_oaep_md:sha256",
    )  # fmt: skip
    assert found_in(body).is_encrypted


def test_3des_is_taken_only_of_a_partner_who_may(place: Path) -> None:
    body = encrypted_by_openssl(place, "-des3", "brodboden.pem")
    with pytest.raises(As2Error) as refused:
        found_in(body)
    assert refused.value.fault is Fault.INSUFFICIENT
    assert found_in(body, ciphers=frozenset(Cipher)).is_encrypted


def test_sha1_is_taken_only_of_a_partner_who_may(place: Path) -> None:
    body, content_type = as_message(signed_by_openssl(place, "-binary", "-md", "sha1"))
    with pytest.raises(As2Error) as refused:
        found_in(body, content_type)
    assert refused.value.fault is Fault.INSUFFICIENT
    assert found_in(body, content_type, digests=MODERN | {Digest.SHA1}).digest is Digest.SHA1


def test_signed_then_encrypted_by_openssl_is_opened(place: Path) -> None:
    signed = signed_by_openssl(place, "-binary")
    body = encrypted_by_openssl(place, "-aes-256-cbc", "brodboden.pem", given=signed)
    found = found_in(body, must_be_signed=True, must_be_encrypted=True)
    assert (found.checked, found.is_encrypted) == (PAYLOAD, True)


def test_encrypted_then_signed_by_openssl_is_opened(place: Path) -> None:
    inner = encrypted_by_openssl(place, "-aes-256-cbc", "brodboden.pem")
    wrapped = write_entity((("Content-Type", "application/pkcs7-mime; smime-type=enveloped-data"),), inner)
    body, content_type = as_message(signed_by_openssl(place, "-binary", given=wrapped.raw))
    found = found_in(body, content_type, must_be_signed=True, must_be_encrypted=True)
    assert found.documents[0][0].content == b"<Invoice>\r\n</Invoice>\r\n"
    assert found.checked == wrapped.raw


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\n\r", b"\r\r", b"x"])
def test_a_signed_content_keeps_its_last_bytes(place: Path, end: bytes) -> None:
    raw = write_entity((("Content-Type", "application/octet-stream"),), b"binary" + end).raw
    body, content_type = as_message(signed_by_openssl(place, "-binary", given=raw))
    assert found_in(body, content_type, must_be_signed=True).checked == raw


def test_message_in_base64_is_opened(place: Path) -> None:
    body, content_type = as_message(
        openssl(place, "-encrypt", "-aes-128-cbc", "-binary", "brodboden.pem", given=PAYLOAD)
    )
    wanted = accepts(must_be_signed=False)
    headers = {"content-type": content_type, "content-transfer-encoding": "base64"}
    assert open_message(headers, body, wanted, at=AT).is_encrypted


def test_message_for_somebody_else_is_not_opened(place: Path) -> None:
    body = encrypted_by_openssl(place, "-aes-256-cbc", "nordbygg.pem")
    with pytest.raises(As2Error) as refused:
        found_in(body)
    assert refused.value.fault is Fault.DECRYPTION


def test_signature_of_a_stranger_is_refused(place: Path) -> None:
    stranger: Identity = party("stranger")
    (place / "nordbygg.pem").write_text(stranger.certificate.pem)
    (place / "nordbygg.key").write_text(stranger.key.reveal())
    body, content_type = as_message(signed_by_openssl(place, "-binary"))
    with pytest.raises(As2Error) as refused:
        found_in(body, content_type)
    assert refused.value.fault is Fault.AUTHENTICATION
