"""A folder on an FTP server, over TLS alone: the login and the data are both protected, or nothing is said.

Source: RFC 959 (FTP), RFC 2428 (EPSV), RFC 3659 (SIZE), RFC 4217 (AUTH TLS, PBSZ 0, PROT P; 10.2 on names).
"""

from __future__ import annotations

import ftplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from typing import Any

import msgspec

from depesch.exchange.http.guarding import BadUrl, addresses_of
from depesch.exchange.remote_folder import Fault, Lost, RemoteFolder
from depesch.kit.secret import Secret

_FULL = ("452", "552")
_NO_FILE = "550"
_NO_FILE_NOW = "450"  # ProFTPD's answer to NLST of a folder that is not there
_NO_LOGIN = ("430", "530", "532")


class Login(msgspec.Struct, frozen=True, kw_only=True):
    """The server, and who we are there. `authority` is a PEM text of an own authority; empty: those of the system."""

    host: str
    port: int
    user: str
    password: Secret
    authority: str = ""
    timeout_s: float = 30.0


@contextmanager
def ftps_folder(login: Login, *, private_too: bool) -> Iterator[RemoteFolder]:
    """Log in and give the folder that the login leads to; raises Fault."""
    client = _logged_in(login, private_too=private_too)
    try:
        yield FtpsFolder(client)
        with suppress(OSError, EOFError, ftplib.Error):
            client.quit()
    finally:
        client.close()


class FtpsFolder:
    """A folder that an FTP client reaches."""

    def __init__(self, client: _Client) -> None:
        self._client = client

    def make_folder(self, name: str) -> None:
        with _asking():
            here = self._client.pwd()
            try:
                self._client.cwd(name)
            except ftplib.error_perm:
                self._make(name)
            else:
                self._client.cwd(here)

    def write(self, name: str, content: bytes) -> None:
        with _asking():
            self._client.storbinary(f"STOR {name}", BytesIO(content))
            size = self._size(name)
        if size != len(content):
            raise Fault("server-failed", f"{name} has {size} bytes after {len(content)} were written")

    def read(self, name: str, *, most_bytes: int) -> bytes | None:
        found = bytearray()

        def take(piece: bytes) -> None:
            if len(found) < most_bytes:
                found.extend(piece)

        with _asking():
            if self._size(name) is None:
                return None
            self._client.retrbinary(f"RETR {name}", take)
        return bytes(found[:most_bytes])

    def has(self, name: str) -> bool:
        with _asking():
            return self._size(name) is not None

    def move(self, name: str, to: str) -> None:
        with _asking():
            if self._size(to) is not None:
                raise Fault("name-taken", f"there is a {to} already")
            self._client.rename(name, to)

    def remove(self, name: str) -> None:
        with _asking(), suppress(ftplib.error_perm):
            self._client.delete(name)

    def _make(self, name: str) -> None:
        try:
            self._client.mkd(name)
        except ftplib.error_perm:
            here = self._client.pwd()
            self._client.cwd(name)  # made by another hand-over a moment before, else this says why not
            self._client.cwd(here)

    def _size(self, name: str) -> int | None:
        """Return the file's size, None when there is none.

        550 says "no such file" and "no access" alike (RFC 959, 4.2.1): then its folder is listed, which has to work.
        """
        self._client.voidcmd("TYPE I")  # sizes are of the bytes as they are (RFC 3659, 4.1)
        try:
            return self._client.size(name)
        except ftplib.error_perm as error:
            if not str(error).startswith(_NO_FILE):
                raise
        where, _, base = name.rpartition("/")
        if base in {each.rpartition("/")[2] for each in self._names(where)}:
            raise Fault("not-allowed", f"{name} is there, but its size may not be asked for")
        return None

    def _names(self, where: str) -> list[str]:
        try:
            return self._client.nlst(where) if where else self._client.nlst()
        except (ftplib.error_perm, ftplib.error_temp) as error:
            refusal = error
            if not str(error).startswith((_NO_FILE, _NO_FILE_NOW)):
                raise
        here = self._client.pwd()  # some answer 550 for an empty folder: it has to be one that can be entered
        try:
            if where:
                self._client.cwd(where)
                self._client.cwd(here)
        except ftplib.error_perm:
            return []  # there is no such folder, so nothing lies in it
        if str(refusal).startswith(_NO_FILE_NOW):
            raise refusal  # the folder is there: what lies in it is not known just now
        return []


