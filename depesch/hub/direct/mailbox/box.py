"""The mailbox of one login: paths come in, entries and bytes go out. What both gateways speak to.

Every function blocks (disk, database) and may be called from any thread, one call at a time. They raise MailboxError.
"""

from __future__ import annotations

import contextlib
import posixpath
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from uuid import UUID

import structlog

from depesch.hub.archive.store import get
from depesch.hub.direct.logins import LoginHolder, still_valid
from depesch.hub.direct.mailbox import OF_COLLECTING, OF_SENDING, Entry, Folder, Item, MailboxError, Reason, Waits
from depesch.hub.direct.mailbox.asking import asking
from depesch.hub.direct.mailbox.held import forget, waiting_of
from depesch.hub.direct.mailbox.incoming import Incoming
from depesch.hub.direct.mailbox.names import is_temporary, name_given
from depesch.hub.direct.mailbox.outgoing import Outgoing
from depesch.hub.direct.mailbox.spool import Spool, Spooled, SpoolState
from depesch.hub.direct.mailbox.taking import take
from depesch.hub.direct.mailbox.upload import Upload
from depesch.hub.direct.models import HeldFile
from depesch.hub.tenancy.models import Company
from depesch.kit.clock import now

ASKED_EVERY_S = 60.0  # whether the login still holds, of a connection that stays open
_log = structlog.get_logger()


