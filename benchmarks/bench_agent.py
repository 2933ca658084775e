"""The agent: looking into a folder of many files, a file from folder to folder, and what 50 accounts cost when idle.

    python -m benchmarks.bench_agent [scan|way|idle ...]

Looking is told as a multiple of a plain look (os.scandir and stat of each file), for 10,000 and 100,000 files: the two
multiples are about the same when the cost is linear. The way of a file and the idle agent are told in seconds, percent
of a core and megabytes, with a hub, its workers and its database on the same machine.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import psutil

from benchmarks.ratio import ratios

FILES = (10_000, 100_000)
SENT = 30
ACCOUNTS = 50
IDLE_S = 60
AGENT = "tests.faults.connect_agent"
_ACCOUNT = """[[accounts]]
name = "{name}"
hub = "{url}"
key = "account/{key}"
[[accounts.sending]]
folder = "{place}/out"
timetable = {{ every_s = {every_s} }}
[accounts.collecting]
folder = "{place}/in"
timetable = {{ every_s = {every_s} }}
"""


def scan() -> None:
    """Measure looks into folders of many files, none of which is complete."""
    from depesch.connect.sending.looking import Lookout
    from depesch.connect.settings import Sending

    for count in FILES:
        with tempfile.TemporaryDirectory(prefix="depesch-bench-") as place:
            folder = Path(place)
            for number in range(count):
                (folder / f"F-{number:06}.xml").touch()
            lookout = Lookout(Sending(folder=folder, settle_s=3600))

            def plain(folder: Path = folder) -> int:
                with os.scandir(folder) as entries:
                    return sum(entry.stat().st_size for entry in entries)

            def look(lookout: Lookout = lookout) -> object:
                return lookout.look(at=datetime.now(UTC), awaiting={}, most=1000)

            seconds, found = ratios(plain, {"look": look}, rounds=max(3, 300_000 // count))
            rss = psutil.Process().memory_info().rss / 1e6
            print(f"{count:>7} files: a plain look {seconds * 1000:.0f} ms, the agent's {found['look']:.1f} times as")
            print(f"{'':>7}        long; memory of the process {rss:.0f} MB")


def way() -> None:
    """Measure a file from its place in the watched folder to the hub, and on to the receiver's folder."""
    from tests.faults.connect_scene import invoice

    with _Scene() as scene:
        names = ("nordbygg", "alvsala")
        scene.configure([(name, name) for name in names], every_s=0.25)
        agent = scene.agent()
        out, sent = scene.folder / "nordbygg" / "out", scene.folder / "nordbygg" / "sent"
        came = scene.folder / "alvsala" / "in"
        accepted, arrived = [], []
        try:
            for number in range(SENT + 3):
                content = invoice(f"F-{number}", *names)
                (out / ".tmp").write_bytes(content)
                begun = time.perf_counter()
                (out / ".tmp").rename(out / f"F-{number}.xml")
                accepted.append(_until(sent / f"F-{number}.xml", begun))
                arrived.append(_until_count(came, number + 1, begun))
        finally:
            agent.terminate()
            agent.wait()
        print(f"file in place to accepted and laid into sent: median {statistics.median(accepted[3:]):.2f} s")
        print(f"file in place to the receiver's folder:       median {statistics.median(arrived[3:]):.2f} s")


def idle() -> None:
    """Measure what an agent costs that has nothing to do."""
    with _Scene() as scene:
        accounts = [(f"account{number}", "nordbygg") for number in range(ACCOUNTS)]
        scene.configure(accounts, every_s=30.0)
        agent = scene.agent()
        try:
            process = psutil.Process(agent.pid)
            time.sleep(20)
            before = process.cpu_times()
            time.sleep(IDLE_S)
            after = process.cpu_times()
            spent = after.user + after.system - before.user - before.system
            print(f"{ACCOUNTS} accounts, each looking and asking every 30 s: {spent / IDLE_S:.2%} of a core,")
            print(f"{process.memory_info().rss / 1e6:.0f} MB, {process.num_threads()} threads")
        finally:
            agent.terminate()
            agent.wait()


class _Scene:
    """A hub with three companies, and a home for an agent."""

    def __init__(self) -> None:
        from tests.faults.processes import Hub
        from tests.ports import free_port

        self._place = tempfile.TemporaryDirectory(prefix="depesch-bench-")
        self.folder = Path(self._place.name)
        self.folder.chmod(0o755)
        self.hub = Hub(self.folder / "hub", free_port())
        self._configuration = self.folder / "agent" / "connect.toml"

    def __enter__(self) -> _Scene:
        from depesch.connect.configuration.secrets import put_away

        self.hub.start()
        self.hub.wait_until_ready(120)
        made = subprocess.run(
            [sys.executable, "-m", "tests.faults.connect_scene"],
            env=self.hub.environment,
            capture_output=True,
            check=True,
        )
        self._configuration.parent.mkdir(mode=0o700)
        for name, key in msgspec.json.decode(made.stdout, type=dict[str, str]).items():
            put_away(f"account/{name}", key, self._configuration.parent, in_keyring=False)
        return self

    def __exit__(self, *_: object) -> None:
        self.hub.stop()
        self._place.cleanup()

    def configure(self, accounts: list[tuple[str, str]], *, every_s: float) -> None:
        """Write a configuration of these accounts and keys."""
        text = "[status_page]\nport = 0\n"
        for name, key in accounts:
            place = self.folder / name
            for box in ("out", "in"):
                (place / box).mkdir(parents=True)
            text += _ACCOUNT.format(name=name, key=key, url=self.hub.url, place=place, every_s=every_s)
        self._configuration.write_text(text, "utf-8")

    def agent(self) -> subprocess.Popen[bytes]:
        """Start the agent."""
        return subprocess.Popen([sys.executable, "-m", AGENT, str(self._configuration), "0"])


def _until(path: Path, begun: float) -> float:
    while not path.exists():
        time.sleep(0.002)
    return time.perf_counter() - begun


def _until_count(folder: Path, count: int, begun: float) -> float:
    while sum(not entry.name.startswith(".") for entry in os.scandir(folder)) < count:
        time.sleep(0.002)
    return time.perf_counter() - begun


def main(chosen: list[str]) -> None:
    """Run what is chosen, everything when nothing is."""
    parts = {"scan": scan, "way": way, "idle": idle}
    for name, part in parts.items():
        if not chosen or name in chosen:
            part()


if __name__ == "__main__":
    main(sys.argv[1:])
