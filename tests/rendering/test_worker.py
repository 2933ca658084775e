"""A template that loops, eats memory or breaks stops its own rendering and nothing else."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from depesch.rendering import RenderingFailed
from depesch.rendering.designs import Design
from depesch.rendering.jobs import Limits, limits_for
from depesch.rendering.pdf import render_pdf
from depesch.rendering.worker import RenderingPool, default_pool
from tests.rendering.samples import long_invoice, short_invoice

ROOT = Path(__file__).parents[2]
PRELUDE = '#set document(title: "x")\n'
ENDLESS = PRELUDE + "#let n = 0\n#for a in range(100000) { for b in range(100000) { n += 1 } }\n#n"
GREEDY = PRELUDE + '#let a = "x" * 1000\n#for i in range(40) { a = a + a }\n#a.len()'
MANY_PAGES = PRELUDE + "#for i in range(100000000) { pagebreak(); [x] }"


PATIENT = Limits(time_s=100.0, memory_bytes=700_000_000)
HASTY = msgspec.structs.replace(PATIENT, time_s=3.0)


@pytest.fixture
def pool() -> Iterator[RenderingPool]:
    """One child that has as much time as a busy machine may need, the first start of it included."""
    pool = RenderingPool(limits=PATIENT)
    yield pool
    pool.close()


@pytest.fixture
def hasty(pool: RenderingPool) -> RenderingPool:
    """The same, for what never ends."""
    pool.limits = HASTY
    return pool


def failure(pool: RenderingPool, template: str) -> RenderingFailed:
    with pytest.raises(RenderingFailed) as caught:
        render_pdf(short_invoice(), language="sv", design=Design(source=template.encode()), pool=pool)
    return caught.value


def renders(pool: RenderingPool) -> bool:
    return render_pdf(short_invoice(), language="sv", pool=pool).startswith(b"%PDF")


def test_an_endless_template_is_stopped_when_its_time_is_up(hasty: RenderingPool) -> None:
    assert failure(hasty, ENDLESS).code == "timed-out"


def test_a_template_that_eats_memory_is_stopped_at_the_cap(pool: RenderingPool) -> None:
    assert failure(pool, GREEDY).code == "out-of-memory"


def test_a_template_of_endless_pages_is_stopped(hasty: RenderingPool) -> None:
    assert failure(hasty, MANY_PAGES).code in ("timed-out", "out-of-memory")


@pytest.mark.parametrize("template", [ENDLESS, GREEDY])
def test_the_next_document_is_rendered_after_a_bad_template(hasty: RenderingPool, template: str) -> None:
    failure(hasty, template)
    hasty.limits = PATIENT  # of the next child
    assert renders(hasty)


def test_a_faulty_template_is_named_with_its_line_and_needs_no_new_process(pool: RenderingPool) -> None:
    assert renders(pool)
    before = process_ids(pool)
    caught = failure(pool, PRELUDE + "#nonsense")
    assert caught.code == "template-faulty"
    assert "main.typ:2" in caught.detail
    assert process_ids(pool) == before


@pytest.mark.parametrize("path", ["/etc/passwd", "../../../../etc/passwd", "/proc/self/environ"])
def test_a_template_reads_no_file_of_the_machine(pool: RenderingPool, path: str) -> None:
    assert failure(pool, f'{PRELUDE}#read("{path}")').code == "template-faulty"


def test_a_template_fetches_no_package_from_the_network(pool: RenderingPool) -> None:
    caught = failure(pool, PRELUDE + '#import "@preview/cetz:0.3.0"')
    assert caught.code == "template-faulty"


def test_a_template_may_use_the_view(pool: RenderingPool) -> None:
    template = """#let v = json("view.json")
        #set document(title: v.heading)
        #set text(font: "Noto Sans", lang: v.language)
        = #v.number"""
    pdf = render_pdf(short_invoice(), language="sv", design=Design(source=template.encode()), pool=pool)
    assert pdf.startswith(b"%PDF")


