"""What the journal notes of each document that is collected, and of those that could not be."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID

import msgspec

from depesch.connect.collecting.marks import Mark, Move
from depesch.connect.journal import Column, transaction

SCHEMA = (
    """CREATE TABLE IF NOT EXISTS collected_document (
           account TEXT NOT NULL, document_id TEXT NOT NULL, state TEXT NOT NULL, moves TEXT NOT NULL DEFAULT '[]',
           number TEXT NOT NULL DEFAULT '', other TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '',
           tries INTEGER NOT NULL DEFAULT 0, try_at REAL NOT NULL DEFAULT 0, changed_at REAL NOT NULL,
           PRIMARY KEY (account, document_id))""",
    "CREATE INDEX IF NOT EXISTS collected_by_state ON collected_document (account, state, changed_at)",
    "CREATE INDEX IF NOT EXISTS collected_when ON collected_document (changed_at)",
    Column("collected_document", "next_step", "TEXT NOT NULL DEFAULT ''"),
)
KEPT = timedelta(days=400)


class RecordState(StrEnum):
    """Where a document is."""

    PLACING = "placing"  # complete on the disk, on the way to its names
    PLACED = "placed"  # under its names; the hub has still to be told
    ACKNOWLEDGED = "acknowledged"  # the hub knows
    FAILED = "failed"  # could not be fetched or written; the hub keeps it, and it is tried again at `try_at`


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A document as the journal has it."""

    document_id: UUID
    state: RecordState
    moves: tuple[Move, ...] = ()
    reason: str = ""
    tries: int = 0
    try_at: float = 0.0  # seconds since 1970


class CollectedRow(msgspec.Struct, frozen=True, kw_only=True):
    """A document that came in, as people are shown it; `moves` are its files below the folder, itself last."""

    account: str
    document_id: UUID
    state: RecordState
    changed_at: datetime
    moves: tuple[Move, ...] = ()
    number: str = ""
    other: str = ""
    reason: str = ""  # why it could not be collected, in the agent's language
    next_step: str = ""
    tries: int = 0
    try_at: datetime | None = None  # when it is tried again by itself

    @property
    def name(self) -> str:
        """Return what to call it: its file, else its number, else its id."""
        return self.moves[-1].target if self.moves else self.number or str(self.document_id)


class Records:
    """The documents of one account in a journal."""

    def __init__(self, connection: sqlite3.Connection, account: str) -> None:
        self._connection = connection
        self._account = account

    def of(self, document_id: UUID) -> Record | None:
        """Return what is known of a document."""
        row = self._connection.execute(
            "SELECT * FROM collected_document WHERE account = ? AND document_id = ?", (self._account, str(document_id))
        ).fetchone()
        if row is None:
            return None
        return Record(
            document_id=document_id, state=RecordState(row["state"]), reason=row["reason"], tries=row["tries"],
            try_at=row["try_at"], moves=msgspec.json.decode(row["moves"], type=tuple[Move, ...]),
        )  # fmt: skip

    def note(self, mark: Mark, state: RecordState, at: datetime) -> None:
        """Note where a document is; synced when it returns."""
        self._write(
            mark.document_id, state=state, at=at, number=mark.number, other=mark.other,
            moves=msgspec.json.encode(mark.moves).decode(),
        )  # fmt: skip

    def note_failure(
        self, document_id: UUID, *, number: str, other: str, reason: str, next_step: str, tries: int, try_at: float,
        at: datetime,
    ) -> None:  # fmt: skip
        """Note that a document could not be had, why, and when it is tried again."""
        self._write(
            document_id, state=RecordState.FAILED, at=at, number=number, other=other, reason=reason,
            next_step=next_step, tries=tries, try_at=try_at,
        )  # fmt: skip

    def failed(self) -> int:
        """Return how many documents could not be had so far."""
        row = self._connection.execute(
            "SELECT count(*) FROM collected_document WHERE account = ? AND state = 'failed'", (self._account,)
        ).fetchone()
        return int(row[0])

    def counts(self) -> dict[RecordState, int]:
        """Return how many documents are in each state."""
        found = self._connection.execute(
            "SELECT state, count(*) FROM collected_document WHERE account = ? GROUP BY state", (self._account,)
        )
        return {RecordState(state): count for state, count in found}

    def forget(self, seen: set[UUID], at: datetime) -> None:
        """Forget failures of documents that the hub has no longer for us, and what was acknowledged long ago."""
        with transaction(self._connection):
            rows = self._connection.execute(
                "SELECT document_id FROM collected_document WHERE account = ? AND state = 'failed'", (self._account,)
            ).fetchall()
            gone = [(self._account, row[0]) for row in rows if UUID(row[0]) not in seen]
            self._connection.executemany("DELETE FROM collected_document WHERE account = ? AND document_id = ?", gone)
            self._connection.execute(
                "DELETE FROM collected_document WHERE account = ? AND state = 'acknowledged' AND changed_at < ?",
                (self._account, (at - KEPT).timestamp()),
            )

    def _write(self, document_id: UUID, *, state: RecordState, at: datetime, **values: object) -> None:
        names = ("account", "document_id", "state", "changed_at", *values)
        places = ", ".join("?" * len(names))
        self._connection.execute(
            f"INSERT OR REPLACE INTO collected_document ({', '.join(names)}) VALUES ({places})",  # noqa: S608  our own names
            (self._account, str(document_id), state.value, at.timestamp(), *values.values()),
        )


def search(
    connection: sqlite3.Connection,
    *,
    text: str = "",
    account: str = "",
    states: Sequence[RecordState] = tuple(RecordState),
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = 100,
) -> list[CollectedRow]:
    """Return documents whose files, number, other party or id has `text` in it, those of which something was noted
    last first; from `since` on and before `until`. Raises sqlite3.Error.
    """
    like = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    of_states = ", ".join("?" * len(states))
    found = connection.execute(
        f"SELECT * FROM collected_document WHERE (? = '' OR account = ?) AND state IN ({of_states})"  # noqa: S608  marks
        " AND changed_at >= ? AND changed_at < ? AND (? = '' OR number LIKE ? ESCAPE '\\' OR other LIKE ? ESCAPE '\\'"
        " OR document_id = ? OR EXISTS (SELECT 1 FROM json_each(moves)"
        " WHERE json_extract(value, '$.target') LIKE ? ESCAPE '\\'))"
        " ORDER BY changed_at DESC, document_id LIMIT ?",
        (
            account, account, *states, since.timestamp() if since else 0.0, until.timestamp() if until else 1e12,
            text, like, like, text.lower(), like, limit,
        ),
    )  # fmt: skip
    return [_row(each) for each in found.fetchall()]


def _row(found: sqlite3.Row) -> CollectedRow:
    try_at = datetime.fromtimestamp(found["try_at"], UTC) if found["state"] == RecordState.FAILED else None
    return CollectedRow(
        account=found["account"], document_id=UUID(found["document_id"]), state=RecordState(found["state"]),
        changed_at=datetime.fromtimestamp(found["changed_at"], UTC), number=found["number"], other=found["other"],
        moves=msgspec.json.decode(found["moves"], type=tuple[Move, ...]), reason=found["reason"],
        next_step=found["next_step"], tries=found["tries"], try_at=try_at,
    )  # fmt: skip
