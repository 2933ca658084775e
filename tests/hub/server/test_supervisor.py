"""The supervisor: whatever is killed with -9 comes back, and nothing outlives it."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from depesch.hub.server.status import read_status
from tests.hub.server.hub_process import HubProcess, until

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def hub() -> Iterator[HubProcess]:
    """A hub that runs, for all tests of this file; each leaves it running."""
    with tempfile.TemporaryDirectory(prefix="depesch-up-") as folder:
        Path(folder).chmod(0o755)
        hub = HubProcess(Path(folder) / "home")
        hub.start()
        try:
            until(hub.is_ready, "the hub answers")
            yield hub
        finally:
            hub.stop()


def _kill(pid: int | None) -> int:
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    return pid


@pytest.mark.parametrize("child", ["web", "worker-1", "database"])
def test_a_killed_part_is_started_again(hub: HubProcess, child: str) -> None:
    old = _kill(until(lambda: hub.pid_of(child), f"{child} runs"))
    until(lambda: hub.pid_of(child) not in (None, old), f"{child} runs again")
    until(hub.is_ready, "the hub answers again")


def test_a_killed_server_process_below_the_web_process_is_replaced(hub: HubProcess) -> None:
    web = until(lambda: hub.pid_of("web"), "the web process runs")
    (old,) = until(lambda: hub.children_of(web), "the web process has its worker")
    _kill(old)
    until(lambda: old not in hub.processes(), "the killed process is gone")
    until(hub.is_ready, "the hub answers again")


def test_a_second_hub_of_the_same_home_is_refused(hub: HubProcess) -> None:
    second = HubProcess(hub.home)
    assert second.start().wait(240) == 75
    until(hub.is_ready, "the first one answers as before")


def test_nothing_outlives_a_killed_supervisor_and_the_next_one_starts(hub: HubProcess) -> None:
    assert hub.process is not None
    _kill(hub.process.pid)
    hub.process.wait()
    until(lambda: not hub.processes(), "all processes of the hub are gone")
    assert read_status(hub.home) is None
    hub.start()
    until(hub.is_ready, "the hub answers again")


def test_everything_killed_at_once_comes_back(hub: HubProcess) -> None:
    assert hub.process is not None
    for pid in hub.processes():
        with suppress(ProcessLookupError):  # it went with one that was killed before it
            os.kill(pid, signal.SIGKILL)
    hub.process.wait()
    hub.start()
    until(hub.is_ready, "the hub answers again")


def test_a_hub_that_is_asked_to_end_ends_in_order(hub: HubProcess) -> None:
    assert hub.process is not None
    hub.process.send_signal(signal.SIGTERM)
    assert hub.process.wait(240) == 0
    assert hub.processes() == set()
    hub.start()
    until(hub.is_ready, "the hub answers again")
