"""A changed configuration is taken over without a restart; a bad one is refused, and the old one goes on."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from depesch.connect.configuration import load
from depesch.connect.running import Agent
from depesch.connect.runs import Direction
from depesch.kit.secret import Secret
from tests.connect.conftest import invoice
from tests.connect.running.conftest import Machine, running, until
from tests.connect.sending.conftest import names

ACCOUNT = """
[[accounts]]
name = "{name}"
hub = "{hub}"
[[accounts.sending]]
folder = "{place}/{name}/out"
settle_s = 0.05
"""


def configuration(machine: Machine, *accounts: str) -> Path:
    """Write the configuration file with these accounts, and return it."""
    path = machine.home / "connect.toml"
    text = "[status_page]\nport = 0\n"
    text += "".join(ACCOUNT.format(name=name, hub=machine.hub.url, place=machine.place) for name in accounts)
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("depesch.connect.running.agent.LOOKS_EVERY_S", 0.1)


def test_an_account_is_added_while_the_agent_runs(machine: Machine, nordbygg_key: Secret, quick: None) -> None:
    for name in ("one", "two"):
        machine.account(name, nordbygg_key)
    path = configuration(machine, "one")
    with running(Agent(load(path), path=path)) as agent:
        machine.lay("one", "F-1.xml", invoice())
        until(lambda: bool(names(machine.place / "one" / "sent")))
        configuration(machine, "one", "two")
        machine.lay("two", "F-2.xml", invoice("F-2"))
        until(lambda: bool(names(machine.place / "two" / "sent")))
        assert [account.name for account in agent.settings.accounts] == ["one", "two"]


def test_a_bad_configuration_is_refused_and_the_old_one_goes_on(
    machine: Machine, nordbygg_key: Secret, quick: None, caplog: pytest.LogCaptureFixture
) -> None:
    machine.account("one", nordbygg_key)
    path = configuration(machine, "one")
    with running(Agent(load(path), path=path)) as agent, caplog.at_level(logging.ERROR):
        until(lambda: any(each.direction is Direction.SENDING for each in agent.standing()))
        path.write_text('[[accounts]]\nname = "one"\nhub = "ftp://nowhere"\nfolder = 7\n', "utf-8")
        until(lambda: "the changed configuration is not used" in caplog.text)
        machine.lay("one", "F-1.xml", invoice())
        until(lambda: bool(names(machine.place / "one" / "sent")))
    assert "ftp://nowhere" in caplog.text


PROGRAM = """
import sys
from pathlib import Path
from depesch.connect.configuration import load
from depesch.connect.running import Agent
Agent(load(Path(sys.argv[1])), path=Path(sys.argv[1])).run()
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly(machine: Machine, nordbygg_key: Secret, number: int) -> None:
    machine.account("one", nordbygg_key)
    path = configuration(machine, "one")
    process = subprocess.Popen([sys.executable, "-c", PROGRAM, str(path)])
    machine.lay("one", "F-1.xml", invoice())
    until(lambda: bool(names(machine.place / "one" / "sent")))
    if hasattr(signal, "SIGHUP"):
        process.send_signal(signal.SIGHUP)
    os.kill(process.pid, number)
    assert process.wait(timeout=60) == 0
