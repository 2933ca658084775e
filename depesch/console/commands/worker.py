"""Run one worker process; `depesch up` starts some by itself, on its own it is for several machines."""

from __future__ import annotations

import argparse

from depesch.console.hub import open_hub

SUMMARY = "run one worker process alone"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """There are none: see `depesch config show`."""


def run(_arguments: argparse.Namespace) -> int:
    """Work until SIGTERM or SIGINT; what has begun is finished first."""
    open_hub()
    from depesch.hub.flows.worker import run_worker
    from depesch.hub.server.log import configure_log
    from depesch.rules import load_all_rules

    configure_log()
    load_all_rules()  # a broken rule set stops the start, with its name
    run_worker()
    return 0
