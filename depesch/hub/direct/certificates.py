"""Client certificates as people paste them: PEM, or the SHA-256 fingerprint that openssl and browsers show.

Sources: RFC 5280 (certificates), RFC 7468 (PEM).
"""

from __future__ import annotations

import re
from datetime import datetime

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256

from depesch.kit.clock import now

MAX_LENGTH = 64_000
_FINGERPRINT = re.compile(r"(?:sha-?256(?: fingerprint)?\s*[=:]\s*)?((?:[0-9a-f]{2}[:\s]?){31}[0-9a-f]{2})", re.I)
_BEGIN = "-----BEGIN CERTIFICATE-----"


class BadCertificate(ValueError):
    """The text is no certificate that is taken: `empty`, `private`, `unreadable`, `expired`, `several`."""

    def __init__(self, code: str, value: str = "") -> None:
        super().__init__(f"{code}: {value}" if value else code)
        self.code = code
        self.value = value


class ClientCertificate(msgspec.Struct, frozen=True, kw_only=True):
    """A certificate; of a bare fingerprint, nothing else is known."""

    fingerprint: str  # SHA-256 of the DER in small hexadecimal digits
    subject: str = ""
    issuer: str = ""
    expires_at: datetime | None = None


def parse_certificate(text: str, *, at: datetime | None = None) -> ClientCertificate:
    """Return the certificate or fingerprint that the text is; raises BadCertificate, `expired` for one that was valid.

    Of a chain in PEM, several certificates one after the other, none is chosen: it is refused as `several`.
    """
    text = text.strip().lstrip("\ufeff")
    if not text:
        raise BadCertificate("empty")
    if "PRIVATE KEY" in text:
        raise BadCertificate("private")
    if found := _FINGERPRINT.fullmatch(text):
        return ClientCertificate(fingerprint=re.sub(r"[:\s]", "", found[1]).lower())
    if text.count(_BEGIN) > 1:
        raise BadCertificate("several")
    certificate = certificate_of_pem(text)
    if certificate.expires_at is not None and certificate.expires_at <= (at or now()):
        raise BadCertificate("expired", f"{certificate.expires_at:%Y-%m-%d}")
    return certificate


def certificate_of_pem(text: str) -> ClientCertificate:
    """Return the first certificate in PEM; raises BadCertificate (`unreadable`)."""
    if _BEGIN not in text or len(text) > MAX_LENGTH:
        raise BadCertificate("unreadable")
    try:
        loaded = x509.load_pem_x509_certificate(text.encode("ascii", "replace"))
        subject, issuer = loaded.subject.rfc4514_string(), loaded.issuer.rfc4514_string()
        expires_at = loaded.not_valid_after_utc
    except ValueError as error:
        raise BadCertificate("unreadable", str(error)[:200]) from error
    return ClientCertificate(
        fingerprint=loaded.fingerprint(SHA256()).hex(), subject=subject[:255], issuer=issuer[:255],
        expires_at=expires_at,
    )  # fmt: skip
