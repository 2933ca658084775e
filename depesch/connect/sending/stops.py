"""What stops a whole run, in words: the hub away or unwilling, a folder that cannot be used, a journal neither."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import msgspec

from depesch.connect.away_words import next_step
from depesch.connect.hub_client import HubAway, HubRefused
from depesch.connect.journal import JournalBroken
from depesch.connect.sending import sender_words as words
from depesch.connect.sending.names import shown
from depesch.connect.words import said

# What the hub says of one file; everything else it says is of the account, and each file would meet it.
OF_THE_FILE = frozenset({400, 409, 411, 413, 415, 422})
OF_THE_ACCOUNT = frozenset({"invoicing-stopped"})
FAULTS = (HubAway, HubRefused, OSError, sqlite3.Error, JournalBroken)


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A fault in the agent's language."""

    reason: str = ""
    next_step: str = ""


def told(fault: words.Fault, language: str, **values: object) -> Told:
    """Return the fault in words."""
    return Told(reason=said(fault.reason, language, **values), next_step=said(fault.next_step, language, **values))


def is_of_the_file(refused: HubRefused) -> bool:
    """Return whether the hub refused this one file, and not the account."""
    return refused.problem.status in OF_THE_FILE and refused.problem.code not in OF_THE_ACCOUNT


def stop_of(error: Exception, language: str, *, account: str, secret: str, folder: Path | None = None) -> Told:
    """Return what `error` (one of FAULTS) means for the run; nothing for a hub that is only busy."""
    match error:
        case HubAway():
            if error.retry_after_s is not None:
                return Told()
            away = told(words.HUB_AWAY, language, error=error)
            return Told(reason=away.reason, next_step=next_step(error.suspect, language, words.HUB_AWAY.next_step))
        case HubRefused():
            problem = error.problem
            detail = problem.detail or problem.title
            if problem.status in (401, 403):
                return told(words.KEY_REFUSED, language, account=account, detail=detail, secret=secret)
            return told(words.HUB_SAYS_NO, language, detail=detail, next=problem.next)
        case OSError():
            return _of_system(error, language, folder)
        case _:
            return told(words.JOURNAL, language, error=error)


def _of_system(error: OSError, language: str, folder: Path | None) -> Told:
    place = shown(str(error.filename2 or error.filename or folder or ""))
    match error.errno:
        case errno.ENOENT | errno.ENOTDIR:
            return told(words.FOLDER_MISSING, language, folder=place)
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return told(words.NO_PERMISSION, language, folder=place)
        case errno.ENOSPC | errno.EDQUOT:
            return told(words.DISK_FULL, language, folder=place)
        case errno.EXDEV:
            watched = shown(str(error.filename or ""))
            return told(words.OTHER_DISK, language, folder=place, watched=watched)
        case _:
            return told(words.NO_LUCK, language, folder=place, error=error.strerror or error)
