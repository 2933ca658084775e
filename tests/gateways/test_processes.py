"""The gateways as `depesch up` runs them: processes of their own, which end in order when they are asked to."""

from __future__ import annotations

import ftplib
import os
import shutil
import signal
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from depesch.hub.flows.models import Direction
from depesch.hub.server.config import load
from depesch.hub.server.supervisor import Supervisor
from tests.gateways.sftp.conftest import Sftp
from tests.hub.direct.mailbox.scene import Someone, documents
from tests.hub.flows.papers import ubl_invoice
from tests.hub.server.hub_process import until
from tests.ports import free_port


class GatewayProcess:
    """`depesch gateway NAME` on a free port, on the database of the tests."""

    def __init__(self, name: str, log: Path) -> None:
        self.port = free_port()
        self.log = log
        environment = {**os.environ, f"DEPESCH_{name.upper()}_PORT": str(self.port)}
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "depesch.console", "gateway", name], env=environment, stderr=output
            )
        until(lambda: f"{name}.started" in log.read_text(), f"{name} is started")

    def stop(self) -> int:
        """Ask it to end and return its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)


@pytest.fixture
def started(transactional_db: None, tmp_path: Path) -> Iterator[dict[str, GatewayProcess]]:
    """Both gateways."""
    running = {name: GatewayProcess(name, tmp_path / f"{name}.log") for name in ("sftp", "ftp")}
    yield running
    for each in running.values():
        if each.process.poll() is None:
            each.process.kill()
            each.process.wait()


@pytest.mark.row("S-033", "S-034")
def test_both_gateways_serve_as_processes_and_end_in_order(
    started: dict[str, GatewayProcess], nordbygg_erp: Someone, tmp_path: Path
) -> None:
    if shutil.which("sftp") is None:
        pytest.skip("needs `sftp` (Debian: openssh-client)")
    (tmp_path / "F-1.xml").write_bytes(ubl_invoice("F-1"))
    put = Sftp(tmp_path, started["sftp"].port, nordbygg_erp)("put F-1.xml out/")
    assert put.returncode == 0, put.stderr
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with ftplib.FTP_TLS(context=context, timeout=30) as client:
        client.connect("127.0.0.1", started["ftp"].port)
        client.login(nordbygg_erp.name, nordbygg_erp.password)
        client.prot_p()
        with (tmp_path / "F-1.xml").open("rb") as file:
            client.storbinary("STOR out/F-2.xml", file)
        client.quit()
    assert [each.route_in for each in documents(nordbygg_erp.company, Direction.OUT)] == ["sftp", "ftp"]
    assert [each.stop() for each in started.values()] == [0, 0]
    for name, each in started.items():
        log = each.log.read_text()
        assert f"{name}.stopped" in log
        assert nordbygg_erp.password not in log


def test_up_tends_the_gateways_whose_ports_are_set() -> None:
    children = [child.name for child in Supervisor(msgspec.structs.replace(load(), sftp_port=2222)).children]
    assert [name for name in children if name.startswith("gateway")] == ["gateway-sftp"]
