"""The journal is opened by several threads and processes, also the first time."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from depesch.connect.journal import NAME, JournalBroken, open_journal


def test_a_new_journal_that_another_is_writing_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite answers "locked" at once here; the other one ends when we wait for it."""
    with closing(sqlite3.connect(tmp_path / NAME, isolation_level=None)) as other:
        other.execute("CREATE TABLE theirs (one TEXT)")
        other.execute("BEGIN IMMEDIATE")
        waits: list[float] = []

        def ends(seconds: float) -> None:
            waits.append(seconds)
            other.execute("COMMIT")

        monkeypatch.setattr("depesch.connect.journal.time.sleep", ends)
        with closing(open_journal(tmp_path, ("CREATE TABLE IF NOT EXISTS ours (one TEXT)",))) as journal:
            assert len(waits) == 1
            assert journal.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_a_journal_that_stays_locked_is_told_with_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("depesch.connect.journal.BUSY_S", 0.0)
    with closing(sqlite3.connect(tmp_path / NAME, isolation_level=None)) as other:
        other.execute("CREATE TABLE theirs (one TEXT)")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(JournalBroken, match=f"{NAME}: database is locked"):
            open_journal(tmp_path)
