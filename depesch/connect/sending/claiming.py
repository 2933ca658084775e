"""Claiming: a document and its attachments are renamed into a folder of their own, whose name is the key they go under.

    FOLDER/.depesch/AGENT/KEY/x.xml, x.pdf, .parcel.json

A rename gives a file to one agent alone, whoever else watches the folder. The manifest `.parcel.json` is written last,
before the first byte is sent: a claim without it was never sent, and one with it is sent again exactly as it says.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from uuid import UUID, uuid4

import msgspec

from depesch.connect.sending.moving import move, write_whole
from depesch.connect.sending.names import Group, kept, restored
from depesch.kit.durable import sync_folder

IN_PROGRESS = ".depesch"
MANIFEST = ".parcel.json"
FORSAKEN_S = 3600.0  # a claim of another agent that stood still for so long is taken over
_PIECE = 1024 * 1024


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """One file of a parcel; `name` as `names.kept` writes it."""

    name: str
    size: int
    sha256: str
    error: str = ""  # why it cannot be read

    @property
    def file_name(self) -> str:
        """Return its name in the file system."""
        return restored(self.name)


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What goes to the hub under a key: the document, its attachments in their order, the send mode."""

    key: UUID
    account: str
    send_mode: str
    document: Piece
    attachments: tuple[Piece, ...] = ()
    is_again: bool = False  # somebody wants it sent although it was sent before

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Return all its files, the document first."""
        return (self.document, *self.attachments)

    @property
    def size(self) -> int:
        """Return the bytes of all its files."""
        return sum(piece.size for piece in self.pieces)

    @property
    def identity(self) -> str:
        """Return the SHA-256 by which the same thing is known when it is laid down again under any name."""
        return sha256(" ".join((self.send_mode, *(piece.sha256 for piece in self.pieces))).encode()).hexdigest()


class NotClaimed(Exception):
    """Another agent, or whoever laid it there, was faster; there is nothing to do."""


def own_folder(watched: Path, agent: UUID) -> Path:
    """Return where `agent` keeps its claims of the watched folder."""
    return watched / IN_PROGRESS / str(agent)


def claims(own: Path) -> list[Path]:
    """Return the claims that are not at their end, the oldest first; raises OSError."""
    try:
        found = [(entry.stat().st_mtime_ns, Path(entry.path)) for entry in os.scandir(own) if _is_key(entry.name)]
    except FileNotFoundError:
        return []
    return [path for _, path in sorted(found)]


def claim(watched: Path, own: Path, group: Group) -> Path:
    """Take the document and its attachments out of the folder; raises NotClaimed and OSError."""
    folder = own / str(uuid4())
    folder.mkdir(parents=True, mode=0o700)
    try:
        _take(watched / group.document, folder)
    except (FileNotFoundError, PermissionError) as error:  # PermissionError: on Windows somebody has it open
        folder.rmdir()
        if isinstance(error, PermissionError) and os.name != "nt":
            raise
        raise NotClaimed(group.document) from error
    take_companions(watched, folder, group.attachments)
    return folder


def take_companions(watched: Path, folder: Path, names: Sequence[str]) -> None:
    """Take the attachments of a claimed document that are still there."""
    for name in names:
        try:
            _take(watched / name, folder)
        except FileNotFoundError:
            continue
    sync_folder(watched)
    sync_folder(folder)
    sync_folder(folder.parent)


def put_back(watched: Path, folder: Path) -> list[str]:
    """Give up a claim that was never sent: its files go back where they were. Return those whose name is taken."""
    for name in members(folder):
        try:
            move(folder / name, watched / name)
        except FileExistsError:
            continue
    return members(folder)


def forsaken(watched: Path, own: Path) -> Iterator[Path]:
    """Take over the claims that another agent left standing, and give them; of two who try, one gets it."""
    others = [path for path in _folders(watched / IN_PROGRESS) if path != own]
    for other in others:
        for found in claims(other):
            if time.time() - found.stat().st_mtime > FORSAKEN_S:
                own.mkdir(parents=True, exist_ok=True, mode=0o700)
                try:
                    found.rename(own / found.name)
                except FileNotFoundError:
                    continue
                yield own / found.name


def members(folder: Path) -> list[str]:
    """Return the names of a claim's files, the manifest left out."""
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def manifest_of(folder: Path) -> Manifest | None:
    """Return the manifest of a claim, None when there is none that is whole; raises OSError."""
    try:
        return msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (FileNotFoundError, msgspec.MsgspecError):
        return None


def seal(
    folder: Path, group: Group, *, account: str, send_mode: str, is_again: bool = False, key: UUID | None = None
) -> Manifest:
    """Read every file of the claim, write its manifest, and return it; raises OSError.

    Without `key`, the folder's name is it.
    """
    there = set(members(folder))
    pieces = [_piece(folder / name) for name in group.names if name in there]
    manifest = Manifest(
        key=key or UUID(folder.name), account=account, send_mode=send_mode, document=pieces[0],
        attachments=tuple(pieces[1:]), is_again=is_again,
    )  # fmt: skip
    write_whole(folder / MANIFEST, msgspec.json.encode(manifest))
    return manifest


def is_as_sealed(folder: Path, manifest: Manifest) -> bool:
    """Return whether every file of the claim still has the content that the manifest tells."""
    return all(
        (folder / piece.file_name).exists() and _piece(folder / piece.file_name) == piece for piece in manifest.pieces
    )


def _take(path: Path, folder: Path) -> None:
    path.rename(folder / path.name)


def _piece(path: Path) -> Piece:
    digest, size = sha256(), 0
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
                size += len(piece)
    except OSError as error:
        return Piece(name=kept(path.name), size=size, sha256="", error=error.strerror or str(error))
    return Piece(name=kept(path.name), size=size, sha256=digest.hexdigest())


def _folders(folder: Path) -> list[Path]:
    try:
        return [Path(entry.path) for entry in os.scandir(folder) if entry.is_dir(follow_symlinks=False)]
    except FileNotFoundError:
        return []


def _is_key(name: str) -> bool:
    try:
        return str(UUID(name)) == name
    except ValueError:
        return False
