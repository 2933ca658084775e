"""File names that are safe on every file system: one component, not hidden, not reserved, cut between letters."""

from __future__ import annotations

import mimetypes
import re
import unicodedata

MAX_NAME_BYTES = 180
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}$")
_RESERVED = frozenset({"CON", "PRN", "AUX", "NUL", *(f"{n}{i}" for n in ("COM", "LPT") for i in range(1, 10))})


def split_suffix(name: str) -> tuple[str, str]:
    """Return the name before its last suffix and the suffix with its point, `` when it has none.

    >>> split_suffix("F-1042.xml")
    ('F-1042', '.xml')
    """
    found = _SUFFIX.search(name)
    return (name[: found.start()], found.group()) if found and found.start() else (name, "")


def safe_stem(text: str, *, max_bytes: int) -> str:
    """Return `text` as a part of a file name: letters and digits of any script, `-`, `_` and `.`; at most `max_bytes`.

    Everything else becomes `_`, several points become one; what is left without a letter or digit becomes `file`.
    """
    kept = "".join(c if c.isalnum() or c in "-_." else "_" for c in unicodedata.normalize("NFC", text))
    kept = re.sub(r"\.{2,}", ".", re.sub(r"_{2,}", "_", kept))
    kept = kept.encode("utf-8", "replace")[:max_bytes].decode("utf-8", "ignore").strip("._-")
    if not any(c.isalnum() for c in kept):
        return "file"
    return f"_{kept}" if kept.split(".", maxsplit=1)[0].upper() in _RESERVED else kept


def safe_file_name(name: str, *, max_bytes: int = MAX_NAME_BYTES) -> str:
    """Return `name` as one safe component of a path, its suffix kept, at most `max_bytes` in UTF-8.

    >>> safe_file_name("../../etc/passwd")
    'etc_passwd'
    >>> safe_file_name("Faktura Åsa/2.pdf")
    'Faktura_Åsa_2.pdf'
    """
    stem, suffix = split_suffix(name)
    return safe_stem(stem, max_bytes=max_bytes - len(suffix) - 1) + suffix.lower()


def media_type_of(name: str) -> str:
    """Return the media type that a file's name stands for, `application/octet-stream` for any other.

    >>> media_type_of("Delivery note.PDF"), media_type_of("data.bin2")
    ('application/pdf', 'application/octet-stream')
    """
    return mimetypes.guess_type(name.lower())[0] or "application/octet-stream"
