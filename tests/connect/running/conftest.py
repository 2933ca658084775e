"""Agents over a hub: their configuration in a file, their keys put away, running in a thread or in a process."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from depesch.connect.configuration.secrets import put_away
from depesch.connect.running import Agent
from depesch.connect.runs import RunResult
from depesch.connect.settings import Account, AgentSettings, Collecting, Sending, StatusPage, Timetable
from depesch.kit.secret import Secret
from tests.connect.conftest import Hub

QUICK = Timetable(every_s=0.3)


class Told:
    """Takes down every run that it is told of."""

    def __init__(self) -> None:
        self.runs: list[RunResult] = []

    def told(self, run: RunResult) -> None:
        self.runs.append(run)

    def start(self) -> None:
        """Nothing waits."""

    def close(self) -> None:
        """Nothing is left."""


class Machine:
    """A machine with an agent's home and folders for each of its accounts."""

    def __init__(self, place: Path, hub: Hub) -> None:
        self.place = place
        self.home = place / "home"
        self.home.mkdir(mode=0o700)
        self.hub = hub
        self.settings = AgentSettings(home=self.home, status_page=StatusPage(port=0))
        self.told = Told()

    def account(self, name: str, key: Secret | None, *, timetable: Timetable = QUICK, at_once: bool = True) -> Account:
        """Add an account that sends from NAME/out and collects into NAME/in."""
        folder = self.place / name
        (folder / "out").mkdir(parents=True)
        (folder / "in").mkdir()
        if key is not None:
            put_away(f"account/{name}", key.reveal(), self.home, in_keyring=False)
        sending = Sending(
            folder=folder / "out", sent=folder / "sent", failed=folder / "failed", settle_s=0.05, timetable=timetable,
            at_once=at_once,
        )  # fmt: skip
        account = Account(
            name=name, hub=self.hub.url, company=name, key=f"account/{name}", sending=(sending,),
            collecting=Collecting(folder=folder / "in", timetable=timetable),
        )  # fmt: skip
        self.settings = replace(self.settings, accounts=(*self.settings.accounts, account))
        return account

    def agent(self, **options: object) -> Agent:
        """Return an agent with these accounts, which tells `told`."""
        return Agent(self.settings, reporter_of=lambda *_: self.told, **options)  # type: ignore[arg-type]  # as it takes

    def lay(self, account: str, name: str, content: bytes) -> None:
        """Lay a file into the account's watched folder as a careful program does: whole, by a rename."""
        folder = self.place / account / "out"
        (folder / f".{name}.tmp").write_bytes(content)
        (folder / f".{name}.tmp").rename(folder / name)


@contextmanager
def running(agent: Agent) -> Iterator[Agent]:
    """Let the agent run in a thread until the end of the block."""
    thread = threading.Thread(target=agent.run, name="agent")
    thread.start()
    try:
        yield agent
    finally:
        agent.stop()
        thread.join(timeout=60)
        assert not thread.is_alive()


def until(holds: Callable[[], bool], *, seconds: float = 60.0) -> None:
    """Return when it holds; fails after so many seconds."""
    end, pause = time.monotonic() + seconds, threading.Event()
    while not holds():
        assert time.monotonic() < end, "it did not come to hold"
        pause.wait(0.02)


@pytest.fixture
def machine(tmp_path: Path, hub: Hub) -> Machine:
    """A machine whose hub is there."""
    return Machine(tmp_path, hub)
