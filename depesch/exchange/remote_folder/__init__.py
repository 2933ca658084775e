"""Files handed over through a folder on somebody else's server: this file says what such a folder can do.

Names are paths from where the login begins. A move never replaces a file, as far as the protocol can promise it.
"""

from __future__ import annotations

from typing import Protocol


class Fault(Exception):
    """The server said no, or cannot be reached: what was asked for was certainly not done.

    `code` is one of address-not-allowed, unreachable, host-key-unknown, tls-failed, login-failed, not-allowed,
    folder-missing, name-taken, disk-full, server-failed.
    """

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


class Lost(Fault):
    """The line broke: the last thing asked for was perhaps done."""

    def __init__(self, detail: str) -> None:
        super().__init__("line-broken", detail)


class RemoteFolder(Protocol):
    """A folder on a server, by one login. Every method raises Fault, or Lost."""

    def make_folder(self, name: str) -> None:
        """See to it that the folder is there; the one that it lies in has to be."""

    def write(self, name: str, content: bytes) -> None:
        """Write a new file, whole: its size was asked for afterwards."""

    def read(self, name: str, *, most_bytes: int) -> bytes | None:
        """Return what a file holds, as far as `most_bytes`; None when there is none of that name."""

    def has(self, name: str) -> bool:
        """Return whether there is a file of that name."""

    def move(self, name: str, to: str) -> None:
        """Give the file another name; Fault (name-taken) when there is one of that name already."""

    def remove(self, name: str) -> None:
        """Remove the file; nothing happens when there is none."""
