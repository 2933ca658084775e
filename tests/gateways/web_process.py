"""The web server as it runs in production: `depesch web` (Granian) in a process of its own, on the tests' database."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import httpx

from tests.hub.server.hub_process import until
from tests.ports import free_port


class WebProcess:
    """`depesch web` on a free port. `settings` are further variables of its environment."""

    def __init__(self, log: Path, **settings: str) -> None:
        self.port = free_port()
        self.url, self.log = f"http://127.0.0.1:{self.port}", log
        environment = {**os.environ, "DEPESCH_PORT": str(self.port), "DEPESCH_WEB_THREADS": "4", **settings}
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "depesch.console", "web"], env=environment, stdout=output, stderr=output
            )
        until(self._answers, f"the web server answers; see {log}")

    def stop(self) -> None:
        """End it and wait for that."""
        self.process.terminate()
        self.process.wait(30)

    def _answers(self) -> bool:
        assert self.process.poll() is None, self.log.read_text()
        try:
            return httpx.get(f"{self.url}/healthz", timeout=30).status_code == 200
        except httpx.TransportError:
            return False
