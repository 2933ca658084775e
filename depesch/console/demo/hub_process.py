"""The demo's hub: `depesch up` as a process of its own, which ends when the demo does, however that happens."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from depesch.connect.hub_client import HubClient
from depesch.hub.server.death_signal import die_with_parent

_POLL_S = 0.1
_STOP_S = 30.0
_LINES_SHOWN = 30


class HubDidNotStart(Exception):
    """The hub ended, or was not ready in time; the message holds the end of its log."""


@contextmanager
def running_hub(log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run `depesch up` while inside; it gets SIGTERM at the end and is waited for."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        hub = subprocess.Popen(
            [sys.executable, "-m", "depesch.console", "up"],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C reaches us alone; we end the hub in order
            preexec_fn=die_with_parent(signal.SIGTERM),  # noqa: PLW1509  one thread so far
        )
    try:
        yield hub
    finally:
        hub.terminate()
        try:
            hub.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            hub.kill()
            hub.wait()


def wait_until_ready(hub: subprocess.Popen[bytes], url: str, log: Path, *, timeout_s: float) -> None:
    """Return when the hub takes documents; raises HubDidNotStart."""
    client = HubClient(url, "", timeout_s=2.0)
    deadline = time.monotonic() + timeout_s
    while not client.is_ready():
        if hub.poll() is not None or time.monotonic() > deadline:
            raise HubDidNotStart("\n".join(log.read_text("utf-8", "replace").splitlines()[-_LINES_SHOWN:]))
        time.sleep(_POLL_S)


def choose_port() -> None:
    """Take a free port when nobody chose one and the usual one is taken, so that two hubs never share an address."""
    if "DEPESCH_PORT" not in os.environ and not is_free(8700):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            os.environ["DEPESCH_PORT"] = str(free.getsockname()[1])


def is_free(port: int) -> bool:
    """Return whether nobody listens on the port of this machine."""
    with socket.socket() as asked:
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            asked.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
