"""The spool: where a client's file lies until it is whole and taken over. One folder for each login, on the hub's disk.

A file's state is the end of its name there. `part`: being written, or the connection broke off; never taken, may be
resumed. `whole`: closed by the client under a temporary name, waits for its rename. `closed`: closed by the client
under its name and synced, about to be taken over; one that a crash left so is taken at the login's next connection.
The client's name stands encoded before it (base64url), so that no name can lead anywhere.
"""

from __future__ import annotations

import base64
import contextlib
import fcntl
import os
import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from uuid import UUID

import msgspec

from depesch.hub.direct.mailbox import MailboxError, Reason
from depesch.hub.direct.mailbox.upload import Upload
from depesch.kit.clock import now
from depesch.kit.durable import sync_folder

RESUMABLE_FOR = timedelta(days=3)
MOST_FILES = 500  # of one login at once
MOST_BYTES = 1024 * 1024 * 1024  # of one company at once


class SpoolState(StrEnum):
    """How far a file in the spool is."""

    PART = "part"
    WHOLE = "whole"
    CLOSED = "closed"


class Spooled(msgspec.Struct, frozen=True, kw_only=True):
    """A file in the spool under the client's name."""

    name: str
    state: SpoolState
    size: int
    modified_at: datetime
    path: Path


class Spool:
    """The files of one login that are not taken over yet."""

    def __init__(self, home: Path, company_id: UUID, login_id: UUID) -> None:
        self.of_company = home / "gateways" / "spool" / str(company_id)
        self.folder = self.of_company / str(login_id)

    def files(self) -> list[Spooled]:
        """Return what lies here, by name."""
        found = (_spooled(path) for path in _paths(self.folder))
        return sorted((each for each in found if each is not None), key=lambda each: each.name)

    def find(self, name: str) -> Spooled | None:
        """Return the file of this name."""
        found = (_spooled(self._path(name, state)) for state in SpoolState)
        return next((each for each in found if each is not None), None)

    def open(self, name: str, *, resume: bool) -> Upload:
        """Begin to write a file: anew, or where an earlier upload of it broke off, if there is one.

        Raises MailboxError IN_USE when another connection is writing what is to be resumed, FULL when too much waits.
        """
        self.must_have_room()
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return (self._resumed(name) if resume else None) or self._new(name)

    def must_have_room(self) -> None:
        """Raise MailboxError FULL when nothing more may come."""
        total = sum(_size(path) for path in self.of_company.rglob("*"))
        if total > MOST_BYTES:
            raise MailboxError(Reason.FULL, f"{total} bytes of unfinished files wait here; remove some first")
        if len(list(_paths(self.folder))) > MOST_FILES:
            raise MailboxError(Reason.FULL, f"more than {MOST_FILES} unfinished files wait here; remove some first")

    def keep(self, upload: Upload, state: SpoolState) -> bool:
        """Make a file that the client has closed durable in its next state.

        False when another connection has begun the same name anew: then this one has no place any more.
        """
        path = self._path(upload.name, state)
        upload.sync()
        with self._alone():
            if not upload.is_in_place():
                return False
            upload.path.replace(path)
            upload.path = path
        sync_folder(self.folder)
        return True

    def renamed(self, found: Spooled, name: str, state: SpoolState) -> Spooled:
        """Give a file its new name and state, in place of one that had it."""
        path = self._path(name, state)
        with self._alone():
            found.path.replace(path)
        sync_folder(self.folder)
        return msgspec.structs.replace(found, name=name, state=state, path=path)

    def opened(self, found: Spooled) -> Upload:
        """Return a file of the spool, locked; raises MailboxError IN_USE, and NOT_THERE when it has gone."""
        try:
            return _locked(found.name, found.path, self.must_have_room)
        except FileNotFoundError as error:
            raise MailboxError(Reason.NOT_THERE, "there is no such file") from error

    def left_behind(self) -> Iterator[Upload]:
        """Give each closed file that nobody is taking over, locked: a crash came between."""
        for found in self.files():
            if found.state is SpoolState.CLOSED:
                try:
                    upload = self.opened(found)
                except MailboxError:  # it is being taken over just now
                    continue
                yield upload

    def sweep(self) -> None:
        """Remove what is too old to be resumed."""
        for path in _paths(self.folder):
            with contextlib.suppress(FileNotFoundError):
                is_old = _moment(path.stat().st_mtime) < now() - RESUMABLE_FOR
                if is_old and path.suffix != f".{SpoolState.CLOSED}":
                    path.unlink()

    def _new(self, name: str) -> Upload:
        beside = self.folder / f"{secrets.token_hex(8)}.new"
        beside.touch(mode=0o600, exist_ok=False)
        upload = _locked(name, beside, self.must_have_room)
        path = self._path(name, SpoolState.PART)
        with self._alone():
            beside.replace(path)
            self._path(name, SpoolState.WHOLE).unlink(missing_ok=True)
            upload.path = path
        return upload

    def _resumed(self, name: str) -> Upload | None:
        path = self._path(name, SpoolState.PART)
        with contextlib.suppress(FileNotFoundError):
            self._path(name, SpoolState.WHOLE).replace(path)
        try:
            return _locked(name, path, self.must_have_room)
        except FileNotFoundError:
            return None

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Change which file has which name, while no other connection of the login does."""
        descriptor = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _path(self, name: str, state: SpoolState) -> Path:
        return self.folder / f"{base64.urlsafe_b64encode(name.encode()).decode()}.{state}"


def _locked(name: str, path: Path, must_have_room: Callable[[], None]) -> Upload:
    descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(descriptor)
        raise MailboxError(Reason.IN_USE, "another connection is writing this file; try again in a minute") from error
    return Upload(name, path, descriptor, must_have_room)


def _size(path: Path) -> int:
    """Return the size of a file, 0 of what is none or has gone since it was listed: renamed by another connection."""
    try:
        return path.stat().st_size if path.is_file() else 0
    except FileNotFoundError:
        return 0


def _paths(folder: Path) -> Iterator[Path]:
    with contextlib.suppress(FileNotFoundError):
        yield from folder.iterdir()


def _spooled(path: Path) -> Spooled | None:
    """Return what a path of the spool is; None for what is none, or is gone."""
    try:
        state = SpoolState(path.suffix.removeprefix("."))
        name = base64.urlsafe_b64decode(path.stem).decode()
        seen = path.stat()
    except (ValueError, FileNotFoundError):
        return None
    return Spooled(name=name, state=state, size=seen.st_size, modified_at=_moment(seen.st_mtime), path=path)


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
