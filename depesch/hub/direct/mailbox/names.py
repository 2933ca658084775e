"""Names of files: those that the mailbox gives, and those that clients may give.

Ours end in 12 hexadecimal digits, the first 48 bits of the document's id, by which the document is found again:
`Nordbygg_Fasad_AB_F-1042_2026-11-02_5f1c0b7a9e3d.xml`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from uuid import UUID

from depesch.channels import SendMode
from depesch.hub.direct.mailbox import MailboxError, Reason
from depesch.hub.flows.models import Document
from depesch.kit.filenames import safe_stem, split_suffix

DIGITS = 12
MAX_NAME_BYTES = 180
_ID = re.compile(rf"_([0-9a-f]{{{DIGITS}}})(?=\.|$)")
_TEMPORARY = (".tmp", ".temp", ".part", ".partial", ".filepart", ".crdownload", ".uploading", ".lock", "~")
_MOST_IDS = 4  # that are looked for in one name


def incoming_stem(document: Document) -> str:
    """Return the name of a document that came in, without suffix: sender, number, date, id, and the mode if a trial."""
    told = [safe_stem(each, max_bytes=50) for each in (document.seller_name, document.number) if each.strip()]
    day = (document.issue_date or document.received_at.date()).isoformat()
    mode = [] if document.send_mode == SendMode.PRODUCTION else [document.send_mode.upper()]
    return "_".join([*mode, *told, day, document.id.hex[:DIGITS]])


def outgoing_name(document: Document) -> tuple[str, str]:
    """Return stem and suffix of a document that was handed over: its file's name with the id before the suffix."""
    stem, suffix = split_suffix(document.file_name or "document")
    return f"{safe_stem(stem, max_bytes=100)}_{document.id.hex[:DIGITS]}", suffix.lower()


def ids_in(name: str) -> Iterator[tuple[UUID, UUID]]:
    """Give the first and last id that each group of digits in a name may stand for."""
    for digits in _ID.findall(name)[:_MOST_IDS]:
        missing = 32 - DIGITS
        yield UUID(digits + "0" * missing), UUID(digits + "f" * missing)


def name_given(name: str) -> str:
    """Return a client's name of a file in its one form (NFC); MailboxError BAD_NAME for one that nothing can have."""
    named = unicodedata.normalize("NFC", name)
    if not named.strip(" .") or "/" in named:
        raise MailboxError(Reason.BAD_NAME, "the name of a file is missing")
    for sign in named:
        if unicodedata.category(sign) in ("Cc", "Cs", "Co", "Cn"):
            raise MailboxError(Reason.BAD_NAME, f"the name has the sign U+{ord(sign):04X}, which no name may have")
    if len(named.encode()) > MAX_NAME_BYTES:
        raise MailboxError(
            Reason.BAD_NAME, f"the name has {len(named.encode())} bytes, at most {MAX_NAME_BYTES} are taken"
        )
    return named


def is_temporary(name: str) -> bool:
    """Return whether a file of this name waits to be renamed: `x.xml.filepart`, `x.tmp`, `.x.xml`, `~x`, `x~`.

    Source: what clients use while they upload: WinSCP `.filepart`, rclone `.partial`, lftp `.in.x`, rsync `.x.abc`.

    >>> is_temporary("F-1.xml.filepart"), is_temporary("F-1.xml")
    (True, False)
    """
    return name.startswith((".", "~")) or name.lower().endswith(_TEMPORARY)
