"""Names that SAML 2.0 and XML Signature give to things."""

from __future__ import annotations

PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol"
ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion"
METADATA = "urn:oasis:names:tc:SAML:2.0:metadata"
SIGNATURE = "http://www.w3.org/2000/09/xmldsig#"

REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success"
UNSPECIFIED = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"
EMAIL = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"

RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
ENVELOPED = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"

# What providers call the e-mail address, the name and its parts: Entra ID, Google, Keycloak, eduPerson.
EMAIL_ATTRIBUTES = (
    "email", "mail", "emailaddress", "urn:oid:0.9.2342.19200300.100.1.3", "urn:oid:1.2.840.113549.1.9.1",
    "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
)  # fmt: skip
NAME_ATTRIBUTES = (
    "displayname", "urn:oid:2.16.840.1.113730.3.1.241", "http://schemas.microsoft.com/identity/claims/displayname",
)  # fmt: skip
GIVEN_NAME_ATTRIBUTES = (
    "givenname", "firstname", "urn:oid:2.5.4.42", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname",
)  # fmt: skip
FAMILY_NAME_ATTRIBUTES = (
    "surname", "sn", "lastname", "urn:oid:2.5.4.4", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname",
)  # fmt: skip


def protocol(name: str) -> str:
    """Return the full name of an element of the protocol."""
    return f"{{{PROTOCOL}}}{name}"


def assertion(name: str) -> str:
    """Return the full name of an element of assertions."""
    return f"{{{ASSERTION}}}{name}"


def metadata(name: str) -> str:
    """Return the full name of an element of metadata."""
    return f"{{{METADATA}}}{name}"


def signature(name: str) -> str:
    """Return the full name of an element of XML Signature."""
    return f"{{{SIGNATURE}}}{name}"
