"""What the journal knows of sending: parcels, what became of their documents, and what waits for its attachments."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import msgspec

from depesch.connect.journal import open_journal, transaction
from depesch.connect.runs import FileState
from depesch.connect.sending.claiming import Manifest
from depesch.connect.sending.laying import Place
from depesch.connect.sending.names import shown

SCHEMA = (
    """CREATE TABLE IF NOT EXISTS sending_parcel (
        key TEXT PRIMARY KEY, account TEXT NOT NULL, folder TEXT NOT NULL, name TEXT NOT NULL,
        attachments INTEGER NOT NULL, size INTEGER NOT NULL, sha256 TEXT NOT NULL, identity TEXT NOT NULL,
        send_mode TEXT NOT NULL, state TEXT NOT NULL, claimed_at TEXT NOT NULL, state_at TEXT NOT NULL,
        tries INTEGER NOT NULL DEFAULT 0, document_id TEXT, number TEXT NOT NULL DEFAULT '',
        other TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '', next_step TEXT NOT NULL DEFAULT '',
        place BLOB, laid_at TEXT, is_cleared INTEGER NOT NULL DEFAULT 0)""",
    "CREATE INDEX IF NOT EXISTS sending_parcel_same ON sending_parcel (account, identity)",
    "CREATE INDEX IF NOT EXISTS sending_parcel_state ON sending_parcel (state, account)",
    "CREATE INDEX IF NOT EXISTS sending_parcel_when ON sending_parcel (claimed_at)",
    "CREATE INDEX IF NOT EXISTS sending_parcel_document ON sending_parcel (document_id)",
    """CREATE INDEX IF NOT EXISTS sending_parcel_kept ON sending_parcel (folder, laid_at)
        WHERE laid_at IS NOT NULL AND NOT is_cleared""",
    """CREATE TABLE IF NOT EXISTS sending_document (
        document_id TEXT PRIMARY KEY, key TEXT NOT NULL, account TEXT NOT NULL, part INTEGER NOT NULL,
        state TEXT NOT NULL DEFAULT '', told TEXT NOT NULL DEFAULT '', is_over INTEGER NOT NULL DEFAULT 0,
        since TEXT NOT NULL, asks INTEGER NOT NULL DEFAULT 0, ask_at TEXT NOT NULL)""",
    "CREATE INDEX IF NOT EXISTS sending_document_due ON sending_document (account, ask_at) WHERE NOT is_over",
    "CREATE INDEX IF NOT EXISTS sending_document_key ON sending_document (key)",
    """CREATE TABLE IF NOT EXISTS sending_awaiting (
        account TEXT NOT NULL, folder TEXT NOT NULL, name TEXT NOT NULL, shown TEXT NOT NULL, since TEXT NOT NULL,
        PRIMARY KEY (account, folder, name))""",
)
ON_ITS_WAY = (FileState.CLAIMED, FileState.SENT)


class ParcelRow(msgspec.Struct, frozen=True, kw_only=True):
    """A parcel as the journal has it; times are ISO 8601 in UTC."""

    key: UUID
    account: str
    folder: str
    name: str  # as it is shown
    attachments: int
    size: int
    sha256: str
    identity: str
    send_mode: str
    state: FileState
    claimed_at: datetime
    state_at: datetime
    tries: int
    document_id: UUID | None
    number: str
    other: str
    reason: str
    next_step: str
    place: Place | None
    laid_at: datetime | None
    is_cleared: bool


class FollowedRow(msgspec.Struct, frozen=True, kw_only=True):
    """A document that is followed: the parcel's own (part 0), or one out of it."""

    document_id: UUID
    key: UUID
    account: str
    part: int
    state: str  # the hub's
    told: str  # what people were told of it: a FileState, or nothing yet
    is_over: bool
    since: datetime
    asks: int
    ask_at: datetime


