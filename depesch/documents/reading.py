"""Bytes to a reading: the format is recognised by content, never by the file's name."""

from __future__ import annotations

from lxml import etree

from depesch.documents.archives import looks_packed, unpacked
from depesch.documents.embedded import embedded_xml, looks_like_pdf
from depesch.documents.unreadable import Code
from depesch.kit.collector import collector_paused
from depesch.kit.xml import XmlError, parse
from depesch.syntaxes import Reading, Syntax, UnreadableDocument, syntaxes

LARGE_BYTES = 200_000  # from some hundred lines on, the collector's rounds cost more than pausing it


def read(data: bytes) -> Reading:
    """Return the reading of an invoice as XML, as XML inside a PDF, or as one of these packed in gzip or ZIP.

    The reading's `data` are the bytes of the XML. Raises UnreadableDocument with a code of `unreadable.Code`, nothing
    else.
    """
    if looks_packed(data):
        data = unpacked(data)
    if len(data) < LARGE_BYTES:
        return _read(data)
    with collector_paused():
        return _read(data)


def _read(data: bytes) -> Reading:
    if looks_like_pdf(data) and not _begins_as_xml(data):
        return _read_pdf(data)
    root = _parsed(data)
    syntax = _syntax_of(root)
    if syntax is None:
        raise UnreadableDocument(Code.UNKNOWN_FORMAT, f"the root element {root.tag} belongs to no format known here")
    return syntax.read(data, root)


def _begins_as_xml(data: bytes) -> bool:
    return data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _parsed(data: bytes) -> etree._Element:
    try:
        return parse(data)
    except XmlError as error:
        raise UnreadableDocument(error.code, error.detail, line=error.line) from error


def _syntax_of(root: etree._Element) -> Syntax | None:
    for syntax in syntaxes().values():
        if syntax.recognises(root):
            return syntax
    return None


def _read_pdf(data: bytes) -> Reading:
    """Return the reading of the first embedded file that is an invoice; the others are attachments, not invoices."""
    refusals: list[tuple[str, UnreadableDocument]] = []
    for name, content in embedded_xml(data):
        try:
            root = _parsed(content)
        except UnreadableDocument as error:
            refusals.append((name, error))
            continue
        syntax = _syntax_of(root)
        if syntax is not None:
            return syntax.read(content, root)
        detail = f"its root element {root.tag} belongs to no format known here"
        refusals.append((name, UnreadableDocument(Code.UNKNOWN_FORMAT, detail)))
    if not refusals:
        raise UnreadableDocument(Code.PDF_WITHOUT_INVOICE, "the PDF has no XML file embedded in it")
    name, first = refusals[0]
    raise UnreadableDocument(first.code, f"{name!r} in the PDF: {first.detail}", line=first.line) from first
