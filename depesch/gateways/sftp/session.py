"""What one SSH session may do: SFTP in a login's mailbox, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import asyncssh
from asyncssh.sftp import SFTPServerHandler
from asyncssh.stream import SSHServerStreamSession

from depesch.gateways.sftp.files import Files
from depesch.hub.direct.logins import LoginHolder
from depesch.hub.direct.mailbox.box import Mailbox
from depesch.hub.server.config import Config

ROUTE = "sftp"
VERSION = 3


def opened(holder: LoginHolder, config: Config) -> Mailbox:
    """Open a login's mailbox; blocks."""
    mailbox = Mailbox(holder, config.home, route=ROUTE)
    mailbox.tidy()
    return mailbox


class Handler(SFTPServerHandler):
    """asyncssh's own reading of requests, which tells `Files` when the connection is over and when it is used."""

    # Without those that would work on the server's own file system, or speak of it.
    _extensions = [(b"posix-rename@openssh.com", b"1"), (b"fsync@openssh.com", b"1"), (b"limits@openssh.com", b"1")]

    def __init__(
        self, files: Files, reader: asyncssh.SSHReader[bytes], writer: asyncssh.SSHWriter[bytes],
        touch: Callable[[], None],
    ) -> None:  # fmt: skip
        super().__init__(files, reader, writer, VERSION)
        self._files = files
        self._touch = touch

    async def _process_packet(self, pkttype: int, pktid: int, packet: asyncssh.packet.SSHPacket) -> None:
        self._touch()
        await super()._process_packet(pkttype, pktid, packet)
        self._touch()

    async def _cleanup(self, exc: Exception | None) -> None:
        """Close what is open as broken off: no request to close it has come."""
        self._files.is_over = True
        await super()._cleanup(exc)


class Session(SSHServerStreamSession[bytes]):
    """A channel in which SFTP is spoken: asyncssh refuses shells, commands and other subsystems by itself."""

    def __init__(self, mailbox: Mailbox, busy: Callable[[int], None], touch: Callable[[], None]) -> None:
        super().__init__(None)
        self._mailbox = mailbox
        self._busy = busy
        self._touch = touch

    def subsystem_requested(self, subsystem: str) -> bool:
        """Return whether it is SFTP."""
        return subsystem == "sftp"

    def session_started(self) -> None:
        """Begin to read requests."""
        channel, connection = self._chan, self._conn
        assert channel is not None, "asyncssh starts a session on a channel"  # noqa: S101
        assert connection is not None, "asyncssh starts a session on a connection"  # noqa: S101
        channel.set_encoding(None)
        self._encoding = None
        reader, writer = asyncssh.SSHReader[bytes](self, channel), asyncssh.SSHWriter[bytes](self, channel)
        files = Files(channel, self._mailbox, self._busy)  # type: ignore[arg-type]  # the channel of a server's session
        connection.create_task(Handler(files, reader, writer, self._touch).run(), reader.logger)