class Records:
    """The journal of sending, for one thread. Every method is a transaction; they raise sqlite3.Error."""

    def __init__(self, home: Path) -> None:
        self._journal = open_journal(home, SCHEMA)

    def close(self) -> None:
        """Let go of the journal."""
        self._journal.close()

    def parcel(self, key: UUID) -> ParcelRow | None:
        """Return the parcel of that key."""
        found = self._journal.execute("SELECT * FROM sending_parcel WHERE key = ?", (str(key),)).fetchone()
        return None if found is None else _parcel(found)

    def claimed(self, manifest: Manifest, folder: Path, at: datetime) -> ParcelRow:
        """Note a claim before it is sent; what is known of it already stays. Return what is known."""
        name = manifest.document.file_name
        with transaction(self._journal):
            self._journal.execute(
                "INSERT INTO sending_parcel"
                " (key, account, folder, name, attachments, size, sha256, identity, send_mode, state,"
                " claimed_at, state_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING",
                (
                    str(manifest.key), manifest.account, shown(str(folder)), shown(name), len(manifest.attachments),
                    manifest.size, manifest.document.sha256, manifest.identity, manifest.send_mode,
                    FileState.CLAIMED, _text(at), _text(at),
                ),
            )  # fmt: skip
        found = self._journal.execute("SELECT * FROM sending_parcel WHERE key = ?", (str(manifest.key),)).fetchone()
        return _parcel(found)

    def earlier(self, manifest: Manifest) -> ParcelRow | None:
        """Return a parcel of the same content that is on its way or arrived, other than this one."""
        found = self._journal.execute(
            "SELECT * FROM sending_parcel WHERE account = ? AND identity = ? AND key <> ? AND state IN (?, ?, ?)"
            " ORDER BY state = ?, claimed_at LIMIT 1",
            (
                manifest.account, manifest.identity, str(manifest.key), FileState.CLAIMED, FileState.SENT,
                FileState.DELIVERED, FileState.CLAIMED,
            ),
        ).fetchone()  # fmt: skip
        return None if found is None else _parcel(found)

    def accepted(self, row: ParcelRow, document_id: UUID, at: datetime) -> None:
        """Note the hub's receipt, and that the document is to be followed from now on."""
        with transaction(self._journal):
            self._journal.execute(
                "UPDATE sending_parcel SET state = ?, state_at = ?, document_id = ? WHERE key = ? AND state = ?",
                (FileState.SENT, _text(at), str(document_id), str(row.key), FileState.CLAIMED),
            )
            self._follow(row.key, row.account, 0, document_id, at)

    def failed(self, key: UUID, at: datetime, *, reason: str, next_step: str) -> None:
        """Note that the parcel cannot be sent."""
        with transaction(self._journal):
            self._journal.execute(
                "UPDATE sending_parcel SET state = ?, state_at = ?, reason = ?, next_step = ? WHERE key = ?",
                (FileState.FAILED, _text(at), reason, next_step, str(key)),
            )

    def tried(self, key: UUID) -> int:
        """Count a try that came to nothing, and return how many there were."""
        with transaction(self._journal):
            self._journal.execute("UPDATE sending_parcel SET tries = tries + 1 WHERE key = ?", (str(key),))
        row = self.parcel(key)
        return row.tries if row else 0

    def lays(self, key: UUID, place: Place) -> None:
        """Note where the parcel's files are about to be laid."""
        with transaction(self._journal):
            self._journal.execute(
                "UPDATE sending_parcel SET place = ?, laid_at = NULL WHERE key = ?",
                (msgspec.json.encode(place), str(key)),
            )

    def laid(self, key: UUID, at: datetime) -> None:
        """Note that they lie there."""
        with transaction(self._journal):
            self._journal.execute("UPDATE sending_parcel SET laid_at = ? WHERE key = ?", (_text(at), str(key)))

    def taken_again(self, key: UUID, at: datetime) -> None:
        """Note that a parcel that could not be sent is on its way again, under its key."""
        with transaction(self._journal):
            self._journal.execute(
                "UPDATE sending_parcel SET state = ?, state_at = ?, reason = '', next_step = '', tries = 0,"
                " place = NULL, laid_at = NULL WHERE key = ?",
                (FileState.CLAIMED, _text(at), str(key)),
            )

    def to_clear(self, account: str, folder: Path, before: datetime, limit: int = 500) -> list[ParcelRow]:
        """Return what was sent from the folder and laid before that moment, and still lies there."""
        found = self._journal.execute(
            "SELECT * FROM sending_parcel WHERE folder = ? AND laid_at < ? AND laid_at IS NOT NULL AND NOT is_cleared"
            " AND account = ? AND state IN (?, ?) ORDER BY laid_at LIMIT ?",
            (shown(str(folder)), _text(before), account, FileState.DELIVERED, FileState.SENT, limit),
        ).fetchall()
        return [_parcel(each) for each in found]

    def cleared(self, keys: Iterable[UUID]) -> None:
        """Note that what was laid is deleted."""
        with transaction(self._journal):
            self._journal.executemany(
                "UPDATE sending_parcel SET is_cleared = 1 WHERE key = ?", [(str(key),) for key in keys]
            )

    def awaiting(self, account: str, folder: Path) -> dict[str, datetime]:
        """Return the documents of a folder that wait for their attachments (`names.kept`), and since when."""
        found = self._journal.execute(
            "SELECT name, since FROM sending_awaiting WHERE account = ? AND folder = ?", (account, shown(str(folder)))
        )
        return {name: datetime.fromisoformat(since) for name, since in found}

    def awaits(self, account: str, folder: Path, names: Mapping[str, tuple[str, datetime]]) -> None:
        """Note the documents that wait now: `names.kept` -> as shown, and since when."""
        place = shown(str(folder))
        with transaction(self._journal):
            self._journal.execute("DELETE FROM sending_awaiting WHERE account = ? AND folder = ?", (account, place))
            self._journal.executemany(
                "INSERT INTO sending_awaiting VALUES (?, ?, ?, ?, ?)",
                [(account, place, name, text, _text(since)) for name, (text, since) in names.items()],
            )

    def all_awaiting(self, account: str) -> list[tuple[str, str, datetime]]:
        """Return folder, name and since when of each document of the account that waits for its attachments."""
        found = self._journal.execute(
            "SELECT folder, shown, since FROM sending_awaiting WHERE account = ? ORDER BY since", (account,)
        )
        return [(folder, name, datetime.fromisoformat(since)) for folder, name, since in found]

    def to_ask(self, account: str, at: datetime, limit: int) -> list[FollowedRow]:
        """Return documents whose state is to be asked for, the longest due first.

        One that would be due long after any pause we make is due too: the clock was set back.
        """
        found = self._journal.execute(
            "SELECT * FROM sending_document WHERE account = ? AND NOT is_over AND (ask_at <= ? OR ask_at > ?)"
            " ORDER BY ask_at LIMIT ?",
            (account, _text(at), _text(at + timedelta(days=2)), limit),
        ).fetchall()
        return [_followed(each) for each in found]

    def next_ask(self, account: str) -> datetime | None:
        """Return when the next document of the account is to be asked for."""
        (found,) = self._journal.execute(
            "SELECT min(ask_at) FROM sending_document WHERE account = ? AND NOT is_over", (account,)
        ).fetchone()
        return None if found is None else datetime.fromisoformat(found)

    def asked(self, row: FollowedRow, *, state: str, told: str, is_over: bool, ask_at: datetime, asks: int) -> None:
        """Note what the hub answered, and when to ask again."""
        with transaction(self._journal):
            self._journal.execute(
                "UPDATE sending_document SET state = ?, told = ?, is_over = ?, ask_at = ?, asks = ?"
                " WHERE document_id = ?",
                (state, told, is_over, _text(ask_at), asks, str(row.document_id)),
            )

    def also_follow(self, row: FollowedRow, parts: Sequence[UUID], at: datetime) -> None:
        """Follow the documents that came out of this one too."""
        with transaction(self._journal):
            for number, part in enumerate(parts, 1):
                self._follow(row.key, row.account, number, part, at)

    def followed(self, key: UUID) -> list[FollowedRow]:
        """Return the documents of a parcel, its own first."""
        found = self._journal.execute("SELECT * FROM sending_document WHERE key = ? ORDER BY part", (str(key),))
        return [_followed(each) for each in found.fetchall()]

    def came_to(
        self, key: UUID, state: FileState, at: datetime, *, number: str, other: str, reason: str, next_step: str
    ) -> None:
        """Note what became of the parcel as a whole."""
        with transaction(self._journal):
            self._journal.execute(
                "UPDATE sending_parcel SET state_at = CASE WHEN state = ? THEN state_at ELSE ? END, state = ?,"
                " number = ?, other = ?, reason = ?, next_step = ? WHERE key = ?",
                (state, _text(at), state, number, other, reason, next_step, str(key)),
            )

    def counts(self, account: str) -> dict[FileState, int]:
        """Return how many parcels of the account are in each state."""
        found = self._journal.execute(
            "SELECT state, count(*) FROM sending_parcel WHERE account = ? GROUP BY state", (account,)
        )
        return {FileState(state): count for state, count in found}

    def on_their_way(self, account: str, limit: int) -> list[ParcelRow]:
        """Return the parcels that are not at their end, the oldest first."""
        found = self._journal.execute(
            "SELECT * FROM sending_parcel WHERE account = ? AND state IN (?, ?) ORDER BY claimed_at LIMIT ?",
            (account, *ON_ITS_WAY, limit),
        ).fetchall()
        return [_parcel(each) for each in found]

    def search(
        self, *, text: str = "", account: str = "", state: str = "", since: datetime | None = None,
        until: datetime | None = None, limit: int = 100,
    ) -> list[ParcelRow]:  # fmt: skip
        """Return parcels whose name, number, other party, key or document id has `text` in it, the newest first.

        Claimed from `since` on and before `until`.
        """
        like = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        before = _text(until) if until else ""
        found = self._journal.execute(
            "SELECT * FROM sending_parcel WHERE (? = '' OR account = ?) AND (? = '' OR state = ?) AND claimed_at >= ?"
            " AND (? = '' OR claimed_at < ?)"
            " AND (? = '' OR name LIKE ? ESCAPE '\\' OR number LIKE ? ESCAPE '\\' OR other LIKE ? ESCAPE '\\'"
            " OR key = ? OR document_id = ?) ORDER BY claimed_at DESC LIMIT ?",
            (
                account, account, state, state, _text(since) if since else "", before, before, text, like, like, like,
                text.lower(), text.lower(), limit,
            ),
        ).fetchall()  # fmt: skip
        return [_parcel(each) for each in found]

    def _follow(self, key: UUID, account: str, part: int, document_id: UUID, at: datetime) -> None:
        self._journal.execute(
            "INSERT INTO sending_document (document_id, key, account, part, since, ask_at) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (document_id) DO NOTHING",
            (str(document_id), str(key), account, part, _text(at), _text(at)),
        )


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _parcel(found: sqlite3.Row) -> ParcelRow:
    place = msgspec.json.decode(found["place"], type=Place) if found["place"] else None
    return msgspec.convert({**dict(found), "place": place}, ParcelRow, strict=False)


def _followed(found: sqlite3.Row) -> FollowedRow:
    return msgspec.convert(dict(found), FollowedRow, strict=False)
