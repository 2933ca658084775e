"""SSH public keys as people paste them: OpenSSH's one line, or the several of RFC 4716, as PuTTYgen writes them.

Sources: RFC 4253 section 6.6 (what a key is), RFC 4716 (SSH2 PUBLIC KEY files), RFC 8332 (RSA with SHA-2),
RFC 8709 (Ed25519).
"""

from __future__ import annotations

import base64
import hashlib
import re

import msgspec
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import load_ssh_public_key

LEAST_RSA_BITS = 2048
_BITS = {
    "ssh-ed25519": 256,
    "ecdsa-sha2-nistp256": 256,
    "ecdsa-sha2-nistp384": 384,
    "ecdsa-sha2-nistp521": 521,
}
KINDS = ("ssh-rsa", *_BITS)
MAX_LENGTH = 16_000  # an RSA key of 16,384 bits has less than 3,000
_LINE = re.compile(r"(?P<kind>[a-z0-9@.-]{3,60})[ \t]+(?P<blob>[A-Za-z0-9+/]+={0,2})(?:[ \t]+(?P<comment>.*))?")
_BEGIN, _END = "---- BEGIN SSH2 PUBLIC KEY ----", "---- END SSH2 PUBLIC KEY ----"
_HEADER = re.compile(r"(?P<tag>[!-9;-~]{1,64}):[ \t]*(?P<value>.*)")


class BadKey(ValueError):
    """The text is no public key that is taken. `code` is stable; portal and console say it in words.

    `empty`, `private`, `certificate`, `several`, `options`, `unreadable`, `kind`, `weak`.
    """

    def __init__(self, code: str, value: str = "") -> None:
        super().__init__(f"{code}: {value}" if value else code)
        self.code = code
        self.value = value


class PublicKey(msgspec.Struct, frozen=True, kw_only=True):
    """A public key. The fingerprint is as `ssh-keygen -l` shows it: SHA256: and base64 without padding."""

    kind: str
    bits: int
    fingerprint: str
    comment: str


def parse_key(text: str) -> PublicKey:
    """Return the key that the text is, in OpenSSH's form or RFC 4716's; raises BadKey."""
    text = text.strip().lstrip("\ufeff")
    if not text:
        raise BadKey("empty")
    if "PRIVATE KEY" in text[:MAX_LENGTH] or text.startswith("PuTTY-User-Key-File"):
        raise BadKey("private")
    if len(text) > MAX_LENGTH:
        raise BadKey("unreadable")
    kind, blob, comment = _rfc_4716(text) if text.startswith(_BEGIN) else _openssh(text)
    if "-cert-v0" in kind:
        raise BadKey("certificate")
    if kind not in KINDS:
        raise BadKey("kind", kind)
    digest = base64.b64encode(hashlib.sha256(blob).digest()).decode().rstrip("=")
    bits = _bits(kind, blob)
    return PublicKey(kind=kind, bits=bits, fingerprint=f"SHA256:{digest}", comment=_shown(comment))


def _openssh(text: str) -> tuple[str, bytes, str]:
    """Return kind, bytes and comment of one line as in `id_ed25519.pub`."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > 1:
        raise BadKey("several" if all(_LINE.fullmatch(line.strip()) for line in lines) else "unreadable")
    found = _LINE.fullmatch(lines[0].strip())
    if found is None:
        raise BadKey("options" if re.search(r"\bssh-|\becdsa-", lines[0]) else "unreadable")
    return found["kind"], _decoded(found["blob"]), found["comment"] or ""


def _rfc_4716(text: str) -> tuple[str, bytes, str]:
    """Return kind, bytes and comment of the several lines of RFC 4716; a header may go on after a backslash."""
    body, marker, rest = text.removeprefix(_BEGIN).partition(_END)
    if not marker:
        raise BadKey("unreadable")
    if rest.strip():
        raise BadKey("several")
    comment, packed = "", ""
    for line in re.sub(r"\\\r?\n", "", body).splitlines():
        header = _HEADER.fullmatch(line.strip())
        if header is None:
            packed += line.strip()
        elif header["tag"].lower() == "comment":
            comment = header["value"].strip().strip('"')
    blob = _decoded(packed)
    length = int.from_bytes(blob[:4], "big")
    return blob[4 : 4 + length].decode("ascii", "replace"), blob, comment


def _decoded(packed: str) -> bytes:
    try:
        return base64.b64decode(packed, validate=True)
    except ValueError:
        raise BadKey("unreadable") from None


def _bits(kind: str, blob: bytes) -> int:
    """Return the key's length; raises BadKey when the bytes are no key of the kind, or it is too short."""
    try:
        key = load_ssh_public_key(f"{kind} ".encode() + base64.b64encode(blob))
    except (ValueError, UnsupportedAlgorithm) as error:
        raise BadKey("unreadable") from error
    if not isinstance(key, rsa.RSAPublicKey):
        return _BITS[kind]
    if key.key_size < LEAST_RSA_BITS:
        raise BadKey("weak", str(key.key_size))
    return key.key_size


def _shown(comment: str) -> str:
    return "".join(c for c in comment if c.isprintable()).strip()[:100]
