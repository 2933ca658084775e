"""Real workers on a real queue: killed, stopped, two at once. Every document arrives, and arrives once."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

import pytest
from django.db import connection, connections

from depesch.hub.directory.participants import register_company
from depesch.hub.flows.delivering import deliver
from depesch.hub.flows.jobs import Job, JobKind
from depesch.hub.flows.models import Attempt, Direction, Document, DocumentState
from depesch.hub.flows.processing import process
from depesch.hub.flows.queries import forget_jobs
from depesch.hub.flows.runner import MOST_TRIES, Again, give_back, give_up, run
from depesch.hub.flows.submission import submit
from depesch.hub.flows.sweep import sweep
from depesch.hub.history.reading import verify_chain
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from tests.hub.flows.papers import ubl_invoice

WORKER = "import django; django.setup(); from depesch.hub.flows.worker import run_worker; run_worker()"
S = DocumentState
UNFINISHED = (S.RECEIVED, S.SENDING, S.WAITING, S.UNCERTAIN)
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


@pytest.fixture
def network(transactional_db: None, nordbygg: Company, fjordtre: Company) -> None:
    """Nordbygg sends, Fjordtre receives on the same hub."""
    register_company(fjordtre)


def given(company: Company, number: str) -> UUID:
    content = ubl_invoice(number)
    return submit(content, company_id=company.id, actor="user:astrid", route="api").document_id


def given_many(company: Company, count: int) -> dict[UUID, str]:
    """Submit from several clients at once and return each document's id and the hash of its bytes."""

    def one(i: int) -> tuple[UUID, str]:
        try:
            return given(company, f"F-{i}"), sha256(ubl_invoice(f"F-{i}")).hexdigest()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as clients:
        return dict(clients.map(one, range(count)))


def worker() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", WORKER], stdout=subprocess.DEVNULL)


@contextmanager
def workers(count: int) -> Iterator[list[subprocess.Popen[bytes]]]:
    running = [worker() for _ in range(count)]
    try:
        yield running
    finally:
        for process_ in running:
            process_.terminate()
        for process_ in running:
            process_.wait(60)


def wait_until(holds: Callable[[], bool], seconds: float = 240) -> None:
    pause, end = threading.Event(), time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come about in time"
        pause.wait(0.05)


def unfinished(company: Company) -> int:
    with acting_for(company.id):
        return Document.objects.filter(state__in=UNFINISHED).count()


def arrived(company: Company) -> list[Document]:
    with acting_for(company.id):
        return list(Document.objects.filter(direction=Direction.IN))


def state_of(company: Company, document_id: UUID) -> str:
    with acting_for(company.id):
        return Document.objects.get(id=document_id).state


def job_of(company: Company, document_id: UUID) -> Job:
    return Job(kind=JobKind.PROCESS, company_id=company.id, document_id=document_id)


def test_lesson_27_parallel_documents_arrive_each_with_its_own_bytes(
    network: None, nordbygg: Company, fjordtre: Company
) -> None:
    with workers(2):
        handed_over = given_many(nordbygg, 30)
        wait_until(lambda: unfinished(nordbygg) == 0)
    assert sorted(document.original_sha256 for document in arrived(fjordtre)) == sorted(handed_over.values())


@pytest.mark.faults
def test_workers_killed_at_random_lose_and_double_nothing(network: None, nordbygg: Company, fjordtre: Company) -> None:
    pause = threading.Event()
    with workers(2) as running:
        handed_over = given_many(nordbygg, 60)
        for _ in range(8):
            pause.wait(random.uniform(0.1, 0.7))
            victim = random.randrange(2)
            running[victim].kill()
            running[victim].wait()
            running[victim] = worker()
        wait_until(lambda: unfinished(nordbygg) == 0)
    assert sorted(document.original_sha256 for document in arrived(fjordtre)) == sorted(handed_over.values())
    assert verify_chain(nordbygg.id).is_sound
    assert verify_chain(fjordtre.id).is_sound


def test_a_worker_told_to_stop_ends_well_and_leaves_nothing_half_done(
    network: None, nordbygg: Company, fjordtre: Company
) -> None:
    with workers(1) as (running,):
        given_many(nordbygg, 10)
        wait_until(lambda: bool(arrived(fjordtre)))
        running.send_signal(signal.SIGTERM)
        assert running.wait(120) == 0
    with acting_for(nordbygg.id):
        assert not Attempt.objects.filter(ended_at=None).exists()


