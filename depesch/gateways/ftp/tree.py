"""FTP's paths, as calls of the login's mailbox: what pyftpdlib takes for a file system is none."""

from __future__ import annotations

import io
import posixpath
import time
from collections.abc import Iterable, Iterator
from typing import ClassVar

import structlog
from pyftpdlib.exceptions import FilesystemError  # type: ignore[import-untyped]
from pyftpdlib.filesystems import AbstractedFS  # type: ignore[import-untyped]

from depesch.hub.direct.mailbox import HELD, Entry, MailboxError, Reason, Waits
from depesch.hub.direct.mailbox.box import Mailbox
from depesch.hub.direct.mailbox.upload import Upload

_log = structlog.get_logger()
HALF_A_YEAR_S = 182 * 24 * 3600
FACTS = ("type", "perm", "size", "modify")
_WAITING = {
    Waits.RENAME: "Waits to be renamed.",
    Waits.INVOICE: "An attachment; it waits for its invoice.",
    Waits.ATTACHMENTS: "An invoice; it waits for its attachments.",
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Named(str):
    """A name in a listing that knows its entry: pyftpdlib sorts and joins names, and asks for the rest afterwards."""

    __slots__ = ("entry",)
    entry: Entry


class Writing:
    """A file that is being written, as pyftpdlib handles files. Closed without a word, it is left as broken off."""

    open_now: ClassVar[set[Writing]] = set()  # of all connections: what the gateway's end waits for

    def __init__(self, mailbox: Mailbox, upload: Upload, name: str, position: int) -> None:
        Writing.open_now.add(self)
        self.name = name
        self.closed = False
        self.failure: MailboxError | None = None
        self.upload = upload
        self._mailbox = mailbox
        self._position = position

    def seek(self, position: int) -> None:
        """Go on from there (REST); what stood after it is forgotten."""
        self.upload.cut(position)
        self._position = position

    def write(self, data: bytes) -> None:
        """Write the next bytes; what is wrong with them is told when more is to come, or when the file is taken."""
        try:
            self.upload.write(self._position, data)
        except (MailboxError, OSError) as error:
            self.failure = error if isinstance(error, MailboxError) else _fault(error)
        self._position += len(data)

    def take(self) -> str:
        """Hand the file over and return words for the client; raises MailboxError."""
        if self.failure is not None:
            raise self.failure
        self.closed = True
        try:
            taken = self._mailbox.close(self.upload)
        finally:
            Writing.open_now.discard(self)
        return _WAITING[taken] if isinstance(taken, Waits) else f"Document {taken}."

    def close(self) -> None:
        """Leave the file to be resumed."""
        if not self.closed:
            self.closed = True
            Writing.open_now.discard(self)
            self._mailbox.break_off(self.upload)


class Reading(io.BytesIO):
    """A file that is being read."""

    _size = 0

    def __init__(self, name: str, content: bytes) -> None:
        HELD.take(len(content))
        super().__init__(content)
        self.name = name
        self._size = len(content)

    def close(self) -> None:
        """Let go of the bytes."""
        if not self.closed:
            HELD.give_back(self._size)
        super().close()


class Tree(AbstractedFS):  # type: ignore[misc]  # pyftpdlib has no types
    """The mailbox as pyftpdlib's handler asks for it. Paths are those of the client, from the root."""

    def __init__(self, root: str, handler: object) -> None:
        super().__init__("/", handler)
        self._mailbox: Mailbox = handler.mailbox  # type: ignore[attr-defined]  # of `Session`

    def ftp2fs(self, ftppath: str) -> str:
        """Return the path from the root, without `.` and `..`."""
        return posixpath.normpath("/" + posixpath.join(self.cwd, ftppath).lstrip("/"))

    def fs2ftp(self, fspath: str) -> str:
        """Return the same path: there is no other."""
        return fspath

    def validpath(self, path: str) -> bool:
        """Return that no path leads out of the mailbox."""
        return True

    def realpath(self, path: str) -> str:
        """Return the path: there are no links."""
        return path

    def open(self, filename: str, mode: str) -> Writing | Reading:
        """Open a file: `rb` to read it, `wb` to write it anew, `ab` and `r+b` to go on with it."""
        with _told():
            if mode == "rb":
                return Reading(filename, self._mailbox.read(filename)[1])
            upload = self._mailbox.write(filename, resume=mode != "wb")
            return Writing(self._mailbox, upload, filename, upload.size if mode == "ab" else 0)

    def mkstemp(self, suffix: str = "", prefix: str = "", dir: str | None = None, mode: str = "wb") -> object:  # noqa: A002
        """Refuse: clients name their files."""
        raise FilesystemError("name the file and use STOR")

    def chdir(self, path: str) -> None:
        """Go to a folder."""
        if not self.isdir(path):
            raise FilesystemError("there is no such folder")
        self.cwd = path

    def listdir(self, path: str) -> list[Named]:
        """Return the names in a folder, each with its entry."""
        names = []
        with _told():
            for batch in self._mailbox.listed(path):
                for entry in batch:
                    name = Named(entry.name)
                    name.entry = entry
                    names.append(name)
        return names

    def listdirinfo(self, path: str) -> list[Named]:
        """Return the same."""
        return self.listdir(path)

    def mkdir(self, path: str) -> None:
        """Refuse: the folders are as they are."""
        raise FilesystemError("folders cannot be made here")

    def rmdir(self, path: str) -> None:
        """Refuse: the folders are as they are."""
        raise FilesystemError("folders cannot be removed")

    def remove(self, path: str) -> None:
        """Remove a file; in `in/` that acknowledges the document."""
        with _told():
            self._mailbox.remove(path)

    def rename(self, src: str, dst: str) -> None:
        """Rename a file; in `out/` it is taken over when its new name is a lasting one."""
        with _told():
            self._mailbox.rename(src, dst)

    def chmod(self, path: str, mode: str) -> None:
        """Refuse: rights are the login's."""
        raise FilesystemError("rights cannot be changed here")

    def stat(self, path: str) -> object:
        """Refuse: nothing here is a file of the system's; whoever asks should ask for an entry."""
        raise FilesystemError("there is no file system here")

    def lstat(self, path: str) -> object:
        """Return the entry of a path; pyftpdlib asks only whether it is there."""
        return self._entry(path)

    def readlink(self, path: str) -> str:
        """Refuse: there are no links."""
        raise FilesystemError("there are no links here")

    def utime(self, path: str, timeval: float) -> None:
        """Say yes for files that are there and change nothing: clients set times after an upload."""
        self._entry(path)

    def isfile(self, path: str) -> bool:
        """Return whether a path leads to a file."""
        found = self._found(path)
        return found is not None and not found.is_folder

    def islink(self, path: str) -> bool:
        """Return that there are no links."""
        return False

    def isdir(self, path: str) -> bool:
        """Return whether a path leads to a folder."""
        found = self._found(path)
        return found is not None and found.is_folder

    def lexists(self, path: str) -> bool:
        """Return whether a path leads to anything."""
        return self._found(path) is not None

    def getsize(self, path: str) -> int:
        """Return the size of a file: that of what is read."""
        return self._entry(path).size

    def getmtime(self, path: str) -> float:
        """Return when a file was changed, in seconds."""
        return self._entry(path).modified_at.timestamp()

    def get_user_by_uid(self, uid: int) -> str:
        """Return whose files they are, as listings show it."""
        return "depesch"

    def get_group_by_gid(self, gid: int) -> str:
        """Return the same."""
        return "depesch"

    def format_list(self, basedir: str, listing: Iterable[str], ignore_err: bool = True) -> Iterator[bytes]:
        """Give the lines of LIST, as `ls -l` writes them, times in UTC."""
        for name in listing:
            entry = self._listed(basedir, name)
            if entry is not None:
                yield f"{_line(entry)} {name}\r\n".encode()

    def format_mlsx(
        self, basedir: str, listing: Iterable[str], perms: str, facts: Iterable[str], ignore_err: bool = True
    ) -> Iterator[bytes]:
        """Give the lines of MLSD and MLST. Source: RFC 3659 section 7."""
        wanted = frozenset(facts)
        for name in listing:
            entry = self._entry(posixpath.join(basedir, name)) if not ignore_err else self._listed(basedir, name)
            if entry is not None:
                told = "".join(f"{fact}={value};" for fact, value in _facts(entry).items() if fact in wanted)
                yield f"{told} {name}\r\n".encode()

    def _listed(self, folder: str, name: str) -> Entry | None:
        return name.entry if isinstance(name, Named) else self._found(posixpath.join(folder, name))

    def _entry(self, path: str) -> Entry:
        with _told():
            return self._mailbox.entry(path)

    def _found(self, path: str) -> Entry | None:
        try:
            return self._mailbox.entry(path)
        except MailboxError as error:
            if error.reason in (Reason.NOT_THERE, Reason.BAD_NAME):
                return None
            raise FilesystemError(str(error)) from error


class _told:  # noqa: N801  # reads as a word of the language, as contextlib's do
    """What the mailbox refuses, refused in pyftpdlib's way: the words reach the client after the code."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, _where: object) -> None:
        if isinstance(error, MailboxError):
            raise FilesystemError(str(error)) from error


def _fault(error: OSError) -> MailboxError:
    _log.error("ftp.not_written", reason=str(error))
    return MailboxError(Reason.TRY_LATER, "the hub cannot write to its disk; its operator has been told")


def _line(entry: Entry) -> str:
    rights = f"{'d' if entry.is_folder else '-'}r{'w' if entry.is_writable else '-'}{'x' if entry.is_folder else '-'}"
    at = entry.modified_at.timetuple()
    is_old = time.time() - entry.modified_at.timestamp() > HALF_A_YEAR_S
    clock = f" {at.tm_year}" if is_old else f"{at.tm_hour:02}:{at.tm_min:02}"
    return f"{rights:-<10}   1 depesch  depesch  {entry.size:8} {_MONTHS[at.tm_mon - 1]} {at.tm_mday:02} {clock}"


def _facts(entry: Entry) -> dict[str, str]:
    more = "cm" if entry.is_folder else "dfw"
    rights = ("el" if entry.is_folder else "r") + (more if entry.is_writable else "")
    return {
        "type": "dir" if entry.is_folder else "file", "perm": rights, "size": str(entry.size),
        "modify": f"{entry.modified_at:%Y%m%d%H%M%S}",
    }  # fmt: skip
