"""How long a client of the SFTP gateway may take, and how many there may be: short limits, real clients."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncssh
import pytest

from tests.gateways.sftp.conftest import RunningGateway, Sftp
from tests.hub.direct.mailbox.scene import Someone
from tests.hub.server.hub_process import until

pytestmark = pytest.mark.usefixtures("transactional_db")


@contextmanager
def running(home: Path, **limits: int) -> Iterator[RunningGateway]:
    """A gateway with such limits."""
    gateway = RunningGateway(home, **limits)
    try:
        yield gateway
    finally:
        gateway.stop()


async def come_in(gateway: RunningGateway, someone: Someone) -> asyncssh.SSHClientConnection:
    """Connect somebody with asyncssh."""
    return await asyncssh.connect(
        "127.0.0.1", gateway.port, username=someone.name, password=someone.password, known_hosts=None, client_keys=None
    )


def interactive(sftp: Sftp) -> subprocess.Popen[str]:
    """Start OpenSSH's `sftp`, which tells why it is hung up on, as a person who types commands does."""
    command = ["sftp", "-o", "BatchMode=no", *(each for each in sftp.options if each != "-q"), sftp.target]
    pipe = subprocess.PIPE
    return subprocess.Popen(
        command, env=sftp.environment, stdin=pipe, stdout=pipe, stderr=pipe, text=True, start_new_session=True
    )


class Listening(asyncssh.SSHClient):
    """A client that keeps why its connection ended."""

    reason = ""

    def connection_lost(self, exc: Exception | None) -> None:
        """Keep it."""
        self.reason = str(exc)


async def told(gateway: RunningGateway, someone: Someone) -> str:
    """Connect and return with which words the gateway ends the connection."""
    line, client = await asyncssh.create_connection(
        Listening, "127.0.0.1", gateway.port, username=someone.name, password=someone.password,
        known_hosts=None, client_keys=None,
    )  # fmt: skip
    await asyncio.wait_for(line.wait_closed(), 60)
    assert isinstance(client, Listening)
    return client.reason


@pytest.mark.row("S-033")
def test_who_does_not_come_in_is_hung_up_on(tmp_path: Path, nordbygg_erp: Someone) -> None:
    with running(tmp_path, gateway_login_s=1) as gateway:
        with socket.create_connection(("127.0.0.1", gateway.port), timeout=60) as line:
            assert line.recv(100).startswith(b"SSH-2.0-Depesch")
            while line.recv(4096):
                pass
        until(lambda: gateway.connections == 0, "the connection is forgotten")


def test_who_is_in_and_asks_nothing_is_hung_up_on(
    needs_sftp: None, tmp_path: Path, nordbygg_erp: Someone, caplog: pytest.LogCaptureFixture
) -> None:
    """The gateway says why; whether the client shows it depends on what it reads first."""
    with running(tmp_path / "home", gateway_idle_s=1) as gateway, caplog.at_level(logging.INFO, "asyncssh"):
        client = interactive(Sftp(tmp_path, gateway.port, nordbygg_erp))
        until(lambda: gateway.connections == 1, "it is connected")
        until(lambda: gateway.connections == 0, "it is hung up on")
        assert "Connection closed" in client.communicate(timeout=60)[1]
    assert any("disconnect: nothing was asked for a long time" in line for line in caplog.messages)


def test_a_client_that_has_died_without_a_word_is_noticed(
    needs_sftp: None, tmp_path: Path, nordbygg_erp: Someone
) -> None:
    with running(tmp_path / "home", gateway_alive_s=1) as gateway:
        sftp = Sftp(tmp_path, gateway.port, nordbygg_erp)
        client = interactive(sftp)
        assert client.stdin is not None
        assert client.stdout is not None
        client.stdin.write("ls -1 out\n")
        client.stdin.flush()
        until(lambda: gateway.connections == 1, "it is connected")
        assert "sftp>" in client.stdout.readline()
        subprocess.run(["kill", f"-{signal.SIGSTOP.value}", "--", f"-{client.pid}"], check=True)
        until(lambda: gateway.connections == 0, "it is taken for gone")
        client.kill()
        subprocess.run(["kill", f"-{signal.SIGKILL.value}", "--", f"-{client.pid}"], check=False)
        client.communicate(timeout=60)


def test_one_login_has_so_many_connections_and_no_more(
    tmp_path: Path, nordbygg_erp: Someone, fjordtre_erp: Someone
) -> None:
    async def tried(gateway: RunningGateway) -> None:
        open_ones = [await come_in(gateway, nordbygg_erp) for _ in range(2)]
        assert "too many connections of this login: 2" in await told(gateway, nordbygg_erp)
        async with await come_in(gateway, fjordtre_erp) as other:  # another login is not affected
            await (await other.start_sftp_client()).listdir("/")
        for each in open_ones:
            await (await each.start_sftp_client()).listdir("/")
        open_ones[0].close()
        await open_ones[0].wait_closed()
        while gateway.connections > 1:
            await asyncio.sleep(0.02)
        async with await come_in(gateway, nordbygg_erp) as again:
            await (await again.start_sftp_client()).listdir("/")
        open_ones[1].close()

    with running(tmp_path, gateway_most_of_login=2) as gateway:
        asyncio.run(tried(gateway))
