"""`depesch connect status` and `history`: where every file is, what keeps the agent, and what it has done."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from depesch.connect.words import said
from depesch.console.connect.common import DONE, SOME_REFUSED, TRY_LATER, add_part, settings_of, tell
from depesch.console.connect.texts import SAID
from depesch.console.languages import language_of

if TYPE_CHECKING:
    from depesch.connect.collecting.records import CollectedRow
    from depesch.connect.running.past import Entry
    from depesch.connect.sending.records import ParcelRow
    from depesch.connect.settings import AgentSettings

# `connect.running.past` has them; written out here because every command's start reads this module.
_WAYS = ("sending", "collecting")
_STATES = (
    "claimed", "sent", "failed", "delivered", "undelivered", "arriving", "collected", "not_collected",
)  # fmt: skip


def add_overview_parts(parts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `status` and `history`."""
    state = add_part(parts, "status", "say where every file is, and what keeps the agent", _status)
    state.add_argument("--json", action="store_true", help="one JSON object")
    past = add_part(parts, "history", "list what was sent and collected, the newest first", _history)
    past.add_argument("text", nargs="?", default="", metavar="TEXT", help="in names, numbers, other parties, ids")
    past.add_argument("--account", default="", metavar="NAME")
    past.add_argument("--direction", choices=_WAYS, help="only what went this way (default: both)")
    past.add_argument("--state", choices=_STATES, metavar="STATE", help=f"one of {', '.join(_STATES)}")
    past.add_argument("--since", type=_moment, metavar="TIME", help="from then on: 2026-11-22, or 2026-11-22T08:00")
    past.add_argument("--until", type=_moment, metavar="TIME", help="before then: 2026-11-23, or 2026-11-22T18:00")
    past.add_argument("--limit", type=int, default=100, metavar="N", help="at most so many (default: 100)")
    past.add_argument("--json", action="store_true", help="one JSON object a line")


def _home(arguments: argparse.Namespace) -> tuple[AgentSettings, Path]:
    settings = settings_of(arguments)
    assert settings.home is not None, "settings are complete"  # noqa: S101
    return settings, settings.home


def _status(arguments: argparse.Namespace) -> int:
    import sqlite3

    import msgspec

    from depesch.connect.journal import JournalBroken
    from depesch.connect.running.journalled import status

    language = language_of(arguments)
    settings, home = _home(arguments)
    try:
        found = status(settings, home)
    except (sqlite3.Error, JournalBroken) as error:
        tell([f"depesch: {error}"])
        return TRY_LATER
    if arguments.json:
        print(msgspec.json.encode(found).decode())
        return DONE
    for account in found.accounts:
        counts = "  ".join(f"{state} {count}" for state, count in account.counts.items())
        print(f"{account.account}  waiting {account.waiting_count}  {counts}".rstrip())
        _lines(f"  waiting  {each.folder}/{each.name}" for each in account.waiting)
        _lines(f"  {each.state}  {each.name}  {each.reason}".rstrip() for each in account.on_their_way)
        _lines(each for row in account.not_collected for each in _not_collected(row, language))
        _lines(f"  unreadable  {folder}" for folder in account.unreadable)
        for each in account.standings:
            fault = f"  {each.fault}; {each.fault_next}" if each.fault else ""
            print(f"  {each.direction}  {_time(each.last_run_at)}{fault}")
    for mail in found.mails:
        print(f"{mail.account}  mail  {_time(mail.since)}  {mail.reason}; {mail.next_step}")
    has_fault = any(each.fault for account in found.accounts for each in account.standings)
    has_fault = has_fault or any(account.not_collected for account in found.accounts)
    return SOME_REFUSED if has_fault or found.mails else DONE


def _history(arguments: argparse.Namespace) -> int:
    import sqlite3

    import msgspec

    from depesch.connect.journal import JournalBroken
    from depesch.connect.running.past import Wanted, history
    from depesch.connect.runs import Direction, FileState

    _, home = _home(arguments)
    try:
        wanted = Wanted(
            text=arguments.text, account=arguments.account, since=arguments.since, until=arguments.until,
            direction=Direction(arguments.direction) if arguments.direction else None,  # type: ignore[arg-type]  # _WAYS
            state=FileState(arguments.state) if arguments.state else None, limit=max(1, arguments.limit),
        )  # fmt: skip
        found = history(home, wanted)
    except (sqlite3.Error, JournalBroken) as error:
        tell([f"depesch: {error}"])
        return TRY_LATER
    for each in found:
        if arguments.json:
            print(msgspec.json.encode(each).decode())
        else:
            _lines(_told(each))
    return DONE


def _told(entry: Entry) -> Iterator[str]:
    """Give the lines of one entry of the history: what happened to which file, and why."""
    from depesch.connect.running.past import Sent, at_of

    if isinstance(entry, Sent):
        row: ParcelRow | CollectedRow = entry.parcel
        state, key = entry.parcel.state, entry.parcel.key
    else:
        row, state, key = entry.document, entry.state, entry.document.document_id
    yield f"{_time(at_of(entry))}  {row.account}  {state}  {row.name}  {row.number}  {row.other}  {key}"
    if row.reason:
        yield f"  {row.reason}"
    if row.next_step:
        yield f"  next: {row.next_step}"


def _not_collected(row: CollectedRow, language: str) -> Iterator[str]:
    """Give the lines of a document that could not be collected: the hub keeps it, and when it is tried again."""
    yield f"  not_collected  {row.name}  {row.other}  {row.reason}"
    if row.next_step:
        yield f"    next: {row.next_step}"
    if row.try_at is not None:
        yield f"    {said(SAID['tried-again'], language, at=_time(row.try_at))}"


def _moment(text: str) -> datetime:
    """Return the moment that was meant, in the machine's time when it names no zone."""
    try:
        return datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError) as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no moment such as 2026-11-22 or 2026-11-22T08:00") from error


def _time(at: datetime) -> str:
    return f"{at.astimezone():%Y-%m-%d %H:%M:%S}"


def _lines(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)
