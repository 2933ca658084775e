"""Work on what cannot be trusted, in processes of its own, with a cap on memory and on time.

A template or a PDF from outside can loop, eat memory or break the library that reads it, and a thread cannot be
stopped. So it is worked on in a child that the kernel keeps within RLIMIT_AS, that is killed when its time is up, and
that ends with its parent. The next job gets a new child. `confined_process` is the child's side.
"""

from __future__ import annotations

import atexit
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Generic, TypeVar, cast

import msgspec

from depesch.kit.frames import read_frame, write_frame

_PACKAGE_ROOT = Path(__file__).resolve().parents[2]
_NO_FILES: Mapping[str, bytes] = {}

P = TypeVar("P", bound="ConfinedPool")


class ProcessLimits(msgspec.Struct, frozen=True, kw_only=True):
    """What one job may take."""

    time_s: float
    memory_bytes: int  # address space, libraries included
    wait_s: float  # for a free child


class ConfinedFailure(Exception):
    """A job was not done: `timed-out`, `out-of-memory` or `crashed`; `detail` says in English what was seen."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """What the children of a pool run."""

    module: str  # runs `confined_process.serve`
    name: str  # in words and in the folder's name, such as "rendering"
    most_bytes: int  # of an answer
    jobs_per_child: int = 2000  # then a fresh one, whatever a library may have kept
    environment: tuple[tuple[str, str], ...] = ()


class ConfinedPool:
    """Some long-lived children that do one job each at a time; started when first needed. Safe between threads."""

    def __init__(self, work: Work, size: int = 1, *, limits: ProcessLimits) -> None:
        self.work = work
        self.limits = limits
        self._free: queue.LifoQueue[Child | None] = queue.LifoQueue()
        for _ in range(size):
            self._free.put(None)

    def ask(self, job: bytes, files: Mapping[str, bytes] = _NO_FILES) -> bytes:
        """Return the child's answer to `job`; `files` lie in its folder for as long as that takes.

        Raises ConfinedFailure; the pool is as good as before afterwards.
        """
        try:
            child = self._free.get(timeout=self.limits.wait_s)
        except queue.Empty:
            waited = f"no {self.work.name} process came free in {self.limits.wait_s} s"
            raise ConfinedFailure("timed-out", waited) from None
        try:
            if child is None or not child.is_usable():
                child = _replaced(child, self.work, self.limits)
            return child.ask(job, files)
        finally:
            self._free.put(child)

    def close(self) -> None:
        """End the children that are free; a job that runs ends by itself."""
        while True:
            try:
                child = self._free.get_nowait()
            except queue.Empty:
                return
            if child is not None:
                child.end()


class Child:
    """One child process and the pipe to it."""

    def __init__(self, work: Work, limits: ProcessLimits) -> None:
        self.work = work
        self.limits = limits
        self.jobs = 0
        # No TemporaryDirectory: its finaliser would also run in a process that was forked off us, and end our child.
        self.folder = Path(tempfile.mkdtemp(prefix=f"depesch-{work.name}-"))
        arguments = [sys.executable, "-m", work.module, msgspec.json.encode(limits).decode()]
        # A session of its own, so that Ctrl-C lets the parent finish its work; nothing of our environment goes along.
        self.process = subprocess.Popen(  # noqa: S603 - fixed program, our own arguments
            arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            cwd=self.folder, env=_environment() | dict(work.environment), start_new_session=True,
        )  # fmt: skip

        # Both are there since the process was started with pipes; their types cannot tell.
        self.jobs_pipe = cast(IO[bytes], self.process.stdin)
        self.answers_pipe = cast(IO[bytes], self.process.stdout)

    def is_usable(self) -> bool:
        """Whether the next job may go here; a cleaner of temporary files may have taken the folder of an idle child."""
        return self.process.poll() is None and self.jobs < self.work.jobs_per_child and self.folder.is_dir()

    def ask(self, job: bytes, files: Mapping[str, bytes]) -> bytes:
        """Return the answer. When the time is up the child is killed, which ends the read below."""
        self.jobs += 1
        timed_out = threading.Event()
        timer = threading.Timer(self.limits.time_s, self._kill, (timed_out,))
        timer.start()
        try:
            for name, content in files.items():
                (self.folder / name).write_bytes(content)
            write_frame(self.jobs_pipe, job)
            return read_frame(self.answers_pipe, most=self.work.most_bytes)
        except (BrokenPipeError, EOFError) as error:
            raise self._died(timed_out) from error
        finally:
            timer.cancel()
            for name in files:
                (self.folder / name).unlink(missing_ok=True)

    def end(self) -> None:
        """End the process and wait for it; the empty folder goes too."""
        self.process.kill()
        self.process.communicate()
        shutil.rmtree(self.folder, ignore_errors=True)  # the child removes it too when it ends in order

    def _kill(self, timed_out: threading.Event) -> None:
        timed_out.set()
        self.process.kill()

    def _died(self, timed_out: threading.Event) -> ConfinedFailure:
        """Return why the child is no longer there, from how it ended and its last words."""
        self.process.kill()
        _, stderr = self.process.communicate()
        last_words = stderr.decode(errors="replace").strip()[-500:]
        name, limits = self.work.name, self.limits
        if timed_out.is_set() or self.process.returncode == -signal.SIGALRM:
            return ConfinedFailure("timed-out", f"{name} took longer than {limits.time_s} s and was stopped")
        if any(sign in last_words for sign in ("memory allocation", "MemoryError", "bad_alloc", "bad allocation")):
            megabytes = limits.memory_bytes // 1_000_000
            return ConfinedFailure("out-of-memory", f"{name} wanted more than {megabytes} MB and was stopped")
        return ConfinedFailure("crashed", f"the process ended with {self.process.returncode}: {last_words}")


class Shared(Generic[P]):
    """This process's own pool, made at the first call and ended with the process.

    A forked process must not talk through its parent's pipes: it makes a pool of its own when it needs one.
    """

    def __init__(self, make: Callable[[], P]) -> None:
        self._make = make
        self._pool: P | None = None
        self._lock = threading.Lock()
        os.register_at_fork(after_in_child=self._forget)

    def pool(self) -> P:
        """Return the pool."""
        with self._lock:
            if self._pool is None:
                self._pool = self._make()
                atexit.register(self._pool.close)
            return self._pool

    def _forget(self) -> None:
        if self._pool is not None:
            atexit.unregister(self._pool.close)
        self._pool = None
        self._lock = threading.Lock()


def _replaced(child: Child | None, work: Work, limits: ProcessLimits) -> Child:
    if child is not None:
        child.end()
    return Child(work, limits)


def _environment() -> dict[str, str]:
    """Return the child's environment: where our package is, few malloc arenas, and no way to the network.

    What a library would fetch over HTTP goes through the proxy that is named here: the discard port, closed.
    """
    nowhere = "http://127.0.0.1:9"
    proxies = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")
    return {"PYTHONPATH": str(_PACKAGE_ROOT), "MALLOC_ARENA_MAX": "2"} | dict.fromkeys(proxies, nowhere)
