"""SSH keys and certificates as people paste them: what ssh-keygen and openssl make is taken, all else told apart."""

from __future__ import annotations

import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depesch.hub.direct.certificates import BadCertificate, parse_certificate
from depesch.hub.direct.ssh_keys import BadKey, parse_key
from depesch.kit.clock import now

ED25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGPKSUTyz1HwHReFVvD5obVsALAgJRNarH4TRpNePnAS erp@nordbygg"


def keygen(folder: Path, kind: str, bits: int) -> Path:
    """Return the path of a new private key; the public one stands beside it."""
    path = folder / f"{kind}-{bits}"
    subprocess.run(["ssh-keygen", "-q", "-t", kind, "-b", str(bits), "-N", "", "-C", "å b", "-f", path], check=True)
    return path


@pytest.mark.parametrize(
    ("kind", "bits", "name"),
    [
        ("ed25519", 256, "ssh-ed25519"), ("ecdsa", 256, "ecdsa-sha2-nistp256"), ("ecdsa", 521, "ecdsa-sha2-nistp521"),
        ("rsa", 2048, "ssh-rsa"),
    ],
)  # fmt: skip
def test_what_ssh_keygen_makes_is_taken_in_both_forms(tmp_path: Path, kind: str, bits: int, name: str) -> None:
    path = keygen(tmp_path, kind, bits)
    public = path.with_suffix(".pub")
    key = parse_key(public.read_text())
    assert (key.kind, key.bits, key.comment) == (name, bits, "å b")
    shown = subprocess.run(["ssh-keygen", "-lf", public], capture_output=True, text=True, check=True).stdout
    assert shown.split()[1] == key.fingerprint
    exported = subprocess.run(["ssh-keygen", "-e", "-f", public], capture_output=True, text=True, check=True).stdout
    assert parse_key(exported).fingerprint == key.fingerprint
    with pytest.raises(BadKey, match="private"):
        parse_key(path.read_text())


def test_a_weak_key_is_refused(tmp_path: Path) -> None:
    path = keygen(tmp_path, "rsa", 1024)
    with pytest.raises(BadKey, match="weak: 1024"):
        parse_key(path.with_suffix(".pub").read_text())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"), (" \n", "empty"), ("hello", "unreadable"), (f"{ED25519}\n{ED25519}", "several"),
        (f'from="10.0.0.1" {ED25519}', "options"), ("ssh-dss AAAAB3NzaC1kc3M= x", "kind"), ("x" * 20_000, "unreadable"),
        ("ssh-ed25519-cert-v01@openssh.com AAAA x", "certificate"),
        ("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 x", "unreadable"),
        (ED25519.replace("ssh-ed25519", "ssh-rsa"), "unreadable"), ("PuTTY-User-Key-File-3: ssh-ed25519", "private"),
        ("---- BEGIN SSH2 PUBLIC KEY ----\nAAAA", "unreadable"),
        ("---- BEGIN SSH2 PUBLIC KEY ----\n---- END SSH2 PUBLIC KEY ----", "kind"),
    ],
)  # fmt: skip
def test_what_is_no_public_key_is_told_apart(text: str, code: str) -> None:
    with pytest.raises(BadKey) as refused:
        parse_key(text)
    assert refused.value.code == code


@given(st.text(max_size=300))
def test_any_text_is_a_key_or_a_bad_key(text: str) -> None:
    for each in (text, f"ssh-rsa {text}", f"---- BEGIN SSH2 PUBLIC KEY ----\n{text}\n---- END SSH2 PUBLIC KEY ----"):
        with pytest.raises(BadKey):
            parse_key(each)


def certificate(folder: Path) -> str:
    """Return a self-signed certificate of openssl's in PEM."""
    path = folder / "c.pem"
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "9",
    ]
    subject = [
        "-subj",
        "/C=SE/O=Nordbygg/CN=erp.nordbygg.example",
        "-keyout",
        str(folder / "key.pem"),
        "-out",
        str(path),
    ]
    subprocess.run([*made, *subject], check=True, capture_output=True)
    return path.read_text()


def test_what_openssl_makes_and_shows_is_one_certificate(tmp_path: Path) -> None:
    pem = certificate(tmp_path)
    found = parse_certificate(pem)
    assert "CN=erp.nordbygg.example" in found.subject
    assert found.expires_at is not None
    assert timedelta(days=8) < found.expires_at - now() < timedelta(days=10)
    shown = ["openssl", "x509", "-in", str(tmp_path / "c.pem"), "-noout", "-fingerprint", "-sha256"]
    fingerprint = subprocess.run(shown, capture_output=True, text=True, check=True).stdout.strip()
    assert parse_certificate(fingerprint).fingerprint == found.fingerprint
    assert parse_certificate(f"Bag Attributes\n  friendlyName: x\n{pem}").fingerprint == found.fingerprint
    both = pem + (tmp_path / "key.pem").read_text()
    for text, code in {both: "private", pem + pem: "several", pem[:200]: "unreadable", "": "empty"}.items():
        with pytest.raises(BadCertificate, match=code):
            parse_certificate(text)
    with pytest.raises(BadCertificate, match="expired"):
        parse_certificate(pem, at=now() + timedelta(days=30))


@given(st.text(max_size=300))
def test_any_text_is_a_certificate_or_a_bad_one(text: str) -> None:
    for each in (text, f"-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----"):
        with pytest.raises(BadCertificate):
            parse_certificate(each)
