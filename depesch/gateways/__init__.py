"""Ways in that are not JSON or our pages; they say who comes and submit. This file is the contract.

A gateway is a folder. One that is spoken to over HTTP has `ADDRESSES` in its `__init__`, Django's `path`s from the
root, mounted beside API and portal. One that listens on a port of its own has a `LISTENER`, and runs as a process of
its own (`depesch gateway NAME`), which `depesch up` tends when its port is set.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

import msgspec

from depesch.kit.discovery import plugins

if TYPE_CHECKING:
    from django.urls import URLPattern

    from depesch.hub.server.config import Config


class Listener(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A gateway with a port of its own. `serve` runs until SIGTERM or SIGINT and lets what is under way end."""

    title: str
    serve: Callable[[Config], None]


def listeners() -> dict[str, Listener]:
    """Return every gateway with a port of its own, by name: `sftp`, `ftp`."""
    return {name: cast(Listener, found) for name, found in plugins(__name__, "LISTENER").items()}


def addresses() -> list[URLPattern]:
    """Return the addresses of all gateways that are spoken to over HTTP."""
    return [address for found in plugins(__name__, "ADDRESSES").values() for address in cast("list[URLPattern]", found)]
