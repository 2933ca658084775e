"""The algorithms of AS2: digests of signatures and receipts, ciphers of encrypted messages, and their names."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from enum import StrEnum

from cryptography.hazmat.primitives import hashes


class Digest(StrEnum):
    """A digest by its name in CMS."""

    SHA1 = "sha1"  # for old partners only
    SHA256 = "sha256"
    SHA384 = "sha384"
    SHA512 = "sha512"

    @property
    def mic_name(self) -> str:
        """Return the name in headers: `sha1` (RFC 4130, 7.3), `sha-256` and so on (RFC 5751, 3.4.3.2)."""
        return self.value if self is Digest.SHA1 else f"sha-{self.value[3:]}"

    def hashing(self) -> hashes.HashAlgorithm:
        """Return the digest as the signing functions want it."""
        return _HASHES[self]()


_HASHES: Mapping[Digest, type[hashes.HashAlgorithm]] = {
    Digest.SHA1: hashes.SHA1,
    Digest.SHA256: hashes.SHA256,
    Digest.SHA384: hashes.SHA384,
    Digest.SHA512: hashes.SHA512,
}
MODERN = frozenset({Digest.SHA256, Digest.SHA384, Digest.SHA512})


class Cipher(StrEnum):
    """A cipher by its name in CMS."""

    AES128_CBC = "aes128_cbc"
    AES192_CBC = "aes192_cbc"
    AES256_CBC = "aes256_cbc"
    AES128_GCM = "aes128_gcm"
    AES192_GCM = "aes192_gcm"
    AES256_GCM = "aes256_gcm"
    TRIPLE_DES = "tripledes_3key"  # only inbound, from old partners

    @property
    def key_bytes(self) -> int:
        """Return how long its key is."""
        return 24 if self is Cipher.TRIPLE_DES else int(self.value[3:6]) // 8

    @property
    def is_authenticated(self) -> bool:
        """Return whether it tells when the encrypted bytes were changed."""
        return self.value.endswith("_gcm")


STRONG = frozenset(Cipher) - {Cipher.TRIPLE_DES}


def digest_named(name: str) -> Digest | None:
    """Return the digest of a name in a header (`sha-256`, `SHA256`, `sha1`), None when it is none of ours."""
    plain = name.strip().strip('"').lower().replace("-", "").replace("_", "")
    return Digest(plain) if plain in Digest.__members__.values() else None


def mic(content: bytes, digest: Digest) -> str:
    """Return the message integrity check of the bytes, in base64.

    >>> mic(b"abc", Digest.SHA1)
    'qZk+NkcGgWq6PiVxeFDCbJzQ2J0='
    """
    return base64.b64encode(hashlib.new(digest.value, content, usedforsecurity=False).digest()).decode()
