"""Serve the portal and the API; `depesch up` starts this by itself, on its own it is for several machines."""

from __future__ import annotations

import argparse

from depesch.console.hub import configuration_told

SUMMARY = "serve the portal and the API alone"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """There are none: see `depesch config show`."""


def run(_arguments: argparse.Namespace) -> int:
    """Serve until SIGTERM or SIGINT."""
    with configuration_told():
        from depesch.hub.server.config import load
        from depesch.hub.server.web import serve

        serve(load())
    return 0
