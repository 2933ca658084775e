"""The SFTP gateway: SSH connections with logins of the hub, and nothing but SFTP in them.

No shell, no commands, no forwarding of anything. Sources: RFC 4252 (authentication), RFC 4254 (connections),
RFC 4256 (keyboard-interactive, in which some clients send the password).
"""

from __future__ import annotations

import asyncio
import logging
import signal
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import asyncssh
import structlog
from asyncssh.sftp import SFTPServerHandler
from asyncssh.stream import SSHServerStreamSession
from django.db import DatabaseError, InterfaceError

from depesch.gateways.sftp.files import Files
from depesch.gateways.sftp.host_keys import host_keys
from depesch.hub.accounts.limits import TooOften
from depesch.hub.direct.logins import LoginHolder, login_by_key, login_by_password, note_failure, note_use
from depesch.hub.direct.mailbox.box import Mailbox
from depesch.hub.direct.mailbox.entering import NotAdmitted, entered
from depesch.hub.flows.runner import own_connection
from depesch.hub.server.config import Config

ROUTE = "sftp"
MOST_CONNECTIONS = 500
MOST_OF_ONE_ADDRESS = 20
MOST_SESSIONS = 10  # of one connection
MOST_KEYS = 20  # that a client may show; OpenSSH's own server closes the line after 6
LOGIN_S = 60.0
ALIVE_EVERY_S = 20.0  # a peer that does not answer three times is gone
IDLE_S = 15 * 60.0
END_S = 12.0  # for what is under way when the gateway is asked to end
THREADS = 16
VERSION = 3
_log = structlog.get_logger()


class Gateway:
    """The connections that there are, and how many files are being written or taken over."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.connections: set[Connection] = set()
        self.of_address: Counter[str] = Counter()
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
            await asyncio.sleep(IDLE_S / 30)
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
        is_many = gateway.of_address[self._address] > MOST_OF_ONE_ADDRESS or len(gateway.connections) > MOST_CONNECTIONS
        if is_many or gateway.is_ending:
            _log.warning("sftp.too_many", address=self._address, connections=len(gateway.connections))
            conn.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection; one that ends without a key that opens was one wrong try, however many it showed."""
        gateway = self._gateway
        if self._name_of_keys and not self._is_in:
            gateway.note_failure(self._name_of_keys, self._address)
        gateway.connections.discard(self)
        gateway.of_address[self._address] -= 1
        if not gateway.of_address[self._address]:
            del gateway.of_address[self._address]
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
        """Note the use of a key, now that the client has proved to have it."""
        assert self._holder is not None, "somebody came in who is no login"  # noqa: S101
        self._is_in = True
        if self._comes_by_key:
            await asyncio.to_thread(_note_use, self._holder, self._address)
        _log.info("sftp.login", login=str(self._holder.login_id), by_key=self._comes_by_key)

    async def session_requested(self) -> SSHServerStreamSession[bytes]:
        """Open a session, in which SFTP alone may be started."""
        if self._holder is None or self._sessions >= MOST_SESSIONS:
            raise asyncssh.ChannelOpenError(asyncssh.OPEN_CONNECT_FAILED, "too many sessions")
        self._sessions += 1
        mailbox = await asyncio.to_thread(_opened, self._holder, self._gateway.config)
        return Session(mailbox, self._gateway.note, self.touch)

    def touch(self) -> None:
        """Note that the client does something."""
        self._used_at = asyncio.get_running_loop().time()

    def end_if_idle(self) -> None:
        """Close the connection when its client has not asked for anything for long."""
        if asyncio.get_running_loop().time() - self._used_at > IDLE_S:
            self.close("nothing was asked for a long time")

    def close(self, reason: str) -> None:
        """End the connection with words."""
        if self._peer is not None:
            self._peer.disconnect(asyncssh.DISC_BY_APPLICATION, reason)

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


def serve(config: Config) -> None:
    """Serve until SIGTERM or SIGINT."""
    asyncssh.set_log_level(logging.WARNING)
    asyncio.run(_serve(config))


async def _serve(config: Config) -> None:
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(THREADS, thread_name_prefix="sftp"))
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    gateway, keys = Gateway(config), host_keys(config)
    acceptor = await listen(gateway, keys)
    _log.info(
        "sftp.started", host=config.gateway_address, port=acceptor.get_port(),
        fingerprints=[key.get_fingerprint() for key in keys],
    )  # fmt: skip
    watching = asyncio.create_task(gateway.watch())
    await ended.wait()
    watching.cancel()
    acceptor.close()
    await gateway.end()
    await acceptor.wait_closed()
    _log.info("sftp.stopped")


async def listen(gateway: Gateway, keys: list[asyncssh.SSHKey]) -> asyncssh.SSHAcceptor:
    """Open the gateway's port."""
    config = gateway.config
    return await asyncssh.create_server(
        lambda: Connection(gateway),
        config.gateway_address,
        config.sftp_port,
        server_host_keys=keys,
        server_version="Depesch",
        encoding=None,
        login_timeout=LOGIN_S,
        keepalive_interval=ALIVE_EVERY_S,
        keepalive_count_max=3,
        allow_pty=False,
        line_editor=False,
        agent_forwarding=False,
        x11_forwarding=False,
        gss_host=None,
        host_based_auth=False,
        trust_client_host=False,
        compression_algs=["none"],
    )


def _opened(holder: LoginHolder, config: Config) -> Mailbox:
    mailbox = Mailbox(holder, config.home, route=ROUTE)
    mailbox.tidy()
    return mailbox


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
