"""The folder channel with a folder that can go away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec

from depesch.channels import Services
from depesch.kit.hashing import sha256_hex
from tests.channels.contract import Harness
from tests.channels.inbox_in_sqlite import InboxInSqlite
from tests.channels.people import CUSTOMER


class FolderHarness:
    """An agreed folder; the peer is dead when it is not mounted."""

    def __init__(self, root: Path, services: Services) -> None:
        self._agreed = root / "brodboden"
        self._agreed.mkdir(parents=True)
        self.settings: Mapping[str, object] = {"root": str(root)}
        self.services = services
        self.recipient = msgspec.structs.replace(CUSTOMER, folder="brodboden")

    def arrivals(self) -> list[str]:
        return [sha256_hex(path.read_bytes()) for path in self._agreed.iterdir() if path.suffix == ".xml"]

    def kill(self) -> None:
        self._agreed.rename(self._agreed.with_name("unmounted"))

    def revive(self) -> None:
        self._agreed.with_name("unmounted").rename(self._agreed)


@contextmanager
def HARNESS(folder: Path) -> Iterator[Harness]:  # noqa: N802 - a constant by which the suite finds it
    """Open the harness."""
    inbox = InboxInSqlite(folder / "inbox.sqlite", "nobody")
    yield FolderHarness(folder / "exchange", Services(inbox=inbox))
    inbox.close()
