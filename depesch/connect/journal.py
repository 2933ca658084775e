"""The journal: one SQLite file in the agent's home, in which everything is noted before it is done.

Write-ahead log, synced at every commit. Each package keeps tables of its own (`SCHEMA`), made when they are missing.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

NAME = "journal.db"
BUSY_S = 30.0  # how long one thread or process waits for another's commit
AGAIN_S = 0.02


class Column(msgspec.Struct, frozen=True):
    """A column that came later: an agent's journal of an earlier version is given it, rows of then its default."""

    table: str
    name: str
    declaration: str


class JournalBroken(Exception):
    """The journal is no journal, or the disk does not take it; the message names the file."""


def open_journal(home: Path, schema: Sequence[str | Column] = ()) -> sqlite3.Connection:
    """Return a connection to the journal of `home`, in autocommit, for the calling thread alone.

    `schema` is made of statements `CREATE TABLE IF NOT EXISTS` and the like, and of columns. Raises JournalBroken.
    """
    path = home / NAME
    try:
        connection = sqlite3.connect(path, timeout=BUSY_S, isolation_level=None)
        path.chmod(0o600)
        _write_ahead(connection)
        connection.execute("PRAGMA synchronous = FULL")
        connection.row_factory = sqlite3.Row
        for statement in schema:
            if isinstance(statement, Column):
                _add(connection, statement)
            else:
                connection.execute(statement)
    except (sqlite3.Error, OSError) as error:
        raise JournalBroken(f"{path}: {error}") from error
    return connection


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to the write-ahead log.

    When several open a new file at once, SQLite says "locked" to one of them at once, whatever its timeout: of two that
    want to write after they have read, one has to give way (sqlite.org/c3ref/busy_handler.html). So we ask again.
    """
    until = time.monotonic() + BUSY_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
        time.sleep(AGAIN_S)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do everything inside or nothing; it takes the right to write at once, so that two agents queue up."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _add(connection: sqlite3.Connection, column: Column) -> None:
    if _has(connection, column):
        return
    with transaction(connection):
        if not _has(connection, column):  # another process may have been at it
            connection.execute(f"ALTER TABLE {column.table} ADD COLUMN {column.name} {column.declaration}")


def _has(connection: sqlite3.Connection, column: Column) -> bool:
    query = "SELECT 1 FROM pragma_table_info(?) WHERE name = ?"
    return connection.execute(query, (column.table, column.name)).fetchone() is not None
