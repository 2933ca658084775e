"""Watching: folders wake their tasks as soon as something changes in them. One watcher for all folders.

It makes things fast and nothing more: what it misses (a share tells nothing of other machines), the sweep finds.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import watchfiles

log = logging.getLogger(__name__)

LOOK_AGAIN_S = 60.0  # for folders that were missing
STEP_MS = 50  # how long changes are gathered before they are told
DEBOUNCE_MS = 200


class Watcher:
    """Tells of changes in folders until it is stopped; works in a thread of its own."""

    def __init__(self, folders: Iterable[Path], told: Callable[[Path], None]) -> None:
        self._folders = frozenset(folders)
        self._told = told
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watcher", daemon=True)

    def start(self) -> None:
        """Begin; without folders nothing is begun."""
        if self._folders:
            self._thread.start()

    def stop(self) -> None:
        """End, and wait for the thread."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout=10)

    def _tell(self, changes: set[tuple[watchfiles.Change, str]]) -> None:
        """Tell of folders in which something came; what went, and our own hidden folders, are no news."""
        paths = [Path(path) for change, path in changes if change.name != "deleted"]
        for folder in {path.parent for path in paths if not path.name.startswith(".")}:
            self._told(folder)

    def _watch(self) -> None:
        import watchfiles

        while not self._stop.is_set():
            there = {folder for folder in self._folders if folder.is_dir()}
            try:
                if not there:
                    self._stop.wait(LOOK_AGAIN_S)
                    continue
                for changes in watchfiles.watch(
                    *there, recursive=False, stop_event=self._stop, step=STEP_MS, debounce=DEBOUNCE_MS,
                    rust_timeout=int(LOOK_AGAIN_S * 1000), yield_on_timeout=True, raise_interrupt=False,
                    watch_filter=None,
                ):  # fmt: skip
                    self._tell(changes)
                    if not changes and {folder for folder in self._folders if folder.is_dir()} != there:
                        break
            except (OSError, RuntimeError) as error:
                # Such as no watches left in the system (fs.inotify.max_user_watches): the sweep goes on alone.
                log.warning("watching stopped: %s", error)
                self._stop.wait(LOOK_AGAIN_S)
