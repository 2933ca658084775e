"""A printed document becomes a file in the watched folder: whole, on the disk, under a name of its own.

Only then is the job told to be completed. From there on the file is like any other that is laid there: claimed, noted,
sent once, moved to `sent` or `failed`.
"""

from __future__ import annotations

import contextlib
import os
from datetime import UTC, datetime
from pathlib import Path, PurePath
from typing import BinaryIO
from uuid import UUID, uuid4

from depesch.connect.printing.words import WORDS
from depesch.connect.words import said
from depesch.exchange.ipp.printer import BAD_FORMAT, BUSY, NotKept
from depesch.kit.clock import Clock, now
from depesch.kit.durable import sync_folder
from depesch.kit.filenames import safe_stem
from depesch.kit.moving import move_new, was_moved

_DRAFT = ".depesch-print-"  # hidden, so nobody takes it for a file that is complete
_RUN = uuid4().hex  # of this process: what an earlier one of the same agent left, it left when it was killed
_FORGOTTEN_AFTER_S = 86400.0
_HEAD = 1024  # bytes in which %PDF- has to stand: ISO 32000-1, annex H, 3.4.1
_MOST_NAME = 80


class Spool:
    """Takes printed documents into one watched folder, which other agents may watch and print to as well."""

    def __init__(self, folder: Path, *, agent: UUID, language: str, clock: Clock = now) -> None:
        self._folder = folder
        self._drafts = f"{_DRAFT}{agent.hex}-"
        self._language = language
        self._clock = clock

    def keep(self, document: BinaryIO, name: str) -> str:
        """Store the document of a job of that name and return words for whoever printed it.

        Raises NotKept when it is no PDF or the folder does not take it, ConnectionError when it does not come whole.
        """
        draft = self._folder / f"{self._drafts}{_RUN}-{uuid4()}.tmp"
        try:
            self._write(draft, document)
            placed = self._placed(draft, name)
        except ConnectionError:
            raise
        except OSError as error:
            raise NotKept(
                BUSY, self._said("not-written", folder=str(self._folder), why=error.strerror or "")
            ) from error
        finally:
            with contextlib.suppress(OSError):  # sweeping takes it away later
                draft.unlink(missing_ok=True)
        return self._said("kept", name=placed.name)

    def sweep(self) -> list[datetime]:
        """Take away what this agent left of documents that never came whole when it was killed; return when each broke
        off.

        Whoever printed them may not know: CUPS 2.4 takes a lost answer for a good one. What another agent writes is its
        own to tell of; only when it is a day old it goes. Raises OSError.
        """
        broken_off, long_ago = [], self._clock().timestamp() - _FORGOTTEN_AFTER_S
        for path in sorted(self._folder.glob(f"{_DRAFT}*.tmp")):
            if _RUN in path.name:  # coming in just now, while the configuration was changed
                continue
            with contextlib.suppress(FileNotFoundError):
                written, is_ours = path.stat().st_mtime, path.name.startswith(self._drafts)
                if is_ours or written < long_ago:
                    path.unlink()
                if is_ours:
                    broken_off.append(datetime.fromtimestamp(written, UTC))
        return broken_off

    def _write(self, draft: Path, document: BinaryIO) -> None:
        head = b""
        with draft.open("xb") as file:
            while piece := document.read(65536):
                if len(head) < _HEAD:
                    head += piece[:_HEAD]
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        if b"%PDF-" not in head[:_HEAD]:
            raise NotKept(BAD_FORMAT, self._said("no-pdf" if head else "empty"))

    def _placed(self, draft: Path, name: str) -> Path:
        """Give the file its name, durably; when that fails it is taken back, unless the agent is at it already."""
        target = self._move(draft, name)
        try:
            sync_folder(self._folder)
        except OSError:
            try:
                target.unlink()
            except FileNotFoundError:
                return target  # claimed and journalled meanwhile: it goes
            raise
        return target

    def _move(self, draft: Path, name: str) -> Path:
        stem = file_stem(name, self._clock())
        for number in range(1, 10_000):
            target = self._folder / (f"{stem}.pdf" if number == 1 else f"{stem}_{number}.pdf")
            try:
                move_new(draft, target, may_show_empty=False)
            except FileExistsError:
                continue
            except OSError:  # an error after it was done all the same
                if not was_moved(draft, target):
                    raise
            return target
        raise FileExistsError(f"every name like {stem} is taken")

    def _said(self, code: str, **values: str) -> str:
        return said(WORDS[code], self._language, **values)


def file_stem(job: str, at: datetime) -> str:
    """Return what the file of a job is called: the moment and the job's name, so that no attachment is taken for it.

    >>> file_stem("Word - Faktura 1042.docx", datetime(2026, 11, 23, 8, 5, 9))
    'print-20261123-080509-Word_-_Faktura_1042'
    """
    return f"print-{at:%Y%m%d-%H%M%S}-{safe_stem(PurePath(job).stem, max_bytes=_MOST_NAME)}"
