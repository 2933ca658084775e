"""How long a client of the FTP gateway may take, and how many there may be: limits of a second or two, real sockets."""

from __future__ import annotations

import ftplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from depesch.gateways.ftp.session import keep_alive
from tests.gateways.ftp.conftest import RunningGateway
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


def client_of(gateway: RunningGateway, someone: Someone | None = None) -> ftplib.FTP_TLS:
    """Return a client under TLS, signed in if it is somebody."""
    context = ssl.create_default_context(cafile=str(gateway.certificate))
    context.check_hostname = False
    client = ftplib.FTP_TLS(context=context, timeout=60)
    client.connect("127.0.0.1", gateway.port)
    client.auth()
    if someone is not None:
        client.login(someone.name, someone.password)
        client.prot_p()
    return client


def ask_without_end(client: ftplib.FTP_TLS) -> None:
    """Say something all the time."""
    while True:
        client.voidcmd("NOOP")


def rest_of(line: socket.socket) -> bytes:
    """Return what comes until the other side closes."""
    return b"".join(iter(lambda: line.recv(4096), b""))


@pytest.mark.row("S-034")
def test_who_does_not_come_in_is_hung_up_on(tmp_path: Path, nordbygg_erp: Someone) -> None:
    with running(tmp_path, gateway_login_s=1) as gateway:
        with socket.create_connection(("127.0.0.1", gateway.port), timeout=60) as silent:
            assert rest_of(silent).endswith(b"421 Control connection timed out.\r\n")
        with socket.create_connection(("127.0.0.1", gateway.port), timeout=60) as handshake:
            handshake.sendall(b"AUTH TLS\r\n")  # and never a word of TLS
            assert rest_of(handshake).endswith(b"234 AUTH TLS successful.\r\n")
        busy = client_of(gateway)  # says something all the time, but never who it is
        with pytest.raises((ftplib.error_temp, EOFError, OSError)):
            ask_without_end(busy)
        busy.close()


def test_who_is_in_stays_beyond_the_time_to_come_in_and_goes_when_it_asks_nothing(
    tmp_path: Path, nordbygg_erp: Someone
) -> None:
    with running(tmp_path, gateway_login_s=1, gateway_idle_s=3) as gateway:
        client = client_of(gateway, nordbygg_erp)
        assert client.sock is not None
        assert rest_of(client.sock) == b"421 Control connection timed out.\r\n"
        client.close()


def test_one_login_has_so_many_connections_and_no_more(
    tmp_path: Path, nordbygg_erp: Someone, fjordtre_erp: Someone
) -> None:
    with running(tmp_path, gateway_most_of_login=2) as gateway:
        first, second = client_of(gateway, nordbygg_erp), client_of(gateway, nordbygg_erp)
        with pytest.raises(ftplib.error_perm, match="530 Too many connections of this login: 2"):
            client_of(gateway, nordbygg_erp)
        client_of(gateway, fjordtre_erp).quit()
        first.quit()

        def has_room() -> bool:
            try:
                client_of(gateway, nordbygg_erp).quit()
            except ftplib.error_perm:
                return False
            return True

        until(has_room, "the connection that ended counts no more")
        assert second.nlst("in") == []
        second.quit()


def test_one_address_has_so_many_connections_and_no_more(tmp_path: Path, nordbygg_erp: Someone) -> None:
    with running(tmp_path, gateway_most_of_address=1) as gateway:
        client = client_of(gateway, nordbygg_erp)
        with pytest.raises(ftplib.error_temp, match="421 Too many connections from the same IP address"):
            client_of(gateway)
        client.quit()


def test_the_system_asks_a_silent_peer_whether_it_is_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as port, socket.create_connection(port.getsockname()) as line:
        keep_alive(line, 20)
        assert line.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
        names = [name for name in ("TCP_KEEPIDLE", "TCP_KEEPINTVL", "TCP_KEEPCNT") if hasattr(socket, name)]
        values = [line.getsockopt(socket.IPPROTO_TCP, getattr(socket, name)) for name in names]
        assert values == [20, 20, 3][: len(values)]