class Mailbox:
    """What one login sees and may do. `route` is how documents say that they came: sftp, ftp."""

    def __init__(self, holder: LoginHolder, home: Path, *, route: str) -> None:
        self.holder = holder
        self.route = route
        self._asked_at = time.monotonic()
        with asking(holder.company_id):
            language = Company.objects.values_list("language", flat=True).get(id=holder.company_id)
        self._spool = Spool(home, holder.company_id, holder.login_id)
        self._incoming = Incoming(holder, home, language)
        self._outgoing = Outgoing(holder, language)

    def tidy(self) -> None:
        """Take over what a crash left behind closed, and clear what is too old; once for each connection."""
        for upload in self._spool.left_behind():
            with contextlib.suppress(MailboxError), _shut(upload):
                self._take(upload)
        self._spool.sweep()
        self._incoming.forms.sweep()

    def folders(self) -> tuple[Folder, ...]:
        """Return the folders that the login sees."""
        sending = OF_SENDING if self.holder.may_send else ()
        return (*sending, *(OF_COLLECTING if self.holder.may_collect else ()))

    def listed(self, path: str) -> Iterator[list[Entry]]:
        """Give the entries of a folder in batches."""
        folder, name = self._parsed(path)
        if name:
            raise MailboxError(Reason.NOT_THERE, "there is no such folder")
        if folder is None:
            yield [_folder(each) for each in self.folders()]
        elif folder is Folder.OUT:
            yield self._out()
        else:
            yield from self._view(folder).listed(folder)

    def entry(self, path: str) -> Entry:
        """Return what a path leads to."""
        folder, name = self._parsed(path)
        if folder is None or not name:
            return _folder(folder)
        with asking(self.holder.company_id):
            return self._item(folder, name).entry

    def read(self, path: str) -> tuple[Entry, bytes]:
        """Return a file and its bytes; the size of the entry is theirs."""
        folder, name = self._parsed(path)
        if folder is None or not name:
            raise MailboxError(Reason.DENIED, "this is a folder")
        with asking(self.holder.company_id):
            item = self._item(folder, name)
            return item.entry, item.content()

    def write(self, path: str, *, resume: bool = False) -> Upload:
        """Begin to write a file in `out/`, anew or where an upload broke off. End it by `close` or `break_off`."""
        return self._spool.open(self._name_in_out(path), resume=resume)

    def close(self, upload: Upload) -> UUID | Waits:
        """Take over a file that the client has closed, and return the document's id, or what it waits for, after the
        commit. When it is not taken, it is gone.
        """
        try:
            return self._closed(upload)
        except BaseException:
            upload.remove()
            raise
        finally:
            upload.shut()

    def break_off(self, upload: Upload) -> None:
        """Leave a file whose connection broke off to be resumed; it is never taken like this."""
        size = upload.size
        if not size:
            upload.remove()
        upload.shut()
        _log.info("mailbox.broken_off", login=str(self.holder.login_id), size=size)

    def rename(self, old: str, new: str) -> UUID | Waits | None:
        """Rename a file: in `out/` its lasting name has it taken over, from `in/` to `done/` acknowledges it (None)."""
        folder, name = self._parsed(old)
        to_folder, to_name = self._parsed(new)
        if folder is Folder.IN and to_folder is Folder.DONE and name:
            self._acknowledge(name)
            return None
        if folder is not Folder.OUT or to_folder is not Folder.OUT:
            raise MailboxError(
                Reason.DENIED, "files are renamed in out/, and moved from in/ to done/, and nowhere else"
            )
        return self._renamed(name, self._name_in_out(f"/{Folder.OUT}/{to_name}"))

    def remove(self, path: str) -> None:
        """Remove a file: in `in/` that acknowledges it, in `errors/` it is seen to, in `out/` it is forgotten."""
        folder, name = self._parsed(path)
        if not name:
            raise MailboxError(Reason.DENIED, "folders cannot be removed")
        if folder is Folder.IN:
            self._acknowledge(name)
        elif folder is Folder.ERRORS:
            with asking(self.holder.company_id):
                self._outgoing.see_to(name)
        elif folder is Folder.OUT:
            self._forget(name_given(name))
        else:
            raise MailboxError(Reason.DENIED, f"{folder}/ is for reading only")

    def _closed(self, upload: Upload) -> UUID | Waits:
        self._must_hold()
        if isinstance(upload.failure, MailboxError):
            raise upload.failure
        if not upload.is_whole:
            raise MailboxError(Reason.NOT_WHOLE, "parts of the file are missing; send it again from its beginning")
        if is_temporary(upload.name):
            if not self._spool.keep(upload, SpoolState.WHOLE):
                raise MailboxError(Reason.IN_USE, "another connection has begun this file anew")
            return Waits.RENAME
        self._spool.keep(upload, SpoolState.CLOSED)
        return self._take(upload)

    def _take(self, upload: Upload) -> UUID | Waits:
        """Take over a file that is closed, and remove it from the spool unless the hub could not take it just now."""
        told = {"login": str(self.holder.login_id), "route": self.route, "size": upload.size}
        try:
            taken = take(self.holder, upload.name, upload.content(), route=self.route)
        except MailboxError as error:
            if error.reason is Reason.REFUSED:
                _log.info("mailbox.refused", **told, reason=str(error))
                upload.remove()
            raise
        upload.remove()
        if isinstance(taken, Waits):
            _log.info("mailbox.waits", **told, waits_for=taken.value)
        else:
            _log.info("mailbox.taken", **told, document=str(taken))
        return taken

    def _renamed(self, name: str, new: str) -> UUID | Waits:
        found = self._spool.find(name_given(name))
        if found is None:
            raise MailboxError(Reason.NOT_THERE, "there is no such file")
        if found.state is not SpoolState.WHOLE:
            raise MailboxError(Reason.NOT_WHOLE, "the file was not written to its end; send or resume it first")
        if is_temporary(new):
            self._spool.renamed(found, new, SpoolState.WHOLE)
            return Waits.RENAME
        closed = self._spool.renamed(found, new, SpoolState.CLOSED)
        with _shut(self._spool.opened(closed)) as upload:
            try:
                return self._take(upload)
            except MailboxError as error:
                if error.reason is Reason.TRY_LATER:  # the client may rename it once more
                    self._spool.renamed(closed, found.name, SpoolState.WHOLE)
                raise

    def _forget(self, name: str) -> None:
        found = self._spool.find(name)
        if found is not None:
            found.path.unlink(missing_ok=True)
            return
        with asking(self.holder.company_id):
            is_forgotten = forget(self.holder.login_id, name)
            is_taken = not is_forgotten and self._outgoing.just_taken(name) is not None
        if is_forgotten:
            _log.info("mailbox.forgotten", login=str(self.holder.login_id))
            return
        if is_taken:
            raise MailboxError(Reason.DENIED, "the file is handed over; what is on its way is stopped in the portal")
        raise MailboxError(Reason.NOT_THERE, "there is no such file")

    def _acknowledge(self, name: str) -> None:
        with asking(self.holder.company_id):
            self._incoming.acknowledge(name)

    def _out(self) -> list[Entry]:
        spooled = [_spooled(each) for each in self._spool.files()]
        with asking(self.holder.company_id):
            held = [_held(each) for each in waiting_of(self.holder.login_id)]
        by_name = {entry.name: entry for entry in (*self._outgoing.working_on(), *held, *spooled)}
        return [by_name[name] for name in sorted(by_name)]

    def _item(self, folder: Folder, name: str) -> Item:
        found = self._in_out(name) if folder is Folder.OUT else self._view(folder).find(folder, name)
        if found is None:
            raise MailboxError(Reason.NOT_THERE, "there is no such file")
        return found

    def _in_out(self, name: str) -> Item | None:
        name = name_given(name)
        found = self._spool.find(name)
        if found is not None:
            return Item(entry=_spooled(found), content=found.path.read_bytes)
        waiting = HeldFile.objects.filter(login_id=self.holder.login_id, name=name).first()
        if waiting is not None:
            return Item(entry=_held(waiting), content=partial(get, waiting.sha256))
        return self._outgoing.just_taken(name)

    def _view(self, folder: Folder) -> Incoming | Outgoing:
        return self._incoming if folder in OF_COLLECTING else self._outgoing

    def _name_in_out(self, path: str) -> str:
        folder, name = self._parsed(path)
        if folder is not Folder.OUT:
            raise MailboxError(Reason.DENIED, "files are put into out/ and nowhere else")
        return name_given(name)

    def _must_hold(self) -> None:
        """Raise MailboxError DENIED when the login was revoked meanwhile, or its company closed."""
        if time.monotonic() - self._asked_at < ASKED_EVERY_S:
            return
        with asking(self.holder.company_id):
            is_valid = still_valid(self.holder)
        if not is_valid:
            raise MailboxError(Reason.DENIED, "this login was revoked")
        self._asked_at = time.monotonic()

    def _parsed(self, path: str) -> tuple[Folder | None, str]:
        """Return folder and name of a path; no path leads out of the mailbox, however many `..` it has."""
        self._must_hold()
        first, *rest = posixpath.normpath(f"/{path}").lstrip("/").split("/")
        if not first:
            return None, ""
        if first not in self.folders() or len(rest) > 1:
            raise MailboxError(Reason.NOT_THERE, "there is no such file or folder")
        return Folder(first), rest[0] if rest else ""


@contextlib.contextmanager
def _shut(upload: Upload) -> Iterator[Upload]:
    try:
        yield upload
    finally:
        upload.shut()


def _folder(folder: Folder | None) -> Entry:
    return Entry(
        name=folder.value if folder else "", size=0, modified_at=now(), is_folder=True, is_writable=folder is Folder.OUT
    )


def _spooled(found: Spooled) -> Entry:
    return Entry(name=found.name, size=found.size, modified_at=found.modified_at, is_writable=True)


def _held(row: HeldFile) -> Entry:
    return Entry(name=row.name, size=row.size, modified_at=row.put_at, is_writable=True)
