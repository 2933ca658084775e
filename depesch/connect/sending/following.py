"""Following: what became of what was sent, asked of the hub until it is over; of every document out of a file too.

What the sender has to correct is moved from `sent` to `failed`, with the reason and the findings beside it. It is
followed on, for somebody may correct it in the portal, and if it arrives after all that is told too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from depesch.connect.hub_client import DocumentAnswer, HubAway, HubClient, HubRefused
from depesch.connect.runs import Direction, FileResult, FileState, RunResult
from depesch.connect.sending import laying, notes
from depesch.connect.sending import sender_words as words
from depesch.connect.sending.moving import move, write_whole
from depesch.connect.sending.names import restored
from depesch.connect.sending.records import FollowedRow, ParcelRow, Records
from depesch.connect.sending.stops import FAULTS, Told, stop_of, told
from depesch.connect.settings import Account, EventClass
from depesch.kit.clock import Clock, now
from depesch.kit.durable import sync_folder

MOST_A_RUN = 200  # questions; the hub answers a few thousand a minute to one key
FIRST_WAIT_S = 1.0
LONGEST_WAIT_S = 300.0  # while the hub works on it
OTHERS_WAIT_S = 3600.0  # while it is somebody's turn to act
GIVEN_UP_AFTER = timedelta(days=90)
ARRIVED = frozenset({"delivered", "certified", "arrived"})
OVER = ARRIVED | {"cancelled", "unpacked"}


class Follower:
    """Follows what one account sent; one run at a time. After a run, `again_s` says when the next question is due."""

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
        self.again_s: float | None = None
        self._account = account
        self._client = client
        self._home = home
        self._language = language
        self._clock = clock
        self._stopping = stopping

    def run(self) -> RunResult:
        """Ask for everything that is due and return what came to an end; never raises for what the world does."""
        started_at, stop = self._clock(), Told()
        results: list[FileResult] = []
        self.again_s = None
        try:
            self._ask(results)
        except FAULTS as error:
            stop = stop_of(
                error, self._language, account=self._account.name,
                secret=self._account.key or f"account/{self._account.name}",
            )  # fmt: skip
            self.again_s = error.retry_after_s if isinstance(error, HubAway) else None
        return RunResult(
            account=self._account.name, direction=Direction.FOLLOWING, started_at=started_at, ended_at=self._clock(),
            files=tuple(results), fault=stop.reason, fault_next=stop.next_step,
        )  # fmt: skip

    def _ask(self, results: list[FileResult]) -> None:
        records = Records(self._home)
        try:
            for row in records.to_ask(self._account.name, self._clock(), MOST_A_RUN):
                if self._stopping():
                    break
                results.extend(self._asked(row, records))
            following = records.next_ask(self._account.name)
        finally:
            records.close()
        if following is not None:
            self.again_s = max(0.0, (following - self._clock()).total_seconds())

    def _asked(self, row: FollowedRow, records: Records) -> Iterator[FileResult]:
        parcel = records.parcel(row.key)
        if parcel is None or parcel.place is None or parcel.laid_at is None:  # it is being laid down just now
            self._noted(row, records, state=row.state, told=row.told, is_over=parcel is None)
            return
        try:
            answer = self._client.document(row.document_id)
        except HubRefused as refused:
            if refused.problem.status != 404:
                raise
            # Not this company's any more, or deleted there when its time was over: there is nobody left to ask.
            self._noted(row, records, state=row.state, told=row.told, is_over=True)
            return
        if answer.state == "unpacked":
            records.also_follow(row, answer.parts, self._clock())
        if answer.mended_by:
            records.also_follow(row, (answer.mended_by,), self._clock())
        state, why = self._meaning(answer)
        if state is not None and state.value != row.told:
            yield self._told(row, parcel, answer, state, why, records)
        self._noted(
            row, records, state=answer.state, told=state.value if state else "" if answer.mended_by else row.told,
            is_over=answer.state in OVER or self._clock() - row.since > GIVEN_UP_AFTER,
            is_hubs=answer.owner == "hub",
        )  # fmt: skip
        self._sum_up(parcel, answer, why, records)

    def _meaning(self, answer: DocumentAnswer) -> tuple[FileState | None, Told]:
        """Return what a state of the hub's means for people, None while there is nothing to tell yet; and why."""
        if answer.state in ARRIVED:
            return FileState.DELIVERED, Told()
        if answer.state == "unpacked" or answer.owner == "hub" or answer.mended_by:
            return None, Told()
        if answer.state == "cancelled":
            return FileState.UNDELIVERED, told(words.WITHDRAWN, self._language)
        problem = answer.problem
        if problem is None:
            return FileState.UNDELIVERED, Told(reason=answer.state)
        reason = ": ".join(filter(None, (problem.title.rstrip("."), problem.detail)))
        state = FileState.FAILED if answer.state == "refused" else FileState.UNDELIVERED
        return state, Told(reason=reason, next_step=problem.next)

    def _told(
        self,
        row: FollowedRow,
        parcel: ParcelRow,
        answer: DocumentAnswer,
        state: FileState,
        why: Told,
        records: Records,
    ) -> FileResult:
        name, at = name_of(parcel, row.part), self._clock()
        if answer.owner == "sender":
            text = notes.reason(
                name, why, language=self._language, row=parcel, at=at, findings=answer.findings, document=answer.id
            )
            self._put_beside(parcel, row.part, text, records)
        return FileResult(
            event=EventClass(state.value), state=state, name=name, at=at, document_id=answer.id,
            number=answer.number, other=answer.buyer_name, reason=why.reason, next_step=why.next_step,
        )  # fmt: skip

    def _put_beside(self, parcel: ParcelRow, part: int, text: bytes, records: Records) -> None:
        """Lay the reason into `failed`; the file too, when it is the whole document."""
        place = parcel.place
        if place is None:
            return
        failed = self._failed_folder(place)
        if part:
            name = f"{restored(place.names[0])}#{part}"
            write_whole(failed / (name + laying.REASON), text)
            return
        if place.note_path.name.endswith(laying.REASON):  # it lies there already, from an earlier verdict
            write_whole(place.note_path, text)
            return
        self._moved(parcel, place, failed, text, records)

    def _moved(self, parcel: ParcelRow, place: laying.Place, failed: Path, text: bytes, records: Records) -> None:
        new = laying.free_place(failed, [restored(name) for name in place.names], laying.REASON)
        receipt = new.paths[0].with_name(new.paths[0].name + laying.RECEIPT)
        move(place.note_path, receipt)
        for source, target in reversed(list(zip(place.paths, new.paths, strict=True))):
            move(source, target)
        write_whole(new.note_path, text)
        sync_folder(place.paths[0].parent)
        records.lays(parcel.key, new)
        records.laid(parcel.key, self._clock())

    def _failed_folder(self, place: laying.Place) -> Path:
        """Return `failed` of the folder that the parcel came from; beside `sent` when that is not watched any more."""
        sent = place.note_path.parent
        for sending in self._account.sending:
            if (sending.sent or sending.folder.parent / "sent") == sent:
                folder = sending.failed or sending.folder.parent / "failed"
                break
        else:
            folder = sent.parent / "failed"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def _noted(
        self, row: FollowedRow, records: Records, *, state: str, told: str, is_over: bool, is_hubs: bool = True
    ) -> None:
        wait_s = min(FIRST_WAIT_S * 1.5 ** min(row.asks, 40), LONGEST_WAIT_S) if is_hubs else OTHERS_WAIT_S
        ask_at = self._clock() + timedelta(seconds=wait_s)
        records.asked(row, state=state, told=told, is_over=is_over, ask_at=ask_at, asks=row.asks + 1)

    def _sum_up(self, parcel: ParcelRow, answer: DocumentAnswer, why: Told, records: Records) -> None:
        """Note what became of the parcel as a whole: the worst of its documents."""
        told = [row.told for row in records.followed(parcel.key) if row.told or not row.is_over]
        for worst in (FileState.FAILED, FileState.UNDELIVERED):
            if worst.value in told:
                state = worst
                break
        else:
            is_whole = bool(told) and all(each == FileState.DELIVERED.value for each in told)
            state = FileState.DELIVERED if is_whole else FileState.SENT
        is_bad = state in (FileState.FAILED, FileState.UNDELIVERED)
        records.came_to(
            parcel.key, state, self._clock(), number=answer.number or parcel.number,
            other=answer.buyer_name or parcel.other,
            reason=(why.reason or parcel.reason) if is_bad else "",
            next_step=(why.next_step or parcel.next_step) if is_bad else "",
        )  # fmt: skip


def name_of(parcel: ParcelRow, part: int) -> str:
    """Return how a document of a parcel is called: the file, or `FILE#2` for the second one out of it."""
    return f"{parcel.name}#{part}" if part else parcel.name
