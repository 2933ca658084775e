"""Bring the database to this version's tables; safe to repeat, and done by `depesch up` by itself."""

from __future__ import annotations

import argparse

SUMMARY = "bring the database to this version"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """There are none."""


def run(_arguments: argparse.Namespace) -> int:
    """Migrate; starts the embedded database for it if it does not run."""
    from depesch.console.hub import configuration_told, open_hub

    open_hub()
    with configuration_told():
        from depesch.hub.server.config import load
        from depesch.hub.server.migrate import migrate

        migrate(load())
    print("the database is up to date")
    return 0
