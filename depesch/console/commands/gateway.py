"""Run one gateway with a port of its own (sftp, ftp); `depesch up` starts those whose ports are set by itself."""

from __future__ import annotations

import argparse

from depesch.console.command_line import wrong_use
from depesch.console.hub import open_hub

SUMMARY = "run one gateway alone: sftp or ftp"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("name", metavar="NAME", help="which gateway: sftp or ftp")


def run(arguments: argparse.Namespace) -> int:
    """Serve until SIGTERM or SIGINT."""
    open_hub()
    from depesch.gateways import listeners
    from depesch.hub.server.config import load
    from depesch.hub.server.log import configure_log

    listener = listeners().get(arguments.name)
    if listener is None:
        wrong_use(f"{arguments.name} is none of the gateways: {', '.join(listeners()) or 'there are none'}")
    configure_log()
    listener.serve(load())
    return 0
