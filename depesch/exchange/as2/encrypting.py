"""CMS enveloped data: AES-CBC (RFC 5652, 6; RFC 3565) and AES-GCM (RFC 5083, 5084), keys by RSA or ECDH."""

from __future__ import annotations

import os
from collections.abc import Sequence, Set

from asn1crypto import cms, core
from asn1crypto import x509 as asn1_x509
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives import padding as block_padding
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.ciphers import Cipher as BlockCipher
from cryptography.hazmat.primitives.ciphers import algorithms, modes

from depesch.exchange.as2.agreeing import agreed, unwrapped
from depesch.exchange.as2.algorithms import Cipher, Digest
from depesch.exchange.as2.certificates import Certificate, Identity
from depesch.exchange.as2.faults import As2Error, Fault, decoding

MOST_RECIPIENTS = 50
_GCM_TAG = 16


class GcmParameters(core.Sequence):  # type: ignore[misc]  # asn1crypto is untyped
    """RFC 5084, 3.2."""

    _fields = [("nonce", core.OctetString), ("icv_length", core.Integer, {"default": 12})]


def encrypt(content: bytes, certificate: Certificate, cipher: Cipher) -> bytes:
    """Return the content encrypted to the certificate's key, in DER.

    Ask the certificate's `may_encrypt` first.
    """
    public_key = certificate.key
    if cipher is Cipher.TRIPLE_DES:
        raise TypeError("messages are encrypted with AES; 3DES is only read")
    key = os.urandom(cipher.key_bytes)
    if isinstance(public_key, rsa.RSAPublicKey):
        recipient = _wrapped(key, certificate, public_key)
    else:
        recipient = agreed(key, certificate, public_key)
    recipients = [recipient]
    if cipher.is_authenticated:
        return _authenticated(content, key, cipher, recipients)
    nonce = os.urandom(16)
    padder = block_padding.PKCS7(128).padder()
    encryptor = BlockCipher(algorithms.AES(key), modes.CBC(nonce)).encryptor()
    sealed = encryptor.update(padder.update(content) + padder.finalize()) + encryptor.finalize()
    enveloped = cms.EnvelopedData({
        "version": "v0" if recipient.name == "ktri" else "v2",  # RFC 5652, 6.1
        "recipient_infos": recipients,
        "encrypted_content_info": {
            "content_type": "data",
            "content_encryption_algorithm": {"algorithm": cipher.value, "parameters": nonce},
            "encrypted_content": sealed,
        },
    })  # fmt: skip
    return bytes(cms.ContentInfo({"content_type": "enveloped_data", "content": enveloped}).dump())


def _wrapped(key: bytes, certificate: Certificate, public_key: rsa.RSAPublicKey) -> cms.RecipientInfo:
    parsed = asn1_x509.Certificate.load(certificate.der)
    named = cms.IssuerAndSerialNumber({"issuer": parsed.issuer, "serial_number": parsed.serial_number})
    info = cms.KeyTransRecipientInfo({
        "version": "v0",
        "rid": cms.RecipientIdentifier("issuer_and_serial_number", named),
        "key_encryption_algorithm": {"algorithm": "rsaes_pkcs1v15"},
        "encrypted_key": public_key.encrypt(key, padding.PKCS1v15()),
    })  # fmt: skip
    return cms.RecipientInfo("ktri", info)


def _authenticated(content: bytes, key: bytes, cipher: Cipher, recipients: list[cms.RecipientInfo]) -> bytes:
    nonce = os.urandom(12)
    encryptor = BlockCipher(algorithms.AES(key), modes.GCM(nonce)).encryptor()
    sealed = encryptor.update(content) + encryptor.finalize()
    parameters = GcmParameters({"nonce": nonce, "icv_length": _GCM_TAG})
    enveloped = cms.AuthEnvelopedData({
        "version": "v0",
        "recipient_infos": recipients,
        "auth_encrypted_content_info": {
            "content_type": "data",
            "content_encryption_algorithm": {"algorithm": cipher.value, "parameters": parameters},
            "encrypted_content": sealed,
        },
        "mac": encryptor.tag,
    })  # fmt: skip
    return bytes(cms.ContentInfo({"content_type": "authenticated_enveloped_data", "content": enveloped}).dump())


def decrypt(content_info: cms.ContentInfo, identities: Sequence[Identity], *, allowed: Set[Cipher]) -> bytes:
    """Return the content of enveloped data that is for one of the identities; raises As2Error.

    Every way in which a key or the content is wrong gives one and the same fault, so that nothing can be learned from
    it about the key (Bleichenbacher, Vaudenay).
    """
    with decoding(Fault.DECRYPTION, "enveloped data"):
        is_authenticated = content_info["content_type"].native != "enveloped_data"
        data = content_info["content"]
        info = data["auth_encrypted_content_info" if is_authenticated else "encrypted_content_info"]
        algorithm = info["content_encryption_algorithm"]
        name = algorithm["algorithm"].native
        cipher = Cipher(name) if name in Cipher.__members__.values() else None
        sealed = info["encrypted_content"].native
        recipients = data["recipient_infos"]
        count = len(recipients)
    if cipher is None or cipher not in allowed or cipher.is_authenticated != is_authenticated:
        raise As2Error(Fault.INSUFFICIENT, f"encrypted with {name}, which is not agreed")
    if not 0 < count <= MOST_RECIPIENTS or not isinstance(sealed, bytes):
        raise As2Error(Fault.DECRYPTION, f"{count} recipients, or no content")
    with decoding(Fault.DECRYPTION, "enveloped data"):
        key = _key(recipients, identities, cipher)
        if is_authenticated:
            return _open_gcm(data, algorithm, key, sealed)
        return _open_cbc(cipher, key, algorithm["parameters"].native, sealed)


