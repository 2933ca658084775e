"""An agent that sends, in a process of its own, which kills itself with -9 at the step that it is told.

`Steps` counts claim, note, send, lay, ...: only what changes something outside of the process.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any
from uuid import UUID

from depesch.connect.hub_client import HubClient
from depesch.connect.sending import claiming, handing_over, laying, moving
from depesch.connect.sending.records import Records
from depesch.connect.sending.sender import Sender
from depesch.connect.settings import Account, Sending
from tests.connect.sending.clocks import Time
from tests.connect.steps import Steps

STEPS: tuple[tuple[Any, str], ...] = (
    (claiming, "_take"), (claiming, "sync_folder"), (claiming, "write_whole"), (laying, "move"),
    (laying, "write_whole"), (handing_over, "sync_folder"), (moving, "sync_folder"), (moving, "move_new"),
    (Records, "claimed"), (Records, "accepted"), (Records, "failed"), (Records, "lays"), (Records, "laid"),
    (HubClient, "submit"), (laying, "clear_claim"), (Path, "unlink"), (Path, "rmdir"),
)  # fmt: skip


def main(office: str, url: str, key: str, die_at: str) -> None:
    """Run the agent twice over the office's folder, as `Office.run` does, and write how many steps there were."""
    steps, time, place = Steps(die_at), Time(), Path(office)
    steps.watch(STEPS)
    sending = Sending(folder=place / "out", sent=place / "sent", failed=place / "failed")
    sender = Sender(
        Account(name="nordbygg", hub=url), sending, client=HubClient(url, key), home=place / "home",
        agent=UUID("00000000-0000-4000-8000-000000000001"), clock=time.now, monotonic=time.monotonic,
    )  # fmt: skip
    sender.run()
    time.passes(1)
    result = sender.run()
    sys.stdout.write(f"{len(steps.names)} {result.fault}\n")
