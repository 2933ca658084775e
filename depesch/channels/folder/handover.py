"""The hand-over of files through a folder: exactly once, also across a crash and a receiver that deletes at once.

Every file is written and synced in a journal apart from the agreed folder, a note lists them, and each is then *moved*
out, the main document last. A move is atomic, so a file still in the journal was certainly not handed over and one that
has left it certainly was.

Source: fsync(2) on why a folder is synced as well as the file.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from depesch.kit.durable import sync_folder, write_synced
from depesch.kit.hashing import sha256_hex
from depesch.kit.moving import move_new


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One file of a hand-over: its name in the agreed folder and its hash."""

    name: str
    sha256: str


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """What the journal keeps of one hand-over, and what the receipt says. The main document is the last item."""

    message_id: str
    folder: str
    items: tuple[Item, ...]


@contextmanager
def staging_of(message_id: str, journal: Path) -> Iterator[Staging]:
    """Hold the message's place in the journal against other workers; the kernel lets go when a worker dies.

    The journal is made when it is not there. 256 parts keep its folders small and the locks apart.
    """
    journal.mkdir(mode=0o700, exist_ok=True)
    key = sha256_hex(message_id.encode())
    shard = journal / key[:2]
    if not shard.is_dir():
        shard.mkdir(exist_ok=True)
        sync_folder(journal)
    with (shard / "lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield Staging(shard, key)


class Staging:
    """The files of one hand-over in the journal."""

    def __init__(self, shard: Path, key: str) -> None:
        self._key = key
        self._shard = shard
        self._note = shard / f"{key}.json"

    def note(self) -> Note | None:
        """Return the note of this message, None when the files are not all staged."""
        try:
            return msgspec.json.decode(self._note.read_bytes(), type=Note)
        except FileNotFoundError:
            return None

    def path(self, place: int) -> Path:
        """Return where the file at `place` waits."""
        return self._shard / f"{self._key}.{place}"

    def waits(self, note: Note) -> bool:
        """Tell whether the main document is still here, so was certainly not handed over."""
        return self.path(len(note.items) - 1).exists()

    def surely_waits(self, note: Note) -> bool:
        """Tell whether the main document is seen here even now that the disk gives errors."""
        try:
            return self.waits(note)
        except OSError:
            return False

    def stage(self, note: Note, contents: tuple[bytes, ...]) -> None:
        """Write the files, then the note: whoever sees the note has all the files on disk."""
        if self._note.exists():  # of another folder: without it, what is half written here counts as nothing
            self._note.unlink()
            sync_folder(self._shard)
        for place, content in enumerate(contents):
            write_synced(self.path(place), content)
        draft = self._note.with_suffix(".draft")
        write_synced(draft, msgspec.json.encode(note))
        draft.replace(self._note)
        sync_folder(self._shard)

    def move_out(self, note: Note, folder: Path) -> None:
        """Move what still waits into `folder`, in the note's order; the main document is seen last."""
        for place, item in enumerate(note.items):
            if place == len(note.items) - 1:
                sync_folder(folder)  # the companions are durable before the main document is seen
            if self.path(place).exists():
                move_new(self.path(place), folder / item.name, may_show_empty=False, may_show_twice=False)
        sync_folder(folder)
        sync_folder(self._shard)