def _key(recipients: Sequence[cms.RecipientInfo], identities: Sequence[Identity], cipher: Cipher) -> bytes:
    """Return the content's key, unwrapped by the first of the identities that it is for."""
    for recipient in recipients:
        for rid, encrypted_key in _readers(recipient):
            for identity in identities:
                if _is_for(rid, identity.certificate):
                    key = _unwrapped(recipient, encrypted_key, identity)
                    if len(key) != cipher.key_bytes:
                        raise ValueError("the key has a wrong length")
                    return key
    raise As2Error(Fault.DECRYPTION, "encrypted for none of our certificates")


def _readers(recipient: cms.RecipientInfo) -> list[tuple[core.Choice, bytes]]:
    """Return for whom a recipient's entry is, and the encrypted key of each; none of kinds that are not read."""
    info = recipient.chosen
    if recipient.name == "ktri":
        return [(info["rid"], info["encrypted_key"].native)]
    if recipient.name != "kari" or len(info["recipient_encrypted_keys"]) > MOST_RECIPIENTS:
        return []
    return [(each["rid"], each["encrypted_key"].native) for each in info["recipient_encrypted_keys"]]


def _is_for(rid: core.Choice, certificate: Certificate) -> bool:
    parsed = asn1_x509.Certificate.load(certificate.der)
    if rid.name == "subject_key_identifier":
        return bool(parsed.key_identifier == rid.chosen.native)
    if rid.name == "r_key_id":
        return bool(parsed.key_identifier == rid.chosen[0].native)
    named = rid.chosen
    return bool(named["issuer"] == parsed.issuer and named["serial_number"].native == parsed.serial_number)


def _unwrapped(recipient: cms.RecipientInfo, encrypted_key: bytes, identity: Identity) -> bytes:
    private_key, info = identity.private_key(), recipient.chosen
    if recipient.name == "kari":
        if not isinstance(private_key, ec.EllipticCurvePrivateKey):
            raise TypeError("our key is of no elliptic curve")
        return unwrapped(info, encrypted_key, private_key)
    if not isinstance(private_key, rsa.RSAPrivateKey):
        raise TypeError("our key is no RSA key")
    algorithm = info["key_encryption_algorithm"]
    match algorithm["algorithm"].native:
        case "rsaes_pkcs1v15" | "rsa":
            return private_key.decrypt(encrypted_key, padding.PKCS1v15())
        case "rsaes_oaep":
            return private_key.decrypt(encrypted_key, _oaep(algorithm["parameters"]))
        case other:
            raise ValueError(f"the key is wrapped with {other}")


def _oaep(parameters: core.Sequence) -> padding.OAEP:
    digest = Digest(parameters["hash_algorithm"]["algorithm"].native)
    masking = Digest(parameters["mask_gen_algorithm"]["parameters"]["algorithm"].native)
    return padding.OAEP(mgf=padding.MGF1(masking.hashing()), algorithm=digest.hashing(), label=None)


def _open_cbc(cipher: Cipher, key: bytes, nonce: bytes, sealed: bytes) -> bytes:
    algorithm = TripleDES(key) if cipher is Cipher.TRIPLE_DES else algorithms.AES(key)
    decryptor = BlockCipher(algorithm, modes.CBC(nonce)).decryptor()
    unpadder = block_padding.PKCS7(algorithm.block_size).unpadder()
    return unpadder.update(decryptor.update(sealed) + decryptor.finalize()) + unpadder.finalize()


def _open_gcm(data: cms.AuthEnvelopedData, algorithm: core.Sequence, key: bytes, sealed: bytes) -> bytes:
    parameters = GcmParameters.load(algorithm["parameters"].dump())
    tag, nonce = data["mac"].native, parameters["nonce"].native
    if len(tag) != parameters["icv_length"].native or len(tag) < 12:
        raise ValueError("the authentication tag has a wrong length")
    decryptor = BlockCipher(algorithms.AES(key), modes.GCM(nonce, tag, min_tag_length=12)).decryptor()
    attributes = data["auth_attrs"]
    if len(attributes):
        decryptor.authenticate_additional_data(attributes.untag().dump())
    try:
        return decryptor.update(sealed) + decryptor.finalize()
    except InvalidTag as error:
        raise ValueError("the encrypted content was changed") from error
