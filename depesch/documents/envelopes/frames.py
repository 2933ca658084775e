"""SOAP envelopes by their parts: what the envelope of SOAP and files of several documents share.

Sources: SOAP 1.1 and 1.2; ebXML Message Service 2.0; Finvoice implementation guidelines 3.0, 17.
"""

from __future__ import annotations

from lxml import etree

from depesch.kit.xml import XmlError, children, parse

SOAP_11 = "http://schemas.xmlsoap.org/soap/envelope/"
_NAMESPACES = (SOAP_11, "http://www.w3.org/2003/05/soap-envelope", "http://www.w3.org/2001/12/soap-envelope")
_ROOTS = {f"{{{namespace}}}Envelope": f"{{{namespace}}}Body" for namespace in _NAMESPACES}
EB = "http://www.oasis-open.org/committees/ebxml-msg/schema/msg-header-2_0.xsd"
_MANIFEST = f"{{{EB}}}Manifest"
_HEAD = 2000


def is_soap(root: etree._Element) -> bool:
    """Whether `root` is a SOAP envelope."""
    return root.tag in _ROOTS


def documents_of(root: etree._Element) -> list[etree._Element]:
    """Return the documents in the body of a SOAP envelope; a manifest is none."""
    body = root.find(_ROOTS[str(root.tag)])
    return [] if body is None else [child for child in children(body) if child.tag != _MANIFEST]


def is_frame(data: bytes) -> bool:
    """Whether the bytes are a SOAP envelope that holds no document, so that the one after it is meant."""
    if not any(namespace.encode() in data[:_HEAD] for namespace in _NAMESPACES):
        return False
    try:
        root = parse(data)
    except XmlError:
        return False
    return is_soap(root) and not documents_of(root)
