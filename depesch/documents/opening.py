"""Opening: a file becomes the documents in it, through envelopes, archives, PDFs and files of several documents.

Each envelope is opened in this one place, however many are nested; what comes out is one file for each document, of a
format that is known, with the files that travelled beside it. Nothing in an envelope is passed over in silence.
"""

from __future__ import annotations

import msgspec
from lxml import etree

from depesch.documents.embedded import embedded_files, looks_like_pdf
from depesch.documents.envelopes import Part, envelope_of, envelope_of_bytes
from depesch.documents.unreadable import Code
from depesch.kit.xml import MAX_BYTES, XmlError, parse_as_meant
from depesch.messages import kind_of
from depesch.model.invoice import Attachment
from depesch.model.issue import Issue, Severity
from depesch.syntaxes import Syntax, UnreadableDocument, syntax_of, syntax_of_text

MOST_NESTED = 5
MOST_DOCUMENTS = 10_000


class Opened(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One document: its bytes without any envelope, the tree of them, its format, and what travelled beside it.

    `issues` are what is wrong with the file, and did not hinder that it was opened.
    """

    data: bytes
    root: etree._Element
    syntax: Syntax
    files: tuple[Attachment, ...] = ()
    issues: tuple[Issue, ...] = ()


def documents_in(data: bytes) -> tuple[Part, ...]:
    """Return each document in the file as a file of its own, in their order; the file itself when it holds one.

    A part that cannot be read is among them as it is: whoever reads it is told why. Raises UnreadableDocument only for
    an envelope that cannot be opened.
    """
    found = _parts(Part(data=data), 0)
    return found if len(found) > 1 else (Part(data=data),)


def opened(data: bytes) -> Opened:
    """Return the one document in the file.

    Raises UnreadableDocument with a code of `unreadable.Code`, `not-one-document` when there are several.
    """
    return _opened(Part(data=data), 0)


def _opened(part: Part, depth: int) -> Opened:
    inside, found = _look(part, depth)
    if found is not None:
        return found
    if len(inside) != 1:
        raise UnreadableDocument(Code.NOT_ONE_DOCUMENT, f"{len(inside)} documents are in the file")
    return _opened(inside[0], depth + 1)


def _parts(part: Part, depth: int) -> tuple[Part, ...]:
    try:
        inside, found = _look(part, depth)
    except UnreadableDocument:
        if depth == 0:
            raise
        return (part,)
    if found is not None:
        return (part,)
    all_of_them = tuple(one for each in inside for one in _parts(each, depth + 1))
    if len(all_of_them) > MOST_DOCUMENTS:
        detail = f"{len(all_of_them)} documents are in the file, at most {MOST_DOCUMENTS} are taken"
        raise UnreadableDocument(Code.TOO_LARGE, detail)
    return all_of_them


def _look(part: Part, depth: int) -> tuple[tuple[Part, ...], Opened | None]:
    """Return what is in an envelope, or, when the part is none, the document that it is."""
    if depth > MOST_NESTED:
        raise UnreadableDocument(Code.TOO_DEEP, f"more than {MOST_NESTED} envelopes stand one in the other")
    data = part.data
    if len(data) > MAX_BYTES:
        raise UnreadableDocument(Code.TOO_LARGE, f"the file has {len(data)} bytes, at most {MAX_BYTES} are taken")
    if not _begins_as_xml(data):
        envelope = envelope_of_bytes(data)
        if envelope is not None:
            return _inside(part, envelope.open(data, None)), None
        if looks_like_pdf(data):
            return (), _from_pdf(part)
        text = syntax_of_text(data)
        if text is not None and text.parse is not None:
            return _split(part, text.parse(data), text)
    try:
        root, issues = _parsed(data)
    except UnreadableDocument:
        envelope = envelope_of_bytes(data)  # several documents one after the other begin as XML and are none
        if envelope is None:
            raise
        return _inside(part, envelope.open(data, None)), None
    if issues:
        part = msgspec.structs.replace(part, issues=(*part.issues, *issues))
    syntax = syntax_of(root)
    if syntax is not None:
        return _split(part, root, syntax)
    envelope = envelope_of(root)
    if envelope is None:
        message = kind_of(root)
        if message is not None:
            detail = f"the file is a business message of the kind {message.name}"
            raise UnreadableDocument(Code.OTHER_DOCUMENT, detail)
        raise UnreadableDocument(Code.UNKNOWN_FORMAT, f"the root element {root.tag} belongs to no format known here")
    return _inside(part, envelope.open(data, root)), None


def _split(part: Part, root: etree._Element, syntax: Syntax) -> tuple[tuple[Part, ...], Opened | None]:
    """Return the documents of a file that holds several, or the one that it holds."""
    if syntax.split is not None:
        several = syntax.split(part.data, root)
        if len(several) > 1:
            return _inside(part, tuple(Part(data=one, name=part.name) for one in several)), None
    return (), Opened(data=part.data, root=root, syntax=syntax, files=part.files, issues=part.issues)


def _inside(outer: Part, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return the parts of an envelope with its issues, and with files that travelled beside it.

    Such files belong to all of the parts or to none.
    """
    files = outer.files
    if not files and not outer.issues:
        return parts
    if files and len(parts) > 1:
        names = ", ".join(repr(file.filename) for file in files)
        raise UnreadableDocument(Code.NOT_ONE_DOCUMENT, f"{names} could belong to any of {len(parts)} documents")
    add = msgspec.structs.replace
    return tuple(add(one, files=(*one.files, *files), issues=(*outer.issues, *one.issues)) for one in parts)


def _begins_as_xml(data: bytes) -> bool:
    return data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _parsed(data: bytes) -> tuple[etree._Element, tuple[Issue, ...]]:
    """Return the root, and that the file is in another encoding than it says, if that is so and certain."""
    try:
        root, meant = parse_as_meant(data)
    except XmlError as error:
        raise UnreadableDocument(error.code, error.detail, line=error.line) from error
    return root, () if meant is None else (_other_encoding(meant.declared, meant.encoding),)


def _other_encoding(declared: str, encoding: str) -> Issue:
    detail = f"the file says {declared} and is in {encoding}"
    return Issue(
        rule="READ-ENCODING", severity=Severity.WARNING, line=1, value=declared, expected=encoding, detail=detail
    )


def _from_pdf(part: Part) -> Opened:
    """Return the first file embedded in the PDF that is an invoice; the others are attachments, not invoices."""
    refusals: list[tuple[str, UnreadableDocument]] = []
    files = embedded_files(part.data)
    for one in files:
        if not one.may_be_xml:
            continue
        try:
            root, issues = _parsed(one.content)
        except UnreadableDocument as error:
            refusals.append((one.name, error))
            continue
        syntax = syntax_of(root)
        if syntax is not None:
            others = tuple(other.attachment() for other in files if other is not one)
            return Opened(
                data=one.content, root=root, syntax=syntax, files=(*part.files, *others), issues=(*part.issues, *issues)
            )
        detail = f"its root element {root.tag} belongs to no format known here"
        refusals.append((one.name, UnreadableDocument(Code.UNKNOWN_FORMAT, detail)))
    if not refusals:
        raise UnreadableDocument(Code.PDF_WITHOUT_INVOICE, "the PDF has no XML file embedded in it")
    name, first = refusals[0]
    raise UnreadableDocument(first.code, f"{name!r} in the PDF: {first.detail}", line=first.line) from first
