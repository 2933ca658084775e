"""A real mail server beside Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from depesch.exchange.mail.catcher import Catcher


@contextmanager
def mail_server(folder: Path) -> Iterator[Catcher]:
    """Give a mail server, begun in a thread of its own: Chromium's loop runs in the test's."""
    catcher = Catcher(folder)
    with ThreadPoolExecutor(1) as pool:
        pool.submit(catcher.start).result()
    yield catcher
    catcher.stop()
