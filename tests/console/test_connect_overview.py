"""`depesch connect status` and `history`: both directions, and what could not be collected with what to do."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import NoReturn

import pytest
from pytest_django.live_server_helper import LiveServer

from depesch.connect.running.past import STATES
from depesch.console.connect import overview
from depesch.hub.tenancy.models import Company
from tests.connect.conftest import Hub, invoice
from tests.console.test_connect_commands import Agent, key_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def agent(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    live_server: LiveServer,
    nordbygg: Company,
) -> Agent:
    """An agent that has sent F-1 and collected B-1, and could not write B-2."""
    made = Agent(tmp_path, capsys, monkeypatch)
    assert made("init", "--lang", "en")[0] == 0
    add = ("account", "add", "nordbygg", "--hub", live_server.url, "--create-folders", "--send", tmp_path / "out")
    assert made(*add, "--collect", tmp_path / "in", stdin=key_of(nordbygg))[0] == 0
    hub = Hub(live_server.url)
    hub.arrived(nordbygg, invoice("B-1"))
    (tmp_path / "out" / "F-1.xml").write_bytes(invoice("F-1"))
    assert made("once")[0] == 0
    hub.arrived(nordbygg, invoice("B-2"))

    def no_room(*_: object) -> NoReturn:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr("depesch.connect.collecting.marks.Marks.open_part", no_room)
        assert made("once")[0] == 1
    return made


@pytest.mark.row("D-16", "S-128")
def test_the_history_tells_of_both_directions_and_is_filtered(agent: Agent) -> None:
    def states(*arguments: str) -> list[str]:
        status, told, _ = agent("history", "--json", *arguments)
        assert status == 0
        rows = [json.loads(line) for line in told.splitlines()]
        return [row["state"] if row["direction"] == "collecting" else row["parcel"]["state"] for row in rows]

    assert sorted(states()) == ["collected", "not_collected", "sent"]
    assert states()[0] == "not_collected", "the newest first"
    assert states("--direction", "sending") == ["sent"]
    assert sorted(states("--direction", "collecting")) == ["collected", "not_collected"]
    assert states("--state", "collected") == states("B-1") == ["collected"]
    assert states("--account", "another") == states("--until", "2026-01-01") == states("--since", "2999-01-01") == []
    assert len(states("--since", "2026-01-01T08:00", "--limit", "2")) == 2
    told = agent("history")[1]
    assert "  nordbygg  not_collected  B-2  B-2  " in told
    assert os.strerror(errno.ENOSPC) in told
    assert "  next: " in told


@pytest.mark.row("S-128")
def test_what_could_not_be_collected_is_a_reason_to_look_at_the_status(agent: Agent) -> None:
    status, told, _ = agent("status")
    assert status == 1
    (at,) = [number for number, line in enumerate(told.splitlines()) if line.startswith("  not_collected  B-2")]
    what, following, again = told.splitlines()[at : at + 3]
    assert os.strerror(errno.ENOSPC) in what
    assert following.startswith("    next: ")
    assert again.startswith("    the hub keeps it, and the agent tries again at 20")
    account = json.loads(agent("status", "--json")[1])["accounts"][0]
    assert (account["counts"]["collected"], account["counts"]["not_collected"]) == (1, 1)
    assert account["not_collected"][0]["number"] == "B-2"


@pytest.mark.parametrize("wrong", [("--since", "yesterday"), ("--state", "lost"), ("--direction", "up")])
def test_a_filter_that_is_none_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, wrong: tuple[str, str]
) -> None:
    status, _, told = Agent(tmp_path, capsys, monkeypatch)("history", *wrong)
    assert status == 2
    assert wrong[1] in told


def test_every_state_can_be_asked_for_at_the_command_line() -> None:
    assert set(overview._STATES) == {state.value for state in STATES}
