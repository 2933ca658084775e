"""A foreign identity provider: pysaml2, which signs with Debian's xmlsec1. Nothing of ours makes or checks its XML.

It reads our metadata, checks the signature of our requests, and answers them, rightly or as an attacker would.
"""

from __future__ import annotations

import shutil
from base64 import b64decode
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from saml2 import BINDING_HTTP_REDIRECT
from saml2.config import IdPConfig
from saml2.saml import NAMEID_FORMAT_EMAILADDRESS, NameID
from saml2.server import Server
from saml2.xmldsig import DIGEST_SHA256, SIG_RSA_SHA256

from depesch.exchange.as2.certificates import Identity, make_identity

XMLSEC = shutil.which("xmlsec1")
needs_xmlsec = pytest.mark.skipif(
    XMLSEC is None, reason="xmlsec1 signs for the foreign provider: apt-get install xmlsec1"
)
_AUTHN = {
    "class_ref": "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport",
    "authn_auth": "https://idp.nordbygg.example",
}


@cache
def key_of(name: str, *, days: int = 1000) -> Identity:
    """Return a key with its certificate, the same one whenever the name is the same."""
    return make_identity(name, at=datetime.now(UTC), days=days, bits=2048)


class ForeignProvider:
    """One provider with one key. `place` is where it says that people sign in."""

    def __init__(
        self, folder: Path, *, place: str = "https://idp.nordbygg.example", key: Identity | None = None
    ) -> None:
        self.entity_id, self.place, self.folder = f"{place}/metadata", place, folder
        self.identity = key or key_of("nordbygg")
        self.known: list[str] = []  # metadata of services
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "key.pem").write_text(self.identity.key.reveal(), encoding="ascii")
        (folder / "cert.pem").write_text(self.identity.certificate.pem, encoding="ascii")

    def knows(self, metadata: bytes) -> None:
        """Take a service's metadata."""
        self.known.append(metadata.decode())

    def metadata(self) -> bytes:
        """Return what the provider says of itself, made by pysaml2."""
        from saml2.metadata import entity_descriptor

        return str(entity_descriptor(self._config())).encode()

    def answer(
        self,
        url: str,
        email: str,
        *,
        attributes: dict[str, Any] | None = None,
        **ways: Any,
    ) -> str:
        """Return the encoded response to the request in `url`, whose signature is checked first."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        server = self._server()
        asked = server.parse_authn_request(
            query["SAMLRequest"], BINDING_HTTP_REDIRECT, sigalg=query["SigAlg"], signature=query["Signature"]
        )
        message = asked.message
        return self.made(
            email, in_response_to=message.id, destination=message.assertion_consumer_service_url,
            audience=message.issuer.text, attributes=attributes, server=server, **ways,
        )  # fmt: skip

    def made(
        self,
        email: str,
        *,
        in_response_to: str | None,
        destination: str,
        audience: str,
        attributes: dict[str, Any] | None = None,
        server: Server | None = None,
        **ways: Any,
    ) -> str:
        """Return an encoded response with whatever is said; `ways` are pysaml2's."""
        from base64 import b64encode

        options = {"sign_assertion": True, "sign_response": False, "sign_alg": SIG_RSA_SHA256} | ways
        response = (server or self._server()).create_authn_response(
            {"email": [email], **(attributes or {})},
            in_response_to=in_response_to,
            destination=destination,
            sp_entity_id=audience,
            name_id=NameID(format=NAMEID_FORMAT_EMAILADDRESS, text=email),
            authn=_AUTHN,
            digest_alg=options.pop("digest_alg", DIGEST_SHA256),
            **options,
        )
        return b64encode(str(response).encode()).decode()

    def _server(self) -> Server:
        return Server(config=self._config())

    def _config(self) -> IdPConfig:
        return IdPConfig().load(
            {
                "entityid": self.entity_id,
                "xmlsec_binary": XMLSEC,
                "key_file": str(self.folder / "key.pem"),
                "cert_file": str(self.folder / "cert.pem"),
                "metadata": {"inline": self.known} if self.known else {},
                "attribute_map_dir": None,
                "service": {
                    "idp": {
                        "endpoints": {"single_sign_on_service": [(f"{self.place}/sso", BINDING_HTTP_REDIRECT)]},
                        "policy": {"default": {"lifetime": {"minutes": 5}, "attribute_restrictions": None}},
                        "want_authn_requests_signed": True,
                    }
                },
            }
        )


def decoded(encoded: str) -> str:
    """Return a response as text."""
    return b64decode(encoded).decode()
