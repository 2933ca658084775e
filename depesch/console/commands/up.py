"""Run the whole hub: database (unless DEPESCH_DATABASE_URL names one), web server and workers, until Ctrl-C.

What dies is started again; what is not yet at this version's tables is brought there first.
"""

from __future__ import annotations

import argparse
import sys

from depesch.console.hub import configuration_told

SUMMARY = "run the whole hub"
TRY_LATER = 75


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """There are none: see `depesch config show`."""


def run(_arguments: argparse.Namespace) -> int:
    """Run until SIGTERM or SIGINT; 75 when the hub cannot start now."""
    from depesch.hub.server.config import load
    from depesch.hub.server.embedded_place import DatabaseDown
    from depesch.hub.server.supervisor import AlreadyRunning, MigrationFailed, up
    from depesch.rules import load_all_rules

    load_all_rules()  # a broken rule set stops the start, with its name
    with configuration_told():
        config = load()
        try:
            up(config, lambda url: print(f"the hub runs at {url}", flush=True))
        except (AlreadyRunning, DatabaseDown, MigrationFailed) as error:
            print(f"depesch: {error}", file=sys.stderr)
            return TRY_LATER
    return 0
