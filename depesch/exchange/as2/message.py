"""Building a message: documents, compressed, signed and encrypted as agreed, with the check that a receipt must repeat.

Source: RFC 4130, 5 and 6; RFC 5402 (compression); RFC 6362 (multipart/related for several documents).
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from datetime import datetime
from email.utils import format_datetime
from enum import StrEnum

import msgspec

from depesch.exchange.as2.algorithms import Cipher, Digest, mic
from depesch.exchange.as2.certificates import Certificate, Identity
from depesch.exchange.as2.compressing import compress
from depesch.exchange.as2.encrypting import encrypt
from depesch.exchange.as2.entity import Entity, canonical, free_boundary, multipart, named, write_entity
from depesch.exchange.as2.names import write_name
from depesch.exchange.as2.signing import sign
from depesch.exchange.as2.wanted import receipt_headers
from depesch.kit.hashing import sha256_hex

VERSION = "1.2"  # 1.1 adds compression, 1.2 the header EDIINT-Features (RFC 6017)
FEATURES = "multiple-attachments"


class Compression(StrEnum):
    """Whether and when a message is compressed."""

    NONE = "none"
    BEFORE_SIGNING = "before-signing"
    AFTER_SIGNING = "after-signing"


class Receipts(StrEnum):
    """Which receipt is asked for."""

    IN_ANSWER = "sync"  # signed, in the answer to the message
    LATER = "async"  # signed, in a message of its own
    NONE = "none"


class File(msgspec.Struct, frozen=True, kw_only=True):
    """A document in a message."""

    name: str
    media_type: str
    content: bytes


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """What two parties agreed for messages in one direction. `sign` and `encrypt` are None for: not at all."""

    own_name: str
    partner_name: str
    sign: Digest | None = Digest.SHA256
    encrypt: Cipher | None = Cipher.AES256_CBC
    compress: Compression = Compression.NONE
    receipt: Receipts = Receipts.IN_ANSWER
    receipt_url: str = ""  # where a later receipt shall come to


class Built(msgspec.Struct, frozen=True, kw_only=True):
    """A message ready to be posted, and the checks that its receipt may name, by digest."""

    headers: Mapping[str, str]
    body: bytes
    mics: Mapping[Digest, str]


def build(
    files: Sequence[File],
    terms: Terms,
    own: Identity,
    partner: Certificate | None,
    *,
    message_id: str,
    subject: str,
    at: datetime,
) -> Built:
    """Return the message; `message_id` in angle brackets. The same files, terms and id give the same checks always.

    `partner` is whom it is encrypted to; None only when nothing is encrypted.
    """
    entity, checked = _signed(_payload(files, seed=sha256_hex(message_id.encode())[:24]), terms, own, at)
    if terms.encrypt is not None:
        if partner is None:
            raise TypeError("the terms say encrypt, and no certificate was given")
        entity = _pkcs7("enveloped-data", "smime.p7m", encrypt(entity.raw, partner, terms.encrypt))
    mics = {each: mic(_whole(checked, entity), each) for each in Digest}
    return Built(headers=_headers(entity, terms, message_id, subject, at), body=entity.body, mics=mics)


def checks_of(files: Sequence[File], terms: Terms, *, message_id: str) -> Mapping[Digest, str]:
    """Return the checks of a message built earlier, without signing or encrypting anything."""
    payload = _payload(files, seed=sha256_hex(message_id.encode())[:24])
    if terms.compress is Compression.BEFORE_SIGNING and terms.sign is not None:
        payload = _compressed(payload)
    is_bare = terms.sign is None and terms.encrypt is None and terms.compress is Compression.NONE
    return {each: mic(payload.body if is_bare else payload.raw, each) for each in Digest}


def _signed(payload: Entity, terms: Terms, own: Identity, at: datetime) -> tuple[Entity, Entity]:
    """Return the entity compressed and signed as agreed, and the entity that is checked (RFC 4130, 7.3.1; 5402, 4)."""
    entity = checked = payload
    if terms.compress is Compression.BEFORE_SIGNING:
        entity = _compressed(entity)
        checked = entity if terms.sign is not None else payload
    if terms.sign is not None:
        entity = sign_entity(entity, own, terms.sign, at=at)
    if terms.compress is Compression.AFTER_SIGNING:
        entity = _compressed(entity)
    return entity, checked


def _whole(checked: Entity, sent: Entity) -> bytes:
    """Return the bytes that are checked: without headers for what is neither signed nor encrypted nor compressed."""
    return checked.body if checked is sent else canonical(checked)


def _payload(files: Sequence[File], *, seed: str) -> Entity:
    parts = [_leaf(file) for file in files]
    if len(parts) == 1:
        return parts[0]
    raws = tuple(part.raw for part in parts)
    return multipart("related", raws, free_boundary(seed, *raws), f'; type="{_media_type(files[0])}"')


def _leaf(file: File) -> Entity:
    headers = (
        ("Content-Type", _media_type(file)),
        ("Content-Transfer-Encoding", "binary"),
        ("Content-Disposition", named("attachment", file.name)),
    )
    return write_entity(headers, file.content)


def _media_type(file: File) -> str:
    given = file.media_type.partition(";")[0].strip().lower()
    kind, slash, subtype = given.partition("/")
    fits = slash and all(part and part.isascii() and part.replace("-", "").replace("+", "").replace(".", "").isalnum()
                         for part in (kind, subtype))  # fmt: skip
    return given if fits and kind not in ("multipart", "message") else "application/octet-stream"


def _compressed(entity: Entity) -> Entity:
    return _pkcs7("compressed-data", "smime.p7z", compress(entity.raw))


def _pkcs7(kind: str, name: str, content: bytes) -> Entity:
    headers = (
        ("Content-Type", f'application/pkcs7-mime; smime-type={kind}; name="{name}"'),
        ("Content-Transfer-Encoding", "binary"),
        ("Content-Disposition", f'attachment; filename="{name}"'),
    )
    return write_entity(headers, content)


def sign_entity(entity: Entity, own: Identity, digest: Digest, *, at: datetime) -> Entity:
    """Return the entity with a signature beside it, as multipart/signed."""
    signature = write_entity(
        (
            ("Content-Type", 'application/pkcs7-signature; name="smime.p7s"'),
            ("Content-Transfer-Encoding", "base64"),
            ("Content-Disposition", 'attachment; filename="smime.p7s"'),
        ),
        in_base64(sign(entity.raw, own, digest, at=at)),
    )
    boundary = free_boundary(sha256_hex(entity.raw)[:24], entity.raw)
    parameters = f'; protocol="application/pkcs7-signature"; micalg={digest.mic_name}'
    return multipart("signed", (entity.raw, signature.raw), boundary, parameters)


def in_base64(content: bytes) -> bytes:
    """Return the content in lines of base64."""
    return base64.encodebytes(content).replace(b"\n", b"\r\n").rstrip()


def _headers(entity: Entity, terms: Terms, message_id: str, subject: str, at: datetime) -> dict[str, str]:
    clean = "".join(sign for sign in subject if sign.isascii() and sign.isprintable())[:150]
    headers = {
        "AS2-Version": VERSION,
        "EDIINT-Features": FEATURES,
        "AS2-From": write_name(terms.own_name),
        "AS2-To": write_name(terms.partner_name),
        "Message-ID": message_id,
        "Date": format_datetime(at),
        "Subject": clean or "Document",
        "MIME-Version": "1.0",
        "User-Agent": "Depesch",
        **dict(entity.headers),
    }
    if terms.receipt is not Receipts.NONE:
        url = terms.receipt_url if terms.receipt is Receipts.LATER else ""
        headers |= receipt_headers(to=terms.own_name, digest=terms.sign or Digest.SHA256, is_signed=True, url=url)
    return headers
