"""The FTPS channel with a real server."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from depesch.channels import Services
from depesch.kit.hashing import sha256_hex
from tests.channels.contract import SECRET, Harness
from tests.channels.ftps.server import Ftpd, ftpd
from tests.channels.people import CUSTOMER


class FtpsHarness:
    """A server that can be stopped."""

    def __init__(self, server: Ftpd) -> None:
        self._server = server
        self.settings: Mapping[str, object] = server.settings()
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
    with ftpd(folder / "ftpd", SECRET) as server:
        yield FtpsHarness(server)
