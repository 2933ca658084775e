"""ObjectEnvelope: files packed for an invoice that refers to them by number, as Svefaktura does; the invoice too.

SFTI's envelope holds any files, and names the invoice that they belong to. Ours holds the invoice as one of them, so
that all travels in one file. One without an invoice gives its files to the invoice beside it.

Source: SFTI, Dokumentschema ObjectEnvelope 1.0 (2006-05-15), schema SFTI-ObjectEnvelope-1.0.
"""

from __future__ import annotations

from typing import NamedTuple, cast

import pybase64
from lxml import etree

from depesch.documents.envelopes import Envelope, FilesOnly, Part
from depesch.documents.unreadable import Code
from depesch.kit.filenames import media_type_of, safe_file_name
from depesch.kit.xml import XmlError, children, parse, where
from depesch.model.invoice import Attachment
from depesch.model.issue import Issue, Severity
from depesch.syntaxes import NamedFile, UnreadableDocument, syntax_of
from depesch.syntaxes.markup import attribute, escaped

_NS = "urn:sfti:documents:ObjectEnvelope:1:0"
_ROOT = f"{{{_NS}}}ObjectEnvelope"
_REFERENCE, _DOCUMENT_ID = f"{{{_NS}}}DocumentReference", f"{{{_NS}}}DocumentID"
_OBJECT, _OBJECT_ID, _DATA = f"{{{_NS}}}EncodedObject", f"{{{_NS}}}ObjectID", f"{{{_NS}}}EncodedData"
_SPACE = b" \t\r\n"
_INVOICE_NS = "urn:sfti:documents:BasicInvoice:1:0"
_CAC_NS = "urn:sfti:CommonAggregateComponents:1:0"
_CBC_NS = "urn:oasis:names:tc:ubl:CommonBasicComponents:1:0"
_NUMBER, _ISSUE_DATE = f"{{{_INVOICE_NS}}}ID", f"{{{_CBC_NS}}}IssueDate"
_REGISTRATIONS = "/".join(f"{{{_CAC_NS}}}{name}" for name in ("SellerParty", "Party", "PartyTaxScheme"))
_COMPANY, _SCHEME = f"{{{_CAC_NS}}}CompanyID", f"{{{_CAC_NS}}}TaxScheme/{{{_CAC_NS}}}ID"
_OBJECT_URN = "urn:sfti:documents:object:"
_NO_DAY = "1970-01-01"


class _Object(NamedTuple):
    number: str
    name: str | None
    file: NamedFile
    root: etree._Element | None  # of a document in a format that is known


def recognises(root: etree._Element) -> bool:
    """Whether `root` is an ObjectEnvelope."""
    return root.tag == _ROOT


def open_(data: bytes, root: etree._Element | None) -> tuple[Part, ...]:
    """Return the invoice in it with all other objects as its files.

    Raises UnreadableDocument with `not-one-document` when none of the objects is an invoice, or several are and none
    has the number of the document that the envelope is for.
    """
    elements = children(root) if root is not None else []
    objects, issues = _objects(elements)
    number = _number(elements)
    documents = [one for one in objects if one.root is not None]
    if len(documents) > 1:
        documents = [one for one in documents if one.number == number]
    if len(documents) != 1:
        names = ", ".join(repr(one.name or one.number) for one in objects) or "nothing"
        detail = f"the envelope holds {names}, and the invoice {number!r} that it is for is not told among them"
        raise UnreadableDocument(Code.NOT_ONE_DOCUMENT, detail)
    (document,) = documents
    files = tuple(one.file for one in objects if one is not document)
    mismatch = _mismatch(elements, document, number)
    return (Part(data=document.file.content, name=document.name or "", files=files, issues=(*issues, *mismatch)),)


def files_only(data: bytes) -> FilesOnly | None:
    """Return the files of an envelope that holds no invoice; None for all else."""
    if _NS.encode() not in data:
        return None
    try:
        root = parse(data)
    except XmlError:
        return None  # whoever reads it is told what is wrong
    if not recognises(root):
        return None
    objects, issues = _objects(children(root))
    if any(one.root is not None for one in objects):
        return None
    return FilesOnly(files=tuple(one.file for one in objects), issues=issues)


