"""What a collected document is called: the pattern filled in, every part of it safe, and nothing that leads elsewhere.

Senders choose numbers and names of files, so each is a stranger's text here: what `kit.filenames` makes of it has no
separator, no control character, no name of a device, and a length that every file system takes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from depesch.connect.hub_client import DocumentAnswer
from depesch.connect.settings import MAX_VALUE_BYTES, Account, Collecting
from depesch.kit.filenames import safe_file_name, safe_stem, split_suffix

MAX_PART_BYTES = 120  # of one folder or of the stem; number, suffix and an attachment's name come on top
MAX_BESIDE_BYTES = 80
_PRODUCTION = "production"
# EN 16931, UNTDID 1001: the type codes of credit notes.
CREDIT_NOTES = frozenset({"81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "532"})
_SUFFIX_OF = {"application/xml": ".xml", "text/xml": ".xml", "application/pdf": ".pdf", "text/csv": ".csv",
              "application/json": ".json", "application/edifact": ".edi", "application/zip": ".zip"}  # fmt: skip


def stem_of(account: Account, collecting: Collecting, document: DocumentAnswer) -> PurePosixPath:
    """Return the path of the document below the folder, without suffix and number.

    What is no production document says so at the beginning of its name.
    """
    values = {name: safe_stem(value, max_bytes=MAX_VALUE_BYTES) if value else "" for name, value in _values(
        account, collecting, document
    )}  # fmt: skip
    parts = [safe_stem(part.format(**values), max_bytes=MAX_PART_BYTES) for part in collecting.name.split("/")]
    if document.send_mode not in ("", _PRODUCTION):
        parts[-1] = f"{safe_stem(document.send_mode.upper(), max_bytes=20)}_{parts[-1]}"
    return PurePosixPath(*parts)


def _values(account: Account, collecting: Collecting, document: DocumentAnswer) -> Iterator[tuple[str, str]]:
    day = document.issue_date or (document.received_at.date() if document.received_at else None)
    yield "sender", document.seller_name or "unknown"
    yield "number", document.number or "unnumbered"
    yield "date", day.isoformat() if day else ""
    yield "id", str(document.id)
    yield "type", "credit-note" if document.type_code in CREDIT_NOTES else "invoice"
    yield "company", account.company or account.name
    yield "format", collecting.syntax or document.syntax or "unknown"


def numbered(stem: PurePosixPath, number: int) -> PurePosixPath:
    """Return the path to try as the `number`th, from 1: the first one has no number."""
    return stem if number == 1 else stem.with_name(f"{stem.name}_{number}")


def suffix_of(name: str, media_type: str) -> str:
    """Return the suffix that a file is laid down with: its own, else what its media type stands for, else none."""
    own = split_suffix(safe_file_name(name))[1]
    return own or _SUFFIX_OF.get(media_type.lower().partition(";")[0].strip(), "")


def beside(stem: PurePosixPath, name: str) -> PurePosixPath:
    """Return the path of a file that lies beside the document, such as an attachment."""
    return stem.with_name(f"{stem.name}_{safe_file_name(name, max_bytes=MAX_BESIDE_BYTES)}")
