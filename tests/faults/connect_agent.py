"""The agent of the campaign, on a file system that refuses at random before or after it did what was asked; or not.

python -m tests.faults.connect_agent CONFIGURATION SEED        a seed of 0: nothing is refused
"""

from __future__ import annotations

import errno
import logging
import os
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

CALLS = ("rename", "replace", "link", "unlink", "mkdir", "rmdir", "fsync")
SHARE = 0.01  # of the calls that are refused
ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES)


def refusing(function: Callable[..., Any], choose: random.Random) -> Callable[..., Any]:
    """Return the call with faults: half of them come after it was done all the same."""

    def call(*arguments: Any, **named: Any) -> Any:
        fate = choose.random()
        if fate < SHARE / 2:
            raise _error(choose)
        result = function(*arguments, **named)
        if fate > 1 - SHARE / 2:
            raise _error(choose)
        return result

    return call


def _error(choose: random.Random) -> OSError:
    number = choose.choice(ERRORS)
    return OSError(number, os.strerror(number))


def main(configuration: Path, seed: int) -> None:
    """Run the agent until it is ended."""
    from depesch.connect.configuration import load
    from depesch.connect.running import Agent

    logging.basicConfig(level=logging.WARNING)
    agent = Agent(load(configuration), path=configuration)
    if seed:
        choose = random.Random(seed)
        for name in CALLS:
            setattr(os, name, refusing(getattr(os, name), choose))
    agent.run()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
