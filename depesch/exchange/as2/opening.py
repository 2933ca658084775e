"""Opening a message: decrypted, checked and unpacked in whatever order it was wrapped, once each.

Source: RFC 4130, 5 and 7.3.1; RFC 5402, 4; RFC 5751, 3.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from datetime import datetime

import msgspec
from asn1crypto import cms

from depesch.exchange.as2.algorithms import MODERN, STRONG, Cipher, Digest, mic
from depesch.exchange.as2.certificates import Certificate, Identity
from depesch.exchange.as2.compressing import decompress
from depesch.exchange.as2.encrypting import decrypt
from depesch.exchange.as2.entity import Entity, canonical, lines_ended, parts_of, read_entity
from depesch.exchange.as2.faults import As2Error, Fault, decoding
from depesch.exchange.as2.message import File
from depesch.exchange.as2.signing import verify

MOST_LAYERS = 6
MOST_DOCUMENTS = 100
_PKCS7 = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_SIGNATURES = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature"})
_CARRIED = ("content-type", "content-transfer-encoding", "content-disposition", "content-description", "content-id")


class Accepts(msgspec.Struct, frozen=True, kw_only=True):
    """What we take of a partner: its certificates, our own ones, and what was agreed at least."""

    own: Sequence[Identity]
    partner: Sequence[Certificate]
    must_be_signed: bool = True
    must_be_encrypted: bool = True
    digests: Set[Digest] = MODERN
    ciphers: Set[Cipher] = STRONG
    most_bytes: int = 100_000_000  # of the content when it is unpacked


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """What was in a message: documents, each with the files beside it, and how it came.

    `checked` are the bytes over which the receipt's check is made; `digest` is that of the signature, None without one.
    `signed` is the entity that was signed with its signature, byte for byte; empty without one.
    """

    documents: tuple[tuple[File, ...], ...]
    checked: bytes
    signer: Certificate | None
    digest: Digest | None
    is_encrypted: bool
    is_compressed: bool
    signed: bytes = b""

    def mic(self, unsigned: Digest) -> tuple[str, Digest]:
        """Return the check and its digest, which for a message without signature is `unsigned`."""
        digest = self.digest or unsigned
        return mic(self.checked, digest), digest


class _Layers:
    """What has been unwrapped so far: each kind once, so that no message keeps us busy."""

    def __init__(self) -> None:
        self.signer: Certificate | None = None
        self.digest: Digest | None = None
        self.content: bytes | None = None  # that was signed
        self.signed = b""  # the content and its signature
        self.is_encrypted = self.is_compressed = False

    @property
    def is_bare(self) -> bool:
        return not (self.signer or self.is_encrypted or self.is_compressed)


def open_message(headers: Mapping[str, str], body: bytes, accepts: Accepts, *, at: datetime) -> Opened:
    """Return what is in the message; raises As2Error for whatever is not as agreed. Names of headers are small."""
    carried = tuple((name, headers[name]) for name in _CARRIED if name in headers)
    head = "".join(f"{name}: {value}\r\n" for name, value in carried).encode(errors="replace")
    entity = Entity(headers=carried, body=body, raw=head + b"\r\n" + body)
    if len(body) > accepts.most_bytes:
        raise As2Error(Fault.UNEXPECTED, f"{len(body)} bytes, at most {accepts.most_bytes} are taken")
    layers = _Layers()
    for _ in range(MOST_LAYERS):
        inner = _unwrapped(entity, layers, accepts, at)
        if inner is None:
            return _opened(entity, layers, accepts)
        entity = read_entity(inner)
    raise As2Error(Fault.UNEXPECTED, f"the message is wrapped more than {MOST_LAYERS} times")


def _unwrapped(entity: Entity, layers: _Layers, accepts: Accepts, at: datetime) -> bytes | None:
    """Return the entity inside, None when this one is the payload."""
    kind = entity.media_type
    if kind == "multipart/signed":
        parts = parts_of(entity)
        if len(parts) != 2 or (signature := read_entity(parts[1])).media_type not in _SIGNATURES:
            raise As2Error(Fault.UNEXPECTED, f"multipart/signed has {len(parts)} parts, or no signature as its second")
        contents = tuple(dict.fromkeys((parts[0], lines_ended(parts[0]))))
        layers.signed = entity.raw
        return _verified(_content_info(signature, "signed_data"), contents, layers, accepts, at)
    if kind not in _PKCS7:
        return None
    info = _content_info(entity, "")
    match info["content_type"].native:
        case "signed_data":
            layers.signed = entity.raw
            return _verified(info, (), layers, accepts, at)
        case "compressed_data":
            _once(layers.is_compressed, "compressed")
            layers.is_compressed = True
            return decompress(info["content"], most_bytes=accepts.most_bytes)
        case "enveloped_data" | "authenticated_enveloped_data":
            _once(layers.is_encrypted, "encrypted")
            layers.is_encrypted = True
            return decrypt(info, accepts.own, allowed=accepts.ciphers)
        case other:
            raise As2Error(Fault.UNEXPECTED, f"CMS content of type {other} is none that is known")


def _content_info(entity: Entity, wanted: str) -> cms.ContentInfo:
    content = entity.content()
    with decoding(Fault.UNEXPECTED, "CMS data"):
        info = cms.ContentInfo.load(content)
        kind = info["content_type"].native
    if wanted and kind != wanted:
        raise As2Error(Fault.UNEXPECTED, f"CMS content of type {kind} stands where {wanted} should")
    return info


def _verified(
    info: cms.ContentInfo, contents: Sequence[bytes], layers: _Layers, accepts: Accepts, at: datetime
) -> bytes:
    _once(layers.signer is not None, "signed")
    with decoding(Fault.UNEXPECTED, "signed data"):
        signed = info["content"]
    signature = verify(signed, contents, accepts.partner, allowed=accepts.digests, at=at)
    layers.signer, layers.digest, layers.content = signature.certificate, signature.digest, signature.content
    return signature.content


def _once(already: bool, what: str) -> None:
    if already:
        raise As2Error(Fault.UNEXPECTED, f"the message is {what} twice")


def _opened(entity: Entity, layers: _Layers, accepts: Accepts) -> Opened:
    if accepts.must_be_signed and layers.signer is None:
        raise As2Error(Fault.INSUFFICIENT, "the message is not signed")
    if accepts.must_be_encrypted and not layers.is_encrypted:
        raise As2Error(Fault.INSUFFICIENT, "the message is not encrypted")
    checked = layers.content
    if checked is None:
        checked = entity.body if layers.is_bare else canonical(entity)
    return Opened(
        documents=tuple(_documents(entity)),
        checked=checked,
        signer=layers.signer,
        digest=layers.digest,
        is_encrypted=layers.is_encrypted,
        is_compressed=layers.is_compressed,
        signed=layers.signed,
    )


def _documents(entity: Entity) -> list[tuple[File, ...]]:
    """Return the documents: one of a single part; of multipart/related its root with the others beside it (RFC 6362,
    2); of any other multipart each part for itself.
    """
    if not entity.media_type.startswith("multipart/"):
        return [(_file(entity),)]
    parts = [read_entity(raw) for raw in parts_of(entity)]
    if not 0 < len(parts) <= MOST_DOCUMENTS or any(each.media_type.startswith("multipart/") for each in parts):
        raise As2Error(Fault.UNEXPECTED, f"a multipart of {len(parts)} parts, or with a multipart inside")
    if entity.media_type != "multipart/related":
        return [(_file(part),) for part in parts]
    start = entity.parameter("start")
    root = next((each for each in parts if start and each.value("content-id") == start), parts[0])
    return [(_file(root), *(_file(each) for each in parts if each is not root))]


def _file(entity: Entity) -> File:
    return File(name=entity.file_name, media_type=entity.media_type, content=entity.content())
