"""The hub as a real tree of processes: start it, find its parts, kill them with -9."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import httpx
import psutil

from tests.migrated import fill_home

PARTS = ("worker", "web", "database", "supervisor")


class Hub:
    """One `depesch up` on a home folder and a port; started again whenever it was killed."""

    def __init__(self, home: Path, port: int) -> None:
        self.home = home
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.environment = {**os.environ, "DEPESCH_HOME": str(home), "DEPESCH_PORT": str(port)}
        self._process: subprocess.Popen[bytes] | None = None
        self._log = (home.parent / "hub.log").open("ab")

    def start(self) -> None:
        """Start the supervisor; what it prints goes to hub.log beside the home."""
        command = [sys.executable, "-m", "depesch.console", "up"]
        self.home.mkdir(parents=True, exist_ok=True)
        if not any(self.home.iterdir()):
            fill_home(self.home)
        self._process = subprocess.Popen(command, env=self.environment, stdout=self._log, stderr=self._log)

    def wait_until_ready(self, timeout_s: float = 240) -> None:
        """Return when the hub says that it is ready; starts it again if it ended meanwhile."""
        until = time.monotonic() + timeout_s
        while time.monotonic() < until:
            if self._process is None or self._process.poll() is not None:
                self.start()
            try:
                if httpx.get(f"{self.url}/readyz", timeout=10).status_code == httpx.codes.OK:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.1)
        raise TimeoutError(f"the hub was not ready within {timeout_s} s; see {self.home.parent / 'hub.log'}")

    def stop(self) -> None:
        """End the hub as an operator would, and wait for it."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(timeout=120)
        self._log.close()

    def parts(self) -> dict[str, list[psutil.Process]]:
        """Return the living processes of the hub by what they are."""
        found: dict[str, list[psutil.Process]] = {part: [] for part in PARTS}
        if self._process is None or self._process.poll() is not None:
            return found
        supervisor = psutil.Process(self._process.pid)
        found["supervisor"].append(supervisor)
        for child in supervisor.children(recursive=True):
            try:
                part = _part_of(child)
            except psutil.Error:
                continue
            if part is not None:
                found[part].append(child)
        return found

    def kill(self, part: str, choose: random.Random) -> bool:
        """Kill one living process of that part with -9; returns False when there is none just now."""
        living = self.parts()[part]
        if not living:
            return False
        try:
            choose.choice(living).kill()
        except psutil.NoSuchProcess:
            return False
        if part == "supervisor" and self._process is not None:
            self._process.wait()
        return True


def _part_of(process: psutil.Process) -> str | None:
    """Return which part a process of the hub is, judged by its command line."""
    words = process.cmdline()
    if process.name() == "postgres":
        parent = process.parent()
        return None if parent is not None and parent.name() == "postgres" else "database"
    if "worker" in words:
        return "worker"
    return "web" if "web" in words or any("granian" in word for word in words) else None


class Killer(threading.Thread):
    """Kills parts of the hub at random moments until told to stop; the same seed gives the same choices."""

    def __init__(self, hub: Hub, seed: int, *, pause_s: tuple[float, float]) -> None:
        super().__init__(name="killer", daemon=True)
        self.kills: Counter[str] = Counter()
        self._hub = hub
        self._random = random.Random(seed)
        self._pause_s = pause_s
        self._end = threading.Event()

    def run(self) -> None:
        """Kill, bring the supervisor back when it was the victim, pause, and again."""
        while not self._end.wait(self._random.uniform(*self._pause_s)):
            part = self._random.choices(PARTS, weights=(5, 3, 2, 1))[0]
            if self._hub.kill(part, self._random):
                self.kills[part] += 1
            if part == "supervisor":
                self._hub.wait_until_ready()

    def stop_after(self, kills: int) -> None:
        """Stop when there were so many kills in all, and return when the last one is done."""
        while sum(self.kills.values()) < kills and self.is_alive():
            time.sleep(0.1)
        self._end.set()
        self.join()
