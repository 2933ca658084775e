"""SOAP: a request in an envelope is answered in one. What is in the body is the document; signing in is HTTP's.

Sources: SOAP 1.1 sections 4.2.3 (mustUnderstand), 4.4 (Fault) and 6.2 (status 500 with a Fault); SOAP 1.2 part 1
sections 5.2.3 and 5.4, part 2 section 7.5.2 (status codes).
"""

from __future__ import annotations

import re
from enum import Enum

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from lxml import etree

from depesch.gateways.drop.problems import DropProblem
from depesch.kit.xml import XmlError, children, parse

_EBXML = "http://www.oasis-open.org/committees/ebxml-msg/schema/msg-header-2_0.xsd"  # of the frames that banks write
_START = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>)?(?:\s|<!--.*?-->)*<(?:[\w.-]+:)?Envelope[\s>]", re.S)
_KEPT = "_depesch_soap"


class Version(Enum):
    """A version of SOAP: its namespace, and the media type of its messages."""

    SOAP_11 = ("http://schemas.xmlsoap.org/soap/envelope/", "text/xml")
    SOAP_12 = ("http://www.w3.org/2003/05/soap-envelope", "application/soap+xml")

    @property
    def namespace(self) -> str:
        return self.value[0]

    @property
    def media_type(self) -> str:
        return self.value[1]


def version_of(request: HttpRequest) -> Version | None:
    """Return the version of SOAP that the request is in, None when it is none: told by its headers, else its body."""
    if request.method != "POST":
        return None
    known: Version | None = getattr(request, _KEPT, None)
    if known is not None:
        return known
    if request.content_type == Version.SOAP_12.media_type:
        return Version.SOAP_12
    return Version.SOAP_11 if "SOAPAction" in request.headers else None


def note(request: HttpRequest, content: bytes) -> None:
    """Look whether what was handed over is an envelope, so that it is answered in one.

    Raises DropProblem `not-understood` for a header block that must be understood and is not.
    """
    if request.method != "POST" or not _START.match(content[:2000]):
        return
    try:
        root = parse(content)
    except XmlError:
        return  # a frame with a document after it, or broken: the reading says what it is
    version = next((each for each in Version if root.tag == f"{{{each.namespace}}}Envelope"), None)
    if version is None:
        return
    setattr(request, _KEPT, version)
    header = root.find(f"{{{version.namespace}}}Header")
    for block in children(header) if header is not None else ():
        must = block.get(f"{{{version.namespace}}}mustUnderstand", "").strip() in ("1", "true")
        if must and etree.QName(block).namespace != _EBXML:
            raise DropProblem("not-understood", 400, value=etree.QName(block).localname)


def answer(element: etree._Element, version: Version) -> HttpResponse:
    """Return the element in an envelope."""
    return HttpResponse(_enveloped(element, version), content_type=f"{version.media_type}; charset=utf-8")


def fault(problem: etree._Element, title: str, status: int, version: Version) -> HttpResponse:
    """Return a Fault with the problem in its detail.

    SOAP 1.1 has every Fault under 500, but what HTTP itself is to act on (who comes, how often, how long) keeps its
    own status; 1.2 has the sender's faults under 400.
    """
    is_senders = status < 500
    body = (
        _fault_12(problem, title, is_senders) if version is Version.SOAP_12 else _fault_11(problem, title, is_senders)
    )
    if status not in (401, 403, 404, 405, 411, 413, 429, 503):
        status = 400 if version is Version.SOAP_12 and is_senders else 500
    return HttpResponse(
        _enveloped(body, version), status=status, content_type=f"{version.media_type}; charset=utf-8"
    )  # fmt: skip


def _fault_11(problem: etree._Element, title: str, is_senders: bool) -> etree._Element:
    namespace = Version.SOAP_11.namespace
    body = etree.Element(f"{{{namespace}}}Fault", nsmap={"soap": namespace})
    etree.SubElement(body, "faultcode").text = "soap:" + _code(problem, "Client" if is_senders else "Server")
    etree.SubElement(body, "faultstring").text = title
    etree.SubElement(body, "detail").append(problem)
    return body


def _fault_12(problem: etree._Element, title: str, is_senders: bool) -> etree._Element:
    namespace = Version.SOAP_12.namespace
    body = etree.Element(f"{{{namespace}}}Fault", nsmap={"soap": namespace})
    code = etree.SubElement(etree.SubElement(body, f"{{{namespace}}}Code"), f"{{{namespace}}}Value")
    code.text = "soap:" + _code(problem, "Sender" if is_senders else "Receiver")
    reason = etree.SubElement(body, f"{{{namespace}}}Reason")
    text = etree.SubElement(reason, f"{{{namespace}}}Text")
    text.set("{http://www.w3.org/XML/1998/namespace}lang", translation.get_language() or "en")
    text.text = title
    etree.SubElement(body, f"{{{namespace}}}Detail").append(problem)
    return body


def _code(problem: etree._Element, otherwise: str) -> str:
    return "MustUnderstand" if problem.findtext("{*}code") == "not-understood" else otherwise


def _enveloped(element: etree._Element, version: Version) -> bytes:
    envelope = etree.Element(f"{{{version.namespace}}}Envelope", nsmap={"soap": version.namespace})
    etree.SubElement(envelope, f"{{{version.namespace}}}Body").append(element)
    return etree.tostring(envelope, xml_declaration=True, encoding="UTF-8")
