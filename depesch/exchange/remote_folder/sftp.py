"""A folder on an SFTP server. The server is known by the fingerprint of its key, never by its name alone.

asyncssh runs in a loop of its own, one for each login; the methods are plain ones.

Source: RFC 4251 to 4254 (SSH), draft-ietf-secsh-filexfer-02 (SFTP 3); fingerprints as in RFC 4255, written as OpenSSH
writes them: `SHA256:` and base64 without padding.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar, cast

import asyncssh
import msgspec

from depesch.exchange.http.guarding import BadUrl, addresses_of
from depesch.exchange.remote_folder import Fault, Lost, RemoteFolder
from depesch.kit.secret import Secret

T = TypeVar("T")

_MISSING = (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath)
_DENIED = (asyncssh.SFTPPermissionDenied, asyncssh.SFTPWriteProtect)
_FULL = (asyncssh.SFTPNoSpaceOnFilesystem, asyncssh.SFTPQuotaExceeded)
_GONE = (asyncssh.SFTPNoConnection, asyncssh.SFTPConnectionLost, asyncssh.SFTPEOFError)
_SLOWEST_BYTES_S = 20_000  # a line slower than this counts as broken


class Login(msgspec.Struct, frozen=True, kw_only=True):
    """The server, and who we are there. `fingerprints` are those of the keys that it may show; none: no login."""

    host: str
    port: int
    user: str
    fingerprints: tuple[str, ...]
    password: Secret = Secret("")
    private_key: Secret = Secret("")
    passphrase: Secret = Secret("")
    timeout_s: float = 30.0


@contextmanager
def sftp_folder(login: Login, *, private_too: bool) -> Iterator[RemoteFolder]:
    """Log in and give the folder that the login leads to; raises Fault."""
    with asyncio.Runner() as runner:
        runner.get_loop().set_exception_handler(_leave_broken_lines)
        connection = runner.run(_connect(login, private_too=private_too))
        try:
            client = runner.run(_within(login.timeout_s, connection.start_sftp_client))
            yield SftpFolder(runner, client, login.timeout_s)
        finally:
            with suppress(OSError, asyncssh.Error, TimeoutError):
                runner.run(_close(connection))


class SftpFolder:
    """A folder that an SFTP client reaches."""

    def __init__(self, runner: asyncio.Runner, client: asyncssh.SFTPClient, timeout_s: float) -> None:
        self._runner = runner
        self._client = client
        self._timeout_s = timeout_s

    def make_folder(self, name: str) -> None:
        if self._do(lambda: self._client.isdir(name)):
            return
        try:
            self._do(lambda: self._client.mkdir(name))
        except Fault:
            if not self._do(lambda: self._client.isdir(name)):  # perhaps made by another hand-over a moment before
                raise

    def write(self, name: str, content: bytes) -> None:
        self._do(lambda: self._write(name, content), more_s=len(content) / _SLOWEST_BYTES_S)

    def read(self, name: str, *, most_bytes: int) -> bytes | None:
        return self._do(lambda: self._read(name, most_bytes), more_s=most_bytes / _SLOWEST_BYTES_S)

    def has(self, name: str) -> bool:
        return self._do(lambda: self._client.exists(name))

    def move(self, name: str, to: str) -> None:
        try:
            self._do(lambda: self._client.rename(name, to))
        except Lost:
            raise
        except Fault as error:
            if error.code == "server-failed" and self.has(to):  # SFTP 3 has no code of its own for it
                raise Fault("name-taken", f"there is a {to} already") from error
            raise

    def remove(self, name: str) -> None:
        self._do(lambda: self._remove(name))

    async def _write(self, name: str, content: bytes) -> None:
        async with self._client.open(name, "xb") as file:
            await file.write(content)
            with suppress(asyncssh.SFTPOpUnsupported):
                await file.fsync()
        size = (await self._client.stat(name)).size
        if size is not None and size != len(content):
            raise Fault("server-failed", f"{name} has {size} bytes after {len(content)} were written")

    async def _read(self, name: str, most_bytes: int) -> bytes | None:
        try:
            async with self._client.open(name, "rb") as file:
                return cast(bytes, await file.read(most_bytes))  # typed as text, whatever the mode
        except _MISSING:
            return None

    async def _remove(self, name: str) -> None:
        with suppress(*_MISSING):
            await self._client.remove(name)

    def _do(self, ask: Callable[[], Awaitable[T]], *, more_s: float = 0.0) -> T:
        return self._runner.run(_within(self._timeout_s + more_s, ask))


class _Known(asyncssh.SSHClient):
    """Takes a server whose key has a known fingerprint, and keeps the one that was shown."""

    def __init__(self, fingerprints: tuple[str, ...]) -> None:
        self._fingerprints = fingerprints
        self.shown = ""

    def validate_host_public_key(self, host: str, addr: str, port: int, key: asyncssh.SSHKey) -> bool:
        self.shown = key.get_fingerprint("sha256")
        return self.shown in self._fingerprints


async def _connect(login: Login, *, private_too: bool) -> asyncssh.SSHClientConnection:
    """Return a connection to the first address that can be reached."""
    try:
        addresses = addresses_of(login.host, login.port, private_too=private_too)
    except BadUrl as error:
        code = "address-not-allowed" if error.code == "private-address" else "unreachable"
        raise Fault(code, f"{login.host}: {error.code}") from error
    keys = _keys(login)
    for address in addresses[:-1]:
        with suppress(_Unreachable):
            return await _connect_to(address, login, keys)
    return await _connect_to(addresses[-1], login, keys)


class _Unreachable(Fault):
    """Nobody listens at this address: another one of the name may do."""


def _keys(login: Login) -> list[asyncssh.SSHKey] | None:
    """Return our key; None, which asks for no key, when there is only a password."""
    if not login.private_key:
        return None
    try:
        return [asyncssh.import_private_key(login.private_key.reveal(), login.passphrase.reveal() or None)]
    except (asyncssh.KeyImportError, asyncssh.KeyEncryptionError) as error:
        raise Fault("login-failed", f"the private key cannot be used: {error}") from error


async def _connect_to(address: str, login: Login, keys: list[asyncssh.SSHKey] | None) -> asyncssh.SSHClientConnection:
    known = _Known(login.fingerprints)
    try:
        async with asyncio.timeout(login.timeout_s):
            return await asyncssh.connect(
                address, login.port, username=login.user, client_keys=keys, agent_path=None, config=None,
                password=login.password.reveal() or None, known_hosts=b"", x509_trusted_certs=None,
                client_factory=lambda: known, gss_host=None, compression_algs=None,
            )  # fmt: skip
    except asyncssh.HostKeyNotVerifiable as error:
        raise Fault("host-key-unknown", _unknown_key(known.shown, login.fingerprints)) from error
    except asyncssh.PermissionDenied as error:
        raise Fault("login-failed", f"{login.host} does not let {login.user} in") from error
    except (asyncssh.Error, asyncssh.KeyImportError) as error:
        raise Fault("unreachable", f"{login.host}: {error}") from error
    except (OSError, TimeoutError) as error:
        raise _Unreachable("unreachable", f"{login.host}, port {login.port}: {error or 'no answer'}") from error


def _unknown_key(shown: str, fingerprints: tuple[str, ...]) -> str:
    if not shown:
        return "the server showed a key that cannot be read"
    wanted = f"{', '.join(fingerprints)} was agreed" if fingerprints else "none was agreed yet"
    return f"the server's key has the fingerprint {shown}, and {wanted}"


async def _within(timeout_s: float, ask: Callable[[], Awaitable[T]]) -> T:
    """Ask within a time; whatever goes wrong becomes a Fault, or Lost when nobody knows whether it was done."""
    try:
        async with asyncio.timeout(timeout_s):
            return await ask()
    except TimeoutError as error:
        raise Lost(f"no answer within {timeout_s:.0f} s") from error
    except _MISSING as error:
        raise Fault("folder-missing", _told(error)) from error
    except _DENIED as error:
        raise Fault("not-allowed", _told(error)) from error
    except _FULL as error:
        raise Fault("disk-full", _told(error)) from error
    except _GONE as error:
        raise Lost(_told(error)) from error
    except asyncssh.SFTPError as error:
        raise Fault("server-failed", _told(error)) from error
    except (asyncssh.Error, OSError) as error:
        raise Lost(str(error) or type(error).__name__) from error


def _told(error: asyncssh.Error) -> str:
    return "".join(sign for sign in (error.reason or type(error).__name__) if sign.isprintable())[:300]


def _leave_broken_lines(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Say nothing of requests that a broken line left without an answer: the one that was waited for told of it."""
    if not isinstance(context.get("exception"), asyncssh.Error | OSError):
        loop.default_exception_handler(context)


async def _close(connection: asyncssh.SSHClientConnection) -> None:
    connection.close()
    async with asyncio.timeout(5):
        await connection.wait_closed()
