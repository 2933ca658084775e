"""How the agent stands: the last run of each direction of each account, for the status page, the hub and `status`.

Kept in memory and noted in the journal, where the command line of another process finds it; a fault at once, an
ordinary run at most once a minute.
"""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from depesch.connect.journal import open_journal
from depesch.connect.runs import Direction, RunResult

SCHEMA = (
    """CREATE TABLE IF NOT EXISTS running_direction (
        account TEXT NOT NULL, direction TEXT NOT NULL, folder TEXT NOT NULL, last_run_at TEXT NOT NULL,
        fault TEXT NOT NULL, fault_next TEXT NOT NULL, fault_since TEXT,
        PRIMARY KEY (account, direction, folder))""",
)
NOTED_EVERY_S = 60.0


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """One direction of one account (one folder of it, when it sends): its last run, and what keeps it from its work."""

    account: str
    direction: Direction
    folder: str = ""
    last_run_at: datetime
    fault: str = ""
    fault_next: str = ""
    fault_since: datetime | None = None


class Standings:
    """All of an agent's. Threads may share it."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._lock = threading.Lock()
        self._all: dict[tuple[str, Direction, str], Standing] = {}
        self._noted: dict[tuple[str, Direction, str], datetime] = {}

    def ran(self, run: RunResult, folder: str) -> bool:
        """Take note of a run, and return whether it is news: files, a fault, the end of one, or the first of all.

        Raises sqlite3.Error and JournalBroken when the journal does not take it.
        """
        key = (run.account, run.direction, folder)
        with self._lock:
            before = self._all.get(key)
            same = before is not None and before.fault == run.fault
            since = before.fault_since if same and before else run.ended_at if run.fault else None
            standing = Standing(
                account=run.account, direction=run.direction, folder=folder, last_run_at=run.ended_at,
                fault=run.fault, fault_next=run.fault_next, fault_since=since,
            )  # fmt: skip
            self._all[key] = standing
            noted = self._noted.get(key)
            if same and noted and abs((run.ended_at - noted).total_seconds()) < NOTED_EVERY_S:
                return bool(run.files or run.fault)
            self._noted[key] = run.ended_at
        with closing(open_journal(self._home, SCHEMA)) as journal:
            _write(journal, standing)
        return bool(run.files or run.fault) or not same

    def all(self) -> list[Standing]:
        """Return what is known, in the order of accounts."""
        with self._lock:
            return sorted(self._all.values(), key=lambda each: (each.account, each.direction, each.folder))


def noted(home: Path) -> list[Standing]:
    """Return what the journal says; raises sqlite3.Error and JournalBroken."""
    with closing(open_journal(home, SCHEMA)) as journal:
        found = journal.execute("SELECT * FROM running_direction ORDER BY account, direction, folder").fetchall()
    return [msgspec.convert(dict(each), Standing, strict=False) for each in found]


def _write(journal: sqlite3.Connection, standing: Standing) -> None:
    since = standing.fault_since.astimezone(UTC).isoformat() if standing.fault_since else None
    journal.execute(
        "INSERT OR REPLACE INTO running_direction VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            standing.account, standing.direction, standing.folder, standing.last_run_at.astimezone(UTC).isoformat(),
            standing.fault, standing.fault_next, since,
        ),
    )  # fmt: skip
