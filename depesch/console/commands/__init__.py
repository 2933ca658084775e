"""Commands of `depesch`: this file is the contract; each sibling is one command, named as its module.

A module has `SUMMARY` (one line), `add_arguments(parser)` and `run(arguments) -> int` (the exit status). Modules import
what is heavy inside `run`, since the command line loads only the module of the command that was asked for.
"""

from __future__ import annotations

import argparse
from typing import Protocol


class Command(Protocol):
    """What each module of this package offers."""

    SUMMARY: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add the command's arguments to its parser."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Do it and return the exit status."""
