"""The `depesch` command: one module for each command under `commands/`, found by folder."""

from __future__ import annotations

from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line in `arguments` (default: the process's own) and return its exit status.

    0 done, 1 some documents were refused, 2 wrong use, 75 try later, 78 wrong configuration.
    """
    from depesch.console.command_line import run  # here: importing the package costs nothing

    return run(arguments)
