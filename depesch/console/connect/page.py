"""What the status page shows of a running agent: its configuration, its journal, its last runs."""

from __future__ import annotations

import socket
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from depesch.connect.journal import JournalBroken
from depesch.connect.running.journalled import AccountStatus, Status, status
from depesch.connect.running.past import Sent, Wanted, history
from depesch.connect.runs import FileState
from depesch.connect.status_page import AccountShown, AgentShown, FileShown, RunShown, Source

if TYPE_CHECKING:
    from depesch.connect.collecting.records import CollectedRow
    from depesch.connect.running.agent import Agent
    from depesch.connect.running.standing import Standing
    from depesch.connect.settings import Account

MOST = 50
_BAD = (FileState.FAILED, FileState.UNDELIVERED)


def source_of(agent: Agent, path: Path, *, version: str, started_at: datetime) -> Source:
    """Return what the page asks."""

    def shown() -> AgentShown:
        accounts: tuple[AccountShown, ...] = ()
        mails: tuple[FileShown, ...] = ()
        fault = ""
        try:
            known = status(agent.settings, agent.home)
            accounts = _accounts(agent, known)
            mails = tuple(
                FileShown(name=each.address, at=each.since, reason=each.reason, next_step=each.next_step)
                for each in known.mails
            )
        except (sqlite3.Error, JournalBroken, OSError) as error:
            fault = str(error)
        return AgentShown(
            version=version, started_at=started_at, machine=socket.gethostname(), configuration=str(path),
            accounts=accounts, mails=mails, fault=fault,
        )  # fmt: skip

    return shown


def _accounts(agent: Agent, known: Status) -> tuple[AccountShown, ...]:
    standings = agent.standing()
    accounts = {each.name: each for each in agent.settings.accounts}
    return tuple(
        _account(accounts[each.account], each, standings, agent.home)
        for each in known.accounts
        if each.account in accounts
    )


def _account(account: Account, known: AccountStatus, standings: list[Standing], home: Path) -> AccountShown:
    bad = [each for state in _BAD for each in history(home, Wanted(account=account.name, state=state, limit=MOST))]
    failed = [each.parcel for each in bad if isinstance(each, Sent)]
    return AccountShown(
        name=account.name,
        company=account.company,
        hub=account.hub,
        is_enabled=account.enabled,
        runs=tuple(_run(each) for each in standings if each.account == account.name),
        waiting=tuple(FileShown(name=each.name, folder=each.folder, at=each.since) for each in known.waiting[:MOST]),
        waiting_count=known.waiting_count,
        failed=tuple(
            FileShown(
                name=each.name, folder=each.folder, at=each.state_at, reason=each.reason, next_step=each.next_step
            )
            for each in failed[:MOST]
        ),
        failed_count=sum(known.counts.get(state, 0) for state in _BAD),
        not_collected=tuple(_not_collected(each) for each in known.not_collected[:MOST]),
        not_collected_count=known.counts.get(FileState.NOT_COLLECTED, 0),
        collected=known.counts.get(FileState.COLLECTED, 0),
        on_their_way=known.counts.get(FileState.CLAIMED, 0) + known.counts.get(FileState.SENT, 0),
        delivered=known.counts.get(FileState.DELIVERED, 0),
    )


def _not_collected(row: CollectedRow) -> FileShown:
    name = " ".join(part for part in (row.name, row.other) if part)
    return FileShown(name=name, at=row.changed_at, reason=row.reason, next_step=row.next_step, try_at=row.try_at)


def _run(standing: Standing) -> RunShown:
    return RunShown(
        direction=standing.direction.value, at=standing.last_run_at, folder=standing.folder, fault=standing.fault,
        fault_next=standing.fault_next, fault_since=standing.fault_since,
    )  # fmt: skip
