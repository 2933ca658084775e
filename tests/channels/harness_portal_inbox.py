"""The portal inbox with an inbox that keeps the contract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec

from depesch.channels import Services
from tests.channels.contract import Harness
from tests.channels.inbox_in_sqlite import InboxInSqlite
from tests.channels.people import CUSTOMER

COMPANY_ID = "lilla-brodboden"


class PortalInboxHarness:
    """Another company on the same hub."""

    def __init__(self, inbox: InboxInSqlite) -> None:
        self._inbox = inbox
        self.settings: Mapping[str, object] = {}
        self.services = Services(inbox=inbox)
        self.recipient = msgspec.structs.replace(CUSTOMER, company_id=COMPANY_ID)

    def arrivals(self) -> list[str]:
        return self._inbox.hashes()

    def kill(self) -> None:
        self._inbox.open = False

    def revive(self) -> None:
        self._inbox.open = True


@contextmanager
def HARNESS(folder: Path) -> Iterator[Harness]:  # noqa: N802 - a constant by which the suite finds it
    """Open the harness."""
    inbox = InboxInSqlite(folder / "inbox.sqlite", COMPANY_ID)
    yield PortalInboxHarness(inbox)
    inbox.close()
