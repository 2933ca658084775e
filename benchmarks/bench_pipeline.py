"""The whole way: submitted, checked, planned, delivered into another company's inbox, durable, with two workers.

    python -m benchmarks.bench_pipeline [DOCUMENTS]

Prints documents a second, documents for each second of CPU (the figure for one core: clients, workers and PostgreSQL
together), and where one document's time goes. The database is the embedded one, with fsync as in production.
"""

from __future__ import annotations

import cProfile
import os
import pstats
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

WORKER = "import django; django.setup(); from depesch.hub.flows.worker import run_worker; run_worker()"
WORKERS = 2
CLIENTS = 2
PROFILED = 60
STAGES = {  # label -> (file, function) as cProfile names them; indented ones are part of the one above
    "read, check": ("examination.py", "examine"),
    "  read": ("reading.py", "read"),
    "  check": ("checking.py", "check"),
    "look up the receiver": ("routing.py", "look_up"),
    "ask the channels, plan": ("routing.py", "make_plan"),
    "write the format": ("forms.py", "make_form"),
    "decide, first attempt": ("processing.py", "_decide"),
    "hand over to the inbox": ("delivering.py", "_carry_out"),
    "outcome, receipt": ("outcomes.py", "record_outcome"),
    "of all: events": ("record.py", "record_all"),
    "of all: files": ("store.py", "keep_file"),
    "of all: waiting for PostgreSQL": ("connection.py", "wait"),
}


def main(count: int) -> None:
    """Set a hub up in a temporary home, measure, print."""
    with tempfile.TemporaryDirectory(prefix="depesch-bench-") as home:
        Path(home).chmod(0o755)
        os.environ.update(DJANGO_SETTINGS_MODULE="depesch.hub.settings", DEPESCH_HOME=home)
        import django

        django.setup()
        from depesch.hub.server.config import load
        from depesch.hub.server.database import running
        from depesch.hub.server.migrate import migrate_running

        with running(load()):
            migrate_running(load())
            seller = _companies()
            elapsed_s, cpu_s = _throughput(seller, count)
            profile = _profile(seller)
            _close()
        _report(count, elapsed_s, cpu_s, profile)


def _companies() -> UUID:
    from depesch.hub.directory.participants import register_company
    from depesch.hub.tenancy.companies import create_company

    seller = create_company(
        name="Nordbygg Fasad AB", country="SE", organisation_number="5566010103", vat_number="SE556601010301"
    )
    register_company(create_company(name="Fjordtre AS", country="NO", organisation_number="999000053"))
    return seller.id


def _throughput(seller: UUID, count: int) -> tuple[float, float]:
    """Return the seconds from the first submission to the last delivery, and the CPU's, with warm workers."""
    from depesch.hub.flows.models import Document, DocumentState
    from depesch.hub.tenancy.scope import acting_for

    def delivered() -> int:
        with acting_for(seller):
            return Document.objects.filter(state=DocumentState.DELIVERED).count()

    workers = [subprocess.Popen([sys.executable, "-c", WORKER], stdout=subprocess.DEVNULL) for _ in range(WORKERS)]
    try:
        warm = 8 * WORKERS
        _submit_many(seller, "W", warm)
        _wait(lambda: delivered() == warm)
        start, cpu_before = time.perf_counter(), _cpu_s()
        _submit_many(seller, "F", count)
        _wait(lambda: delivered() == warm + count)
        return time.perf_counter() - start, _cpu_s() - cpu_before
    finally:
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.wait()


def _submit_many(seller: UUID, prefix: str, count: int) -> None:
    from django.db import connections

    def client(first: int) -> None:
        for i in range(first, count, CLIENTS):
            _submit(seller, f"{prefix}-{i}")
        connections.close_all()

    with ThreadPoolExecutor(CLIENTS) as clients:
        list(clients.map(client, range(CLIENTS)))


def _submit(seller: UUID, number: str) -> UUID:
    from depesch.hub.flows.submission import submit
    from tests.hub.flows.papers import ubl_invoice

    return submit(ubl_invoice(number), company_id=seller, actor="bench", route="api").document_id


def _profile(seller: UUID) -> pstats.Stats:
    """Return the profile of documents worked on one after the other in this process."""
    from depesch.hub.flows.jobs import Job, JobKind
    from depesch.hub.flows.runner import run

    jobs = [
        Job(kind=JobKind.PROCESS, company_id=seller, document_id=_submit(seller, f"P-{i}")) for i in range(PROFILED + 3)
    ]
    for job in jobs[:3]:
        run(job, tries=0, share=0.0)
    profiler = cProfile.Profile()
    profiler.enable()
    for job in jobs[3:]:
        run(job, tries=0, share=0.0)
    profiler.disable()
    return pstats.Stats(profiler)


def _wait(holds: Callable[[], bool]) -> None:
    pause, end = threading.Event(), time.monotonic() + 600
    while not holds():
        if time.monotonic() > end:
            raise SystemExit("the workers did not finish in ten minutes")
        pause.wait(0.05)


def _close() -> None:
    from django.db import connection
    from django.db.backends.postgresql.base import DatabaseWrapper

    connection.close()
    if isinstance(connection, DatabaseWrapper):
        connection.close_pool()


def _cpu_s() -> float:
    """Return the CPU time of this process and everything below it: clients, workers, PostgreSQL; the ended ones too."""
    below: dict[int, list[int]] = {}
    ticks: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile; its parent has its time
            continue
        pid = int(stat.parent.name)
        below.setdefault(int(fields[1]), []).append(pid)
        ticks[pid] = sum(int(field) for field in fields[11:15])
    todo, total = [os.getpid()], 0
    while todo:
        pid = todo.pop()
        total += ticks.get(pid, 0)
        todo += below.get(pid, [])
    return total / os.sysconf("SC_CLK_TCK")


def _report(count: int, elapsed_s: float, cpu_s: float, profile: pstats.Stats) -> None:
    cores = os.cpu_count() or 1
    print(f"documents: {count}, workers: {WORKERS}, clients: {CLIENTS}, cores: {cores}")
    print(f"documents a second: {count / elapsed_s:.1f}; for each core: {count / elapsed_s / cores:.1f}")
    print(f"documents for each second of CPU, clients, workers and PostgreSQL together: {count / cpu_s:.1f}")
    times = {(Path(file).name, name): (calls, total) for (file, _, name), (_, calls, _, total, _) in _entries(profile)}
    whole = times["runner.py", "run"][1]
    print(f"\none document in one worker, profiled: {whole / PROFILED * 1000:.1f} ms")
    for label, key in STAGES.items():
        if key in times:
            calls, total = times[key]
            print(f"  {label:34} {total / PROFILED * 1000:7.2f} ms {total / whole:6.1%}  {calls / PROFILED:5.1f} calls")


def _entries(profile: pstats.Stats) -> list[tuple[tuple[str, int, str], tuple[int, int, float, float, object]]]:
    return list(profile.stats.items())  # type: ignore[attr-defined]  # pstats does not tell its own shape


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 400)
