"""One FTP connection: who it is, what it may ask, and what it is told. TLS unless the login may come without.

Sources: RFC 959 (FTP), RFC 4217 (TLS), RFC 3659 (MLSD, SIZE, REST), RFC 2228 (PBSZ, PROT).
"""

from __future__ import annotations

import socket
from typing import Any, ClassVar
from uuid import UUID

import structlog
from pyftpdlib.exceptions import AuthenticationFailed  # type: ignore[import-untyped]
from pyftpdlib.handlers import TLS_FTPHandler  # type: ignore[import-untyped]

from depesch.gateways.ftp.certificate import Certificate
from depesch.gateways.ftp.data import DataChannel
from depesch.gateways.ftp.tree import FACTS, Tree
from depesch.hub.direct.logins import LoginHolder, login_by_password
from depesch.hub.direct.mailbox import MailboxError
from depesch.hub.direct.mailbox.box import Mailbox
from depesch.hub.direct.mailbox.entering import NotAdmitted, entered, may_come_in_the_clear
from depesch.hub.server.config import Config
from depesch.kit.xml import MAX_BYTES

ROUTE = "ftp"
ALIVE_TRIES = 3  # a peer that does not answer so often is gone
IN_THE_CLEAR = (
    "WARNING: this connection is not encrypted. Password and invoices can be read and changed on their way. "
    "Use FTP over TLS (AUTH TLS), and switch plain FTP off in the portal."
)
_TLS_FIRST = "530 TLS is required here: send AUTH TLS first (explicit FTP over TLS)."
_LEFT_OUT = ("STOU", "SITE CHMOD", "SITE HELP", "SITE")
_log = structlog.get_logger()


class Admission:
    """Who comes in and what they may do, as pyftpdlib asks for it; the mailbox itself decides on each path."""

    def validate_authentication(self, username: str, password: str, handler: Session) -> None:
        """Give the connection its mailbox; raises AuthenticationFailed with words for the client."""
        address = str(handler.remote_ip)
        try:
            holder = entered(lambda: login_by_password(ROUTE, username, password, address))
        except NotAdmitted as error:
            _log.info("ftp.not_admitted", code=error.code, address=address)
            raise AuthenticationFailed(str(error)) from error
        if not handler.is_secure and not holder.plain_ftp:
            raise AuthenticationFailed("TLS is required for this login.")
        try:
            handler.admit(holder)
        except MailboxError as error:
            raise AuthenticationFailed(str(error)) from error

    def get_home_dir(self, username: str) -> str:
        """Return where everybody begins."""
        return "/"

    def get_msg_login(self, username: str) -> str:
        """Return what a client is told when it comes in."""
        return "Welcome. Put invoices into out/, fetch from in/ and delete what you have."

    def get_msg_quit(self, username: str) -> str:
        """Return what a client is told when it goes."""
        return "Goodbye."

    def has_perm(self, username: str, perm: str, path: str | None = None) -> bool:
        """Return True: the mailbox says no in words."""
        return True

    def get_perms(self, username: str) -> str:
        """Return every right that pyftpdlib knows; see `has_perm`."""
        return "elradfmwMT"

    def impersonate_user(self, username: str, password: str) -> None:
        """Nothing: nobody here is a user of the system's."""

    def terminate_impersonation(self, username: str) -> None:
        """Nothing."""


