"""Metadata: what an identity provider says of itself, and what we say of ourselves.

Source: saml-metadata-2.0-os, 2.4.3 (IDPSSODescriptor) and 2.4.4 (SPSSODescriptor).
"""

from __future__ import annotations

from base64 import b64decode
from urllib.parse import SplitResult, urlsplit

import msgspec
from lxml import etree

from depesch.exchange.as2.certificates import BadCertificate, Certificate, read_certificate
from depesch.exchange.saml.names import (
    EMAIL,
    METADATA,
    POST,
    PROTOCOL,
    REDIRECT,
    SIGNATURE,
    UNSPECIFIED,
    metadata,
    signature,
)
from depesch.kit.xml import XmlError, parse

MOST_BYTES = 500_000
MOST_CERTIFICATES = 10
MOST_CHARACTERS = 1000  # of an entity id or an address
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class BadMetadata(ValueError):
    """It cannot be used; `code` is not-metadata, too-large, several-providers, no-provider, no-redirect, bad-address,
    bad-entity-id, no-certificate, too-many-certificates, or one of BadCertificate.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


class Provider(msgspec.Struct, frozen=True, kw_only=True):
    """An identity provider: its name, where people sign in, and what it signs with."""

    entity_id: str
    sso_url: str  # of the binding HTTP-Redirect
    certificates: tuple[Certificate, ...]


def read_provider(data: bytes, *, may_be_local: bool = False) -> Provider:
    """Return the one provider in a metadata document; raises BadMetadata."""
    if len(data) > MOST_BYTES:
        raise BadMetadata("too-large", f"{len(data)} bytes, at most {MOST_BYTES} are read")
    try:
        root = parse(data)
    except XmlError as error:
        raise BadMetadata("not-metadata", error.detail) from error
    if root.tag not in (metadata("EntityDescriptor"), metadata("EntitiesDescriptor")):
        raise BadMetadata("not-metadata", f"the outermost element is {root.tag}")
    found = [each for each in root.iter(metadata("EntityDescriptor")) if each.find(_IDP) is not None]
    if len(found) != 1:
        raise BadMetadata("several-providers" if found else "no-provider", f"{len(found)} identity providers")
    described = found[0].find(_IDP)
    assert described is not None, "it was looked for just now"  # noqa: S101
    return checked_provider(
        found[0].get("entityID", ""), _redirect_address(described), _certificates(described), may_be_local=may_be_local
    )


def checked_provider(
    entity_id: str, sso_url: str, certificates: tuple[Certificate, ...], *, may_be_local: bool = False
) -> Provider:
    """Return the provider when all that it needs is there; raises BadMetadata.

    `may_be_local` takes an address without TLS on this very machine: for a hub that is tried there.
    """
    if not entity_id.strip() or len(entity_id) > MOST_CHARACTERS:
        raise BadMetadata("bad-entity-id", entity_id[:100])
    parts = _split(sso_url)
    is_local = may_be_local and parts is not None and parts.hostname in _LOOPBACK
    if parts is None or not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and is_local)):
        raise BadMetadata("bad-address", sso_url[:100])
    if parts.username or parts.fragment or len(sso_url) > MOST_CHARACTERS:
        raise BadMetadata("bad-address", sso_url[:100])
    once = tuple({each.fingerprint: each for each in certificates}.values())
    if not once:
        raise BadMetadata("no-certificate")
    if len(once) > MOST_CERTIFICATES:
        raise BadMetadata("too-many-certificates", str(len(once)))
    return Provider(entity_id=entity_id.strip(), sso_url=sso_url, certificates=once)


def write_own(*, entity_id: str, answers_to: str, certificate: Certificate) -> bytes:
    """Return our own metadata: requests are signed, and assertions have to be."""
    spaces = {"md": METADATA, "ds": SIGNATURE}
    root = etree.Element(metadata("EntityDescriptor"), nsmap=spaces, entityID=entity_id)
    own = etree.SubElement(root, metadata("SPSSODescriptor"), protocolSupportEnumeration=PROTOCOL)
    own.set("AuthnRequestsSigned", "true")
    own.set("WantAssertionsSigned", "true")
    key = etree.SubElement(own, metadata("KeyDescriptor"), use="signing")
    data = etree.SubElement(etree.SubElement(key, signature("KeyInfo")), signature("X509Data"))
    etree.SubElement(data, signature("X509Certificate")).text = "".join(certificate.pem.split("\n")[1:-2])
    for form in (EMAIL, UNSPECIFIED):
        etree.SubElement(own, metadata("NameIDFormat")).text = form
    place = etree.SubElement(own, metadata("AssertionConsumerService"), Binding=POST, Location=answers_to, index="0")
    place.set("isDefault", "true")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


_IDP = metadata("IDPSSODescriptor")


def _redirect_address(described: etree._Element) -> str:
    services = described.findall(metadata("SingleSignOnService"))
    for each in services:
        if each.get("Binding") == REDIRECT:
            return each.get("Location", "")
    raise BadMetadata("no-redirect", ", ".join(each.get("Binding", "") for each in services)[:200])


def _certificates(described: etree._Element) -> tuple[Certificate, ...]:
    found = []
    for key in described.findall(metadata("KeyDescriptor")):
        if key.get("use", "signing") == "signing":
            found += [_certificate(each.text or "") for each in key.iter(signature("X509Certificate"))]
    return tuple(found)


def _certificate(text: str) -> Certificate:
    try:
        return read_certificate(b64decode("".join(text.split()), validate=True))
    except BadCertificate as error:
        raise BadMetadata(error.code, error.detail) from error
    except ValueError as error:
        raise BadMetadata("not-a-certificate", str(error)) from error


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:
        return None
