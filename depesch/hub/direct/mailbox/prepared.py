"""A document that came in, as the login collects it: in its format, made once, so that size and bytes always agree.

What is made lies below the hub's home, one folder for each document and format, and can be made again at any time. A
document that cannot be written in the format is handed out as it came.
"""

from __future__ import annotations

import contextlib
import secrets
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import msgspec
import structlog

from depesch.documents.converting import UnknownFormat, convert, target_named
from depesch.documents.targets import Target
from depesch.hub.archive.models import ArchivedFile
from depesch.hub.archive.store import content_of
from depesch.hub.direct.mailbox.telling import loss_note
from depesch.hub.flows.models import Document
from depesch.kit.clock import now
from depesch.kit.durable import write_synced
from depesch.kit.filenames import safe_file_name, split_suffix
from depesch.rendering import RenderingFailed
from depesch.syntaxes import UnreadableDocument

KEPT_FOR = timedelta(days=30)
SWEPT_EVERY = timedelta(hours=1)
_SWEPT = "swept"
_MAIN = "document"
_BESIDE = "beside"
_AS_IT_CAME = "as-it-came"
_log = structlog.get_logger()


class Beside(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A file that the format has no place for, and goes with the document outside."""

    name: str
    size: int
    content: Callable[[], bytes]


class Form(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A document as one login reads it. `content` is called inside `acting_for`."""

    suffix: str
    size: int
    content: Callable[[], bytes]
    beside: tuple[Beside, ...] = ()


class Forms:
    """The forms of one company's documents in one format; an empty format is the one that they came in."""

    def __init__(self, home: Path, company_id: UUID, syntax: str, language: str) -> None:
        self.folder = home / "gateways" / "prepared" / str(company_id)
        self.target = _target(syntax)
        self.language = language

    def form(self, document: Document, original: ArchivedFile) -> Form:
        """Return the document's form, made now if it was not before. Inside `acting_for`."""
        if self.target is None or _is_already(self.target, document):
            return _as_it_came(original)
        folder = self._folder(document, self.target)
        if not folder.exists():
            self._make(document, original, self.target, folder)
        return _read(folder, self.target, original)

    def is_quick(self, document: Document) -> bool:
        """Return whether the form is there already, or nothing has to be made."""
        target = self.target
        return target is None or _is_already(target, document) or self._folder(document, target).exists()

    def sweep(self) -> None:
        """Remove what was made long ago, at most once an hour; it is made again when somebody asks for it."""
        mark = self.folder / _SWEPT
        at = now()
        with contextlib.suppress(FileNotFoundError):
            if mark.exists() and mark.stat().st_mtime > (at - SWEPT_EVERY).timestamp():
                return
            mark.touch()
            for folder in self.folder.iterdir():
                if folder.is_dir() and folder.stat().st_mtime < (at - KEPT_FOR).timestamp():
                    shutil.rmtree(folder, ignore_errors=True)

    def _folder(self, document: Document, target: Target) -> Path:
        return self.folder / f"{document.id}.{target.name}.{self.language}"

    def _make(self, document: Document, original: ArchivedFile, target: Target, folder: Path) -> None:
        part = self.folder / f"part.{secrets.token_hex(8)}"
        (part / _BESIDE).mkdir(mode=0o700, parents=True)
        try:
            self._write(part, content_of(original), target)
        except (UnreadableDocument, RenderingFailed) as error:
            _log.info("mailbox.not_converted", document=str(document.id), format=target.name, reason=error.code)
            write_synced(part / _AS_IT_CAME, b"")
        try:
            part.rename(folder)
        except OSError:  # another connection was quicker; anything else shows when it is read
            shutil.rmtree(part, ignore_errors=True)

    def _write(self, part: Path, content: bytes, target: Target) -> None:
        made = convert(content, to=target.name)
        write_synced(part / _MAIN, made.data)
        for number, file in enumerate(made.beside, 1):
            name = safe_file_name(file.filename or f"attachment-{number}", max_bytes=100)
            write_synced(part / _BESIDE / f"{number}.{name}", file.content)
        if made.losses:
            write_synced(part / _BESIDE / "losses.txt", loss_note(made.losses, self.language))


def _target(syntax: str) -> Target | None:
    """Return what the login collects in; None for documents as they came, also when its format is no longer there."""
    try:
        return target_named(syntax) if syntax else None
    except UnknownFormat as error:
        _log.warning("mailbox.unknown_format", format=syntax, reason=str(error))
        return None


def _is_already(target: Target, document: Document) -> bool:
    return document.syntax == target.syntax and target.specification is None and not target.pdf_profile


def _as_it_came(original: ArchivedFile) -> Form:
    suffix = split_suffix(original.name)[1].lower() or _SUFFIXES.get(original.media_type, ".dat")
    return Form(suffix=suffix, size=original.size, content=lambda: content_of(original))


def _read(folder: Path, target: Target, original: ArchivedFile) -> Form:
    main = folder / _MAIN
    if not main.exists():
        return _as_it_came(original)
    beside = tuple(
        Beside(name=path.name, size=path.stat().st_size, content=path.read_bytes)
        for path in sorted((folder / _BESIDE).iterdir())
    )
    return Form(suffix=target.suffix, size=main.stat().st_size, content=main.read_bytes, beside=beside)


_SUFFIXES = {
    "application/xml": ".xml",
    "application/pdf": ".pdf",
    "application/json": ".json",
    "application/zip": ".zip",
}
