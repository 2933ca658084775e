"""One run of sending: everything that is complete in one watched folder is handed over and laid where it belongs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from depesch.connect.hub_client import HubAway, HubClient
from depesch.connect.runs import Direction, FileResult, RunResult
from depesch.connect.sending import claiming, laying
from depesch.connect.sending.claiming import NotClaimed
from depesch.connect.sending.handing_over import Target, carry_out
from depesch.connect.sending.looking import Lookout
from depesch.connect.sending.names import Group, kept, leading, restored, shown
from depesch.connect.sending.records import Records
from depesch.connect.sending.stops import FAULTS, Told, stop_of
from depesch.connect.settings import Account, Sending
from depesch.kit.clock import Clock, now

MOST_A_RUN = 1000  # files; then people are told, and the next run goes on at once
CLEARS_EVERY_S = 3600.0
BUSY_AGAIN_S = 2.0  # a file that somebody has open may stay so for days; the watcher tells when it is written to


class Sender:
    """The sending of one watched folder of one account; one run at a time, in any thread.

    After a run, `again_s` says when a file may be complete that was not yet; None when there is none.
    """

    def __init__(
        self,
        account: Account,
        sending: Sending,
        *,
        client: HubClient,
        home: Path,
        agent: UUID,
        language: str = "en",
        clock: Clock = now,
        monotonic: Callable[[], float] = time.monotonic,
        stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        self.again_s: float | None = None
        self._target = Target(account=account, sending=sending, hub=client, language=language, clock=clock)
        self._home = home
        self._clock = clock
        self._monotonic = monotonic
        self._stopping = stopping
        self._watched = sending.folder
        self._own = claiming.own_folder(sending.folder, agent)
        self._lookout = Lookout(sending, monotonic=monotonic)
        self._awaiting: dict[str, datetime] | None = None  # as the journal has it; None: not read yet
        self._cleared_at: float | None = None
        self._records: Records | None = None  # opened in the run that needs it: an idle agent leaves the disk alone

    def run(self) -> RunResult:
        """Do what there is to do, and say what was done; never raises for what the world does."""
        account = self._target.account
        started_at, stop, results = self._clock(), Told(), []
        self.again_s = None
        try:
            for result in self._results():
                if result is not None:
                    results.append(result)
        except FAULTS as error:
            secret = account.key or f"account/{account.name}"
            stop = stop_of(error, self._target.language, account=account.name, folder=self._watched, secret=secret)
            self.again_s = error.retry_after_s if isinstance(error, HubAway) else None
        finally:
            self._close()
        return RunResult(
            account=account.name, direction=Direction.SENDING, started_at=started_at, ended_at=self._clock(),
            files=tuple(results), fault=stop.reason, fault_next=stop.next_step,
        )  # fmt: skip

    def _results(self) -> Iterator[FileResult | None]:
        """Go on with what was begun, then take what is new; a result for each file that came to an end."""
        for folder in (*claiming.claims(self._own), *claiming.forsaken(self._watched, self._own)):
            if not self._stopping():
                yield self._resumed(folder)
        look = self._look()
        not_allowed: list[PermissionError] = []
        for group in look:
            if self._stopping():
                break
            yield self._taken(group, not_allowed)
        self._clear()
        if not_allowed:
            raise not_allowed[0]

    def _look(self) -> tuple[Group, ...]:
        account = self._target.account.name
        if self._awaiting is None:
            known = self._journal().awaiting(account, self._watched)
            self._awaiting = {restored(name): since for name, since in known.items()}
        look = self._lookout.look(at=self._clock(), awaiting=self._awaiting, most=MOST_A_RUN)
        if look.awaiting != self._awaiting:
            names = {kept(name): (shown(name), since) for name, since in look.awaiting.items()}
            self._journal().awaits(account, self._watched, names)
            self._awaiting = dict(look.awaiting)
        self.again_s = look.again_s
        return look.ready

    def _taken(self, group: Group, not_allowed: list[PermissionError]) -> FileResult | None:
        """Claim and send what is ready; a file that may not be moved goes to `not_allowed`, and the others go on."""
        if not self._lookout.is_unchanged(group):
            again_s = max(self._target.sending.settle_s, BUSY_AGAIN_S)
            self.again_s = again_s if self.again_s is None else min(self.again_s, again_s)
            return None
        try:
            folder = claiming.claim(self._watched, self._own, group)
        except NotClaimed:
            return None
        except PermissionError as error:
            not_allowed.append(error)
            return None
        return self._sealed(folder, group, is_resumed=False)

    def _resumed(self, folder: Path) -> FileResult | None:
        """Go on with a claim that an earlier run, perhaps of a killed agent, left at any point."""
        manifest = claiming.manifest_of(folder)
        if manifest is not None:
            return carry_out(folder, manifest, self._target, self._journal(), is_resumed=True)
        names = claiming.put_back(self._watched, folder)
        if not names:
            laying.clear_claim(folder)
            return None
        # Others of that name lie in the watched folder now: these are a document of their own.
        document = leading(names)
        group = Group(document=document, attachments=tuple(name for name in names if name != document))
        return self._sealed(folder, group, is_resumed=True)

    def _sealed(self, folder: Path, group: Group, *, is_resumed: bool) -> FileResult | None:
        target = self._target
        manifest = claiming.seal(folder, group, account=target.account.name, send_mode=target.sending.send_mode.value)
        return carry_out(folder, manifest, target, self._journal(), is_resumed=is_resumed)

    def _clear(self) -> None:
        """Delete what was sent and lies in `sent` longer than it is to be kept."""
        days = self._target.sending.keep_days
        if not days or (self._cleared_at is not None and self._monotonic() - self._cleared_at < CLEARS_EVERY_S):
            return
        old = self._journal().to_clear(self._target.account.name, self._watched, self._clock() - timedelta(days=days))
        for row in old:
            if row.place is not None:
                laying.remove(row.place)
        self._journal().cleared(row.key for row in old)
        self._cleared_at = self._monotonic()

    def _journal(self) -> Records:
        if self._records is None:
            self._records = Records(self._home)
        return self._records

    def _close(self) -> None:
        if self._records is not None:
            self._records.close()
            self._records = None
