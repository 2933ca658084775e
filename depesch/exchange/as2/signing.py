"""CMS signed data: signatures beside a content or round it. Source: RFC 5652, 5; RFC 5751, 2.5 and 3.4."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence, Set
from datetime import datetime

import msgspec
from asn1crypto import algos, cms, core
from asn1crypto import x509 as asn1_x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from depesch.exchange.as2.algorithms import Digest
from depesch.exchange.as2.certificates import Certificate, Identity
from depesch.exchange.as2.faults import As2Error, Fault, decoding

MOST_SIGNERS = 10


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """A signature that holds: whose it is, with which digest, over which bytes."""

    certificate: Certificate
    digest: Digest
    content: bytes


def sign(content: bytes, identity: Identity, digest: Digest, *, at: datetime) -> bytes:
    """Return a signature to stand beside the content, in DER, with the signer's certificate."""
    parsed = asn1_x509.Certificate.load(identity.certificate.der)
    attributes = cms.CMSAttributes([
        {"type": "content_type", "values": ["data"]},
        {"type": "signing_time", "values": [cms.Time("utc_time", at.replace(microsecond=0))]},
        {"type": "message_digest", "values": [hashlib.new(digest.value, content).digest()]},
    ])  # fmt: skip
    key = identity.private_key()
    if isinstance(key, rsa.RSAPrivateKey):
        name, value = "rsassa_pkcs1v15", key.sign(attributes.dump(), padding.PKCS1v15(), digest.hashing())
    else:
        name, value = f"{digest.value}_ecdsa", key.sign(attributes.dump(), ec.ECDSA(digest.hashing()))
    named = cms.IssuerAndSerialNumber({"issuer": parsed.issuer, "serial_number": parsed.serial_number})
    signer = {
        "version": "v1",
        "sid": cms.SignerIdentifier("issuer_and_serial_number", named),
        "digest_algorithm": {"algorithm": digest.value},
        "signed_attrs": attributes,
        "signature_algorithm": {"algorithm": name},
        "signature": value,
    }
    signed = cms.SignedData({
        "version": "v1",
        "digest_algorithms": [{"algorithm": digest.value}],
        "encap_content_info": {"content_type": "data"},
        "certificates": [cms.CertificateChoices("certificate", parsed)],
        "signer_infos": [signer],
    })  # fmt: skip
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump())


def verify(
    signed: cms.SignedData,
    contents: Sequence[bytes],
    accepted: Sequence[Certificate],
    *,
    allowed: Set[Digest],
    at: datetime,
) -> Signature:
    """Return the signature by one of the accepted certificates that holds over one of the contents.

    `contents` are the ways in which the signed bytes may be meant (as they came, with lines ended by CR LF); empty for
    a signature that has its content inside. Certificates in the message are not looked at: they prove nothing.
    Raises As2Error.
    """
    with decoding(Fault.UNEXPECTED, "signed data"):
        signers = list(signed["signer_infos"])
        inside = signed["encap_content_info"]["content"]
        found = [bytes(inside)] if not contents and isinstance(inside, core.OctetString) else list(contents)
    if not found or not 0 < len(signers) <= MOST_SIGNERS:
        raise As2Error(Fault.AUTHENTICATION, f"{len(signers)} signatures, {len(found)} contents")
    for info in signers:
        with decoding(Fault.AUTHENTICATION, "a signature"):
            certificate = next((each for each in accepted if _is_by(info["sid"], each)), None)
            if certificate is not None:
                return _checked(info, found, certificate, allowed=allowed, at=at)
    raise As2Error(Fault.AUTHENTICATION, f"signed by none of the {len(accepted)} certificates of the partner")


def _is_by(sid: cms.SignerIdentifier, certificate: Certificate) -> bool:
    parsed = asn1_x509.Certificate.load(certificate.der)
    if sid.name == "subject_key_identifier":
        return bool(parsed.key_identifier == sid.chosen.native)
    named = sid.chosen
    return bool(named["issuer"] == parsed.issuer and named["serial_number"].native == parsed.serial_number)


def _checked(
    info: cms.SignerInfo, contents: Sequence[bytes], certificate: Certificate, *, allowed: Set[Digest], at: datetime
) -> Signature:
    name = info["digest_algorithm"]["algorithm"].native
    digest = Digest(name) if name in Digest.__members__.values() else None
    if digest is None or digest not in allowed:
        raise As2Error(Fault.INSUFFICIENT, f"signed with {name}, which is not agreed")
    if not certificate.is_valid_at(at):
        raise As2Error(Fault.AUTHENTICATION, f"the certificate {certificate.subject} is not valid now")
    if not certificate.may_sign:
        raise As2Error(Fault.AUTHENTICATION, f"the certificate {certificate.subject} may not sign")
    attributes = info["signed_attrs"]
    has_attributes = isinstance(attributes, cms.CMSAttributes) and len(attributes) > 0
    for content in contents:
        signed = _attributes_over(attributes, content, digest) if has_attributes else content
        if signed is not None and _holds(info, certificate, signed, digest):
            return Signature(certificate=certificate, digest=digest, content=content)
    raise As2Error(Fault.INTEGRITY, "the content is not the one that was signed")


def _attributes_over(attributes: cms.CMSAttributes, content: bytes, digest: Digest) -> bytes | None:
    """Return the bytes of the attributes that were signed, None when they do not speak of the content."""
    told = [each["values"][0].native for each in attributes if each["type"].native == "message_digest"]
    kinds = [each["values"][0].native for each in attributes if each["type"].native == "content_type"]
    here = hashlib.new(digest.value, content).digest()
    if kinds != ["data"] or len(told) != 1 or not hmac.compare_digest(told[0], here):
        return None
    return bytes(attributes.untag().dump())


def _holds(info: cms.SignerInfo, certificate: Certificate, signed: bytes, digest: Digest) -> bool:
    key, value = certificate.key, info["signature"].native
    algorithm = info["signature_algorithm"]
    name = algorithm["algorithm"].native
    try:
        if isinstance(key, ec.EllipticCurvePublicKey):
            _must_be(name.endswith("ecdsa"), name)
            key.verify(value, signed, ec.ECDSA(digest.hashing()))
        elif name == "rsassa_pss":
            key.verify(value, signed, _pss(algorithm, digest), digest.hashing())
        else:
            _must_be(name in ("rsassa_pkcs1v15", f"{digest.value}_rsa"), name)
            key.verify(value, signed, padding.PKCS1v15(), digest.hashing())
    except InvalidSignature as error:
        raise As2Error(Fault.AUTHENTICATION, f"the signature is not by {certificate.subject}") from error
    return True


def _must_be(fits: bool, name: str) -> None:
    if not fits:
        raise As2Error(Fault.INSUFFICIENT, f"signature algorithm {name} does not fit the key or the digest")


def _pss(algorithm: algos.SignedDigestAlgorithm, digest: Digest) -> padding.PSS:
    parameters = algorithm["parameters"]
    _must_be(parameters["hash_algorithm"]["algorithm"].native == digest.value, "rsassa_pss")
    masking = Digest(parameters["mask_gen_algorithm"]["parameters"]["algorithm"].native)
    return padding.PSS(mgf=padding.MGF1(masking.hashing()), salt_length=parameters["salt_length"].native)
