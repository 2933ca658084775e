"""SFTP's requests on files, as calls of the login's mailbox. Nothing here touches a file system by its path.

Source: draft-ietf-secsh-filexfer-02 (SFTP version 3), which every client speaks.
"""

from __future__ import annotations

import asyncio
import posixpath
import stat
from collections.abc import AsyncIterator, Callable
from typing import ParamSpec, TypeVar

import asyncssh
import msgspec
import structlog
from asyncssh import FXF_EXCL, FXF_TRUNC, FXF_WRITE, SFTPAttrs, SFTPName

from depesch.hub.direct.mailbox import HELD, Entry, MailboxError, Reason
from depesch.hub.direct.mailbox.box import Mailbox
from depesch.hub.direct.mailbox.upload import Upload

P = ParamSpec("P")
T = TypeVar("T")
MOST_OPEN = 64  # files of one connection
_log = structlog.get_logger()
_SHOWN_USER = "depesch"


class Reading(msgspec.Struct, kw_only=True, eq=False):
    """A file that is open for reading: its bytes are those of the moment that it was opened."""

    entry: Entry
    content: bytes


class Files(asyncssh.SFTPServer):
    """One client's requests. They come one after the other; each that may block runs in a thread of its own.

    A request to close a file is answered after the hub has taken it over. When the connection ends, asyncssh closes
    what is open by the same call: then `is_over` is set, and nothing is taken.
    """

    def __init__(
        self, channel: asyncssh.SSHServerChannel[bytes], mailbox: Mailbox, busy: Callable[[int], None]
    ) -> None:
        super().__init__(channel)
        self.is_over = False
        self._mailbox = mailbox
        self._busy = busy
        self._open: set[Reading | Upload] = set()

    async def open(self, path: bytes, pflags: int, attrs: SFTPAttrs) -> Reading | Upload:
        """Open a file: for writing in `out/`, anew or to go on with it; for reading anywhere else."""
        if len(self._open) >= MOST_OPEN:
            raise asyncssh.SFTPFailure(f"more than {MOST_OPEN} files are open")
        opened: Reading | Upload
        if pflags & FXF_WRITE:
            is_new = bool(pflags & (FXF_TRUNC | FXF_EXCL))
            opened = await self._do(self._mailbox.write, _text(path), resume=not is_new)
            self._busy(1)
        else:
            entry, content = await self._do(self._mailbox.read, _text(path))
            await self._do(HELD.take, len(content))
            opened = Reading(entry=entry, content=content)
        self._open.add(opened)
        return opened

    async def close(self, file_obj: object) -> None:
        """Close a file; one that was written is taken over before the answer, unless the connection broke off."""
        if isinstance(file_obj, Reading):
            self._open.discard(file_obj)
            HELD.give_back(len(file_obj.content))
            return
        upload = _upload(file_obj)
        self._open.discard(upload)
        try:
            if self.is_over:
                self._mailbox.break_off(upload)
            else:
                await self._do(self._mailbox.close, upload)
        finally:
            self._busy(-1)

    def read(self, file_obj: object, offset: int, size: int) -> bytes:
        """Return bytes of a file that is open for reading; none at its end."""
        if not isinstance(file_obj, Reading):
            raise asyncssh.SFTPPermissionDenied("the file is open for writing")
        return file_obj.content[offset : offset + size]

    def write(self, file_obj: object, offset: int, data: bytes) -> int:
        """Write bytes into the spool: into the system's memory, which is quicker than to wait for a thread."""
        try:
            _upload(file_obj).write(offset, data)
        except MailboxError as error:
            raise _as_sftp(error) from error
        return len(data)

    async def stat(self, path: bytes) -> SFTPAttrs:
        """Return what a path leads to."""
        return _attributes(await self._do(self._mailbox.entry, _text(path)))

    async def lstat(self, path: bytes) -> SFTPAttrs:
        """Return the same: there are no links."""
        return await self.stat(path)

    def fstat(self, file_obj: object) -> SFTPAttrs:
        """Return what is known of an open file."""
        if isinstance(file_obj, Reading):
            return _attributes(file_obj.entry)
        return SFTPAttrs(size=_upload(file_obj).size, permissions=stat.S_IFREG | 0o640)

    async def setstat(self, path: bytes, attrs: SFTPAttrs) -> None:
        """Say yes for files that are there and change nothing: clients set times and rights after an upload."""
        await self._do(self._mailbox.entry, _text(path))

    async def lsetstat(self, path: bytes, attrs: SFTPAttrs) -> None:
        """Do the same as `setstat`."""
        await self.setstat(path, attrs)

    def fsetstat(self, file_obj: object, attrs: SFTPAttrs) -> None:
        """Cut a file that is being written when a size is set; times and rights are not kept."""
        if attrs.size is not None:
            _upload(file_obj).cut(attrs.size)

    async def scandir(self, path: bytes) -> AsyncIterator[SFTPName]:
        """Give what stands in a folder, batch by batch."""
        batches = await self._do(self._mailbox.listed, _text(path))
        for name in (b".", b".."):
            yield SFTPName(name, attrs=_attributes(await self._do(self._mailbox.entry, "/")))
        while True:
            batch = await self._do(next, batches, None)
            if batch is None:
                return
            for entry in batch:
                yield SFTPName(entry.name.encode(), attrs=_attributes(entry))

    async def remove(self, path: bytes) -> None:
        """Remove a file; in `in/` that acknowledges the document."""
        await self._do(self._mailbox.remove, _text(path))

    async def rename(self, oldpath: bytes, newpath: bytes) -> None:
        """Rename a file; in `out/` it is taken over before the answer when its new name is a lasting one."""
        self._busy(1)
        try:
            await self._do(self._mailbox.rename, _text(oldpath), _text(newpath))
        finally:
            self._busy(-1)

    async def posix_rename(self, oldpath: bytes, newpath: bytes) -> None:
        """Do the same as `rename`: it takes the place of an unfinished file of that name."""
        await self.rename(oldpath, newpath)

    def realpath(self, path: bytes) -> bytes:
        """Return the path from the root, without `.` and `..`."""
        return posixpath.normpath(b"/" + path.lstrip(b"/"))

    def fsync(self, file_obj: object) -> None:
        """Make a file that is being written durable."""
        _upload(file_obj).sync()

    def exit(self) -> None:
        """Say that the session ended well: `scp` takes one that ends without a word for a failure."""
        if not self.channel.is_closing():
            self.channel.exit(0)

    def map_path(self, path: bytes) -> bytes:
        """Refuse: no path of this server's is one of a file system."""
        raise asyncssh.SFTPPermissionDenied("there is no file system here")

    def mkdir(self, path: bytes, attrs: SFTPAttrs) -> None:
        """Refuse: the folders are as they are."""
        raise asyncssh.SFTPPermissionDenied("folders cannot be made here")

    def rmdir(self, path: bytes) -> None:
        """Refuse: the folders are as they are."""
        raise asyncssh.SFTPPermissionDenied("folders cannot be removed")

    def readlink(self, path: bytes) -> bytes:
        """Refuse: there are no links."""
        raise asyncssh.SFTPOpUnsupported("there are no links here")

    def symlink(self, oldpath: bytes, newpath: bytes) -> None:
        """Refuse: there are no links."""
        raise asyncssh.SFTPOpUnsupported("there are no links here")

    def link(self, oldpath: bytes, newpath: bytes) -> None:
        """Refuse: there are no links."""
        raise asyncssh.SFTPOpUnsupported("there are no links here")

    def statvfs(self, path: bytes) -> asyncssh.SFTPVFSAttrs:
        """Refuse: there is no disk to tell of."""
        raise asyncssh.SFTPOpUnsupported("there is no disk here")

    def fstatvfs(self, file_obj: object) -> asyncssh.SFTPVFSAttrs:
        """Refuse: there is no disk to tell of."""
        raise asyncssh.SFTPOpUnsupported("there is no disk here")

    def open56(self, path: bytes, desired_access: int, flags: int, attrs: SFTPAttrs) -> object:
        """Refuse: version 3 alone is spoken."""
        raise asyncssh.SFTPOpUnsupported("SFTP version 3 is spoken here")

    def lock(self, file_obj: object, offset: int, length: int, flags: int) -> None:
        """Refuse: version 3 alone is spoken."""
        raise asyncssh.SFTPOpUnsupported("SFTP version 3 is spoken here")

    def unlock(self, file_obj: object, offset: int, length: int) -> None:
        """Refuse: version 3 alone is spoken."""
        raise asyncssh.SFTPOpUnsupported("SFTP version 3 is spoken here")

    def format_user(self, uid: int | None) -> str:
        """Return whose files they are, as listings show it."""
        return _SHOWN_USER

    def format_group(self, gid: int | None) -> str:
        """Return the same."""
        return _SHOWN_USER

    async def _do(self, function: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        try:
            return await asyncio.to_thread(function, *arguments, **named)
        except MailboxError as error:
            raise _as_sftp(error) from error
        except Exception as error:  # a fault of ours: asyncssh would tell the client its words and nobody else
            _log.exception("sftp.failed")
            raise asyncssh.SFTPFailure("a fault of the hub's; its operator has been told") from error


def _text(path: bytes) -> str:
    """Return a path as text: UTF-8, else Latin-1, which older clients send."""
    try:
        return path.decode()
    except UnicodeDecodeError:
        return path.decode("latin-1")


def _upload(file_obj: object) -> Upload:
    if not isinstance(file_obj, Upload):
        raise asyncssh.SFTPPermissionDenied("the file is open for reading")
    return file_obj


def _attributes(entry: Entry) -> SFTPAttrs:
    kind, rights = (stat.S_IFDIR, 0o550) if entry.is_folder else (stat.S_IFREG, 0o440)
    moment = int(entry.modified_at.timestamp())
    rights |= (0o220 if entry.is_folder else 0o200) if entry.is_writable else 0
    return SFTPAttrs(size=entry.size, permissions=kind | rights, uid=0, gid=0, nlink=1, atime=moment, mtime=moment)


def _as_sftp(error: MailboxError) -> asyncssh.SFTPError:
    kinds = {Reason.NOT_THERE: asyncssh.SFTPNoSuchFile, Reason.DENIED: asyncssh.SFTPPermissionDenied}
    return kinds.get(error.reason, asyncssh.SFTPFailure)(str(error))
