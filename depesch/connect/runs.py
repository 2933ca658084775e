"""What a run of the agent did: one direction of one account, once. Reporter, status page and `history` read it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

import msgspec

from depesch.connect.settings import EventClass


class Direction(StrEnum):
    """Which way files went."""

    SENDING = "sending"
    COLLECTING = "collecting"
    FOLLOWING = "following"  # what became of what was sent


class FileState(StrEnum):
    """Where a file is. `waiting`, `claimed`, `sent` and `arriving` are not final."""

    WAITING = "waiting"  # in the watched folder: not complete yet, or waits for its attachments
    CLAIMED = "claimed"  # journalled; on its way to the hub
    SENT = "sent"  # the hub has it
    FAILED = "failed"  # could not be sent; the reason lies beside it in `failed`
    DELIVERED = "delivered"  # the receiver has it
    UNDELIVERED = "undelivered"  # the network came to no end with it: somebody has to act
    ARRIVING = "arriving"  # complete on the disk; the hub has still to be told
    COLLECTED = "collected"  # lies in the folder and is acknowledged to the hub
    NOT_COLLECTED = "not_collected"  # could not be fetched or laid down; the hub keeps it


class FileResult(msgspec.Struct, frozen=True, kw_only=True):
    """What a run did with one file."""

    event: EventClass
    state: FileState
    name: str  # the file's, below its folder
    at: datetime
    document_id: UUID | None = None
    number: str = ""  # BT-1, when it is known
    other: str = ""  # the other party's name, when it is known
    reason: str = ""  # in the agent's language: what is wrong
    next_step: str = ""  # and what to do


class RunResult(msgspec.Struct, frozen=True, kw_only=True):
    """One run. `fault` is what kept the whole run from its work: the hub away, a folder missing, the key refused."""

    account: str
    direction: Direction
    started_at: datetime
    ended_at: datetime
    files: tuple[FileResult, ...] = ()
    fault: str = ""
    fault_next: str = ""
    folder: str = ""  # the watched one, when files are sent: each of an account's has faults of its own


class Reporter(Protocol):
    """Who is told of each run. `told` returns once it is on the disk: a crash afterwards loses no mail."""

    def told(self, run: RunResult) -> None:
        """Take note of the run."""
