"""The certificate of the FTP gateway is renewed while it runs: new clients see the new one, a transfer goes on."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from depesch.hub.flows.models import Direction
from tests.gateways.ftp.conftest import RunningGateway, need
from tests.gateways.ftp.test_limits import client_of
from tests.hub.direct.mailbox.scene import Someone, documents
from tests.hub.flows.papers import ubl_invoice

pytestmark = pytest.mark.usefixtures("transactional_db")


class Pair:
    """A certificate and its key in two files, as a renewal program writes them."""

    def __init__(self, folder: Path) -> None:
        need("openssl", "openssl")
        self.certificate, self.key = folder / "fullchain.pem", folder / "privkey.pem"

    def renew(self, name: str, *, also_key: bool = True) -> None:
        """Make both anew, self-signed, and put them in place; or the certificate alone."""
        new = self.certificate.with_suffix(".new"), self.key.with_suffix(".new")
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={name}", "-days", "2",
             "-addext", "subjectAltName=IP:127.0.0.1", "-out", str(new[0]), "-keyout", str(new[1])],
            check=True, capture_output=True,
        )  # fmt: skip
        new[0].replace(self.certificate)
        if also_key:
            new[1].replace(self.key)


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    """The pair of the first day."""
    made = Pair(tmp_path)
    made.renew("first")
    return made


@pytest.fixture
def gateway(pair: Pair, tmp_path: Path, transactional_db: None) -> Iterator[RunningGateway]:
    """A gateway with it."""
    running = RunningGateway(tmp_path / "home", tls_cert_file=str(pair.certificate), tls_key_file=str(pair.key))
    yield running
    running.stop()


def seen_by_openssl(gateway: RunningGateway) -> str:
    """Return the common name of the certificate that a new client sees."""
    done = subprocess.run(
        ["openssl", "s_client", "-starttls", "ftp", "-connect", f"127.0.0.1:{gateway.port}"],
        input=b"QUIT\r\n", capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    found = re.search(r"subject=CN ?= ?(\S+)", done.stdout.decode())
    assert found is not None, done
    return found[1]


@pytest.mark.row("S-034")
def test_new_clients_see_the_new_certificate_and_a_transfer_goes_on(
    gateway: RunningGateway, pair: Pair, nordbygg_erp: Someone
) -> None:
    assert seen_by_openssl(gateway) == "first"
    client, content = client_of(gateway, nordbygg_erp), ubl_invoice("F-1")
    data = client.transfercmd("STOR out/F-1.xml")
    data.sendall(content[:1000])
    pair.renew("second")
    with capture_logs() as logs:
        assert seen_by_openssl(gateway) == "second"
    assert [each["event"] for each in logs if "certificate" in each["event"]] == ["ftp.certificate_renewed"]
    data.sendall(content[1000:])
    data.unwrap()  # type: ignore[attr-defined]  # a socket under TLS
    data.close()
    assert client.voidresp().startswith("226")
    assert client.nlst("in") == []  # one more connection for data, of the client that came before
    client.quit()
    client_of(gateway, nordbygg_erp).quit()  # who trusts the new one comes in
    assert [each.file_name for each in documents(nordbygg_erp.company, Direction.OUT)] == ["F-1.xml"]


def test_a_pair_that_does_not_fit_is_left_until_it_does(gateway: RunningGateway, pair: Pair) -> None:
    pair.renew("second", also_key=False)
    with capture_logs() as logs:
        assert seen_by_openssl(gateway) == "first"
        assert seen_by_openssl(gateway) == "first"
    (told,) = [each for each in logs if each["event"] == "ftp.certificate_not_read"]
    assert "fullchain.pem" in told["reason"]
    pair.key.with_suffix(".new").replace(pair.key)
    assert seen_by_openssl(gateway) == "second"
    pair.certificate.unlink()
    assert seen_by_openssl(gateway) == "second"