def test_a_worker_lives_through_the_loss_of_its_connections(network: None, nordbygg: Company) -> None:
    with workers(1):
        first = given(nordbygg, "F-1")
        wait_until(lambda: state_of(nordbygg, first) == S.DELIVERED)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE usename = current_user AND pid <> pg_backend_pid()"
            )
        second = given(nordbygg, "F-2")
        wait_until(lambda: state_of(nordbygg, second) == S.DELIVERED)


def test_two_workers_at_one_delivery_make_one_arrival(network: None, nordbygg: Company, fjordtre: Company) -> None:
    document_id = given(nordbygg, "F-1")
    job, outcomes = job_of(nordbygg, document_id), []

    def one(_: int) -> None:
        try:
            run(job, tries=0, share=0.0)
        except Again as again:
            outcomes.append(again)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(one, range(8)))
    assert (state_of(nordbygg, document_id), len(arrived(fjordtre))) == (S.DELIVERED, 1)
    with acting_for(nordbygg.id):
        assert Attempt.objects.count() == 1


def test_a_document_that_another_worker_holds_is_left_alone(network: None, nordbygg: Company) -> None:
    document_id = given(nordbygg, "F-1")
    key = document_id.int & 0x7FFF_FFFF_FFFF_FFFF

    def hold(ready: threading.Event, done: threading.Event) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [key])
            ready.set()
            done.wait(240)
        connections.close_all()

    ready, done = threading.Event(), threading.Event()
    with ThreadPoolExecutor(1) as threads:
        threads.submit(hold, ready, done)
        assert ready.wait(60)
        with pytest.raises(Again):
            run(job_of(nordbygg, document_id), tries=0, share=0.0)
        done.set()
    assert state_of(nordbygg, document_id) == S.RECEIVED


def test_a_job_that_fails_again_and_again_ends_as_a_dead_letter(network: None, nordbygg: Company) -> None:
    job = job_of(nordbygg, UUID(int=7))  # there is no such document: our own fault, every time
    for tries in range(MOST_TRIES - 1):
        with pytest.raises(Again) as again:
            run(job, tries=tries, share=1.0)
        assert again.value.wait >= timedelta(seconds=5)


def test_a_dead_letter_is_shown_and_can_be_tried_again(network: None, nordbygg: Company) -> None:
    document_id = given(nordbygg, "F-1")
    give_up(job_of(nordbygg, document_id), "RuntimeError: x")
    with acting_for(nordbygg.id):
        document = Document.objects.get(id=document_id)
        assert (document.state, document.problem_code) == (S.FAILED, "internal")


def test_a_document_too_large_to_set_goes_back_to_its_sender(network: None, nordbygg: Company) -> None:
    document_id = given(nordbygg, "F-1")
    assert give_back(job_of(nordbygg, document_id), "timed-out: more than 20 s")
    with acting_for(nordbygg.id):
        document = Document.objects.get(id=document_id)
        assert (document.state, document.problem_code) == (S.REFUSED, "cannot-be-set")


def test_a_document_that_is_under_way_is_not_given_back(network: None, nordbygg: Company) -> None:
    document_id = given(nordbygg, "F-1")
    with acting_for(nordbygg.id):
        Document.objects.filter(id=document_id).update(state=S.SENDING)
    assert not give_back(job_of(nordbygg, document_id), "timed-out: more than 20 s")


def test_the_sweep_takes_up_what_lost_its_job(network: None, nordbygg: Company) -> None:
    document_id = given(nordbygg, "F-1")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM pgqueuer")
    assert sweep(now()) == 0
    assert sweep(now() + timedelta(minutes=2)) == 1
    assert sweep(now() + timedelta(minutes=2)) == 0  # its job waits already
    with workers(1):
        wait_until(lambda: state_of(nordbygg, document_id) == S.DELIVERED)


def test_the_queues_log_is_forgotten_after_a_time(network: None, nordbygg: Company) -> None:
    def logged() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pgqueuer_log")
            return int(cursor.fetchone()[0])

    given(nordbygg, "F-1")
    forget_jobs(timedelta(days=1))
    assert logged() == 1
    forget_jobs(timedelta(days=-1))
    assert logged() == 0


def test_the_sweep_takes_up_an_attempt_that_nobody_ended(network: None, nordbygg: Company, fjordtre: Company) -> None:
    document_id = given(nordbygg, "F-1")
    process(nordbygg.id, document_id)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM pgqueuer")
    assert sweep(now() + timedelta(minutes=2)) == 1
    deliver(nordbygg.id, document_id)
    assert (state_of(nordbygg, document_id), len(arrived(fjordtre))) == (S.DELIVERED, 1)
