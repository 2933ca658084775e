"""HTTPS push with a receiver's program that keeps the contract of `Idempotency-Key`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from depesch.channels import Services
from depesch.kit.hashing import sha256_hex
from tests.channels.contract import SECRET, Harness
from tests.channels.https_push.server import Program, program
from tests.channels.people import CUSTOMER


class PushHarness:
    """A program that can be stopped."""

    def __init__(self, server: Program) -> None:
        self._server = server
        self.settings: Mapping[str, object] = server.settings(user="nordbygg", password=SECRET)
        self.services = Services(inbox=None, private_too=True)  # type: ignore[arg-type]  # no inbox in this channel
        self.recipient = CUSTOMER

    def arrivals(self) -> list[str]:
        return [sha256_hex(content) for content in self._server.kept.values()]

    def kill(self) -> None:
        self._server.stop()

    def revive(self) -> None:
        self._server.start()


@contextmanager
def HARNESS(folder: Path) -> Iterator[Harness]:  # noqa: N802 - a constant by which the suite finds it
    """Open the harness."""
    with program(folder / "program") as server:
        yield PushHarness(server)
