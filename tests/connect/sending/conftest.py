"""A watched folder of Nordbygg's, and an agent that sends what lies there when it is told to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest
from msgspec.structs import replace

from depesch.connect.hub_client import HubClient
from depesch.connect.runs import RunResult
from depesch.connect.sending.records import Records
from depesch.connect.sending.sender import Sender
from depesch.connect.settings import Account, Sending
from depesch.kit.secret import Secret
from tests.connect.conftest import Hub
from tests.connect.sending.clocks import Time

NOBODY = "http://127.0.0.1:9"  # the discard port, where nothing listens


class Office:
    """Folders, journal and agent of one account; `run` is one run of sending."""

    def __init__(self, place: Path, hub: HubClient) -> None:
        self.place = place
        self.out, self.sent, self.failed = place / "out", place / "sent", place / "failed"
        self.home = place / "home"
        for folder in (self.out, self.home):
            folder.mkdir(parents=True, exist_ok=True)
        self.time = Time()
        self.agent = UUID("00000000-0000-4000-8000-000000000001")
        self.account = Account(name="nordbygg", hub="http://127.0.0.1")
        self.hub = hub
        self.settings: dict[str, Any] = {}
        self.sender = self.started()

    def started(self, **settings: Any) -> Sender:
        """Return a sender as a started agent has it; `settings` of the folder stay for the next ones."""
        self.settings.update(settings)
        sending = Sending(folder=self.out, sent=self.sent, failed=self.failed, **self.settings)
        self.sender = Sender(
            self.account, sending, client=self.hub, home=self.home, agent=self.agent,
            clock=self.time.now, monotonic=self.time.monotonic,
        )  # fmt: skip
        return self.sender

    def run(self) -> RunResult:
        """Look, let what is there settle, and look again; return what both runs did as one."""
        first = self.sender.run()
        self.time.passes(1)
        second = self.sender.run()
        return replace(second, files=first.files + second.files, fault=second.fault or first.fault)

    def lay(self, name: str, content: bytes) -> Path:
        """Lay a file into the watched folder."""
        path = self.out / name
        path.write_bytes(content)
        return path

    def records(self) -> Records:
        """Return the journal."""
        return Records(self.home)


def names(folder: Path) -> list[str]:
    """Return the names in a folder, hidden ones left out; none when there is no folder."""
    return sorted(path.name for path in folder.glob("*") if not path.name.startswith(".")) if folder.exists() else []


def note(path: Path) -> dict[str, Any]:
    """Return a receipt."""
    return msgspec.json.decode(path.read_bytes(), type=dict[str, Any])


@pytest.fixture
def office(tmp_path: Path, hub: Hub, nordbygg_key: Secret) -> Office:
    """Nordbygg's office, with a hub."""
    return Office(tmp_path, hub.client(nordbygg_key))


@pytest.fixture
def cut_off(tmp_path: Path) -> Office:
    """An office whose hub does not answer."""
    return Office(tmp_path, HubClient(NOBODY, "dep_x"))


@pytest.fixture
def another(office: Office) -> Callable[[], Office]:
    """Return a function that gives another agent on the same folders, with a home of its own."""

    def made() -> Office:
        other = Office(office.place, office.hub)
        other.home = office.place / f"home-{uuid4().hex}"
        other.home.mkdir()
        other.agent = uuid4()
        other.started()
        return other

    return made
