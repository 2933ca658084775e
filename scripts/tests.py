"""Runs all tests in bunches, two processes at a time, each with a home and a database of its own.

The bunches wait in one queue, the longest first, so that both cores have work until the end; a folder that is in no
bunch is one by itself. Each bunch runs in a process of its own and in a fixed order, so that what a test finds does not
depend on what else runs. The database is migrated once, and every bunch begins with a copy (tests/migrated.py).

Arguments go to every bunch. What failed stands last, after the slowest tests. The exit status is the gravest one.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue

PROCESSES = 2
# The longest first, by what each takes of the processor, since the machine may be busy with other things meanwhile; but
# for the first of all: it asks for no database, and runs while that is migrated.
LONGEST_FIRST = (
    ("tests/rules", "tests/kit", "tests/model", "tests/messages"),
    ("tests/portal/test_browser.py",),
    ("tests/portal",),
    ("tests/hub",),
    ("tests/console",),
    ("tests/faults", "tests/gateways"),
    ("tests/rendering", "tests/documents", "tests/docs"),
    ("tests/api",),
    ("tests/connect",),
    ("tests/syntaxes",),
    ("tests/channels", "tests/exchange"),
)
SLOWEST = 30  # tests that are told of
NO_TESTS = 5  # of pytest: what was chosen by arguments stands in another bunch
_SLOW = re.compile(r"^\s*([0-9.]+)s (?:call|setup|teardown) +(\S.*)$", re.MULTILINE)
_COUNTED = re.compile(r"(\d+) (passed|failed|skipped|errors?|xfailed|xpassed)\b")


@dataclass(frozen=True)
class Ran:
    """What became of one bunch."""

    paths: tuple[str, ...]
    status: int
    seconds: float
    told: str

    @property
    def counts(self) -> Counter[str]:
        """How many tests passed, failed, were skipped, as pytest's closing line says."""
        lines = self.told.strip().splitlines() or [""]
        return Counter({kind.rstrip("s"): int(number) for number, kind in _COUNTED.findall(lines[-1])})

    @property
    def is_well(self) -> bool:
        """Whether nothing failed, even if nothing was chosen."""
        return self.status in (0, NO_TESTS)


def bunches() -> list[tuple[str, ...]]:
    """Return what to run, in the order of the queue: all folders and files with tests, each once."""
    named = {path for paths in LONGEST_FIRST for path in paths}
    missing = [path for path in named if not Path(path).exists()]
    if missing:
        sys.exit(f"not there: {', '.join(sorted(missing))}; run it from the checkout's root")
    others = [
        str(path) for path in sorted(Path("tests").iterdir())
        if str(path) not in named and ((path.is_dir() and any(path.rglob("test_*.py"))) or path.match("test_*.py"))
    ]  # fmt: skip
    return [*LONGEST_FIRST, *((path,) for path in others)]


def command(paths: tuple[str, ...], arguments: list[str]) -> list[str]:
    """Return how to run one bunch without what another one takes out of its folders."""
    elsewhere = [each for others in LONGEST_FIRST if others != paths for each in others]
    ignored = [each for each in elsewhere if any(each.startswith(f"{path}/") for path in paths)]
    return [
        sys.executable, "-m", "pytest", "-p", "no:cacheprovider", f"--durations={SLOWEST}", "--durations-min=1", "-rs",
        *paths, *(f"--ignore={path}" for path in ignored), *arguments,
    ]  # fmt: skip


def run(paths: tuple[str, ...], arguments: list[str], environment: dict[str, str]) -> Ran:
    """Run one bunch to its end."""
    begun = time.monotonic()
    done = subprocess.run(  # noqa: S603
        command(paths, arguments), env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, check=False,
    )  # fmt: skip
    return Ran(paths, done.returncode, time.monotonic() - begun, done.stdout.decode("utf-8", "replace"))


def migrate(folder: Path, environment: dict[str, str]) -> None:
    """Make a home with a migrated database for all bunches; if that fails, each bunch tries by itself and says why."""
    home = folder / "home"
    home.mkdir()
    for each in (folder, home):
        each.chmod(0o755)  # when root runs the tests, PostgreSQL runs as another user and has to walk through
    kept = {name: value for name, value in environment.items() if not name.startswith("DEPESCH_")}
    made = subprocess.run(
        [sys.executable, "-m", "depesch.console", "migrate"], env={**kept, "DEPESCH_HOME": str(home)},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
    )  # fmt: skip
    if made.returncode == 0:
        (folder / "whole").touch()
    else:
        sys.stdout.write(f"no home to copy: `depesch migrate` ended with {made.returncode}\n{made.stdout.decode()}\n")


def run_all(arguments: list[str]) -> list[Ran]:
    """Run every bunch, PROCESSES at a time; tell each end at once."""
    waiting: SimpleQueue[tuple[str, ...]] = SimpleQueue()
    for paths in bunches():
        waiting.put(paths)
    ran: list[Ran] = []
    with tempfile.TemporaryDirectory(prefix="depesch-migrated-") as folder:
        environment = {**os.environ, "TESTS_MIGRATED_HOME": folder}

        def work(number: int) -> None:
            if number == 0:
                migrate(Path(folder), environment)
            begun = time.monotonic()
            while True:
                try:
                    paths = waiting.get_nowait()
                except Empty:
                    break
                ran.append(run(paths, arguments, environment))
                tell(ran[-1])
            sys.stdout.write(f"process {number + 1} of {PROCESSES} took {time.monotonic() - begun:.0f} s\n")

        threads = [threading.Thread(target=work, args=(number,)) for number in range(PROCESSES)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return ran


def tell(ran: Ran) -> None:
    """Say in one line how a bunch ended."""
    counts = ", ".join(f"{number} {kind}" for kind, number in ran.counts.items()) or "no tests"
    how = "" if ran.is_well else f"  FAILED with {ran.status}"
    sys.stdout.write(f"{ran.seconds:6.0f} s  {counts:34}  {' '.join(ran.paths)}{how}\n")
    sys.stdout.flush()


def report(ran: list[Ran]) -> None:
    """Tell the slowest tests, why some were skipped, and last what failed, whole."""
    slow = sorted(((float(s), name) for each in ran for s, name in _SLOW.findall(each.told)), reverse=True)
    sys.stdout.write(f"\nthe slowest of {len(slow)} that took longer than a second:\n")
    sys.stdout.writelines(f"{seconds:6.1f} s  {name}\n" for seconds, name in slow[:SLOWEST])
    skipped = [line for each in ran for line in each.told.splitlines() if line.startswith("SKIPPED ")]
    sys.stdout.writelines(f"{line}\n" for line in skipped)
    for each in ran:
        if not each.is_well:
            sys.stdout.write(f"\n{'=' * 30} {' '.join(each.paths)}\n{each.told}\n")
    total = sum((each.counts for each in ran), Counter[str]())
    failed = total["failed"] + total["error"]
    sys.stdout.write(f"\n{total['passed']} passed, {failed} failed, {total['skipped']} skipped\n")


def main(arguments: list[str]) -> int:
    """Run all bunches and return what is to be the exit status."""
    begun = time.monotonic()
    ran = run_all(arguments)
    report(ran)
    sys.stdout.write(f"all tests took {time.monotonic() - begun:.0f} s\n")
    if all(each.status == NO_TESTS for each in ran):
        return NO_TESTS
    return max(0 if each.is_well else abs(each.status) for each in ran)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
