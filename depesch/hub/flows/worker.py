"""A worker process: takes jobs from the queue and runs them in threads, and keeps the schedules.

Any number of them may run, on any number of machines; they share nothing but the database. One that dies is noticed by
its missing heartbeat, and its jobs are taken up by another.
"""

from __future__ import annotations

import asyncio
import random
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from typing import Any, cast

import asyncpg
import msgspec
import structlog
from pgqueuer import PgQueuer
from pgqueuer.errors import FailingListenerError, RetryRequested
from pgqueuer.models import Job as QueuedJob
from pgqueuer.models import Schedule

from depesch.hub.archive.store import move_to_files
from depesch.hub.flows import runner
from depesch.hub.flows.jobs import Job, JobKind, connection_parameters
from depesch.hub.flows.queries import forget_jobs
from depesch.hub.flows.rounds import go_round, rounds
from depesch.hub.flows.sweep import sweep
from depesch.kit.clock import now

log = structlog.get_logger(__name__)

ROUND_THREADS = 2  # beside those of the jobs, so that a slow mail server keeps no document waiting
THREADS = 4  # jobs at once in one process: sending waits for other machines, computing does not gain by more
HEARTBEAT = timedelta(seconds=6)  # without a sign for so long, a worker counts as dead
POLL = timedelta(seconds=5)  # how often to look without having been notified
RECONNECT_S = 1.0
CLOSE_S = 3.0
LOG_KEPT = timedelta(days=14)  # the queue's log of jobs that are done
_AWAY = (OSError, asyncpg.PostgresConnectionError, asyncpg.InterfaceError, asyncpg.OperatorInterventionError,
         FailingListenerError, TimeoutError)  # fmt: skip


def run_worker(*, threads: int = THREADS) -> None:
    """Work until SIGTERM or SIGINT; then finish what has begun and return. A database that is away is waited for."""
    asyncio.run(_work(threads))


async def _work(threads: int) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    with (
        ThreadPoolExecutor(threads, thread_name_prefix="job") as executor,
        ThreadPoolExecutor(ROUND_THREADS, thread_name_prefix="round") as going,
    ):
        goers = [asyncio.create_task(go_round(name, each, stop, going)) for name, each in rounds().items()]
        while not stop.is_set():
            try:
                await _consume(stop, executor, threads)
            except _AWAY as error:
                log.warning("worker.database_away", error=str(error))
                with suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), RECONNECT_S)
        await asyncio.gather(*goers)


async def _consume(stop: asyncio.Event, executor: ThreadPoolExecutor, threads: int) -> None:
    """Take jobs until `stop`, or until the database goes away: then the error of the connection comes out."""
    parameters = cast("dict[str, Any]", connection_parameters())
    pool = await asyncpg.create_pool(**parameters, min_size=2, max_size=4, command_timeout=30)
    try:
        queue = PgQueuer.from_asyncpg_pool(pool)
        _register(queue, executor)
        ending = asyncio.create_task(_hand_on(stop, queue.shutdown))
        log.info("worker.started", threads=threads)
        try:
            await queue.run(
                dequeue_timeout=POLL,
                batch_size=max(1, threads // 2),
                max_concurrent_tasks=threads,
                heartbeat_timeout=HEARTBEAT,
                shutdown_on_listener_failure=True,
            )
        finally:
            ending.cancel()
    finally:
        await _close(pool)


async def _hand_on(stop: asyncio.Event, shutdown: asyncio.Event) -> None:
    """Tell the queue of the worker's end; the queue may also end by itself, and then the worker starts it anew."""
    await stop.wait()
    shutdown.set()


async def _close(pool: asyncpg.Pool) -> None:
    """Close the pool; one with broken connections would wait for them for ever."""
    try:
        await asyncio.wait_for(pool.close(), CLOSE_S)
    except _AWAY:
        pool.terminate()


def _register(queue: PgQueuer, executor: ThreadPoolExecutor) -> None:
    async def work(queued: QueuedJob) -> None:
        job = msgspec.json.decode(queued.payload or b"", type=Job)
        try:
            await asyncio.get_running_loop().run_in_executor(executor, _run, job, queued.attempts)
        except runner.Again as again:
            raise RetryRequested(delay=again.wait, reason=str(again)) from again

    for kind in JobKind:
        queue.entrypoint(kind.value)(work)

    async def sweep_now(_: Schedule) -> None:
        await asyncio.get_running_loop().run_in_executor(executor, _sweep)

    async def move_files(_: Schedule) -> None:
        await asyncio.get_running_loop().run_in_executor(executor, _move_files)

    async def forget(_: Schedule) -> None:
        await asyncio.get_running_loop().run_in_executor(executor, _forget)

    queue.schedule("sweep", "* * * * * */15")(sweep_now)
    queue.schedule("forget-jobs", "30 3 * * *")(forget)
    queue.schedule("archive-to-files", "*/5 * * * *")(move_files)


def _run(job: Job, tries: int) -> None:
    runner.run(job, tries=tries, share=random.random())  # noqa: S311 - jitter, no secret


def _sweep() -> None:
    with runner.own_connection():
        found = sweep(now())
    if found:
        log.warning("sweep.found", jobs=found)


def _forget() -> None:
    with runner.own_connection():
        forget_jobs(LOG_KEPT)


def _move_files() -> None:
    with runner.own_connection():
        moved = move_to_files()
    if moved:
        log.info("archive.moved", blobs=moved)
