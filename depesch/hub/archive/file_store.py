"""The file store: bytes under their SHA-256, written once, durable when `put` returns, checked whenever they are read.

A file is `<root>/<2 hex digits>/<2 hex digits>/<sha256>`, readable and never writable. It is written beside its place,
synced and renamed, so that a name in the store always stands for whole bytes, whatever happens meanwhile.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

from depesch.kit.durable import sync_folder, write_synced
from depesch.kit.hashing import sha256_hex

_PARTS = "part"  # folder of files under way; what lies here after a crash belongs to nobody


class ArchiveDamaged(RuntimeError):
    """Archived bytes are missing or are not those that were archived; the message names the hash."""


class MissingFromArchive(ArchiveDamaged):
    """Archived bytes are not there at all."""


class FileStore:
    """Bytes by their hash in a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, content: bytes) -> str:
        """Store `content` durably and return its SHA-256; what is there already is not written again."""
        digest = sha256_hex(content)
        path = self.path(digest)
        if path.exists():
            return digest
        self._make_folders(path.parent)
        part = self.root / _PARTS / f"{digest}.{secrets.token_hex(4)}"
        write_synced(part, content, new=True)
        part.chmod(0o440)
        part.rename(path)
        sync_folder(path.parent)
        return digest

    def get(self, digest: str) -> bytes:
        """Return the bytes; raises ArchiveDamaged when they are missing or changed."""
        try:
            content = self.path(digest).read_bytes()
        except FileNotFoundError as error:
            raise MissingFromArchive(f"the archive's file {digest} is missing") from error
        if sha256_hex(content) != digest:
            raise ArchiveDamaged(f"the archive's file {digest} was changed")
        return content

    def exists(self, digest: str) -> bool:
        """Return whether there is a file for the hash; its bytes are not read."""
        return self.path(digest).is_file()

    def digests(self) -> Iterator[str]:
        """Return the hashes of all files, in the alphabet's order."""
        for path in sorted(self.root.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*")):
            yield path.name

    def path(self, digest: str) -> Path:
        """Return where the file for the hash stands or would stand."""
        if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
            raise ValueError(f"{digest!r} is no SHA-256 in lower-case hex")
        return self.root / digest[:2] / digest[2:4] / digest

    def _make_folders(self, folder: Path) -> None:
        (self.root / _PARTS).mkdir(mode=0o700, parents=True, exist_ok=True)
        for each in (folder.parent, folder):
            if not each.exists():
                each.mkdir(mode=0o700, exist_ok=True)
                sync_folder(each.parent)