class Session(TLS_FTPHandler):  # type: ignore[misc]  # pyftpdlib has no types
    """One client's control connection, in a thread of its own."""

    config: ClassVar[Config]  # set on the subclass that `server` makes
    certificate: ClassVar[Certificate]
    authorizer = Admission()
    abstracted_fs = Tree
    dtp_handler = DataChannel
    banner = "Depesch. TLS is required (AUTH TLS)."
    use_sendfile = False
    use_gmt_times = True
    max_login_attempts = 3
    proto_cmds: ClassVar[dict[str, dict[str, Any]]] = {
        name: told for name, told in TLS_FTPHandler.proto_cmds.items() if name not in _LEFT_OUT
    }

    def __init__(self, conn: object, server: object, ioloop: object = None) -> None:
        self.mailbox: Mailbox | None = None
        self._counted: UUID | None = None
        self._first_loop = ioloop  # of the port; the connection gets one of its own
        self._grace: Any = None
        super().__init__(conn, server, ioloop)
        if self.connected:
            keep_alive(self.socket, self.config.gateway_alive_s)
        self._current_type = "i"
        self._current_facts = self._available_facts = list(FACTS)

    @property
    def is_secure(self) -> bool:
        """Return whether the control connection is encrypted."""
        return bool(self._ssl_established)

    def admit(self, holder: LoginHolder) -> None:
        """Open the login's mailbox; raises AuthenticationFailed when the login has too many connections."""
        self._uncount()
        if not self.server.count(holder.login_id):
            most = self.config.gateway_most_of_login
            _log.warning("ftp.too_many", address=self.remote_ip, login=str(holder.login_id), connections=most)
            raise AuthenticationFailed(f"Too many connections of this login: {most} may be open at once.")
        self._counted = holder.login_id
        self.mailbox = Mailbox(holder, self.config.home, route=ROUTE)
        self.mailbox.tidy()
        _log.info("ftp.login", login=str(holder.login_id), tls=self.is_secure)
        if not self.is_secure:
            _log.warning("ftp.in_the_clear", login=str(holder.login_id), address=self.remote_ip)
            self.push(f"230-{IN_THE_CLEAR}\r\n")

    def add_channel(self, *args: Any, **kwargs: Any) -> None:
        """Begin to listen; in the connection's own thread, with the time that it has to come in."""
        super().add_channel(*args, **kwargs)
        if self._grace is None and self.ioloop is not self._first_loop:
            self._grace = self.ioloop.call_later(self.config.gateway_login_s, self._end_unless_in)

    def close(self) -> None:
        """Close the connection, which counts no more."""
        self._uncount()
        if self._grace is not None and not self._grace.cancelled:
            self._grace.cancel()
        super().close()

    def process_command(self, cmd: str, *args: Any, **kwargs: Any) -> None:
        """Answer a command; without TLS only those of logins that may come so."""
        if cmd in ("PASV", "EPSV", "PORT", "EPRT") and self.is_secure and not self._prot:
            self.respond("522 Protect the data connection as well: send PBSZ 0 and PROT P first.")
            return
        super().process_command(cmd, *args, **kwargs)

    def ftp_AUTH(self, line: str) -> None:  # noqa: N802  # pyftpdlib's name for the command
        """Begin TLS with the certificate of today, which the connections for data then have as well."""
        if not self.is_secure:
            self.ssl_context = self.certificate.context()
        super().ftp_AUTH(line)

    def ftp_USER(self, line: str) -> None:  # noqa: N802  # pyftpdlib's name for the command
        """Take the name; without TLS it is refused before the password is sent, unless the login may come so."""
        if not self.is_secure:
            try:
                is_allowed = may_come_in_the_clear(line)
            except NotAdmitted as error:
                self.respond(f"421 {error}")
                return
            if not is_allowed:
                _log.info("ftp.without_tls", address=self.remote_ip)
                self.respond(_TLS_FIRST)
                return
        super().ftp_USER(line)

    def ftp_TYPE(self, line: str) -> None:  # noqa: N802  # pyftpdlib's name for the command
        """Agree to ASCII, and send bytes as they are all the same: documents are not altered on their way."""
        super().ftp_TYPE(line)
        self._current_type = "i"

    def ftp_ALLO(self, line: str) -> None:  # noqa: N802  # pyftpdlib's name for the command
        """Refuse at once what is too large."""
        size = line.split(" ")[0]
        if size.isdigit() and int(size) > MAX_BYTES:
            self.respond(f"552 The file is larger than {MAX_BYTES} bytes, which is the most taken.")
        else:
            super().ftp_ALLO(line)

    def _end_unless_in(self) -> None:
        if self.authenticated or self._closed:
            return
        _log.info("ftp.not_admitted", code="too-slow", address=self.remote_ip)
        self.handle_timeout()

    def _uncount(self) -> None:
        if self._counted is not None:
            self.server.uncount(self._counted)
            self._counted = None

    def on_disconnect(self) -> None:
        """Note that the client has gone."""
        if self.mailbox is not None:
            _log.info("ftp.closed", login=str(self.mailbox.holder.login_id))


def keep_alive(connection: socket.socket, every_s: int) -> None:
    """Have the system ask a silent peer whether it is there: so firewalls keep the line open during a long transfer."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in (("TCP_KEEPIDLE", every_s), ("TCP_KEEPINTVL", every_s), ("TCP_KEEPCNT", ALIVE_TRIES)):
        if hasattr(socket, name):  # not every system has all three
            connection.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
