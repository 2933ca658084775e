"""The data connection of FTP: when is a file that was sent whole?

FTP has no word for the end of a file: the client closes the data connection, and so does the system of a client that
was killed. A file is taken when TLS said goodbye (close_notify, RFC 8446 section 6.1) or the connection was closed in
order, and the client still waits for the answer on its control connection.
"""

from __future__ import annotations

import select
import socket

import structlog
from OpenSSL import SSL
from pyftpdlib.exceptions import _RetryError  # type: ignore[import-untyped]
from pyftpdlib.handlers import TLS_DTPHandler  # type: ignore[import-untyped]

from depesch.gateways.ftp.tree import Writing
from depesch.hub.direct.mailbox import MailboxError, Reason

GOODBYE_S = 0.5  # so long the control connection of a client that said no goodbye is watched
_TCP_CLOSE_WAIT = 8  # Linux: the other side has closed in order
_CODES = {
    Reason.NOT_THERE: 550, Reason.DENIED: 550, Reason.BAD_NAME: 553, Reason.TOO_LARGE: 552, Reason.FULL: 452,
    Reason.IN_USE: 450, Reason.NOT_WHOLE: 426, Reason.REFUSED: 550, Reason.TRY_LATER: 451,
}  # fmt: skip
_log = structlog.get_logger()


class DataChannel(TLS_DTPHandler):  # type: ignore[misc]  # pyftpdlib has no types
    """One transfer. A file that was sent is taken over before the client has its answer."""

    timeout = 300
    transfer_finished: bool
    _error: bool

    def enable_receiving(self, type: str, cmd: str) -> None:  # noqa: A002
        """Receive bytes as they are: ASCII mode would alter documents."""
        super().enable_receiving("i", cmd)

    def push(self, data: bytes) -> None:
        """Send bytes. Of none at all, OpenSSL would make an error, and the client would miss TLS's goodbye."""
        if data:
            super().push(data)
        else:
            self.push_with_producer(_Nothing())

    def recv(self, buffer_size: int) -> bytes:
        """Return what has come; a file that may not go on is refused before more of it is taken in."""
        if isinstance(self.file_obj, Writing) and self.file_obj.failure is not None and not self.file_obj.closed:
            self._refuse(self.file_obj.failure)
            self.close()
            raise _RetryError
        return bytes(super().recv(buffer_size))

    def handle_error(self) -> None:
        """Tell the client that the transfer failed, and the log why."""
        self._resp = ("426 The transfer failed; the file was not taken. Send it again.", _quiet)
        super().handle_error()

    def close(self) -> None:
        """Close the connection; a file that came whole is taken over first."""
        if not self._closed and isinstance(self.file_obj, Writing) and not self.file_obj.closed:
            self._conclude(self.file_obj)
        super().close()

    def _conclude(self, file: Writing) -> None:
        if not self.transfer_finished:
            file.close()
            return
        if not self._came_to_its_end():
            self.transfer_finished = False
            file.close()
            self._resp = ("426 The connection broke off; the file was not taken. Resume it or send it again.", _quiet)
            return
        try:
            self._resp = (f"226 Transfer complete. {file.take()}", _quiet)
        except MailboxError as error:
            self._refuse(error)

    def _refuse(self, error: MailboxError) -> None:
        self.transfer_finished = False
        self._resp = (f"{_CODES[error.reason]} {error}", _quiet)
        self.file_obj.close()

    def _came_to_its_end(self) -> bool:
        is_tls = isinstance(self.socket, SSL.Connection)
        said_goodbye = is_tls and bool(self.socket.get_shutdown() & SSL.RECEIVED_SHUTDOWN)
        if not said_goodbye:
            self._error = True  # pyftpdlib's word for: say none either. OpenSSL refuses to, and it would wait for one.
        if not said_goodbye and not _was_closed_in_order(self.socket):
            return False
        return not _has_gone(self.cmd_channel.socket, 0.0 if said_goodbye else GOODBYE_S)


class _Nothing:
    """What an empty folder has to send."""

    def more(self) -> bytes:
        """Return that there is no more."""
        return b""


def _was_closed_in_order(data: socket.socket) -> bool:
    """Return whether the peer closed the connection, rather than broke it; True where the system does not tell."""
    if not hasattr(socket, "TCP_INFO"):
        return True
    return data.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0] == _TCP_CLOSE_WAIT


def _has_gone(control: socket.socket, wait_s: float) -> bool:
    """Return whether the client has gone, or says something else (ABOR), instead of waiting for the answer."""
    watched = select.poll()
    watched.register(control.fileno(), select.POLLIN | select.POLLRDHUP)
    return bool(watched.poll(wait_s * 1000))


def _quiet(_message: str) -> None:
    """Leave pyftpdlib's own line out of the log: the mailbox has written one."""
