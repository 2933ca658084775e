"""A company's documents as folders, for clients that know nothing but files. This file is the contract.

No file system stands behind it: each folder is a view of the database for one login, and `out/` a spool in which files
wait until they are whole. Gateways (SFTP, FTP) turn their commands into calls of `Mailbox` and its answers into theirs.

    out/          what the client puts is handed over when it is whole; shows what is being written, waits, or is
                  worked on
    in/           came in and nobody has said to have it: oldest first, in the login's format; removing acknowledges
    done/         acknowledged during the last days, to be read again
    attachments/  what came beside the documents in `in/` and `done/`: files, the readable PDF, notes of losses
    sent/         handed over by this login and on its way or there, read only
    errors/       could not be processed or delivered: the file, and beside it a text that says why and what to do
    receipts/     one JSON file for each document handed over: where it is, and what the receiver's people say
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

import msgspec


class Folder(StrEnum):
    """The folders; a login that may not send or not collect does not see those that are for it."""

    OUT = "out"
    IN = "in"
    DONE = "done"
    ATTACHMENTS = "attachments"
    SENT = "sent"
    ERRORS = "errors"
    RECEIPTS = "receipts"


OF_SENDING = (Folder.OUT, Folder.SENT, Folder.ERRORS, Folder.RECEIPTS)
OF_COLLECTING = (Folder.IN, Folder.DONE, Folder.ATTACHMENTS)


MOST_BYTES_READ = 512 * 1024 * 1024  # of all files that the clients of one process have open for reading


class Held:
    """How many bytes a gateway's process holds for its clients to read; safe between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._bytes = 0

    def take(self, count: int) -> None:
        """Count bytes that are held from now on; raises MailboxError TRY_LATER when they are too many."""
        with self._lock:
            if self._bytes + count > MOST_BYTES_READ:
                raise MailboxError(Reason.TRY_LATER, "too much is being read just now; try again in a minute")
            self._bytes += count

    def give_back(self, count: int) -> None:
        """Count bytes that are no longer held."""
        with self._lock:
            self._bytes -= count


HELD = Held()


class Reason(StrEnum):
    """Why something was not done; a gateway has a status of its protocol for each."""

    NOT_THERE = "not-there"
    DENIED = "denied"
    BAD_NAME = "bad-name"
    TOO_LARGE = "too-large"
    FULL = "full"  # too much waits in the spool, or the disk is full
    IN_USE = "in-use"
    NOT_WHOLE = "not-whole"  # parts of the file are missing
    REFUSED = "refused"  # the hub did not take the document
    TRY_LATER = "try-later"  # the hub cannot take anything just now


class Waits(StrEnum):
    """A file is safely kept, and is no document yet: what it waits for."""

    RENAME = "rename"  # it has a temporary name
    INVOICE = "invoice"  # it is an attachment
    ATTACHMENTS = "attachments"  # the login says that its invoices wait for some


class MailboxError(Exception):
    """It was not done, and nothing was changed. The text is English and may be shown to the client."""

    def __init__(self, reason: Reason, text: str) -> None:
        super().__init__(text)
        self.reason = reason


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A file or folder as listings show it. The size is that of what is read."""

    name: str
    size: int
    modified_at: datetime
    is_folder: bool = False
    is_writable: bool = False  # may be written or removed


class Item(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A file with the way to its bytes; `content` is called inside `acting_for`."""

    entry: Entry
    content: Callable[[], bytes]
