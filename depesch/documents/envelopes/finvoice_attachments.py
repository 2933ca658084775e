"""FinvoiceAttachments: the message with the files of a Finvoice, which goes after it.

Source: Finvoice implementation guidelines 3.0, 16; schema FinvoiceAttachments.xsd (Finance Finland).
"""

from __future__ import annotations

from typing import cast

import pybase64
from lxml import etree

from depesch.documents.envelopes import Envelope, FilesOnly, Part
from depesch.documents.envelopes.finvoice_files import ROOT, checksum
from depesch.documents.unreadable import Code
from depesch.kit.filenames import media_type_of, safe_file_name
from depesch.kit.xml import XmlError, parse, where
from depesch.model.invoice import Attachment
from depesch.model.issue import Issue, Severity
from depesch.syntaxes import UnreadableDocument

_SPACE = b" \t\r\n"


def recognises(root: etree._Element) -> bool:
    """Whether `root` is a message with files."""
    return root.tag == ROOT


def open_(data: bytes, root: etree._Element | None) -> tuple[Part, ...]:
    """Refuse: such a message has no document in it."""
    raise UnreadableDocument(Code.NOT_ONE_DOCUMENT, "the message holds files for an invoice that is not in it")


def files_only(data: bytes) -> FilesOnly | None:
    """Return the files of such a message; None for all else."""
    if f"<{ROOT}".encode() not in data:
        return None
    try:
        root = parse(data)
    except XmlError:
        return None  # whoever reads it is told what is wrong
    if not recognises(root):
        return None
    files: list[Attachment] = []
    issues: list[Issue] = []
    for details in root.iterchildren("AttachmentDetails"):
        file, issue = _file(details)
        files += [file] if file is not None else []
        issues += [issue] if issue is not None else []
    return FilesOnly(files=tuple(files), issues=tuple(issues))


def _file(details: etree._Element) -> tuple[Attachment | None, Issue | None]:
    """Return a file, and what is wrong with it."""
    packed = (details.findtext("AttachmentContent") or "").encode("ascii", "replace").translate(None, _SPACE)
    try:
        content = pybase64.b64decode(packed, validate=True)
    except ValueError:
        return None, _issue(details, "AttachmentContent", "READ-BASE64", "an attached file in base64")
    name = (details.findtext("AttachmentName") or "").strip()
    plain = safe_file_name(name) if name else None
    mime = (details.findtext("AttachmentMimeType") or "").strip() or (media_type_of(plain) if plain else None)
    file = Attachment(content=content, mime_code=mime, filename=plain)
    stated = (details.findtext("AttachmentSecureHash") or "").strip().lower()
    if stated and stated not in (checksum(packed), checksum(content)):
        return file, _issue(details, "AttachmentSecureHash", "READ-CHECKSUM", checksum(packed))
    return file, None


def _issue(details: etree._Element, tag: str, rule: str, expected: str) -> Issue:
    element = details.find(tag)
    at = details if element is None else element
    value = (at.text or "")[:80]
    severity = Severity.FATAL if rule == "READ-BASE64" else Severity.WARNING
    return Issue(
        rule=rule,
        severity=severity,
        terms=("BT-125",),
        where=where(at),
        line=cast("int | None", at.sourceline),
        value=value,
        expected=expected,
        detail=f"{tag} {value!r} is not {expected}",
    )


ENVELOPE = Envelope(
    name="finvoice_attachments",
    title="Finvoice attachments",
    source="Finvoice implementation guidelines 3.0, 16",
    recognises=recognises,
    open=open_,
    files_only=files_only,
)
