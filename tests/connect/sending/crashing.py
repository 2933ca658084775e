"""An agent in a process of its own, which kills itself with -9 at the moment it is told: before or after a step.

    python -m tests.connect.sending.crashing OFFICE URL KEY STEP

STEP is a number: the process dies at the so manieth call of a step (claim, note, send, lay, ...), counted over the run.
Only steps are counted that change something outside of the process, so that every order of them is tried.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from depesch.connect.hub_client import HubClient
from depesch.connect.sending import claiming, handing_over, laying, moving
from depesch.connect.sending.records import Records
from depesch.connect.sending.sender import Sender
from depesch.connect.settings import Account, Sending

STEPS: tuple[tuple[Any, str], ...] = (
    (claiming, "_take"), (claiming, "sync_folder"), (claiming, "write_whole"), (laying, "move"),
    (laying, "write_whole"), (handing_over, "sync_folder"), (moving, "sync_folder"), (moving, "move_new"),
    (Records, "claimed"), (Records, "accepted"), (Records, "failed"), (Records, "lays"), (Records, "laid"),
    (HubClient, "submit"), (laying, "clear_claim"), (Path, "unlink"), (Path, "rmdir"),
)  # fmt: skip


class Steps:
    """Counts steps; each counts twice: before it is done, and after."""

    def __init__(self, die_at: int) -> None:
        self.count = 0
        self._die_at = die_at

    def counted(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the step with a possible death on either side of it."""

        def step(*arguments: Any, **named: Any) -> Any:
            self._tick()
            result = function(*arguments, **named)
            self._tick()
            return result

        return step

    def _tick(self) -> None:
        self.count += 1
        if self.count == self._die_at:
            os.kill(os.getpid(), signal.SIGKILL)


def main(place: Path, url: str, key: str, die_at: int) -> None:
    """Run the agent twice over the folder, as `Office.run` does, and print how many steps there were."""
    steps = Steps(die_at)
    for owner, name in STEPS:
        setattr(owner, name, steps.counted(getattr(owner, name)))
    sending = Sending(folder=place / "out", sent=place / "sent", failed=place / "failed", settle_s=0.05)
    sender = Sender(
        Account(name="nordbygg", hub=url), sending, client=HubClient(url, key), home=place / "home",
        agent=UUID("00000000-0000-4000-8000-000000000001"),
    )  # fmt: skip
    sender.run()
    time.sleep(0.06)
    result = sender.run()
    sys.stdout.write(f"{steps.count} {result.fault}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]))
