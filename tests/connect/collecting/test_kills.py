"""The agent killed with -9 at random while it collects: thirty documents, each in the folder exactly once."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from depesch.hub.tenancy.models import Company
from depesch.kit.secret import Secret
from tests.connect.collecting.folders import collector, left_over, lying
from tests.connect.conftest import Hub, invoice

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.faults]

DOCUMENTS = 30
MOST_KILLS = 9
PROGRAM = """
import sys
from pathlib import Path
from depesch.connect.collecting import Collector
from depesch.connect.hub_client import HubClient
from depesch.connect.settings import Account, Collecting
hub, key, folder, home = sys.argv[1:5]
account = Account(name="fjordtre", hub=hub, collecting=Collecting(folder=Path(folder), name="{number}"))
print("begins", flush=True)
Collector(account, client=HubClient(hub, key), home=Path(home)).run()
"""


@pytest.mark.row("S-025")
def test_killed_at_random_every_document_comes_exactly_once(
    hub: Hub, fjordtre: Company, fjordtre_key: Secret, tmp_path: Path
) -> None:
    folder, home = tmp_path / "in", tmp_path / "home"
    for each in (folder, home):
        each.mkdir()
    hub.arrived(fjordtre, *(invoice(f"F-{number}") for number in range(DOCUMENTS)))
    chance, kills = random.Random(20261122), 0
    while kills < MOST_KILLS and len(lying(folder)) < DOCUMENTS:
        kills += killed_within(chance.uniform(0.05, 0.8), hub.url, fjordtre_key, folder, home)
    assert kills > 2, "the loop must really kill"
    run = collector(hub, fjordtre_key, folder, home).run()
    assert not run.fault
    assert lying(folder) == {f"F-{number}.xml": invoice(f"F-{number}") for number in range(DOCUMENTS)}
    assert hub.client(fjordtre_key).inbox().items == ()
    assert left_over(folder) == []


def killed_within(seconds: float, url: str, key: Secret, folder: Path, home: Path) -> bool:
    """Run the agent and kill it after so long from its beginning; return whether it was killed and not at its end."""
    arguments = [sys.executable, "-c", PROGRAM, url, key.reveal(), str(folder), str(home)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, cwd=Path.cwd()) as agent:
        assert agent.stdout is not None
        agent.stdout.readline()
        time.sleep(seconds)
        if agent.poll() is not None:
            return False
        os.kill(agent.pid, signal.SIGKILL)
    return True
