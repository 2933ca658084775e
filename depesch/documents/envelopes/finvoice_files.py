"""The message with the files of a Finvoice, as it is written: what its envelope and that of banks share.

Banks take ten files of together one megabyte: PDF, JPEG and PNG.

Source: Finvoice implementation guidelines 3.0, 16; schema FinvoiceAttachments.xsd (Finance Finland).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

import pybase64

from depesch.kit.filenames import media_type_of
from depesch.model.invoice import Attachment
from depesch.syntaxes.markup import escaped

ROOT = "FinvoiceAttachments"
MOST_FILES, MOST_BYTES = 10, 1024 * 1024
MEDIA_TYPES = ("image/jpeg", "image/png", "application/pdf")

_MARK = "::attachments"
_SHORTEST_NAME, _LONGEST_NAME = 3, 50
_END = b"</Finvoice>"


def checksum(content: bytes) -> str:
    """Return the checksum that the format has: of the base64, to find a change on the way and not an attack."""
    return hashlib.sha1(content, usedforsecurity=False).hexdigest()


def referring_to(finvoice: bytes, message: str) -> bytes:
    """Return the Finvoice with a reference to the message with its files.

    Raises ValueError when it refers to another one already.
    """
    at = finvoice.rfind(_END)
    if at < 0 or b"<AttachmentMessageDetails>" in finvoice:
        raise ValueError("the Finvoice refers to a message with other files")
    details = f"<AttachmentMessageDetails>\n<AttachmentMessageIdentifier>{escaped(message)}{_MARK}"
    details += "</AttachmentMessageIdentifier>\n</AttachmentMessageDetails>\n"
    return finvoice[:at] + details.encode("ascii", "xmlcharrefreplace") + finvoice[at:]


def message_with(files: Iterable[Attachment], way: Mapping[str, str], message: str, moment: str) -> bytes:
    """Return the message with the files of the Finvoice that has this identifier, sent the same way.

    Raises ValueError when there are more or larger files than banks take, or of another kind.
    """
    all_of_them = tuple(files)
    if len(all_of_them) > MOST_FILES or sum(len(one.content) for one in all_of_them) > MOST_BYTES:
        raise ValueError(f"banks take at most {MOST_FILES} files of together {MOST_BYTES} bytes")
    identifier = f"{message}{_MARK}"
    sides = "".join(
        f"<{details}>\n<{side}Identifier>{escaped(way[f'{side}Identifier'])}</{side}Identifier>\n"
        f"<{side}Intermediator>{escaped(way[f'{side}Intermediator'])}</{side}Intermediator>\n</{details}>\n"
        for side, details in (("From", "MessageSenderDetails"), ("To", "MessageReceiverDetails"))
    )
    text = (
        f'<?xml version="1.0" encoding="ISO-8859-15"?>\n<{ROOT} Version="1.0">\n<MessageTransmissionDetails>\n{sides}'
        f"<MessageDetails>\n<MessageIdentifier>{escaped(identifier)}</MessageIdentifier>\n"
        f"<MessageTimeStamp>{escaped(moment)}</MessageTimeStamp>\n"
        f"<RefToMessageIdentifier>{escaped(message)}</RefToMessageIdentifier>\n</MessageDetails>\n"
        "</MessageTransmissionDetails>\n"
    )
    text += "".join(_details(one, identifier) for one in all_of_them)
    return f"{text}</{ROOT}>\n".encode("iso-8859-15", "xmlcharrefreplace")


def _details(file: Attachment, identifier: str) -> str:
    name = file.filename or ""
    mime = file.mime_code or (media_type_of(name) if name else "")
    if mime not in MEDIA_TYPES or not _SHORTEST_NAME <= len(name) <= _LONGEST_NAME:
        raise ValueError(f"banks do not take the file {name!r} of type {mime!r}")
    packed = pybase64.b64encode(file.content)
    found = checksum(packed)
    return (
        "<AttachmentDetails>\n"
        f"<AttachmentIdentifier>{escaped(identifier)}::{found}</AttachmentIdentifier>\n"
        f"<AttachmentContent>{packed.decode('ascii')}</AttachmentContent>\n"
        f"<AttachmentName>{escaped(name)}</AttachmentName>\n<AttachmentMimeType>{mime}</AttachmentMimeType>\n"
        f"<AttachmentSecureHash>{found}</AttachmentSecureHash>\n</AttachmentDetails>\n"
    )
