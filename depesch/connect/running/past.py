"""What was sent and collected, out of the journal: both directions in one list, searched, the newest first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from heapq import merge
from itertools import islice
from pathlib import Path
from typing import Literal

import msgspec

from depesch.connect.collecting import records as collected_records
from depesch.connect.collecting.records import CollectedRow, RecordState
from depesch.connect.journal import open_journal
from depesch.connect.runs import Direction, FileState
from depesch.connect.sending.records import FollowedRow, ParcelRow, Records

SENT_STATES = (FileState.CLAIMED, FileState.SENT, FileState.FAILED, FileState.DELIVERED, FileState.UNDELIVERED)
COLLECTED_STATES: dict[FileState, tuple[RecordState, ...]] = {
    FileState.ARRIVING: (RecordState.PLACING, RecordState.PLACED),
    FileState.COLLECTED: (RecordState.ACKNOWLEDGED,),
    FileState.NOT_COLLECTED: (RecordState.FAILED,),
}
STATES = (*SENT_STATES, *COLLECTED_STATES)
_SHOWN = {record: state for state, records in COLLECTED_STATES.items() for record in records}
Way = Literal[Direction.SENDING, Direction.COLLECTING]


class Sent(msgspec.Struct, frozen=True, kw_only=True, tag_field="direction", tag="sending"):
    """A parcel of the journal with the documents that came of it."""

    parcel: ParcelRow
    documents: tuple[FollowedRow, ...]


class Collected(msgspec.Struct, frozen=True, kw_only=True, tag_field="direction", tag="collecting"):
    """A document that came in, or could not be collected so far."""

    state: FileState
    document: CollectedRow


Entry = Sent | Collected


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What is looked for: `text` in names, numbers, other parties, keys and ids; from `since` on, before `until`."""

    text: str = ""
    account: str = ""
    direction: Way | None = None  # both
    state: FileState | None = None  # any
    since: datetime | None = None
    until: datetime | None = None
    limit: int = 100


def history(home: Path, wanted: Wanted) -> list[Entry]:
    """Return what was sent and collected, the newest first; raises sqlite3.Error and JournalBroken."""
    ways: list[Iterator[Entry]] = []
    if wanted.direction is not Direction.COLLECTING and (wanted.state is None or wanted.state in SENT_STATES):
        ways.append(_sent(home, wanted))
    if wanted.direction is not Direction.SENDING and (wanted.state is None or wanted.state in COLLECTED_STATES):
        ways.append(_collected(home, wanted))
    return list(islice(merge(*ways, key=at_of, reverse=True), wanted.limit))


def at_of(entry: Entry) -> datetime:
    """Return the moment by which the entry stands in the list: claimed, or last noted."""
    return entry.parcel.claimed_at if isinstance(entry, Sent) else entry.document.changed_at


def state_of(row: CollectedRow) -> FileState:
    """Return what its state is called for people."""
    return _SHOWN[row.state]


def _sent(home: Path, wanted: Wanted) -> Iterator[Entry]:
    records = Records(home)
    try:
        found = records.search(
            text=wanted.text, account=wanted.account, state=wanted.state or "", since=wanted.since, until=wanted.until,
            limit=wanted.limit,
        )  # fmt: skip
        for each in found:
            yield Sent(parcel=each, documents=tuple(records.followed(each.key)))
    finally:
        records.close()


def _collected(home: Path, wanted: Wanted) -> Iterator[Entry]:
    states = tuple(RecordState) if wanted.state is None else COLLECTED_STATES[wanted.state]
    with closing(open_journal(home, collected_records.SCHEMA)) as journal:
        found = collected_records.search(
            journal, text=wanted.text, account=wanted.account, states=states, since=wanted.since, until=wanted.until,
            limit=wanted.limit,
        )  # fmt: skip
        for each in found:
            yield Collected(state=state_of(each), document=each)
