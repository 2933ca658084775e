"""The FTPS channel against vsftpd and ProFTPD, which insist that data goes on with the commands' TLS session."""

from __future__ import annotations

import ftplib
import ssl
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from depesch.channels import Delivered, Outcome, Parcel, Services, TryLater, load_settings
from depesch.channels.ftps import CHANNEL
from depesch.kit.hashing import sha256_hex
from tests.channels.ftps.foreign import PASSWORD, Proftpd, Server, Vsftpd, running
from tests.channels.people import CUSTOMER, parcel_to

SERVICES = Services(inbox=None, private_too=True)  # type: ignore[arg-type]  # no inbox in this channel
PARCEL = parcel_to(CUSTOMER)
KEY = sha256_hex(PARCEL.message_id.encode())[:16]


@pytest.fixture(params=[Vsftpd, Proftpd], ids=["vsftpd", "proftpd"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    with running(request.param, tmp_path / "server") as started:
        yield started


def send(server: Server, parcel: Parcel = PARCEL, **changes: object) -> Outcome:
    return CHANNEL.send(load_settings(CHANNEL, server.settings(**changes)), parcel, SERVICES)


@pytest.mark.row("S-034")
def test_a_document_arrives_whole_and_once(server: Server) -> None:
    first = send(server)
    assert isinstance(first, Delivered), (first, server.log())
    document = server.folder / f"F-1042_{KEY}.xml"
    assert server.names() == [document.name, f"F-1042_{KEY}_1_F-1042.pdf", f"F-1042_{KEY}_2_ritning.png"]
    assert sha256_hex(document.read_bytes()) == sha256_hex(PARCEL.main.content)
    document.unlink()  # the receiver fetches it
    assert isinstance(send(server), Delivered)
    assert not document.exists()


def test_the_server_does_insist_on_the_session(server: Server) -> None:
    """A client that begins a new TLS session for its data is refused: so the test above shows what it should."""
    context = ssl.create_default_context(cafile=str(server.certificate.path))
    client = ftplib.FTP_TLS(context=context, timeout=20)
    client.connect("localhost", server.port)
    client.login(server.user, PASSWORD)
    client.prot_p()
    with pytest.raises((ftplib.Error, ssl.SSLError, EOFError, OSError)):
        client.storbinary("STOR x.xml", BytesIO(bytes(100_000)))
    client.close()
    found = server.folder / "x.xml"
    assert not found.exists() or found.stat().st_size == 0


def test_a_wrong_password_is_told_as_such(server: Server) -> None:
    outcome = send(server, password="another")
    assert isinstance(outcome, TryLater), outcome
    assert outcome.code == "ftps-login-failed"
