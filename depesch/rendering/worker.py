"""Rendering in processes of their own, with a cap on memory and on time.

A template is a program: typst itself stops endless recursion and `while true`, but not a long loop, nor a table of a
hundred million cells, and a thread that runs one cannot be stopped. So it runs in a child that the kernel keeps within
RLIMIT_AS, that is killed when its time is up, and that ends with its parent. The next job gets a new child.
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
from pathlib import Path
from typing import IO, cast

import msgspec

from depesch.rendering import RenderingFailed
from depesch.rendering.jobs import MOST_BYTES, Job, Limits, Result, limits_for, read_frame, write_frame
from depesch.rendering.logos import Logo

DEFAULT_LIMITS = Limits()
_JOBS_PER_CHILD = 2000  # then a fresh one, whatever a library may have kept
_PACKAGE_ROOT = Path(__file__).resolve().parents[2]


class RenderingPool:
    """Some long-lived children that render one job each at a time; started when first needed. Safe between threads."""

    def __init__(self, size: int = 1, *, limits: Limits = DEFAULT_LIMITS) -> None:
        self.limits = limits
        self._free: queue.LifoQueue[_Child | None] = queue.LifoQueue()
        for _ in range(size):
            self._free.put(None)

    def render(self, job: Job, *, logo: Logo | None = None) -> bytes:
        """Return the PDF of `job`, which names `logo` by its file.

        Raises RenderingFailed; the pool is as good as before afterwards.
        """
        try:
            child = self._free.get(timeout=self.limits.wait_s)
        except queue.Empty:
            raise RenderingFailed("timed-out", f"no rendering process came free in {self.limits.wait_s} s") from None
        try:
            if child is None or not child.is_usable():
                child = _replaced(child, self.limits)
            return child.render(job, logo)
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


class _Child:
    """One child process and the pipe to it."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.jobs = 0
        # No TemporaryDirectory: its finaliser would also run in a process that was forked off us, and end our child.
        self.folder = Path(tempfile.mkdtemp(prefix="depesch-rendering-"))
        arguments = [sys.executable, "-m", "depesch.rendering.worker_process", msgspec.json.encode(limits).decode()]
        # A session of its own, so that Ctrl-C lets the parent finish its work; nothing of our environment goes along.
        self.process = subprocess.Popen(  # noqa: S603 - fixed program, our own arguments
            arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            cwd=self.folder, env=_environment(), start_new_session=True,
        )  # fmt: skip

        # Both are there since the process was started with pipes; their types cannot tell.
        self.jobs_pipe = cast(IO[bytes], self.process.stdin)
        self.results_pipe = cast(IO[bytes], self.process.stdout)

    def is_usable(self) -> bool:
        """Whether the next job may go here; a cleaner of temporary files may have taken the folder of an idle child."""
        return self.process.poll() is None and self.jobs < _JOBS_PER_CHILD and self.folder.is_dir()

    def render(self, job: Job, logo: Logo | None) -> bytes:
        """Return the PDF; the picture lies in the child's folder for as long as that takes."""
        if logo is None:
            return self._render(job)
        file = self.folder / logo.file_name
        file.write_bytes(logo.content)
        try:
            return self._render(job)
        finally:
            file.unlink()

    def _render(self, job: Job) -> bytes:
        """Return the PDF. When the time is up the child is killed, which ends the read below."""
        self.jobs += 1
        timed_out = threading.Event()
        timer = threading.Timer(self.limits.time_s, self._kill, (timed_out,))
        timer.start()
        try:
            write_frame(self.jobs_pipe, msgspec.msgpack.encode(job))
            answer = read_frame(self.results_pipe, most=MOST_BYTES)
        except (BrokenPipeError, EOFError) as error:
            raise self._died(timed_out) from error
        finally:
            timer.cancel()
        result = msgspec.msgpack.decode(answer, type=Result)
        if result.failure is not None:
            raise RenderingFailed(*result.failure)
        return result.pdf

    def end(self) -> None:
        """End the process and wait for it; the empty folder goes too."""
        self.process.kill()
        self.process.communicate()
        shutil.rmtree(self.folder, ignore_errors=True)  # the child removes it too when it ends in order

    def _kill(self, timed_out: threading.Event) -> None:
        timed_out.set()
        self.process.kill()

    def _died(self, timed_out: threading.Event) -> RenderingFailed:
        """Return why the child is no longer there, from how it ended and its last words."""
        self.process.kill()
        _, stderr = self.process.communicate()
        last_words = stderr.decode(errors="replace").strip()[-500:]
        if timed_out.is_set() or self.process.returncode == -signal.SIGALRM:
            return RenderingFailed("timed-out", f"rendering took longer than {self.limits.time_s} s and was stopped")
        if "memory allocation" in last_words or "MemoryError" in last_words:
            megabytes = self.limits.memory_bytes // 1_000_000
            return RenderingFailed("out-of-memory", f"rendering wanted more than {megabytes} MB and was stopped")
        return RenderingFailed("crashed", f"the process ended with {self.process.returncode}: {last_words}")


def _replaced(child: _Child | None, limits: Limits) -> _Child:
    if child is not None:
        child.end()
    return _Child(limits)


def _environment() -> dict[str, str]:
    """Return the child's environment: where our package is, few malloc arenas, and no way to the network.

    typst fetches `@preview` packages over HTTP through the proxy that is named here: the discard port, closed.
    """
    nowhere = "http://127.0.0.1:9"
    return {
        "PYTHONPATH": str(_PACKAGE_ROOT),
        "MALLOC_ARENA_MAX": "2",
        "RAYON_NUM_THREADS": "2",
        "HTTP_PROXY": nowhere,
        "HTTPS_PROXY": nowhere,
        "ALL_PROXY": nowhere,
        "http_proxy": nowhere,
        "https_proxy": nowhere,
        "all_proxy": nowhere,
    }


_default: RenderingPool | None = None
_default_lock = threading.Lock()
_alone = threading.Lock()


def default_pool() -> RenderingPool:
    """Return this process's own pool: one child, made at the first call."""
    global _default
    with _default_lock:
        if _default is None:
            _default = RenderingPool()
            atexit.register(_default.close)
        return _default


def render_alone(job: Job, *, lines: int, logo: Logo | None) -> bytes:
    """Return the PDF of a document of very many lines, made by a child of its own, one such document at a time.

    The child ends afterwards, since typst's memory is not given back: 1.5 GB after 10,000 lines (2026-11).
    """
    with _alone:
        pool = RenderingPool(limits=limits_for(lines))
        try:
            return pool.render(job, logo=logo)
        finally:
            pool.close()


def _forget_parents_pool() -> None:
    """A forked process must not talk through its parent's pipes; it makes its own child when it needs one."""
    global _default, _default_lock, _alone
    if _default is not None:
        atexit.unregister(_default.close)
    _default = None
    _default_lock = threading.Lock()
    _alone = threading.Lock()


os.register_at_fork(after_in_child=_forget_parents_pool)
