"""A run of collecting: what came in is fetched, laid down under its names, and only then acknowledged.

One file for each document holds through kill -9 at any point, a full disk, two agents at one folder, and the loss of
either the journal or the folder `.depesch`. What happens when both are lost at once: at most the one document that was
laid down and not yet acknowledged is laid down again, under a number. Nothing is ever acknowledged before it is on the
disk, so nothing is lost.
"""

from __future__ import annotations

import contextlib
import random
import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from hashlib import file_digest
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from depesch.connect.collecting.fetching import Damaged, Fetching
from depesch.connect.collecting.laying import FolderBusy
from depesch.connect.collecting.marks import Mark, Marks
from depesch.connect.collecting.placing import place
from depesch.connect.collecting.reasons import NotCollected, Reasons, Stopped
from depesch.connect.collecting.records import SCHEMA, Record, Records, RecordState
from depesch.connect.hub_client import DocumentAnswer, HubAway, HubClient, HubRefused
from depesch.connect.journal import JournalBroken, open_journal
from depesch.connect.runs import Direction, FileResult, FileState, RunResult
from depesch.connect.settings import Account, EventClass
from depesch.kit.clock import Clock, now
from depesch.kit.retry import wait_s

T = TypeVar("T")
PAGE = 100
MOST_IN_A_RUN = 5000  # what is more comes with the next one
DISK_FAULTS = 3  # documents in a row that the disk did not take: the others are left for the next run
FIRST_WAITS = 4  # `wait_s` begins with seconds; a document that failed is tried after a minute at the earliest


