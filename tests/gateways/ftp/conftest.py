"""The FTP gateway on a port of its own, in a thread of this process."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from depesch.gateways.ftp.certificate import files
from depesch.gateways.ftp.server import Gateway
from depesch.hub.server.config import load
from tests.hub.direct.mailbox.scene import Someone


class RunningGateway:
    """The gateway and its threads."""

    def __init__(self, home: Path, **settings: object) -> None:
        config = msgspec.structs.replace(load(), home=home, ftp_port=0, ftp_passive_ports="40100-40400", **settings)
        self.certificate = files(config)[0]
        gateway = Gateway(config)
        self.port: int = gateway.address[1]
        self._ended = threading.Event()
        self._thread = threading.Thread(target=gateway.run, args=(self._ended,))
        self._thread.start()

    def stop(self) -> None:
        """End it in order."""
        self._ended.set()
        self._thread.join(40)


class Curl:
    """`curl` over FTP with TLS, which trusts the gateway's certificate alone."""

    def __init__(self, folder: Path, gateway: RunningGateway, someone: Someone, *, tls: bool = True) -> None:
        self.folder = folder
        self.url = f"ftp://127.0.0.1:{gateway.port}"
        self.options = ["-sS", "-m", "60", "-u", f"{someone.name}:{someone.password}"]
        self.options += ["--ssl-reqd", "--insecure"] if tls else []

    def __call__(self, path: str, *options: str) -> subprocess.CompletedProcess[bytes]:
        """Run it on a path of the mailbox."""
        command = ["curl", *self.options, *options, f"{self.url}/{path}"]
        return subprocess.run(command, cwd=self.folder, capture_output=True, timeout=90, check=False)

    def ls(self, folder: str) -> list[str]:
        """Return the names in a folder."""
        done = self(f"{folder}/", "-l")
        assert done.returncode == 0, done.stderr
        return done.stdout.decode().split()


class Lftp:
    """`lftp` over FTP with TLS, as a script runs it."""

    def __init__(self, folder: Path, gateway: RunningGateway, someone: Someone) -> None:
        self.folder = folder
        self.first = [
            "set ftp:ssl-force true", "set ftp:ssl-protect-data true", "set ssl:verify-certificate no",
            "set net:max-retries 1", "set net:timeout 20", "set cmd:fail-exit yes",
            f"open -u {someone.name},{someone.password} ftp://127.0.0.1:{gateway.port}",
        ]  # fmt: skip

    def __call__(self, *commands: str) -> subprocess.CompletedProcess[str]:
        """Run the commands; the first that fails ends it."""
        script = "\n".join([*self.first, *commands, "quit"])
        return subprocess.run(
            ["lftp", "-c", script], cwd=self.folder, capture_output=True, text=True, timeout=90, check=False
        )


def need(program: str, package: str) -> None:
    """Skip where a program is missing."""
    if shutil.which(program) is None:
        pytest.skip(f"needs `{program}` (Debian: {package})")


@pytest.fixture
def gateway(transactional_db: None, tmp_path: Path) -> Iterator[RunningGateway]:
    """The gateway; ended before the tables are emptied."""
    running = RunningGateway(tmp_path / "home")
    yield running
    running.stop()


@pytest.fixture
def curl(gateway: RunningGateway, tmp_path: Path, nordbygg_erp: Someone) -> Curl:
    """Nordbygg's `curl`."""
    need("curl", "curl")
    return Curl(tmp_path, gateway, nordbygg_erp)


@pytest.fixture
def lftp(gateway: RunningGateway, tmp_path: Path, nordbygg_erp: Someone) -> Lftp:
    """Nordbygg's `lftp`."""
    need("lftp", "lftp")
    return Lftp(tmp_path, gateway, nordbygg_erp)
