"""The status page on this machine: every account, every file that is not at its end, the last runs.

Whoever runs the agent gives a `Source`; the page shows what it returns, as HTML and as JSON, to this machine alone.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import msgspec


class FileShown(msgspec.Struct, frozen=True, kw_only=True):
    """A file that is not at its end, or came to a bad one."""

    name: str
    folder: str = ""
    at: datetime | None = None
    reason: str = ""
    next_step: str = ""
    try_at: datetime | None = None  # when it is tried again by itself


class RunShown(msgspec.Struct, frozen=True, kw_only=True):
    """The last run of one direction: sending, collecting or following; `fault` is what kept it from its work."""

    direction: str
    at: datetime
    folder: str = ""
    fault: str = ""
    fault_next: str = ""
    fault_since: datetime | None = None


class AccountShown(msgspec.Struct, frozen=True, kw_only=True):
    """One account. Lists hold the first files, counts all of them."""

    name: str
    company: str
    hub: str
    is_enabled: bool = True
    runs: tuple[RunShown, ...] = ()
    waiting: tuple[FileShown, ...] = ()
    waiting_count: int = 0
    failed: tuple[FileShown, ...] = ()
    failed_count: int = 0
    on_their_way: int = 0
    delivered: int = 0
    not_collected: tuple[FileShown, ...] = ()  # the hub keeps them
    not_collected_count: int = 0
    collected: int = 0

    @property
    def faults(self) -> tuple[RunShown, ...]:
        """Return the runs that were kept from their work."""
        return tuple(run for run in self.runs if run.fault)

    @property
    def needs_somebody(self) -> bool:
        """Return whether somebody has to look at it."""
        return bool(self.faults or self.failed_count or self.not_collected_count)


class AgentShown(msgspec.Struct, frozen=True, kw_only=True):
    """The whole agent."""

    version: str
    started_at: datetime
    machine: str
    configuration: str
    accounts: tuple[AccountShown, ...] = ()
    mails: tuple[FileShown, ...] = ()  # that did not go; `name` is the address
    fault: str = ""  # why nothing can be told of the accounts: the journal cannot be read


Source = Callable[[], AgentShown]
