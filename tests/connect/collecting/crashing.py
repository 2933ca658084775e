"""An agent that collects, in a process of its own, which kills itself with -9 at the step that it is told.

`Steps` counts a file opened, synced, marked, named, noted, acknowledged: what changes something outside of the process.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from depesch.connect.collecting import Collector, fetching, marks, placing
from depesch.connect.collecting.marks import Marks
from depesch.connect.collecting.records import Records
from depesch.connect.hub_client import HubClient
from depesch.connect.settings import Account, Collecting
from tests.connect.steps import Steps

STEPS: tuple[tuple[Any, str], ...] = (
    (Marks, "open_part"), (HubClient, "fetch_file"), (os, "fsync"), (fetching, "_moves"), (Marks, "write"),
    (marks, "write_synced"), (marks, "sync_folder"), (Records, "note"), (placing, "move_new"), (placing, "sync_folder"),
    (HubClient, "acknowledge"), (Marks, "remove"),
)  # fmt: skip


def main(folder: str, home: str, url: str, key: str, die_at: str) -> None:
    """Run the agent once, and write each step on a line of its own, at the end the fault of the run."""
    steps = Steps(die_at)
    steps.watch(STEPS)
    account = Account(name="fjordtre", hub=url, collecting=Collecting(folder=Path(folder), name="{number}"))
    result = Collector(account, client=HubClient(url, key), home=Path(home)).run()
    sys.stdout.write("\n".join([*steps.names, result.fault]))