class Collector:
    """Collects for one account, one run after the other; each run opens the journal for the calling thread."""

    def __init__(
        self,
        account: Account,
        *,
        client: HubClient,
        home: Path,
        language: str = "en",
        clock: Clock = now,
        stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        if account.collecting is None:
            raise ValueError(f"account {account.name} collects nothing")
        self.account = account
        self.collecting = account.collecting
        self._client = client
        self._home = home
        self._reasons = Reasons(account, language)
        self._clock = clock
        self._stopping = stopping
        self._marks = Marks(self.collecting.folder)
        self._company_id: UUID | None = None

    def run(self) -> RunResult:
        """Collect what came in and return what was done; every fault is told in it, none is raised."""
        started_at = self._clock()
        files: list[FileResult] = []
        ended: Stopped | None = None
        try:
            with contextlib.closing(open_journal(self._home, SCHEMA)) as connection:
                for result in self._run(Records(connection, self.account.name)):
                    files.append(result)  # one by one: what was done stands, however the run ends
        except Stopped as stopped:
            ended = stopped
        except (JournalBroken, sqlite3.Error) as error:
            ended = self._reasons.no_journal(error)
        except OSError as error:
            ended = self._reasons.no_disk(error, self._marks.folder.name)
        except FolderBusy:
            pass  # another agent is at it: what it leaves is collected next time
        return RunResult(
            account=self.account.name, direction=Direction.COLLECTING, started_at=started_at, ended_at=self._clock(),
            files=tuple(files), fault=ended.reason if ended else "", fault_next=ended.what_next if ended else "",
        )  # fmt: skip

    def failed(self) -> int:
        """Return how many documents wait at the hub because they could not be had; raises JournalBroken."""
        with contextlib.closing(open_journal(self._home, SCHEMA)) as connection:
            return Records(connection, self.account.name).failed()

    def _run(self, records: Records) -> Iterator[FileResult]:
        folder = self.collecting.folder
        if not folder.is_dir():
            raise self._reasons.no_folder()
        company_id = self._asked(lambda: self._client.company().id) if self._company_id is None else self._company_id
        self._company_id = company_id
        with self._marks.hold():
            self._marks.sweep()
            yield from self._finish(records, company_id)
            yield from self._collect(records, company_id)

    def _finish(self, records: Records, company_id: UUID) -> Iterator[FileResult]:
        """Bring to an end what an earlier run, of whichever agent, had begun and was cut off in."""
        for mark in self._marks.all():
            record = records.of(mark.document_id)
            if mark.company_id == company_id and not self._has_to_wait(record):
                yield from self._lay_down(mark, records, record)

    def _collect(self, records: Records, company_id: UUID) -> Iterator[FileResult]:
        fetching = Fetching(self._client, self.account, self.collecting, self._marks)
        under_way = {mark.document_id for mark in self._marks.all()}
        seen: set[UUID] = set()
        disk_faults = 0
        for document in self._waiting():
            seen.add(document.id)
            if self._stopping() or len(seen) > MOST_IN_A_RUN:
                return
            record = records.of(document.id)
            if document.id in under_way or self._has_to_wait(record):
                continue
            if record is not None and self._is_here(record):
                yield from self._acknowledge_again(document, record, records)
                continue
            try:
                mark = self._fetched(fetching, document, company_id, records)
                yield from self._lay_down(mark, records, record)
                disk_faults = 0
            except NotCollected as reason:
                yield from self._failed(document, reason, records, record)
                disk_faults = disk_faults + 1 if isinstance(reason.__cause__, OSError) else 0
                if disk_faults == DISK_FAULTS:
                    raise Stopped(reason.reason, reason.what_next) from reason
        records.forget(seen, self._clock())

    def _waiting(self) -> Iterator[DocumentAnswer]:
        """Give what the hub has for us, the oldest first."""
        after: UUID | None = None
        while True:
            page = self._asked(partial(self._client.inbox, after=after, limit=PAGE))
            yield from page.items
            if page.next is None or not page.items:
                return
            after = page.items[-1].id

    def _fetched(self, fetching: Fetching, document: DocumentAnswer, company_id: UUID, records: Records) -> Mark:
        """Return the mark of a document whose files are complete on the disk. Raises NotCollected, Stopped."""
        try:
            mark = fetching.fetched(document, company_id)
            self._marks.write(mark)
        except HubAway as error:
            self._drop(document.id)
            if error.retry_after_s is None:
                self._asked(lambda: self._client.inbox(limit=1))  # when it answers, it is this document
            else:
                raise self._reasons.hub_away(error) from error
            raise self._reasons.not_as_wanted(str(error)) from error
        except HubRefused as error:
            self._drop(document.id)
            if error.problem.status in (401, 403):
                raise self._reasons.refused(error) from error
            raise self._reasons.not_as_wanted(error.problem.detail or error.problem.title) from error
        except Damaged as error:
            self._drop(document.id)
            raise self._reasons.damaged(error) from error
        except OSError as error:
            self._drop(document.id)
            raise self._reasons.not_written(error, document.number or str(document.id)) from error
        records.note(mark, RecordState.PLACING, self._clock())
        return mark

    def _lay_down(self, mark: Mark, records: Records, record: Record | None) -> Iterator[FileResult]:
        """Give the files their names, note it, tell the hub. Interrupted anywhere, doing it again ends it."""
        try:
            mark = place(mark, self.collecting.folder, self._marks)
        except OSError as error:  # the mark stays: what has its name keeps it, and the rest follows
            reason = self._reasons.not_written(error, mark.number or str(mark.document_id))
            yield from self._noted_failure(mark.document_id, mark.number, mark.other, reason, records, record)
            return
        records.note(mark, RecordState.PLACED, self._clock())
        self._acknowledge(mark.document_id)
        records.note(mark, RecordState.ACKNOWLEDGED, self._clock())
        self._marks.remove(mark.document_id)
        yield self._collected(mark.document_id, mark.moves[-1].target, mark.number, mark.other)

    def _is_here(self, record: Record) -> bool:
        """Return whether the document lies in the folder, or lay there, by the journal alone: its mark is gone."""
        if record.state in (RecordState.PLACED, RecordState.ACKNOWLEDGED):
            return True
        if record.state is not RecordState.PLACING or not record.moves:
            return False
        main = record.moves[-1]
        try:
            with (self.collecting.folder / main.target).open("rb") as file:
                return file_digest(file, "sha256").hexdigest() == main.sha256
        except OSError:
            return False

    def _acknowledge_again(self, document: DocumentAnswer, record: Record, records: Records) -> Iterator[FileResult]:
        self._acknowledge(document.id)
        if record.state is RecordState.ACKNOWLEDGED:
            return  # it was told of then; the hub has forgotten what we said
        mark = Mark(
            document_id=document.id, company_id=document.id, moves=record.moves, number=document.number,
            other=document.seller_name,
        )  # fmt: skip
        records.note(mark, RecordState.ACKNOWLEDGED, self._clock())
        yield self._collected(document.id, record.moves[-1].target, document.number, document.seller_name)

    def _acknowledge(self, document_id: UUID) -> None:
        """Tell the hub. One that has no such document waiting for us has been told, or never will want to be."""
        try:
            self._client.acknowledge(document_id)
        except HubAway as error:
            raise self._reasons.hub_away(error) from error
        except HubRefused as error:
            if error.problem.status not in (404, 409, 410):
                raise self._reasons.refused(error) from error

    def _collected(self, document_id: UUID, name: str, number: str, other: str) -> FileResult:
        return FileResult(
            event=EventClass.COLLECTED, state=FileState.COLLECTED, name=name, at=self._clock(),
            document_id=document_id, number=number, other=other,
        )  # fmt: skip

    def _has_to_wait(self, record: Record | None) -> bool:
        is_failed = record is not None and record.state is RecordState.FAILED
        return is_failed and record is not None and record.try_at > self._clock().timestamp()

    def _failed(
        self, document: DocumentAnswer, reason: NotCollected, records: Records, record: Record | None
    ) -> Iterator[FileResult]:
        yield from self._noted_failure(document.id, document.number, document.seller_name, reason, records, record)

    def _noted_failure(
        self, document_id: UUID, number: str, other: str, reason: NotCollected, records: Records, record: Record | None
    ) -> Iterator[FileResult]:
        """Note when it is tried again; it is told when it first fails, and when it fails for another reason."""
        at, tries = self._clock(), (record.tries if record else 0) + 1
        try_at = at.timestamp() + wait_s(tries + FIRST_WAITS, random.random())  # noqa: S311  jitter, no secret
        records.note_failure(
            document_id, number=number, other=other, reason=reason.reason, next_step=reason.what_next, tries=tries,
            try_at=try_at, at=at,
        )  # fmt: skip
        if record is None or record.reason != reason.reason:
            yield FileResult(
                event=EventClass.NOT_COLLECTED, state=FileState.NOT_COLLECTED, name=number or str(document_id), at=at,
                document_id=document_id, number=number, other=other, reason=reason.reason, next_step=reason.what_next,
            )  # fmt: skip

    def _asked(self, ask: Callable[[], T]) -> T:
        """Ask the hub what the whole run needs an answer to."""
        try:
            return ask()
        except HubAway as error:
            raise self._reasons.hub_away(error) from error
        except HubRefused as error:
            raise self._reasons.refused(error) from error

    def _drop(self, document_id: UUID) -> None:
        with contextlib.suppress(OSError):  # the next run sweeps, or ends what has its mark
            self._marks.drop(document_id)
