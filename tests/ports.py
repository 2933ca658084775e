"""Ports for servers that are told their port before they bind it.

Taken from below the range that the system itself gives to connections and to whoever binds port 0, and kept for this
process until it ends: between the choice and the bind nobody else gets it, not even another process with tests.
"""

from __future__ import annotations

import fcntl
import random
import socket
import tempfile
from pathlib import Path
from typing import IO

_FIRST, _LAST = 15_000, 29_999  # Linux gives away 32768 and up, Windows and macOS 49152 and up
_kept: list[IO[str]] = []


def free_port() -> int:
    """Return a port of 127.0.0.1 on which nobody listens, another one at each call."""
    folder = Path(tempfile.gettempdir()) / "depesch-tests-ports"
    folder.mkdir(mode=0o777, exist_ok=True)
    for port in random.SystemRandom().sample(range(_FIRST, _LAST + 1), k=1000):
        claim = (folder / str(port)).open("w")
        try:
            fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", port))
        except OSError:  # another test process has it, or somebody listens
            claim.close()
            continue
        _kept.append(claim)
        return port
    raise RuntimeError(f"of 1000 ports between {_FIRST} and {_LAST} none is free")
