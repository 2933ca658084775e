"""The key of a message's content, for a reader with an elliptic curve: agreed on by ECDH instead of wrapped by RSA.

Source: RFC 5753, 3.1 (ephemeral-static ECDH) and 7.2 (what goes into the key), RFC 3394 (AES key wrap), RFC 3565.
"""

from __future__ import annotations

from collections.abc import Mapping

from asn1crypto import cms, core, keys
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf.x963kdf import X963KDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from depesch.exchange.as2.certificates import Certificate

_SHA256_SCHEME = "1.3.132.1.11.1"  # dhSinglePass-stdDH-sha256kdf-scheme
_SCHEMES: Mapping[str, type[hashes.HashAlgorithm]] = {
    "1.3.133.16.840.63.0.2": hashes.SHA1,  # only to derive a key; openssl writes it unless it is told otherwise
    _SHA256_SCHEME: hashes.SHA256,
    "1.3.132.1.11.2": hashes.SHA384,
    "1.3.132.1.11.3": hashes.SHA512,
}
_WRAPS: Mapping[str, int] = {"aes128_wrap": 16, "aes192_wrap": 24, "aes256_wrap": 32}


class SharedInfo(core.Sequence):  # type: ignore[misc]  # asn1crypto is untyped
    """ECC-CMS-SharedInfo of RFC 5753, 7.2."""

    _fields = [
        ("key_info", core.Any),
        ("entity_u_info", core.OctetString, {"explicit": 0, "optional": True}),
        ("supp_pub_info", core.OctetString, {"explicit": 2}),
    ]


def agreed(key: bytes, certificate: Certificate, public_key: ec.EllipticCurvePublicKey) -> cms.RecipientInfo:
    """Return the content's key for the certificate: wrapped with one that a new key of ours and its key agree on."""
    own = ec.generate_private_key(public_key.curve)
    wrap = cms.KeyEncryptionAlgorithm({"algorithm": f"aes{len(key) * 8}_wrap"})
    wrapping = _derived(own.exchange(ec.ECDH(), public_key), wrap.dump(), b"", hashes.SHA256, len(key))
    parsed = asn1_x509.Certificate.load(certificate.der)
    named = cms.IssuerAndSerialNumber({"issuer": parsed.issuer, "serial_number": parsed.serial_number})
    spki = keys.PublicKeyInfo.load(own.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))
    info = cms.KeyAgreeRecipientInfo({
        "version": "v3",
        "originator": cms.OriginatorIdentifierOrKey("originator_key", spki),
        "key_encryption_algorithm": {"algorithm": _SHA256_SCHEME, "parameters": wrap},
        "recipient_encrypted_keys": [{
            "rid": cms.KeyAgreementRecipientIdentifier("issuer_and_serial_number", named),
            "encrypted_key": aes_key_wrap(wrapping, key),
        }],
    })  # fmt: skip
    return cms.RecipientInfo("kari", info)


def unwrapped(info: cms.KeyAgreeRecipientInfo, encrypted_key: bytes, own: ec.EllipticCurvePrivateKey) -> bytes:
    """Return the content's key; raises ValueError for whatever does not fit."""
    algorithm = info["key_encryption_algorithm"]
    digest = _SCHEMES.get(algorithm["algorithm"].dotted)
    key_info = algorithm["parameters"].dump()
    length = _WRAPS.get(cms.KeyEncryptionAlgorithm.load(key_info)["algorithm"].native)
    if digest is None or length is None or info["originator"].name != "originator_key":
        raise ValueError("the key is agreed on in a way that is not known")
    point = bytes(info["originator"].chosen["public_key"].native)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(own.curve, point)  # which has to lie on our curve
    ukm = info["ukm"].native or b""
    try:
        return aes_key_unwrap(_derived(own.exchange(ec.ECDH(), theirs), key_info, ukm, digest, length), encrypted_key)
    except InvalidUnwrap as error:
        raise ValueError("the key cannot be unwrapped") from error


def _derived(
    secret: bytes, key_info: bytes, ukm: bytes, digest: type[hashes.HashAlgorithm], length: int
) -> bytes:  # fmt: skip
    """Return the key that wraps the content's key, of `length` bytes."""
    told = {"key_info": core.load(key_info), "supp_pub_info": (length * 8).to_bytes(4, "big")}
    shared = SharedInfo(told | ({"entity_u_info": ukm} if ukm else {}))
    return X963KDF(algorithm=digest(), length=length, sharedinfo=shared.dump()).derive(secret)
