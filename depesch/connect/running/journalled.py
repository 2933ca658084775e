"""What the command line asks of the journal while the agent runs or not: where every file is, and once more.

`resend` only lays a claim ready; the agent sends it with its next run.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import msgspec

from depesch.connect.collecting.records import SCHEMA as COLLECTED_SCHEMA
from depesch.connect.collecting.records import CollectedRow, RecordState, search
from depesch.connect.collecting.records import Records as Collected
from depesch.connect.journal import open_journal
from depesch.connect.running.home import agent_id
from depesch.connect.running.mail_trouble import MailTrouble, mail_troubles
from depesch.connect.running.past import COLLECTED_STATES
from depesch.connect.running.standing import Standing, noted
from depesch.connect.runs import FileState
from depesch.connect.sending import claiming, laying
from depesch.connect.sending.looking import waiting_names
from depesch.connect.sending.names import Group, restored, shown
from depesch.connect.sending.records import ParcelRow, Records
from depesch.connect.settings import Account, AgentSettings, Sending
from depesch.kit.durable import sync_folder

MOST_SHOWN = 1000


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A file in a watched folder; `since` is set when it waits for its attachments."""

    folder: str
    name: str
    since: datetime | None = None


class AccountStatus(msgspec.Struct, frozen=True, kw_only=True):
    """Where the files of an account are: those not at their end one by one (at most 1000 of each), all by count."""

    account: str
    is_enabled: bool
    waiting: tuple[Waiting, ...]
    waiting_count: int
    on_their_way: tuple[ParcelRow, ...]
    counts: dict[FileState, int]
    standings: tuple[Standing, ...]
    not_collected: tuple[CollectedRow, ...] = ()  # the hub keeps them, and they are tried again
    unreadable: tuple[str, ...] = ()  # watched folders that cannot be looked into


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """All accounts, and the mails that did not go."""

    accounts: tuple[AccountStatus, ...]
    mails: tuple[MailTrouble, ...] = ()


class NotResent(Exception):
    """It cannot be sent again; `code` says why: `unknown`, `ambiguous`, `gone`, `on-its-way`, `not-failed`."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


def status(settings: AgentSettings, home: Path) -> Status:
    """Return where everything is; raises sqlite3.Error and JournalBroken."""
    standings = noted(home)
    records = Records(home)
    try:
        with closing(open_journal(home, COLLECTED_SCHEMA)) as journal:
            accounts = tuple(_account(each, records, journal, standings) for each in settings.accounts)
        return Status(accounts=accounts, mails=mail_troubles(settings, home))
    finally:
        records.close()


def resend(settings: AgentSettings, home: Path, which: str, *, as_new: bool = True) -> ParcelRow:
    """Lay a parcel ready to be sent once more, and return it as it was; `which` is a key, a document's id or a name.

    `as_new` makes a document of its own, with a key of its own, although its content was sent before. Otherwise the
    same key is used, which only what could not be handed over has left to use: the hub then has it once at the most.
    Raises NotResent, OSError, sqlite3.Error and JournalBroken.
    """
    records = Records(home)
    try:
        row = _found(records, which)
        sending = _sending(settings, row)
        own = claiming.own_folder(sending.folder, agent_id(home))
        if as_new:
            key = uuid4()
            _appears(_copied(row, own, key=key, send_mode=sending.send_mode.value), key)
            return row
        if row.state is not FileState.FAILED or row.document_id is not None:
            raise NotResent("not-failed", f"{row.key}: {row.state}")
        making = _copied(row, own, key=row.key, send_mode=row.send_mode)
        records.taken_again(row.key, datetime.now(UTC))
        _appears(making, row.key)
        if row.place is not None:
            laying.remove(row.place)
        return row
    finally:
        records.close()


def _account(
    account: Account, records: Records, journal: sqlite3.Connection, standings: Sequence[Standing]
) -> AccountStatus:
    since = {(folder, name): at for folder, name, at in records.all_awaiting(account.name)}
    waiting: list[Waiting] = []
    unreadable: list[str] = []
    count = 0
    for sending in account.sending:
        folder = shown(str(sending.folder))
        try:
            names = waiting_names(sending)
        except OSError:
            unreadable.append(folder)
            continue
        count += len(names)
        for name in map(shown, names[: MOST_SHOWN - len(waiting)]):
            waiting.append(Waiting(folder=folder, name=name, since=since.get((folder, name))))
    return AccountStatus(
        account=account.name, is_enabled=account.enabled, waiting=tuple(waiting), waiting_count=count,
        on_their_way=tuple(records.on_their_way(account.name, MOST_SHOWN)), counts=_counts(account, records, journal),
        not_collected=tuple(search(journal, account=account.name, states=(RecordState.FAILED,), limit=MOST_SHOWN)),
        standings=tuple(each for each in standings if each.account == account.name), unreadable=tuple(unreadable),
    )  # fmt: skip


def _counts(account: Account, records: Records, journal: sqlite3.Connection) -> dict[FileState, int]:
    """Return how many files of the account are in each state, in both directions."""
    found = Collected(journal, account.name).counts()
    came = {state: sum(found.get(each, 0) for each in within) for state, within in COLLECTED_STATES.items()}
    return {**records.counts(account.name), **{state: count for state, count in came.items() if count}}


def _found(records: Records, which: str) -> ParcelRow:
    """Return the one parcel that is meant: a name that was sent several times needs the key."""
    exact = [
        each
        for each in records.search(text=which, limit=50)
        if which.lower() in (str(each.key), str(each.document_id)) or which == each.name
    ]
    if not exact:
        raise NotResent("unknown", which)
    if len(exact) > 1:
        raise NotResent("ambiguous", ", ".join(f"{each.key} ({each.name}, {each.claimed_at})" for each in exact))
    if exact[0].state is FileState.CLAIMED:
        raise NotResent("on-its-way", str(exact[0].key))
    return exact[0]


def _sending(settings: AgentSettings, row: ParcelRow) -> Sending:
    for account in settings.accounts:
        for sending in account.sending:
            if account.name == row.account and shown(str(sending.folder)) == row.folder:
                return sending
    raise NotResent("gone", row.folder)


def _files(row: ParcelRow) -> tuple[laying.Place, list[str]]:
    """Return where the parcel lies and what its files are called there; raises NotResent when one is missing."""
    if row.place is None or row.laid_at is None:
        raise NotResent("on-its-way", str(row.key))
    for path in row.place.paths:
        if not path.is_file():
            raise NotResent("gone", shown(str(path)))
    return row.place, [restored(name) for name in row.place.names]


def _copied(row: ParcelRow, own: Path, *, key: UUID, send_mode: str) -> Path:
    """Make a claim of copies that the agent does not see yet, and return where it is."""
    place, names = _files(row)
    making = own / f".{key}"
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True, mode=0o700)
    try:
        for path, name in zip(place.paths, names, strict=True):
            shutil.copyfile(path, making / name)
        group = Group(document=names[0], attachments=tuple(names[1:]))
        claiming.seal(making, group, account=row.account, send_mode=send_mode, is_again=True, key=key)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    return making


def _appears(making: Path, key: UUID) -> None:
    """Let the agent see the claim, whole."""
    making.rename(making.with_name(str(key)))
    sync_folder(making.parent)
