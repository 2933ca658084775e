"""Send and collect by itself: the agent that watches folders and speaks to a hub.

It needs no hub on this machine, no database and no Java. `init` makes a configuration, `account add` adds a company,
`run` works until it is asked to end, `service install` lets the system do that. `docs/connect.md` goes through all of
it.
"""

from __future__ import annotations

import argparse
from typing import cast

from depesch.console.connect.accounts import add_account_parts
from depesch.console.connect.common import Act
from depesch.console.connect.config import add_config_parts, add_init
from depesch.console.connect.overview import add_overview_parts
from depesch.console.connect.secrets import add_secret_parts
from depesch.console.connect.service import add_service_parts
from depesch.console.connect.work import add_work_parts

SUMMARY = "send and collect by itself: the agent on your own machine"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's parts."""
    parts = parser.add_subparsers(metavar="PART", required=True)
    add_init(parts)
    add_account_parts(parts)
    add_config_parts(parts)
    add_secret_parts(parts)
    add_work_parts(parts)
    add_overview_parts(parts)
    add_service_parts(parts)


def run(arguments: argparse.Namespace) -> int:
    """Do the part that was asked for."""
    return cast(Act, arguments.act)(arguments)
