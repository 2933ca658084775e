"""Health: every account's hub hears every few minutes that the agent is there and how the account does."""

from __future__ import annotations

import logging
import platform
import socket
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime

import msgspec

from depesch.connect.collecting.records import SCHEMA as COLLECTED
from depesch.connect.collecting.records import Records as Collected
from depesch.connect.hub_client import AgentReport, DirectionReport, HubAway, HubRefused
from depesch.connect.hub_client.answers import AccountReport, MailReport
from depesch.connect.journal import JournalBroken, open_journal
from depesch.connect.running.lines import Line
from depesch.connect.running.mail_trouble import MailTrouble, mail_troubles
from depesch.connect.running.standing import Standing, Standings
from depesch.connect.running.tasks import Around
from depesch.connect.runs import Direction, FileState
from depesch.connect.sending.records import ON_ITS_WAY, Records
from depesch.connect.settings import AgentSettings
from depesch.kit.version import version

log = logging.getLogger(__name__)

FIRST_AFTER_S = 5.0
EVERY_S = 300.0
MOST_FAULT = 500  # signs of a fault that the hub takes
MOST_LINE = 200


class Health:
    """Reports until it is stopped, in a thread of its own: a hub that is away keeps nobody else waiting."""

    def __init__(self, settings: AgentSettings, lines: tuple[Line, ...], standings: Standings, around: Around) -> None:
        self._settings = settings
        self._lines = lines
        self._standings = standings
        self._around = around
        self._started_at = around.clock()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._report_on, name="health", daemon=True)

    def start(self) -> None:
        """Begin; the first report is made when the first runs are through."""
        if self._lines:
            self._thread.start()

    def stop(self) -> None:
        """End; a report that is under way is not waited for."""
        self._stop.set()

    def _report_on(self) -> None:
        wait_s = FIRST_AFTER_S
        while not self._stop.wait(wait_s):
            wait_s = EVERY_S
            for line in self._lines:
                if not self._stop.is_set() and line.fault() is None:
                    self._report(line)

    def _report(self, line: Line) -> None:
        try:
            line.client.report(self.report_of(line))
        except (HubAway, HubRefused, sqlite3.Error, JournalBroken) as error:
            log.debug("%s: no report, %s", line.account.name, error)  # its runs tell of it

    def report_of(self, line: Line) -> AgentReport:
        """Return what is said of the account; raises sqlite3.Error and JournalBroken."""
        account = line.account
        records = Records(self._around.home)
        try:
            counts = records.counts(account.name)
        finally:
            records.close()
        with closing(open_journal(self._around.home, COLLECTED)) as journal:
            not_collected = Collected(journal, account.name).failed()
        standings = [each for each in self._standings.all() if each.account == account.name]
        mails = [each for each in mail_troubles(self._settings, self._around.home) if each.account == account.name]
        modes = {sending.send_mode.value for sending in account.sending}
        return AgentReport(
            agent=self._around.agent, machine=_line(socket.gethostname()) or "?",
            system=_line(f"{platform.system()} {platform.release()}"), version=version(),
            started_at=self._started_at,
            account=AccountReport(
                name=account.name, send_mode=modes.pop() if len(modes) == 1 else "",
                directions=tuple(_directions(standings, counts, not_collected)), mails=_mails(mails),
            ),
        )  # fmt: skip


def _directions(
    standings: list[Standing], counts: dict[FileState, int], not_collected: int
) -> Iterator[DirectionReport]:
    waiting = sum(counts.get(state, 0) for state in ON_ITS_WAY)
    failed = {
        Direction.SENDING: counts.get(FileState.FAILED, 0) + counts.get(FileState.UNDELIVERED, 0),
        Direction.COLLECTING: not_collected,
    }
    for direction in Direction:
        of_it = [each for each in standings if each.direction is direction]
        last: list[datetime] = [each.last_run_at for each in of_it]
        if not last:
            continue
        fault = next((each.fault for each in of_it if each.fault), "")
        yield DirectionReport(
            direction=direction.value, last_run_at=max(last), fault=_line(fault, MOST_FAULT),
            waiting=waiting if direction is Direction.SENDING else 0, failed=failed.get(direction, 0),
        )  # fmt: skip


def _mails(mails: list[MailTrouble]) -> MailReport | msgspec.UnsetType:
    """Return how many mails did not go, and why the newest of them did not; nothing when all went."""
    if not mails:
        return msgspec.UNSET
    newest = max(mails, key=lambda each: each.since)
    return MailReport(
        count=len(mails), since=min(each.since for each in mails), reason=_line(newest.reason, MOST_FAULT),
        next_step=_line(newest.next_step, MOST_FAULT),
    )  # fmt: skip


def _line(text: str, most: int = MOST_LINE) -> str:
    """Return a text as one line of at most so many signs."""
    return "".join(sign if sign.isprintable() else " " for sign in text)[:most]
