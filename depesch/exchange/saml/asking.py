"""The request that sends somebody to their identity provider: signed, in the address of the redirect.

Source: saml-core-2.0-os 3.4.1 (AuthnRequest), saml-bindings-2.0-os 3.4.4.1 (DEFLATE encoding and its signature).
"""

from __future__ import annotations

import secrets
import zlib
from base64 import b64encode
from datetime import datetime
from urllib.parse import quote, urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from lxml import etree

from depesch.exchange.as2.certificates import Identity
from depesch.exchange.saml.names import ASSERTION, POST, PROTOCOL, RSA_SHA256, UNSPECIFIED, assertion, protocol


def new_request_id() -> str:
    """Return an id that nobody can guess: 256 random bits, in the form of an xs:ID."""
    return f"_{secrets.token_hex(32)}"


def request_url(*, request_id: str, at: datetime, to: str, entity_id: str, answers_to: str, identity: Identity) -> str:
    """Return the address of the provider `to` with a signed request of ours in it.

    No RelayState is sent: where somebody wanted to go is kept with the request, and nothing that comes back says so.
    """
    moment = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    root = etree.Element(protocol("AuthnRequest"), nsmap={"samlp": PROTOCOL, "saml": ASSERTION})
    for name, value in (
        ("ID", request_id), ("Version", "2.0"), ("IssueInstant", moment), ("Destination", to),
        ("AssertionConsumerServiceURL", answers_to), ("ProtocolBinding", POST),
    ):  # fmt: skip
        root.set(name, value)
    etree.SubElement(root, assertion("Issuer")).text = entity_id
    etree.SubElement(root, protocol("NameIDPolicy"), Format=UNSPECIFIED, AllowCreate="true")
    packed = b64encode(_deflated(etree.tostring(root))).decode()
    query = f"SAMLRequest={quote(packed, safe='')}&SigAlg={quote(RSA_SHA256, safe='')}"
    signed = f"{query}&Signature={quote(b64encode(_signature(identity, query)).decode(), safe='')}"
    return f"{to}{'&' if urlsplit(to).query else '?'}{signed}"


def _signature(identity: Identity, query: str) -> bytes:
    key = identity.private_key()
    assert isinstance(key, rsa.RSAPrivateKey), "the hub makes its own key, and it is RSA"  # noqa: S101
    return key.sign(query.encode("ascii"), padding.PKCS1v15(), hashes.SHA256())


def _deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()