def close(part: Part) -> bytes:
    """Return a new envelope with the invoice and its files; each object has the number that the invoice calls it by.

    The moment of creation is the invoice's day, so that the same invoice gives the same envelope.
    """
    root = parse(part.data)
    number = _text(root.find(_NUMBER)) or part.name or "1"
    day = _text(root.find(_ISSUE_DATE))
    issuers = [one for one in root.findall(_REGISTRATIONS) if _text(one.find(_SCHEME)) == "SWT"]
    issuer = _text(issuers[0].find(_COMPANY)) if issuers else ""
    out = [f'<?xml version="1.0" encoding="UTF-8"?>\n<ObjectEnvelope xmlns="{_NS}">']
    out.append(f"<DocumentReference><DocumentID>{escaped(number)}</DocumentID>")
    if day:
        out.append(f"<IssueDate>{escaped(day)}</IssueDate>")
    if issuer:
        out.append(f'<IssuerID identificationSchemeID="SWT">{escaped(issuer)}</IssuerID>')
    out.append(f"<DocumentType>{escaped(etree.QName(root).namespace or '')}</DocumentType></DocumentReference>")
    out.append(f"<CreationDateTime>{escaped(day or _NO_DAY)}T00:00:00</CreationDateTime>")
    invoice = Attachment(content=part.data, mime_code="application/xml", filename=part.name or f"{number}.xml")
    for object_number, file in ((number, invoice), *_numbered(root, part.files)):
        marks = attribute("mimeCode", file.mime_code) + attribute("filename", file.filename)
        out.append(f"<EncodedObject><ObjectID>{escaped(object_number)}</ObjectID>")
        out.append(f'<EncodedData format="BASE64"{marks}>{pybase64.b64encode(file.content).decode("ascii")}')
        out.append("</EncodedData></EncodedObject>")
    out.append("</ObjectEnvelope>\n")
    return "".join(out).encode()


def _numbered(root: etree._Element, files: tuple[Attachment, ...]) -> list[tuple[str, Attachment]]:
    """Return each file with the number of its object: its reference, else the one that the invoice has in its turn."""
    called = [text.removeprefix(_OBJECT_URN) for text in _references(root) if text.startswith(_OBJECT_URN)]
    in_turn = called if len(called) == len(files) else [""] * len(files)
    return [
        ((file.reference if isinstance(file, NamedFile) else None) or turn or file.filename or f"{index + 1}", file)
        for index, (file, turn) in enumerate(zip(files, in_turn, strict=True))
    ]


def _references(root: etree._Element) -> list[str]:
    tag = f"{{{_INVOICE_NS}}}AdditionalDocumentReference/{{{_CAC_NS}}}ID"
    return [_text(one) for one in root.findall(tag)]


def _objects(elements: list[etree._Element]) -> tuple[list[_Object], tuple[Issue, ...]]:
    """Return the objects in their order, and what is wrong with those that cannot be unpacked."""
    found: list[_Object] = []
    issues: list[Issue] = []
    for element in elements:
        if element.tag != _OBJECT:
            continue
        number = _text(element.find(_OBJECT_ID))
        data = element.find(_DATA)
        content = _unpacked(data)
        if data is None or not content:
            issues.append(_unpackable(element if data is None else data, number))
            continue
        name = data.get("filename")
        plain = safe_file_name(name) if name else None
        mime = data.get("mimeCode") or (media_type_of(plain) if plain else None)
        file = NamedFile(content=content, mime_code=mime, filename=plain or number or None, reference=number or None)
        found.append(_Object(number, name, file, _document_root(content)))
    return found, tuple(issues)


def _unpacked(data: etree._Element | None) -> bytes | None:
    if data is None:
        return None
    try:
        return pybase64.b64decode((data.text or "").encode("ascii").translate(None, _SPACE), validate=True)
    except ValueError:
        return None


def _unpackable(element: etree._Element, number: str) -> Issue:
    return Issue(
        rule="READ-BASE64",
        severity=Severity.FATAL,
        terms=("BT-125",),
        where=where(element),
        line=cast("int | None", element.sourceline),
        value=(element.text or element.get("URI") or "")[:80],
        expected="an attached file in base64",
        detail=f"object {number!r} of the envelope is not an attached file in base64",
    )


def _document_root(content: bytes) -> etree._Element | None:
    """Return the root of an object that is a document in a known format."""
    if not content[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return None
    try:
        root = parse(content)
    except XmlError:
        return None
    return root if syntax_of(root) is not None else None


def _number(elements: list[etree._Element]) -> str:
    return next((_text(one.find(_DOCUMENT_ID)) for one in elements if one.tag == _REFERENCE), "")


def _mismatch(elements: list[etree._Element], document: _Object, number: str) -> tuple[Issue, ...]:
    """Return that the envelope is for another invoice than the one inside, if that is so."""
    own = _text(document.root.find(_NUMBER)) if document.root is not None else ""
    if not own or not number or own == number:
        return ()
    place = next(one for one in elements if one.tag == _REFERENCE)
    detail = f"the envelope is for {number!r}, the invoice inside is {own!r}"
    issue = Issue(
        rule="READ-REFERENCE",
        severity=Severity.WARNING,
        terms=("BT-1",),
        where=f"{where(place)}/DocumentID",
        value=number,
        expected=own,
        detail=detail,
    )
    return (issue,)


def _text(element: etree._Element | None) -> str:
    return "" if element is None else (element.text or "").strip()


ENVELOPE = Envelope(
    name="object_envelope",
    title="ObjectEnvelope",
    source="SFTI ObjectEnvelope 1.0",
    recognises=recognises,
    open=open_,
    files_only=files_only,
    close=close,
)
