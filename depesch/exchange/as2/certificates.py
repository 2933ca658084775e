"""Certificates of AS2: reading what a partner sent, making one's own, and what each may be used for.

Partners exchange certificates beforehand, so that trust is in the very certificate and in no authority (RFC 4130, 8.1).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache

import msgspec
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID

from depesch.kit.secret import Secret

MOST_BYTES = 100_000
LEAST_RSA_BITS = 2048
_BEFORE = timedelta(hours=1)  # a new certificate is valid a little earlier, for clocks that are slow

PublicKey = rsa.RSAPublicKey | ec.EllipticCurvePublicKey
PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


class BadCertificate(ValueError):
    """The bytes are no certificate that can be used; `code` is not-a-certificate, several-certificates, unusable-key,
    weak-key or private-key.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


class Certificate(msgspec.Struct, frozen=True):
    """A certificate by its DER bytes, and what people compare."""

    der: bytes

    @property
    def parsed(self) -> x509.Certificate:
        """Return the certificate with all its fields."""
        return _parsed(self.der)

    @property
    def pem(self) -> str:
        """Return it as text."""
        return self.parsed.public_bytes(serialization.Encoding.PEM).decode()

    @property
    def subject(self) -> str:
        """Return whose it is, as RFC 4514 writes it."""
        return self.parsed.subject.rfc4514_string() or f"serial number {self.parsed.serial_number}"

    @property
    def fingerprint(self) -> str:
        """Return the SHA-256 of it in 64 hexadecimal digits."""
        return self.parsed.fingerprint(hashes.SHA256()).hex()

    @property
    def not_before(self) -> datetime:
        """Return the first moment of its validity."""
        return self.parsed.not_valid_before_utc

    @property
    def not_after(self) -> datetime:
        """Return the last moment of its validity."""
        return self.parsed.not_valid_after_utc

    @property
    def key(self) -> PublicKey:
        """Return its public key; only RSA and elliptic curves come through `read_certificate`."""
        key = self.parsed.public_key()
        if not isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
            raise TypeError(f"{type(key).__name__} in a certificate that read_certificate did not read")
        return key

    @property
    def key_words(self) -> str:
        """Return the kind of key in short: `RSA 3072`, `EC secp256r1`."""
        key = self.key
        return f"RSA {key.key_size}" if isinstance(key, rsa.RSAPublicKey) else f"EC {key.curve.name}"

    def is_valid_at(self, at: datetime) -> bool:
        """Return whether the moment lies in its validity."""
        return self.not_before <= at <= self.not_after

    @property
    def may_sign(self) -> bool:
        """Return whether its key usage lets it sign; without that extension, it may (RFC 5280, 4.2.1.3)."""
        usage = self._usage()
        return usage is None or usage.digital_signature or usage.content_commitment

    @property
    def may_encrypt(self) -> bool:
        """Return whether messages can be encrypted to it: its key usage lets it (RFC 5280, 4.2.1.3; RFC 8813)."""
        usage = self._usage()
        if usage is None:
            return True
        return usage.key_encipherment if isinstance(self.key, rsa.RSAPublicKey) else usage.key_agreement

    def _usage(self) -> x509.KeyUsage | None:
        try:
            return self.parsed.extensions.get_extension_for_class(x509.KeyUsage).value
        except (x509.ExtensionNotFound, ValueError):
            return None


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """A certificate of one's own with its private key, PKCS #8 in PEM."""

    certificate: Certificate
    key: Secret

    def private_key(self) -> PrivateKey:
        """Return the private key; call it only where it signs or decrypts."""
        key = serialization.load_pem_private_key(
            self.key.reveal().encode(), password=None, unsafe_skip_rsa_key_validation=True
        )
        if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
            raise TypeError(f"{type(key).__name__} in an identity that certified did not make")
        return key


@lru_cache(maxsize=256)
def _parsed(der: bytes) -> x509.Certificate:
    return x509.load_der_x509_certificate(der)


def read_certificate(given: bytes) -> Certificate:
    """Return the certificate in PEM, DER or PKCS #7 bytes; raises BadCertificate.

    Of a chain the one that issued no other is taken; several that have nothing to do with each other are refused.
    """
    if b"PRIVATE KEY" in given:
        raise BadCertificate("private-key", "a private key was given; it belongs to nobody but its owner")
    found = _candidates(given)
    issuers = {each.issuer for each in found if each.issuer != each.subject}
    ends = [each for each in found if len(found) == 1 or each.subject not in issuers]
    if len(ends) != 1:
        raise BadCertificate("several-certificates", f"{len(found)} certificates were given, one is wanted")
    certificate = Certificate(ends[0].public_bytes(serialization.Encoding.DER))
    _must_have_usable_key(certificate.parsed)
    return certificate


def _candidates(given: bytes) -> Sequence[x509.Certificate]:
    if len(given) > MOST_BYTES:
        raise BadCertificate("not-a-certificate", f"{len(given)} bytes, at most {MOST_BYTES} are read")
    begins_pem = b"-----BEGIN CERTIFICATE" in given or b"-----BEGIN PKCS7" in given
    readers = (
        (x509.load_pem_x509_certificates, pkcs7.load_pem_pkcs7_certificates)
        if begins_pem
        else (lambda der: [x509.load_der_x509_certificate(der)], pkcs7.load_der_pkcs7_certificates)
    )
    for reader in readers:
        try:
            found = reader(given)
        except (ValueError, TypeError, UnsupportedAlgorithm):
            continue
        if found:
            return found
    raise BadCertificate("not-a-certificate")


def _must_have_usable_key(certificate: x509.Certificate) -> None:
    try:
        key = certificate.public_key()
    except (ValueError, UnsupportedAlgorithm) as error:
        raise BadCertificate("unusable-key", str(error)) from error
    if not isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
        raise BadCertificate("unusable-key", type(key).__name__)
    if isinstance(key, rsa.RSAPublicKey) and key.key_size < LEAST_RSA_BITS:
        raise BadCertificate("weak-key", f"RSA {key.key_size}")


def make_identity(name: str, *, at: datetime, days: int, bits: int = 3072) -> Identity:
    """Return a new RSA key with a certificate signed by itself, for signing and encrypting, valid from now."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=bits)
    return certified(key, name, at=at, days=days)


def certified(key: PrivateKey, name: str, *, at: datetime, days: int) -> Identity:
    """Return the key with a certificate signed by itself."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=isinstance(key, rsa.RSAPrivateKey),
        data_encipherment=False, key_agreement=False, key_cert_sign=False, crl_sign=False, encipher_only=False,
        decipher_only=False,
    )  # fmt: skip
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - _BEFORE)
        .not_valid_after(at + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    return Identity(certificate=Certificate(certificate.public_bytes(serialization.Encoding.DER)), key=Secret(pem))
