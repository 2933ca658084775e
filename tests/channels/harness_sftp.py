"""The SFTP channel with OpenSSH's own server."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from depesch.channels import Services
from depesch.kit.hashing import sha256_hex
from tests.channels.contract import SECRET, Harness
from tests.channels.people import CUSTOMER
from tests.channels.sftp.server import Sshd, sshd


class SftpHarness:
    """A server that can be stopped."""

    def __init__(self, server: Sshd) -> None:
        self._server = server
        # Login is by key; the password, which OpenSSH then never asks for, is what must show nowhere.
        self.settings: Mapping[str, object] = server.settings(password=SECRET)
        self.services = Services(inbox=None, private_too=True)  # type: ignore[arg-type]  # no inbox in this channel
        self.recipient = CUSTOMER

    def arrivals(self) -> list[str]:
        return [sha256_hex(p.read_bytes()) for p in self._server.folder.iterdir() if p.suffix == ".xml"]

    def kill(self) -> None:
        self._server.stop()

    def revive(self) -> None:
        self._server.start()


@contextmanager
def HARNESS(folder: Path) -> Iterator[Harness]:  # noqa: N802 - a constant by which the suite finds it
    """Open the harness."""
    with sshd(folder / "sshd") as server:
        yield SftpHarness(server)
