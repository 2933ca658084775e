"""Start a hub with demo companies, send documents through it and show what becomes of each.

Everything lies under var/demo unless DEPESCH_HOME says otherwise. The hub runs until Ctrl-C; with --once the command
ends by itself, with exit status 0 when every document was delivered and the archive verifies.
"""

from __future__ import annotations

import argparse
import os

SUMMARY = "start a hub with demo companies and send documents"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("--once", action="store_true", help="end when the documents are delivered, or were not")
    parser.add_argument(
        "--timeout", type=float, default=120.0, metavar="S", help="seconds to wait for the documents (default: 120)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Run the demo; 0 all delivered and the archive verifies, 1 not."""
    os.environ.setdefault("DEPESCH_HOME", "var/demo")
    from depesch.console.demo.hub_process import choose_port

    choose_port()
    from depesch.console.demo.showing import show

    return show(once=arguments.once, timeout_s=arguments.timeout)