class _Line(ssl.SSLSocket):
    """A line under TLS that may be ended while a session ticket of the server is still being read (TLS 1.3)."""

    def unwrap(self) -> socket.socket:
        """End TLS. Where OpenSSL cannot yet, closing the line ends it; the server's reply and the size then decide."""
        try:
            return super().unwrap()
        except ssl.SSLError as error:
            if error.reason != "SHUTDOWN_WHILE_IN_INIT":
                raise
            return self


class _Client(ftplib.FTP_TLS):
    """Connects to the address that was looked at, checks the certificate by the name, and goes on with its TLS session
    for the data, which many servers insist on.
    """

    def connect_to(self, address: str, login: Login) -> None:
        """Open the line and begin TLS before anything is said."""
        self.host, self.port, self.timeout = login.host, login.port, login.timeout_s
        self.sock = socket.create_connection((address, login.port), login.timeout_s)
        self.af = self.sock.family
        self.file = self.sock.makefile("r", encoding=self.encoding)
        self.welcome = self.getresp()
        self.auth()

    def ntransfercmd(self, cmd: str, rest: int | str | None = None) -> tuple[socket.socket, int | None]:
        """Open a line for data, under the TLS session of the line for commands."""
        line, size = ftplib.FTP.ntransfercmd(self, cmd, rest)  # noqa: S321  TLS begins on the next lines
        of_commands: Any = self.sock
        try:
            return self.context.wrap_socket(line, server_hostname=self.host, session=of_commands.session), size
        except (OSError, ValueError):
            line.close()
            raise


def _logged_in(login: Login, *, private_too: bool) -> _Client:
    try:
        addresses = addresses_of(login.host, login.port, private_too=private_too)
    except BadUrl as error:
        code = "address-not-allowed" if error.code == "private-address" else "unreachable"
        raise Fault(code, f"{login.host}: {error.code}") from error
    trusted = ssl.create_default_context(cadata=login.authority or None)
    trusted.sslsocket_class = _Line
    for address in addresses[:-1]:
        with suppress(_Unreachable):
            return _logged_in_at(address, login, trusted)
    return _logged_in_at(addresses[-1], login, trusted)


class _Unreachable(Fault):
    """Nobody listens at this address: another one of the name may do."""


def _logged_in_at(address: str, login: Login, trusted: ssl.SSLContext) -> _Client:
    client = _Client(context=trusted, timeout=login.timeout_s)
    try:
        client.connect_to(address, login)
        client.login(login.user, login.password.reveal())
        client.prot_p()
    except ssl.SSLError as error:
        client.close()
        raise Fault("tls-failed", f"{login.host}: {error}") from error
    except (OSError, EOFError) as error:
        client.close()
        raise _Unreachable("unreachable", f"{login.host}, port {login.port}: {error or 'no answer'}") from error
    except ftplib.Error as error:
        client.close()
        is_login = str(error)[:3] in _NO_LOGIN
        words = f"{login.host} does not let {login.user} in" if is_login else f"{login.host}: {_told(error)}"
        raise Fault("login-failed" if is_login else "server-failed", words) from None  # its frames hold the password
    return client


@contextmanager
def _asking() -> Iterator[None]:
    """Whatever goes wrong becomes a Fault, or Lost when nobody knows whether it was done."""
    try:
        yield
    except (ftplib.error_perm, ftplib.error_temp, ftplib.error_reply) as error:
        raise Fault(_code(str(error)), _told(error)) from error
    except (OSError, EOFError, ftplib.error_proto) as error:
        raise Lost(_told(error) or type(error).__name__) from error


def _code(answer: str) -> str:
    if answer[:3] in _FULL:
        return "disk-full"
    if answer[:3] in ("550", "553"):
        return "not-allowed"
    return "login-failed" if answer[:3] in _NO_LOGIN else "server-failed"


def _told(error: Exception) -> str:
    return "".join(sign for sign in str(error) if sign.isprintable())[:300]
