"""SSH connections with logins of the hub: who comes in, how many, and how long.

Sources: RFC 4252 (authentication), RFC 4256 (keyboard-interactive, in which some clients send the password).
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

import asyncssh
import structlog
from asyncssh.stream import SSHServerStreamSession
from django.db import DatabaseError, InterfaceError

from depesch.gateways.sftp.session import ROUTE, Session, opened
from depesch.hub.accounts.limits import TooOften
from depesch.hub.direct.logins import LoginHolder, login_by_key, login_by_password, note_failure, note_use
from depesch.hub.direct.mailbox.entering import NotAdmitted, entered
from depesch.hub.flows.runner import own_connection
from depesch.hub.server.config import Config

MOST_CONNECTIONS = 500
MOST_SESSIONS = 10  # of one connection
MOST_KEYS = 20  # that a client may show; OpenSSH's own server closes the line after 6
END_S = 12.0  # for what is under way when the gateway is asked to end
Counted = TypeVar("Counted")
_log = structlog.get_logger()


class Gateway:
    """The connections that there are, and how many files are being written or taken over."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.connections: set[Connection] = set()
        self.of_address: Counter[str] = Counter()
        self.of_login: Counter[UUID] = Counter()
        self.busy = 0
        self.is_ending = False
        self._noting: set[asyncio.Task[None]] = set()

    def note(self, more: int) -> None:
        """Count a file that begins (1) or ends (-1)."""
        self.busy += more

    def note_failure(self, name: str, address: str) -> None:
        """Have a wrong try counted that no request waits for."""
        task = asyncio.get_running_loop().create_task(asyncio.to_thread(_note_failure, name, address))
        self._noting.add(task)
        task.add_done_callback(self._noting.discard)

    async def watch(self) -> None:
        """End connections that nobody uses."""
        while True:
            await asyncio.sleep(self.config.gateway_idle_s / 30)
            for each in list(self.connections):
                each.end_if_idle()

    async def end(self) -> None:
        """Let what is under way end, then close what is left."""
        self.is_ending = True
        deadline = asyncio.get_running_loop().time() + END_S
        while self.busy and asyncio.get_running_loop().time() < deadline:
            await asyncio.sleep(0.05)
        for each in list(self.connections):
            each.close("the gateway is stopped")
        await asyncio.gather(*self._noting)


class Connection(asyncssh.SSHServer):
    """One client: who it is, and its sessions."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._holder: LoginHolder | None = None
        self._comes_by_key = False
        self._is_in = False
        self._name_of_keys = ""  # the user name that keys were shown for which did not open
        self._keys = 0
        self._peer: asyncssh.SSHServerConnection | None = None
        self._address = ""
        self._sessions = 0
        self._used_at = asyncio.get_running_loop().time()

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        """Count the connection; one too many is closed at once."""
        self._peer = conn
        self._address = str((conn.get_extra_info("peername") or ("",))[0])
        gateway = self._gateway
        gateway.connections.add(self)
        gateway.of_address[self._address] += 1
        is_of_many = gateway.of_address[self._address] > gateway.config.gateway_most_of_address
        is_many = is_of_many or len(gateway.connections) > MOST_CONNECTIONS
        if is_many or gateway.is_ending:
            _log.warning("sftp.too_many", address=self._address, connections=len(gateway.connections))
            conn.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection; one that ends without a key that opens was one wrong try, however many it showed."""
        gateway = self._gateway
        if self._name_of_keys and not self._is_in:
            gateway.note_failure(self._name_of_keys, self._address)
        gateway.connections.discard(self)
        _uncount(gateway.of_address, self._address)
        if self._is_in and self._holder is not None:
            _uncount(gateway.of_login, self._holder.login_id)
        if self._holder is not None:
            _log.info("sftp.closed", login=str(self._holder.login_id), reason=str(exc) if exc else None)

    def begin_auth(self, username: str) -> bool:
        """Nobody comes in without showing who they are."""
        return True

    def public_key_auth_supported(self) -> bool:
        """Keys are taken."""
        return True

    def password_auth_supported(self) -> bool:
        """Passwords are taken."""
        return True

    async def validate_public_key(self, username: str, key: asyncssh.SSHKey) -> bool:
        """Return whether the key is one of the login's; asyncssh then has the client prove that it has it."""
        self._keys += 1
        self._name_of_keys = username
        if self._keys > MOST_KEYS:
            self.close("too many keys were shown")
            return False
        line = key.export_public_key().decode()
        self._comes_by_key = True
        return await self._enter(lambda: login_by_key(username, line, self._address))

    async def validate_password(self, username: str, password: str) -> bool:
        """Return whether the password is the login's."""
        self._comes_by_key = False
        return await self._enter(lambda: login_by_password(ROUTE, username, password, self._address))

    async def auth_completed(self) -> None:
        """Note the use of a key, now that the client has proved to have it; a login's one too many is closed."""
        assert self._holder is not None, "somebody came in who is no login"  # noqa: S101
        self._is_in = True
        gateway, login_id = self._gateway, self._holder.login_id
        gateway.of_login[login_id] += 1
        most = gateway.config.gateway_most_of_login
        if gateway.of_login[login_id] > most:
            _log.warning("sftp.too_many", address=self._address, login=str(login_id), connections=most)
            words = f"too many connections of this login: {most} may be open at once"
            self.close(words, asyncssh.DISC_TOO_MANY_CONNECTIONS)
            return
        if self._comes_by_key:
            await asyncio.to_thread(_note_use, self._holder, self._address)
        _log.info("sftp.login", login=str(self._holder.login_id), by_key=self._comes_by_key)

    async def session_requested(self) -> SSHServerStreamSession[bytes]:
        """Open a session, in which SFTP alone may be started."""
        if self._holder is None or self._sessions >= MOST_SESSIONS:
            raise asyncssh.ChannelOpenError(asyncssh.OPEN_CONNECT_FAILED, "too many sessions")
        self._sessions += 1
        mailbox = await asyncio.to_thread(opened, self._holder, self._gateway.config)
        return Session(mailbox, self._gateway.note, self.touch)

    def touch(self) -> None:
        """Note that the client does something."""
        self._used_at = asyncio.get_running_loop().time()

    def end_if_idle(self) -> None:
        """Close the connection when its client has not asked for anything for long."""
        if asyncio.get_running_loop().time() - self._used_at > self._gateway.config.gateway_idle_s:
            self.close("nothing was asked for a long time")

    def close(self, reason: str, code: int = asyncssh.DISC_BY_APPLICATION) -> None:
        """End the connection with words."""
        if self._peer is not None:
            self._peer.disconnect(code, reason)

    async def _enter(self, ask: Callable[[], LoginHolder | None]) -> bool:
        self._holder = None
        try:
            self._holder = await asyncio.to_thread(entered, ask)
        except NotAdmitted as error:
            _log.info("sftp.not_admitted", code=error.code, address=self._address)
            if error.code != "unknown" and self._peer is not None:
                self._peer.send_auth_banner(f"{error}\r\n")
            return False
        return True


def _uncount(counter: Counter[Counted], key: Counted) -> None:
    """Count one less, and keep no zeros."""
    counter[key] -= 1
    if not counter[key]:
        del counter[key]


def _note_failure(name: str, address: str) -> None:
    try:
        with own_connection():
            note_failure(name, address)
    except TooOften:
        _log.warning("sftp.too_often", address=address)
    except (DatabaseError, InterfaceError) as error:
        _log.warning("sftp.not_counted", address=address, error=str(error))


def _note_use(holder: LoginHolder, address: str) -> None:
    with own_connection():
        note_use(holder, ROUTE, address)
