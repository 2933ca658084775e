"""Names in a watched folder: which are left lying, which are documents, and which attachments go with which document.

`x.xml` is a document; `x.pdf`, `x_1.pdf`, `x_2.png` beside it are its attachments. A file of another kind that has no
such document beside it is a document itself, as a PDF that carries invoices is.
"""

from __future__ import annotations

import fnmatch
import os
import re
import urllib.parse
from collections.abc import Sequence

import msgspec

from depesch.kit.filenames import safe_file_name

# What programs call a file that they have not finished, or that is none of ours; compared without regard to case.
ALWAYS_LEFT = (
    ".*", "~*", "*.tmp", "*.temp", "*.part", "*.partial", "*.filepart", "*.crdownload", "*.download", "*.swp", "*.lock",
    "*.bak", "thumbs.db", "desktop.ini",
)  # fmt: skip
# What is a document whatever lies beside it, the first before the others when several have one name.
DOCUMENTS = (".xml", ".json", ".edi", ".edifact", ".csv", ".zip", ".p7m")
MAX_LAID_BYTES = 180  # of a name in `sent` and `failed`, so that a number and `.receipt.json` still fit
_NUMBERED = re.compile(r"(.+)_[0-9]{1,3}", re.DOTALL)


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """A document and what goes with it."""

    document: str
    attachments: tuple[str, ...] = ()
    may_get_more: bool = True  # nothing goes with it yet, and something could

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of all its files, the document's first."""
        return (self.document, *self.attachments)


class Names:
    """The rules of one watched folder."""

    def __init__(self, *, patterns: Sequence[str], leave: Sequence[str], attachments: bool) -> None:
        self._taken = _compiled(patterns)
        self._left = _compiled((*ALWAYS_LEFT, *leave))
        self._attachments = attachments

    def is_left(self, name: str) -> bool:
        """Return whether a file of this name is never touched."""
        return self._left.fullmatch(name.lower()) is not None

    def groups(self, names: Sequence[str]) -> list[Group]:
        """Return the documents among `names` (none of which is left), each with its attachments.

        Those that the folder's patterns do not name are no documents, but may be attachments.
        """
        others = [name for name in names if _kind(name) is None] if self._attachments else []
        leaders = _leaders(names) if others else {}
        going_along: dict[str, list[str]] = {}
        with_another = set()
        for name in others:
            if leader := _leader_of(name, leaders):
                going_along.setdefault(leader, []).append(name)
                with_another.add(name)
        return [
            Group(document=name, attachments=tuple(sorted(going_along.get(name, ()))), may_get_more=self._waits(name))
            for name in names
            if name not in with_another and self._taken.fullmatch(name.lower())
        ]

    def _waits(self, name: str) -> bool:
        return self._attachments and not name.lower().endswith((".zip", ".p7m"))


def leading(names: Sequence[str]) -> str:
    """Return which of the names, one at least, is the document's when they go together."""
    return min(names, key=lambda name: (len(DOCUMENTS) if (kind := _kind(name)) is None else kind, name))


def shown(name: str) -> str:
    """Return a name as it can stand in one line of a text: signs that cannot be printed are written as escapes.

    >>> shown("a\\nb.xml")
    'a\\\\x0ab.xml'
    """
    printable = os.fsencode(name).decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in printable)


def kept(name: str) -> str:
    """Return a name as ASCII, from which `restored` makes the same name again, whatever bytes it has."""
    return urllib.parse.quote(os.fsencode(name))


def restored(text: str) -> str:
    """Return the name that `kept` was given."""
    return os.fsdecode(urllib.parse.unquote_to_bytes(text))


def laid_name(name: str, number: int) -> str:
    """Return what a file is called in `sent` or `failed`; from 2 on the number stands before the suffix.

    >>> laid_name("F-1.xml", 1), laid_name("F-1.xml", 2)
    ('F-1.xml', 'F-1_2.xml')
    """
    is_plain = name.isprintable() and len(os.fsencode(name)) <= MAX_LAID_BYTES
    stem, suffix = _split(name if is_plain else safe_file_name(name, max_bytes=MAX_LAID_BYTES))
    return f"{stem}{suffix}" if number < 2 else f"{stem}_{number}{suffix}"


def _compiled(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(fnmatch.translate(pattern.lower()) for pattern in patterns) or "(?!)")


def _split(name: str) -> tuple[str, str]:
    """Return stem and suffix; many thousand names are asked, so that no Path is made of each."""
    return os.path.splitext(name)  # noqa: PTH122


def _kind(name: str) -> int | None:
    suffix = _split(name)[1].lower()
    return DOCUMENTS.index(suffix) if suffix in DOCUMENTS else None


def _leaders(names: Sequence[str]) -> dict[str, str]:
    """Return by stem the document that attachments of that stem go with."""
    leaders: dict[str, str] = {}
    for name in names:
        if _kind(name) is not None:
            stem = _split(name)[0]
            leaders[stem] = leading((leaders.get(stem, name), name))
    return leaders


def _leader_of(name: str, leaders: dict[str, str]) -> str | None:
    stem = _split(name)[0]
    if stem in leaders:
        return leaders[stem]
    numbered = _NUMBERED.fullmatch(stem)
    return leaders.get(numbered[1]) if numbered else None
