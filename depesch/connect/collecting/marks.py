"""The folder `.depesch` below a collecting folder: files before they have their names, and a mark for each document.

A mark says that all files of a document are complete on the disk and which names they get. It is written before the
first of them gets its name, and goes after the hub was told. From then on a file that is no longer in `.depesch` has
been moved to its name, whoever has taken it away from there since: so the next run knows what was done, be the journal
lost or another agent at work. Nobody but agents writes in `.depesch`.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

import msgspec

from depesch.connect.collecting.laying import held
from depesch.kit.durable import sync_folder, write_synced

NAME = ".depesch"
PATIENCE_S = 30.0  # another account of the same agent may be at work in the same folder
_PART = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[0-9]+")


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """A file on its way: its name in `.depesch`, and where it goes below the collecting folder."""

    part: str
    target: str
    sha256: str


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A document on its way: `moves` in their order, the document itself last."""

    document_id: UUID
    company_id: UUID
    moves: tuple[Move, ...]
    number: str = ""
    other: str = ""


class Marks:
    """`.depesch` of one collecting folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / NAME

    def hold(self) -> AbstractContextManager[None]:
        """Keep other agents out until the end; makes the folder. Raises FolderBusy, OSError."""
        if not self.folder.is_dir():
            self.folder.mkdir(mode=0o700)
            sync_folder(self.folder.parent)
        return held(self.folder / "lock", patience_s=PATIENCE_S)

    def all(self) -> Iterator[Mark]:
        """Give every mark; one that cannot be read is no mark, for it was never complete."""
        for path in sorted(self.folder.glob("*.json")):
            with contextlib.suppress(msgspec.MsgspecError):
                yield msgspec.json.decode(path.read_bytes(), type=Mark)

    def part(self, document_id: UUID, number: int) -> Path:
        """Return where the `number`th file of a document is written before it has its name."""
        return self.folder / f"{document_id}.{number}"

    def open_part(self, document_id: UUID, number: int) -> BinaryIO:
        """Open such a file anew."""
        return self.part(document_id, number).open("wb")

    def write(self, mark: Mark) -> None:
        """Note that the files are complete, with their names; durable when it returns, and so are the files."""
        draft = self.folder / f"{mark.document_id}.draft"
        write_synced(draft, msgspec.json.encode(mark))
        draft.replace(self._path(mark.document_id))
        sync_folder(self.folder)

    def remove(self, document_id: UUID) -> None:
        """Take the mark away: the hub knows that the document is here."""
        self._path(document_id).unlink(missing_ok=True)

    def drop(self, document_id: UUID) -> None:
        """Take away what was written of a document that was not had; raises OSError.

        The mark goes first and durably: without its files it would say that they had got their names, and the hub would
        be told so. While it cannot go the files stay, and both are what the next run begins with.
        """
        self.remove(document_id)
        sync_folder(self.folder)
        for path in self.folder.glob(f"{document_id}.*"):
            if _is_work(path):
                path.unlink(missing_ok=True)

    def sweep(self) -> None:
        """Take away files of documents without a mark: whoever wrote them was killed before they were complete."""
        marked = {path.stem for path in self.folder.glob("*.json")}
        without = [
            path for path in self.folder.iterdir() if _is_work(path) and path.name.split(".", 1)[0] not in marked
        ]
        if without:
            sync_folder(self.folder)  # a mark that was taken away must not come back without its files
        for path in without:
            path.unlink(missing_ok=True)

    def _path(self, document_id: UUID) -> Path:
        return self.folder / f"{document_id}.json"


def _is_work(path: Path) -> bool:
    """Return whether it is a file without its name yet, or a mark that is being written."""
    return path.suffix == ".draft" or _PART.fullmatch(path.name) is not None
