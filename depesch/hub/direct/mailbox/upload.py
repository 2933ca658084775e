"""One file while a client writes it: where its bytes have come, and whether none is missing."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

from depesch.hub.direct.mailbox import MailboxError, Reason
from depesch.kit.xml import MAX_BYTES

ROOM_ASKED_EVERY = 8 * 1024 * 1024  # bytes written
MOST_GAPS = 1000  # of a file whose bytes come in any order
_DISK_FULL = (errno.ENOSPC, errno.EDQUOT)


class Upload:
    """An open file of the spool, locked for this connection until `shut`.

    Bytes may come in any order, as SFTP allows; a file with a gap is not whole. Raises MailboxError TOO_LARGE and FULL
    while it is written, so that a client learns of it before it has sent everything.
    """

    def __init__(self, name: str, path: Path, descriptor: int, must_have_room: Callable[[], None]) -> None:
        self.name = name
        self.path = path
        self._descriptor: int | None = descriptor
        self._must_have_room = must_have_room
        size = os.fstat(descriptor).st_size
        self._there = [(0, size)] if size else []  # ranges that have come: apart from each other, in order
        self._unasked = 0
        self.failure: MailboxError | OSError | None = None  # of a write: clients close the file even so

    @property
    def size(self) -> int:
        """Return how long the file is up to the last byte that has come."""
        return self._there[-1][1] if self._there else 0

    @property
    def is_open(self) -> bool:
        """Return whether it can still be written."""
        return self._descriptor is not None

    @property
    def is_whole(self) -> bool:
        """Return whether every byte that was sent is there."""
        if self.failure is not None:
            return False
        return not self._there or (len(self._there) == 1 and self._there[0][0] == 0)

    def write(self, offset: int, data: bytes) -> None:
        """Write bytes at their place. After a write that failed, the file is not whole, whatever else comes."""
        try:
            self._write(offset, data)
        except (MailboxError, OSError) as error:
            self.failure = error
            raise

    def _write(self, offset: int, data: bytes) -> None:
        end = offset + len(data)
        if end > MAX_BYTES:
            raise MailboxError(Reason.TOO_LARGE, f"the file is larger than {MAX_BYTES} bytes, which is the most taken")
        self._unasked += len(data)
        if self._unasked > ROOM_ASKED_EVERY:
            self._unasked = 0
            self._must_have_room()
        try:
            rest, at = memoryview(data), offset
            while rest:
                written = os.pwrite(self._open_descriptor(), rest, at)
                rest, at = rest[written:], at + written
        except OSError as error:
            if error.errno in _DISK_FULL:
                raise MailboxError(Reason.FULL, "the hub's disk is full; try again later") from error
            raise
        if data:
            self._note(offset, end)

    def cut(self, size: int) -> None:
        """Forget what stands after the first `size` bytes."""
        if size < self.size:
            os.ftruncate(self._open_descriptor(), size)
            self._there = [(begin, min(end, size)) for begin, end in self._there if begin < size]

    def sync(self) -> None:
        """Make the bytes durable."""
        os.fsync(self._open_descriptor())

    def content(self) -> bytes:
        """Return all bytes."""
        with open(os.dup(self._open_descriptor()), "rb") as file:  # noqa: PTH123  # a descriptor
            file.seek(0)
            return file.read()

    def is_in_place(self) -> bool:
        """Return whether the file still has its name, and no other connection's file has taken it."""
        try:
            return os.path.samestat(self.path.stat(), os.fstat(self._open_descriptor()))
        except FileNotFoundError:
            return False

    def shut(self) -> None:
        """Let go of the file, whatever state it is in."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)

    def remove(self) -> None:
        """Let go of the file and remove it, unless another one has taken its place; a second time does nothing."""
        if self._descriptor is not None and self.is_in_place():
            self.path.unlink(missing_ok=True)
        self.shut()

    def _open_descriptor(self) -> int:
        if self._descriptor is None:
            raise MailboxError(Reason.NOT_THERE, "the file is closed")
        return self._descriptor

    def _note(self, begin: int, end: int) -> None:
        if self._there and self._there[-1][1] == begin:  # nearly always: one after the other
            self._there[-1] = (self._there[-1][0], end)
            return
        merged: list[tuple[int, int]] = []
        for first, last in sorted([*self._there, (begin, end)]):
            if merged and first <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
            else:
                merged.append((first, last))
        if len(merged) > MOST_GAPS:
            raise MailboxError(
                Reason.NOT_WHOLE, f"the file has more than {MOST_GAPS} gaps; write it from its beginning"
            )
        self._there = merged
