"""The hub's own inbox keeps what the channel "inbox on this hub" promises: all the checks of `tests.channels`.

There they run over an inbox in SQLite, below the hub; here over the real one, with PostgreSQL that goes away.
"""

from __future__ import annotations

import inspect
import threading
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

import msgspec
import pytest
from django.db import connections

from depesch.channels import Parcel, Services, channels, load_settings
from depesch.hub.flows.inbox import HubInbox
from depesch.hub.flows.models import Direction, Document
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from tests.channels import test_contract as contract
from tests.channels.people import CUSTOMER, parcel_to
from tests.conftest import close_connections

CHANNEL = channels()["portal_inbox"]


class InboxOfThreads(HubInbox):
    """The hub's inbox in threads that end: each gives its connection back, as a worker's does."""

    def put(self, company_id: str, parcel: Parcel) -> bytes:
        try:
            return super().put(company_id, parcel)
        finally:
            if threading.current_thread() is not threading.main_thread():
                connections["default"].close()


class HubPeer:
    """Fjordtre on this hub, whose database can go away."""

    def __init__(self, company: Company) -> None:
        self._company = company
        self._connection: Any = connections["default"]
        self._reached = dict(self._connection.settings_dict)
        self.settings: Mapping[str, object] = {}
        self.services = Services(inbox=InboxOfThreads())
        self.recipient = msgspec.structs.replace(CUSTOMER, company_id=str(company.id))

    def arrivals(self) -> list[str]:
        with acting_for(self._company.id):
            return [each.original_sha256 for each in Document.objects.filter(direction=Direction.IN)]

    def kill(self) -> None:
        close_connections()
        pool = {"min_size": 0, "max_size": 4, "timeout": 0.2}
        self._connection.settings_dict |= {"HOST": "/nowhere", "OPTIONS": {"pool": pool}}

    def revive(self) -> None:
        close_connections()
        self._connection.settings_dict |= self._reached


@pytest.fixture
def peer(transactional_db: None, fjordtre: Company) -> Iterator[contract.Peer]:
    harness = HubPeer(fjordtre)
    yield contract.Peer(CHANNEL, harness, load_settings(CHANNEL, {}))
    harness.revive()


globals().update(
    {
        name: check
        for name, check in vars(contract).items()
        if name.startswith("test_") and "peer" in inspect.signature(check).parameters
    }
)


@pytest.mark.parametrize("company_id", ["", "lilla-brodboden", "\0", str(uuid4())])
def test_there_is_no_such_company(company_id: str, db: None) -> None:
    with pytest.raises(LookupError):
        HubInbox().put(company_id, parcel_to(CUSTOMER))
    assert HubInbox().find(company_id, "0190-1@hub.example") is None
