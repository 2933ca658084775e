"""The agent's fault campaign: three companies send to each other through folders while everything is killed at random.

The agent and the parts of the hub are killed with -9, and the agent's file system refuses now and then (no room, an
input/output error) before or after it did what was asked. At the end every file that was laid into a watched folder
must lie in `sent` once, be one document at the hub, have arrived once, and lie in the receiver's folder once.

    python -m tests.faults.connect_campaign --files 1000 --seed 7
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec

from depesch.connect.configuration.secrets import put_away
from depesch.kit.hashing import sha256_hex
from tests.faults.connect_scene import NAMES, invoice
from tests.faults.processes import Hub, Killer
from tests.faults.scene import Report
from tests.ports import free_port

PACE_S = 0.02
PATIENCE_S = 900.0
NOTES = (".receipt.json", ".reason.txt")
_CONFIGURATION = """language = "en"
[status_page]
port = 0
{accounts}
"""
_ACCOUNT = """[[accounts]]
name = "{name}"
hub = "{url}"
[[accounts.sending]]
folder = "{place}/{name}/out"
settle_s = 0.1
timetable = {{ every_s = 1 }}
[accounts.collecting]
folder = "{place}/{name}/in"
timetable = {{ every_s = 1 }}
"""


class Laid(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was laid into a watched folder."""

    number: str
    seller: str
    buyer: str
    sha256: str


class Agent(threading.Thread):
    """The agent as a process that is killed at random and started again."""

    def __init__(self, configuration: Path, seed: int, *, pause_s: tuple[float, float], is_faulty: bool) -> None:
        super().__init__(name="agent-killer", daemon=True)
        self.kills = 0
        self._configuration = configuration
        self._random = random.Random(seed)
        self._pause_s = pause_s
        self._is_faulty = is_faulty
        self._end = threading.Event()
        self._log = (configuration.parent.parent / "agent.log").open("ab")

    def run(self) -> None:
        """Start it, let it work for a while, kill it, and again; the last one is left to work without faults."""
        while not self._end.is_set():
            process = self._launched(faulty=self._is_faulty)
            if self._end.wait(self._random.uniform(*self._pause_s)):
                process.kill()
                process.wait()
                break
            self.kills += process.poll() is None
            process.kill()
            process.wait()

    def calm_down(self) -> subprocess.Popen[bytes]:
        """Kill it a last time, and return one that nothing happens to."""
        self._end.set()
        self.join()
        return self._launched(faulty=False)

    def _launched(self, *, faulty: bool) -> subprocess.Popen[bytes]:
        seed = str(self._random.randrange(1, 10**9)) if faulty else "0"
        command = [sys.executable, "-m", "tests.faults.connect_agent", str(self._configuration), seed]
        return subprocess.Popen(command, stdout=self._log, stderr=self._log)


