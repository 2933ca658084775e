"""Looking into a watched folder: which documents are complete, and when to look again.

A file is complete when its size, its times and its identity were the same twice, `settle_s` apart, and nobody has it
open for writing. Nothing is judged by the clock on the wall: it may be set, and a share has a clock of its own.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from depesch.connect.sending.names import Group, Names
from depesch.connect.settings import Sending

MOST_WATCHED = 20_000  # files whose settling is watched at a time; the others are looked at when these are gone
Fingerprint = tuple[int, int, int]  # size, modified at (ns), inode


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """What one look found. The folder may hold far more than was looked at."""

    ready: tuple[Group, ...]  # the oldest first
    awaiting: Mapping[str, datetime]  # document -> since when it waits for its attachments
    unsettled: int
    again_s: float | None  # when something may have settled; None: nothing is on its way


class Lookout:
    """Keeps what was seen of one folder between looks."""

    def __init__(self, sending: Sending, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._folder = sending.folder
        self._names = Names(patterns=sending.patterns, leave=sending.leave, attachments=sending.attachments)
        self._settle_s = sending.settle_s
        self._await = timedelta(seconds=sending.await_attachments_s if sending.attachments else 0)
        self._monotonic = monotonic
        self._seen: dict[str, tuple[Fingerprint, float]] = {}

    def look(self, *, at: datetime, awaiting: Mapping[str, datetime], most: int) -> Look:
        """Return at most `most` documents that are complete; `awaiting` is what the last look said.

        Raises OSError when the folder cannot be read.
        """
        groups = self._names.groups([name for name in files_in(self._folder) if not self._names.is_left(name)])
        ready: list[tuple[int, Group]] = []
        waits = {group.document: awaiting[group.document] for group in groups if group.document in awaiting}
        watched: set[str] = set()
        unsettled, again_s = 0, []
        for group in groups:
            if len(ready) >= most or len(watched) >= MOST_WATCHED:
                again_s += [0.0] if ready else []  # where nothing is ready, the others wait for those that settle
                break
            watched.update(group.names)
            left_s, oldest = self._settling(group)
            if left_s > 0:
                unsettled += 1
                again_s.append(left_s)
            elif (wait := self._waiting(group, at, awaiting)) is not None:
                since, more_s = wait
                waits[group.document] = since
                again_s.append(more_s)
            else:
                waits.pop(group.document, None)
                ready.append((oldest, group))
        self._seen = {name: seen for name, seen in self._seen.items() if name in watched}
        ready.sort(key=lambda each: (each[0], each[1].document))
        return Look(
            ready=tuple(group for _, group in ready), awaiting=waits, unsettled=unsettled,
            again_s=min(again_s, default=None),
        )  # fmt: skip

    def is_unchanged(self, group: Group) -> bool:
        """Return whether the files are as they were when the group was found ready, and nobody writes to them."""
        for name in group.names:
            path = self._folder / name
            seen = self._seen.get(name)
            if seen is None or _fingerprint(path) != seen[0] or is_open_for_writing(path):
                self._seen.pop(name, None)
                return False
        return True

    def _settling(self, group: Group) -> tuple[float, int]:
        """Return how many seconds the group's files need to stay as they are, and when the oldest was modified."""
        now, left_s, oldest = self._monotonic(), 0.0, sys.maxsize
        for name in group.names:
            fingerprint = _fingerprint(self._folder / name)
            if fingerprint is None:  # it went away meanwhile
                self._seen.pop(name, None)
                left_s = max(left_s, self._settle_s)
                continue
            before, since = self._seen.get(name, (None, now))
            if before != fingerprint:
                self._seen[name] = (fingerprint, now)
                since = now
            left_s = max(left_s, since + self._settle_s - now)
            oldest = min(oldest, fingerprint[1])
        return left_s, oldest

    def _waiting(self, group: Group, at: datetime, awaiting: Mapping[str, datetime]) -> tuple[datetime, float] | None:
        """Return since when a document waits for its attachments, and for how many seconds more; None: no longer."""
        if not self._await or group.attachments or not group.may_get_more:
            return None
        since = min(awaiting.get(group.document, at), at)  # a clock that was set back does not make it wait longer
        left = since + self._await - at
        return (since, left.total_seconds()) if left > timedelta(0) else None


def files_in(folder: Path) -> Iterator[str]:
    """Give the names of the ordinary files of a folder; folders, links and devices are left alone."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_file(follow_symlinks=False):
                yield entry.name


def waiting_names(sending: Sending, names: Iterable[str] | None = None) -> list[str]:
    """Return the documents that lie in the folder now, taken or not; raises OSError."""
    rules = Names(patterns=sending.patterns, leave=sending.leave, attachments=sending.attachments)
    found = files_in(sending.folder) if names is None else names
    return [group.document for group in rules.groups([name for name in found if not rules.is_left(name)])]


def is_open_for_writing(path: Path) -> bool:
    """Return whether another program has the file open for writing, as far as the system tells.

    Linux refuses a read lease on such a file (fcntl(2), F_SETLEASE); it gives none on a file of another owner, or on
    a share, and then nothing is known. Windows refuses the rename itself.
    """
    if sys.platform != "linux":
        return False
    import fcntl
    import signal

    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return False  # reading it will tell
    try:
        # Whoever opens it while we hold the lease makes the kernel signal us: SIGIO would end the process.
        fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    finally:
        os.close(descriptor)
    return False


def _fingerprint(path: Path) -> Fingerprint | None:
    try:
        found = path.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ino
