"""The post channel with a desk in SQLite whose partner posts at once; the hub's own stands above this layer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec

from depesch.channels import Delivered, LetterOrder, Outcome, Parcel, PostalAddress, Services, TryLater
from tests.channels.contract import Harness
from tests.channels.inbox_in_sqlite import InboxInSqlite
from tests.channels.people import CUSTOMER

BOX = "the print partner"


class DeskInSqlite:
    """Letters in SQLite."""

    def __init__(self, inbox: InboxInSqlite) -> None:
        self._inbox = inbox

    def is_open(self) -> bool:
        return True

    def take(self, parcel: Parcel, order: LetterOrder) -> Outcome:
        assert order.lines
        assert all(line.isprintable() for line in order.lines)
        return Delivered(receipt=self._inbox.put(BOX, parcel))

    def ask(self, message_id: str) -> Outcome:
        receipt = self._inbox.find(BOX, message_id)
        return TryLater(code="post-not-handed-over", detail="") if receipt is None else Delivered(receipt=receipt)


class PostHarness:
    """A print partner that posts what it gets."""

    def __init__(self, inbox: InboxInSqlite) -> None:
        self._inbox = inbox
        self.settings: Mapping[str, object] = {}
        self.services = Services(inbox=inbox, letters=DeskInSqlite(inbox))
        address = PostalAddress(street="Storgatan 1", postal_code="903 20", city="Umeå", country="SE")
        self.recipient = msgspec.structs.replace(CUSTOMER, address=address)

    def arrivals(self) -> list[str]:
        return self._inbox.hashes()

    def kill(self) -> None:
        self._inbox.open = False

    def revive(self) -> None:
        self._inbox.open = True


@contextmanager
def HARNESS(folder: Path) -> Iterator[Harness]:  # noqa: N802 - a constant by which the suite finds it
    """Open the harness."""
    inbox = InboxInSqlite(folder / "inbox.sqlite", BOX)
    yield PostHarness(inbox)
    inbox.close()
