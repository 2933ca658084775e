"""The AS2 channel with a receiver's AS2 system that can be killed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from pathlib import Path

from depesch.channels import Services
from depesch.exchange.as2.certificates import Identity, make_identity
from depesch.kit.clock import now
from tests.channels.as2.peer import As2Peer, DeskInMemory
from tests.channels.contract import Harness
from tests.channels.inbox_in_sqlite import InboxInSqlite
from tests.channels.people import CUSTOMER


@cache
def key_of(name: str) -> Identity:
    """Return somebody's key, the same in all tests, valid now."""
    return make_identity(name, at=now() - timedelta(days=1), days=400, bits=2048)


class As2Harness:
    """The peer and the hub's desk; both are away while the peer is dead."""

    def __init__(self, folder: Path) -> None:
        self.inbox = InboxInSqlite(folder / "inbox.sqlite", "nobody")
        self.desk = DeskInMemory(key_of("nordbygg"))
        self.peer = As2Peer(key_of("brodboden"), key_of("nordbygg").certificate)
        self.peer.start()
        self.settings: Mapping[str, object] = {
            "url": self.peer.url,
            "partner_name": "brodboden",
            "certificates": key_of("brodboden").certificate.pem,
            "timeout_s": 20,
        }
        self.services = Services(inbox=self.inbox, private_too=True, as2=self.desk)
        self.recipient = CUSTOMER

    def arrivals(self) -> list[str]:
        return self.peer.hashes()

    def kill(self) -> None:
        self.desk.open = False
        self.peer.stop()

    def revive(self) -> None:
        self.desk.open = True
        self.peer.start()


@contextmanager
def HARNESS(folder: Path) -> Iterator[Harness]:  # noqa: N802 - a constant by which the suite finds it
    """Open the harness."""
    harness = As2Harness(folder)
    yield harness
    harness.peer.stop()
    harness.inbox.close()
