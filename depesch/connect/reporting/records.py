"""The journal's tables of mails: runs that somebody has to be told of, mails composed of them, faults already told."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import msgspec

from depesch.connect.journal import transaction
from depesch.connect.reporting.composing import Told

SCHEMA = (
    """CREATE TABLE IF NOT EXISTS report_due (
           id INTEGER PRIMARY KEY, address TEXT NOT NULL, account TEXT NOT NULL, told TEXT NOT NULL)""",
    """CREATE TABLE IF NOT EXISTS report_mail (
           id TEXT PRIMARY KEY, address TEXT NOT NULL, account TEXT NOT NULL, subject TEXT NOT NULL, content BLOB,
           runs INTEGER NOT NULL, state TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0, try_at REAL NOT NULL,
           made_at REAL NOT NULL, ended_at REAL, code TEXT NOT NULL DEFAULT '', detail TEXT NOT NULL DEFAULT '')""",
    "CREATE INDEX IF NOT EXISTS report_mail_due ON report_mail (state, try_at)",
    """CREATE TABLE IF NOT EXISTS report_fault (
           account TEXT NOT NULL, work TEXT NOT NULL, fault TEXT NOT NULL, told_at REAL NOT NULL,
           PRIMARY KEY (account, work))""",
)
KEPT = timedelta(days=90)
CLAIMED_S = 600.0  # longer than the longest talk with a mail server
TOGETHER = 500  # runs in one mail


class MailRow(msgspec.Struct, frozen=True, kw_only=True):
    """A mail as it stands in the journal; `state` is waiting, sent, refused or given-up."""

    id: UUID
    address: str
    account: str
    subject: str
    runs: int
    state: str
    tries: int
    made_at: float
    code: str = ""
    detail: str = ""


class AlreadyComposed(Exception):
    """Another process has made a mail of these runs at the same moment."""


class DueRuns(msgspec.Struct, frozen=True, kw_only=True):
    """Runs of one account that one address has to be told of, the first first."""

    address: str
    account: str
    ids: tuple[int, ...]
    runs: tuple[Told, ...]


def add_due(connection: sqlite3.Connection, address: str, told: Told) -> None:
    """Note that somebody has to be told of a run. Inside a transaction."""
    connection.execute(
        "INSERT INTO report_due (address, account, told) VALUES (?, ?, ?)",
        (address, told.run.account, msgspec.json.encode(told).decode()),
    )


def next_due(connection: sqlite3.Connection) -> DueRuns | None:
    """Return runs to compose a mail of: those of an address and account of which no mail waits already."""
    first = connection.execute(
        """SELECT address, account FROM report_due AS due WHERE NOT EXISTS (
               SELECT 1 FROM report_mail AS mail WHERE mail.address = due.address AND mail.account = due.account
                  AND mail.state = 'waiting') ORDER BY id LIMIT 1"""
    ).fetchone()
    if first is None:
        return None
    rows = connection.execute(
        "SELECT id, told FROM report_due WHERE address = ? AND account = ? ORDER BY id LIMIT ?",
        (first["address"], first["account"], TOGETHER),
    ).fetchall()
    return DueRuns(
        address=first["address"], account=first["account"], ids=tuple(row["id"] for row in rows),
        runs=tuple(msgspec.json.decode(row["told"], type=Told) for row in rows),
    )  # fmt: skip


def add_mail(
    connection: sqlite3.Connection, due: DueRuns, *, mail_id: UUID, subject: str, content: bytes, at: datetime
) -> None:
    """Put the mail in the place of the runs that it tells of; raises AlreadyComposed."""
    with transaction(connection):
        taken = connection.executemany("DELETE FROM report_due WHERE id = ?", [(each,) for each in due.ids]).rowcount
        if taken != len(due.ids):
            raise AlreadyComposed
        connection.execute(
            "INSERT INTO report_mail (id, address, account, subject, content, runs, state, try_at, made_at)"
            " VALUES (?, ?, ?, ?, ?, ?, 'waiting', ?, ?)",
            (str(mail_id), due.address, due.account, subject, content, len(due.ids), at.timestamp(), at.timestamp()),
        )


def claim_mail(connection: sqlite3.Connection, at: datetime) -> tuple[MailRow, bytes] | None:
    """Return a mail to try now, for this caller alone for a while."""
    row = connection.execute(
        """UPDATE report_mail SET try_at = ?, tries = tries + 1 WHERE id = (
               SELECT id FROM report_mail WHERE state = 'waiting' AND try_at <= ? ORDER BY try_at LIMIT 1)
           RETURNING *""",
        (at.timestamp() + CLAIMED_S, at.timestamp()),
    ).fetchone()
    return (_mail(row), bytes(row["content"])) if row else None


def try_later(connection: sqlite3.Connection, mail_id: UUID, *, try_at: float, code: str, detail: str) -> None:
    """Note when the mail is tried again, and why it did not go."""
    connection.execute(
        "UPDATE report_mail SET try_at = ?, code = ?, detail = ? WHERE id = ?", (try_at, code, detail, str(mail_id))
    )


def end_mail(
    connection: sqlite3.Connection, mail_id: UUID, state: str, at: datetime, *, code: str, detail: str
) -> None:
    """Note what became of the mail, and forget those of long ago."""
    with transaction(connection):
        connection.execute(
            "UPDATE report_mail SET state = ?, ended_at = ?, code = ?, detail = ?, content = NULL WHERE id = ?",
            (state, at.timestamp(), code, detail, str(mail_id)),
        )
        connection.execute("DELETE FROM report_mail WHERE ended_at < ?", ((at - KEPT).timestamp(),))


def next_try(connection: sqlite3.Connection) -> float | None:
    """Return when the next mail is due, in seconds since 1970; None when none waits."""
    row = connection.execute("SELECT min(try_at) FROM report_mail WHERE state = 'waiting'").fetchone()
    return float(row[0]) if row[0] is not None else None


def troubled(connection: sqlite3.Connection) -> Sequence[MailRow]:
    """Return the mails that have not gone: those that were tried and wait, and those that never will.

    One that never will is trouble until a later one to the same address goes.
    """
    rows = connection.execute(
        """SELECT * FROM report_mail AS mail WHERE state = 'waiting' AND code <> ''
               OR state IN ('refused', 'given-up') AND NOT EXISTS (
                   SELECT 1 FROM report_mail AS later WHERE later.address = mail.address AND later.state = 'sent'
                      AND later.ended_at > mail.ended_at)
            ORDER BY made_at DESC LIMIT 100"""
    )
    return [_mail(row) for row in rows]


def told_fault(connection: sqlite3.Connection, account: str, work: str) -> tuple[str, float] | None:
    """Return the fault of a direction and folder that people were told last, and when; None when none lasts."""
    row = connection.execute(
        "SELECT fault, told_at FROM report_fault WHERE account = ? AND work = ?", (account, work)
    ).fetchone()
    return (row["fault"], row["told_at"]) if row else None


def note_fault(connection: sqlite3.Connection, account: str, work: str, fault: str, at: datetime) -> None:
    """Note that people are told of a fault; an empty one ends it."""
    if fault:
        connection.execute(
            "INSERT OR REPLACE INTO report_fault VALUES (?, ?, ?, ?)", (account, work, fault, at.timestamp())
        )
    else:
        connection.execute("DELETE FROM report_fault WHERE account = ? AND work = ?", (account, work))


def new_id() -> UUID:
    """Return the id of a mail, of which its Message-ID is made."""
    return uuid4()


def _mail(row: sqlite3.Row) -> MailRow:
    return MailRow(
        id=UUID(row["id"]), address=row["address"], account=row["account"], subject=row["subject"], runs=row["runs"],
        state=row["state"], tries=row["tries"], made_at=row["made_at"], code=row["code"], detail=row["detail"],
    )  # fmt: skip
