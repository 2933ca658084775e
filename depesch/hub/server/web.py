"""`depesch web`: Granian serves the portal and the API (WSGI) in a process that it watches and replaces."""

from __future__ import annotations

import os
import signal
from typing import Any

from granian.constants import Interfaces
from granian.server import Server

from depesch.hub.server.config import Config
from depesch.hub.server.death_signal import die_with_parent
from depesch.hub.server.log import configure_log

APPLICATION = "depesch.console.wsgi"
STOP_S = 10  # for requests under way
_LOGGERS = {name: {"handlers": [], "propagate": True} for name in ("_granian", "granian.access")}


def serve(config: Config) -> None:
    """Serve until SIGTERM or SIGINT; requests under way get 10 s to end."""
    configure_log()
    Server(
        APPLICATION,
        address=config.host,
        port=config.port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=config.web_threads,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_S,
        log_dictconfig={"loggers": _LOGGERS},
    ).serve(target_loader=_Loader(os.getpid()), wrap_loader=False)


class _Loader:
    """Loads the application in Granian's worker process; that process must not outlive the one that watches it."""

    def __init__(self, watcher_pid: int) -> None:
        self._die_with_watcher = die_with_parent(signal.SIGKILL, parent_pid=watcher_pid)

    def __call__(self) -> Any:
        self._die_with_watcher()
        from importlib import import_module

        return import_module(APPLICATION).application