def test_a_killed_process_is_replaced(pool: RenderingPool) -> None:
    assert renders(pool)
    (child,) = process_ids(pool)
    os.kill(child, signal.SIGKILL)
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    assert renders(pool)


def test_a_process_whose_folder_was_cleaned_away_is_replaced(pool: RenderingPool) -> None:
    assert renders(pool)
    (child,) = process_ids(pool)
    Path(f"/proc/{child}/cwd").resolve().rmdir()
    assert renders(pool)
    assert process_ids(pool) != [child]


def test_threads_share_a_pool() -> None:
    pool = RenderingPool(2)
    done: list[bool] = []
    threads = [threading.Thread(target=lambda: done.append(renders(pool))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    pool.close()
    assert done == [True] * 6


def test_secrets_of_the_environment_do_not_reach_the_process(
    pool: RenderingPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEPESCH_SECRET_KEY", "hush")
    assert renders(pool)
    (child,) = process_ids(pool)
    assert b"hush" not in Path(f"/proc/{child}/environ").read_bytes()


PARENT = """
import sys
from depesch.rendering.designs import Design
from depesch.rendering.pdf import render_pdf
from depesch.rendering.worker import default_pool
from tests.rendering.samples import long_invoice, short_invoice
from tests.rendering.test_worker import ENDLESS, process_ids
render_pdf(short_invoice(), language="sv")
print(*process_ids(default_pool()), flush=True)
if sys.argv[1] == "idle":
    sys.stdin.read()
render_pdf(short_invoice(), language="sv", design=Design(source=ENDLESS.encode()), pool=default_pool())
"""


@pytest.mark.parametrize("state", ["idle", "busy"])
def test_the_process_ends_with_its_parent(state: str) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, state],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT,
    )  # fmt: skip
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    watched = os.pidfd_open(child)
    parent.kill()
    parent.communicate()
    ended, _, _ = select.select([watched], [], [], 30)
    os.close(watched)
    assert ended


def test_a_document_of_many_lines_leaves_no_process_behind() -> None:
    renders(default_pool())
    before = process_ids(default_pool())
    assert render_pdf(long_invoice(600), language="sv").startswith(b"%PDF")
    assert process_ids(default_pool()) == before


def test_limits_grow_with_the_lines_and_end_somewhere() -> None:
    assert limits_for(0) == Limits()
    assert limits_for(10_000).time_s > limits_for(1_000).time_s
    assert limits_for(10_000_000) == Limits(time_s=120.0, memory_bytes=4_000_000_000)


FORKING = """
import os, sys
from depesch.rendering.pdf import render_pdf
from depesch.rendering.worker import default_pool
from tests.rendering.samples import short_invoice
from tests.rendering.test_worker import process_ids
render_pdf(short_invoice(), language="sv")
before = process_ids(default_pool())
forked = os.fork()
if forked == 0:
    sys.exit(0 if process_ids(default_pool()) == [] else "the forked process has its parent's child")
_, status = os.waitpid(forked, 0)
render_pdf(short_invoice(), language="nb")
sys.exit(status or (0 if process_ids(default_pool()) == before else "the child was replaced"))
"""


def test_a_forked_process_leaves_its_parents_child_alone() -> None:
    finished = subprocess.run([sys.executable, "-c", FORKING], cwd=ROOT, capture_output=True, text=True)
    assert (finished.returncode, finished.stderr) == (0, "")


def test_a_template_attaches_nothing_of_its_own(pool: RenderingPool) -> None:
    template = (
        PRELUDE + '#pdf.attach("a.xml", bytes("<a/>"), relationship: "data", mime-type: "text/xml")\nx'
    ).encode()
    with pytest.raises(RenderingFailed) as caught:
        render_pdf(short_invoice(), language="sv", design=Design(source=template), xml=b"<a/>", pool=pool)
    assert caught.value.code == "template-faulty"


def process_ids(pool: RenderingPool) -> list[int]:
    """Return the process ids of the pool's free children."""
    return [child.process.pid for child in list(pool._free.queue) if child is not None]