class Campaign:
    """One run in a folder of its own."""

    def __init__(self, folder: Path, *, files: int, seed: int, least_kills: int) -> None:
        self.folder = folder
        self.count = files
        self.seed = seed
        self.least_kills = least_kills
        self.hub = Hub(folder / "hub-home", free_port())
        self.laid: list[Laid] = []

    def run(self) -> list[str]:
        """Return the figures and, behind them, a line for each fault; the last figure counts the faults."""
        begun = time.monotonic()
        self.hub.start()
        try:
            self.hub.wait_until_ready(120)
            keys = msgspec.json.decode(self._in_hub("tests.faults.connect_scene"), type=dict[str, str])
            agent = Agent(self._configured(keys), self.seed, pause_s=(0.8, 4.0), is_faulty=True)
            killer = Killer(self.hub, self.seed, pause_s=(1.0, 5.0))
            agent.start()
            killer.start()
            self._lay_all()
            while agent.kills < self.least_kills and agent.is_alive():
                time.sleep(0.1)
            killer.stop_after(self.least_kills)
            self.hub.wait_until_ready(120)
            calm = agent.calm_down()
            try:
                self._wait_for_the_end()
            finally:
                calm.terminate()
                calm.wait(timeout=90)
            faults = list(self.faults_in(self._report()))
        finally:
            self.hub.stop()
        figures = [
            ("files", len(self.laid)), ("agent killed", agent.kills),
            *((f"hub killed: {part}", count) for part, count in sorted(killer.kills.items())),
            ("seconds", round(time.monotonic() - begun)), ("faults", len(faults)),
        ]  # fmt: skip
        return [*(f"{name:<24}{value:>8}" for name, value in figures), *faults]

    def _lay_all(self) -> None:
        choose = random.Random(self.seed)
        for at in range(self.count):
            seller, buyer = choose.sample(NAMES, 2)
            number = f"{seller[:3].upper()}-{at}"
            content = invoice(number, seller, buyer)
            folder = self.folder / seller / "out"
            (folder / f".{number}.tmp").write_bytes(content)
            (folder / f".{number}.tmp").rename(folder / f"{number}.xml")
            self.laid.append(Laid(number=number, seller=seller, buyer=buyer, sha256=sha256_hex(content)))
            time.sleep(PACE_S)

    def _wait_for_the_end(self) -> None:
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            if sum(len(list(_documents(self.folder / name / "in"))) for name in NAMES) >= len(self.laid):
                time.sleep(5)  # what comes too often comes now
                return
            time.sleep(1)

    def faults_in(self, report: Report) -> Iterator[str]:
        """Give a line for each file that did not go exactly once, by what the hub and the folders hold now."""
        yield from report.faults
        sent = Counter(d.original_sha256 for d in report.documents if d.direction == "out")
        arrived = Counter(d.original_sha256 for d in report.documents if d.direction == "in")
        lie_sent, lie_in = (
            {name: Counter(map(_hash, _documents(self.folder / name / box))) for name in NAMES}
            for box in ("sent", "in")
        )
        for one in self.laid:
            counts = {
                "documents": sent[one.sha256], "arrived": arrived[one.sha256],
                "in sent": lie_sent[one.seller][one.sha256], "in the receiver's folder": lie_in[one.buyer][one.sha256],
            }  # fmt: skip
            if set(counts.values()) != {1}:
                yield f"{one.number} of {one.seller} to {one.buyer}: {counts}"
        for name in NAMES:
            left = [
                path for box in ("out", "failed") for path in (self.folder / name / box).rglob("*") if path.is_file()
            ]
            yield from (f"left behind: {path}" for path in left)

    def _report(self) -> Report:
        file = self.folder / "report.json"
        self._in_hub("tests.faults.scene", "report", str(file))
        return msgspec.json.decode(file.read_bytes(), type=Report)

    def _configured(self, keys: dict[str, str]) -> Path:
        home = self.folder / "agent-home"
        home.mkdir(mode=0o700)
        for name, key in keys.items():
            for box in ("out", "in"):
                (self.folder / name / box).mkdir(parents=True)
            put_away(f"account/{name}", key, home, in_keyring=False)
        accounts = "".join(_ACCOUNT.format(name=name, url=self.hub.url, place=self.folder) for name in keys)
        path = home / "connect.toml"
        path.write_text(_CONFIGURATION.format(accounts=accounts), "utf-8")
        return path

    def _in_hub(self, module: str, *arguments: str) -> str:
        command = [sys.executable, "-m", module, *arguments]
        done = subprocess.run(command, env=self.hub.environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{module}: {done.stderr[-3000:]}")
        return done.stdout.strip()


def _documents(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.is_file() and not path.name.endswith(NOTES) and not any(p.startswith(".") for p in path.parts):
            yield path


def _hash(path: Path) -> str:
    return sha256_hex(path.read_bytes())


def main() -> int:
    """Run a campaign from the command line; exit status 0 when every file went exactly once."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", type=int, default=20, help="of the agent, and of parts of the hub, at the least")
    parser.add_argument("--keep", type=Path, help="folder to work in and to keep")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="depesch-connect-faults-") as temporary:
        folder = options.keep or Path(temporary)
        folder.chmod(0o755)
        told = Campaign(folder, files=options.files, seed=options.seed, least_kills=options.kills).run()
    sys.stdout.write("\n".join(told) + "\n")
    return 0 if told[-1].startswith("faults") else 1


if __name__ == "__main__":
    sys.exit(main())
