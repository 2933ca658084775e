"""The agent's log: readable lines in a file that is put aside when it is full, and what matters on stderr.

A line is a time in UTC, a level, and what happened. What looks like a key of a hub's is masked, wherever it came from.
"""

from __future__ import annotations

import logging
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler

from depesch.connect.settings import Log

NAME = "agent.log"
_KEY = re.compile(r"\bdep_[A-Za-z0-9_-]+|(?<=Bearer )\S+")
_FORMAT = "%(asctime)s %(levelname)-7s %(message)s"


class Lines(logging.Formatter):
    """One line for each record (a traceback adds its own), with keys masked."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def format(self, record: logging.LogRecord) -> str:
        """Return the text of a record."""
        first, *traceback = super().format(record).split("\nTraceback", 1)
        line = "".join(sign if sign.isprintable() else "�" for sign in first)
        return _KEY.sub("***", "\nTraceback".join([line, *traceback]))


@contextmanager
def logging_to(settings: Log, *, is_quiet: bool | None = None) -> Iterator[None]:
    """Log to the folder of complete settings while inside; raises OSError when the file cannot be opened.

    On stderr everything is told to who sits at a terminal, warnings alone otherwise: a service's stderr is kept by the
    system, which needs no second copy of the log.
    """
    assert settings.folder is not None, "settings are complete"  # noqa: S101
    most_bytes = int(settings.max_mb * 1024 * 1024)
    file = RotatingFileHandler(
        settings.folder / NAME, maxBytes=most_bytes, backupCount=settings.files, encoding="utf-8", errors="replace"
    )
    terminal = logging.StreamHandler(sys.stderr)
    quiet = not sys.stderr.isatty() if is_quiet is None else is_quiet
    terminal.setLevel(logging.WARNING if quiet else logging.NOTSET)
    before, level = logging.root.handlers, logging.root.level
    for handler in (file, terminal):
        handler.setFormatter(Lines(_FORMAT))
    logging.root.handlers = [file, terminal]
    logging.root.setLevel(settings.level.upper())
    for noisy in ("httpx", "httpcore", "watchfiles", "keyring"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    try:
        yield
    finally:
        logging.root.handlers, logging.root.level = before, level
        file.close()
