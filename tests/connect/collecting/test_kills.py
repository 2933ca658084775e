"""The agent killed with -9 before and after each of its steps, one after the other, while it collects.

Each killed agent's work is taken on by the next one in the same folder, so that every one finds what another left.
"""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from depesch.hub.tenancy.models import Company
from depesch.kit.secret import Secret
from tests.connect.collecting.crashing import STEPS
from tests.connect.collecting.folders import collector, left_over, lying
from tests.connect.conftest import Hub, invoice
from tests.connect.warm import Ended, Warm

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.faults]

DOCUMENTS = 12
MODULE = "tests.connect.collecting.crashing"


@pytest.mark.row("S-025")
def test_killed_before_and_after_every_step_each_document_comes_exactly_once(
    hub: Hub, fjordtre: Company, fjordtre_key: Secret, tmp_path: Path, warm: Warm
) -> None:
    folder, home = tmp_path / "in", tmp_path / "home"
    for each in (folder, home):
        each.mkdir()

    def agent(die_at: str) -> Ended:
        return warm.run(MODULE, folder, home, hub.url, fjordtre_key.reveal(), die_at)

    hub.arrived(fjordtre, invoice("F-0"))
    *steps, fault = agent("").told.split("\n")
    assert (fault, list(lying(folder))) == ("", ["F-0.xml"])
    steps = list(dict.fromkeys(steps))
    assert len(steps) == 2 * len(STEPS), "each of them is a step of the way"
    numbers = [f"F-{number}" for number in range(1, DOCUMENTS)]
    hub.arrived(fjordtre, *map(invoice, numbers))
    for step in steps:
        assert agent(step) == (-signal.SIGKILL, f"{step}\n")
        assert len(hub.client(fjordtre_key).inbox().items) > 0, "there is work for the next one"
    run = collector(hub, fjordtre_key, folder, home).run()
    assert not run.fault
    assert lying(folder) == {f"{number}.xml": invoice(number) for number in ("F-0", *numbers)}
    assert hub.client(fjordtre_key).inbox().items == ()
    assert left_over(folder) == []
