"""Messages encrypted to elliptic curves (RFC 5753): openssl opens what we build, and we open what it builds."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from asn1crypto import cms

from depesch.exchange.as2.algorithms import STRONG, Cipher
from depesch.exchange.as2.certificates import Identity, read_certificate
from depesch.exchange.as2.encrypting import decrypt, encrypt
from depesch.exchange.as2.faults import As2Error, Fault
from depesch.kit.secret import Secret

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed: apt install openssl")

CONTENT = b"Content-Type: application/xml\r\n\r\n<Invoice/>\r\n"


def openssl(place: Path, *arguments: str) -> None:
    done = subprocess.run(["openssl", *arguments], cwd=place, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def someone(place: Path, curve: str, name: str = "bod", *usage: str) -> Identity:
    """Return a key that openssl made, with its certificate."""
    told = [part for each in usage for part in ("-addext", each)]
    openssl(
        place, "req", "-x509", "-newkey", "ec", "-pkeyopt", f"ec_paramgen_curve:{curve}", "-nodes", "-subj",
        f"/CN={name}", "-days", "2", "-out", f"{name}.pem", "-keyout", f"{name}.key", *told,
    )  # fmt: skip
    key = Secret((place / f"{name}.key").read_text())
    return Identity(certificate=read_certificate((place / f"{name}.pem").read_bytes()), key=key)


def opened(place: Path, *identities: Identity) -> bytes:
    info = cms.ContentInfo.load((place / "sealed").read_bytes())
    return decrypt(info, identities, allowed=STRONG)


@pytest.mark.row("S-036")
@pytest.mark.parametrize("curve", ["P-256", "P-384", "P-521", "brainpoolP256r1"])
@pytest.mark.parametrize("cipher", sorted(STRONG))
def test_openssl_opens_ours(tmp_path: Path, curve: str, cipher: Cipher) -> None:
    reader = someone(tmp_path, curve)
    assert reader.certificate.may_encrypt
    (tmp_path / "sealed").write_bytes(encrypt(CONTENT, reader.certificate, cipher))
    assert opened(tmp_path, reader) == CONTENT
    openssl(
        tmp_path, "cms", "-decrypt", "-binary", "-inform", "DER", "-in", "sealed", "-recip", "bod.pem", "-inkey",
        "bod.key", "-out", "opened",
    )  # fmt: skip
    assert (tmp_path / "opened").read_bytes() == CONTENT


@pytest.mark.parametrize("curve", ["P-256", "P-521"])
@pytest.mark.parametrize("cipher", ["-aes-128-cbc", "-aes-256-gcm"])
@pytest.mark.parametrize(
    "options", [(), ("-keyopt", "ecdh_kdf_md:sha256"), ("-keyopt", "ecdh_kdf_md:sha512"), ("-keyid",)]
)
def test_we_open_what_openssl_builds(tmp_path: Path, curve: str, cipher: str, options: tuple[str, ...]) -> None:
    other, reader = someone(tmp_path, curve, "other"), someone(tmp_path, curve)
    (tmp_path / "content").write_bytes(CONTENT)
    openssl(
        tmp_path, "cms", "-encrypt", "-binary", "-outform", "DER", cipher, "-in", "content", "-out", "sealed",
        *(option for option in options if option == "-keyid"), "-recip", "other.pem", "-recip", "bod.pem",
        *(option for option in options if option != "-keyid"),
    )  # fmt: skip
    assert opened(tmp_path, reader) == CONTENT
    assert opened(tmp_path, other) == CONTENT


def test_whoever_it_is_not_for_learns_nothing_and_a_changed_key_opens_nothing(tmp_path: Path) -> None:
    reader, stranger = someone(tmp_path, "P-256"), someone(tmp_path, "P-256", "stranger")
    sealed = encrypt(CONTENT, reader.certificate, Cipher.AES256_GCM)
    (tmp_path / "sealed").write_bytes(sealed)
    with pytest.raises(As2Error) as refused:
        opened(tmp_path, stranger)
    assert refused.value.fault is Fault.DECRYPTION
    info = cms.ContentInfo.load(sealed)
    wrapped = info["content"]["recipient_infos"][0].chosen["recipient_encrypted_keys"][0]["encrypted_key"].native
    point = info["content"]["recipient_infos"][0].chosen["originator"].chosen["public_key"].native
    for part in (wrapped, bytes(point)):
        assert sealed.count(part) == 1
        changed = part[:-1] + bytes([part[-1] ^ 1])
        (tmp_path / "sealed").write_bytes(sealed.replace(part, changed))
        with pytest.raises(As2Error) as refused:
            opened(tmp_path, reader)
        assert refused.value.fault is Fault.DECRYPTION


def test_a_certificate_says_whether_it_may_be_encrypted_to(tmp_path: Path) -> None:
    assert someone(tmp_path, "P-256", "a", "keyUsage=critical,keyAgreement").certificate.may_encrypt
    assert not someone(tmp_path, "P-256", "b", "keyUsage=critical,digitalSignature").certificate.may_encrypt
