"""The demo, as `make demo ONCE=1` runs it: twice, on one home, with nothing else around."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from depesch.console.demo.agent import COLLECTS, DemoAgent
from depesch.console.demo.documents import make_documents
from depesch.console.demo.world import BUYERS, DOCUMENTS, SELLER
from depesch.documents.checking import check
from depesch.exchange.mail.catcher import caught
from depesch.kit.clock import now
from tests.console.running import depesch
from tests.ports import free_port


@pytest.fixture(scope="module")
def demo_home() -> Iterator[Path]:
    """A home of its own; open to walk through, since PostgreSQL runs as another user when root runs the tests."""
    path = Path(tempfile.mkdtemp(prefix="depesch-demo-"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="module")
def demos(demo_home: Path) -> tuple[CompletedProcess[bytes], CompletedProcess[bytes]]:
    """The first start and the second."""
    return _demo(demo_home), _demo(demo_home)


def _demo(home: Path) -> CompletedProcess[bytes]:
    port = free_port()
    return depesch("demo", "--once", DEPESCH_HOME=str(home), DEPESCH_PORT=str(port))


@pytest.mark.parametrize("start", [0, 1])
def test_every_document_is_delivered_and_the_archive_verifies(
    demos: tuple[CompletedProcess[bytes], CompletedProcess[bytes]], start: int
) -> None:
    told = demos[start].stdout.decode()
    assert demos[start].returncode == 0, told + demos[start].stderr.decode()
    assert told.count("  delivered  ") == len(DOCUMENTS)
    assert "The archive verifies" in told


def test_an_agent_sends_from_a_folder_and_collects_into_others(
    demos: tuple[CompletedProcess[bytes], CompletedProcess[bytes]], demo_home: Path
) -> None:
    for told in (demo.stdout.decode() for demo in demos):
        assert "invoices are laid there" in told
        assert told.count("  ->  ") == sum(each.receiver in COLLECTS and not each.about for each in DOCUMENTS)
    agent = DemoAgent(demo_home)
    assert [path.name for path in agent.out.iterdir() if not path.name.startswith(".")] == []
    for key in COLLECTS:
        collected = [path.name for path in (agent.incoming / key).iterdir()]
        assert len(collected) == len(set(collected)) >= len(demos)


def test_it_says_where_the_portal_is_and_who_may_sign_in(
    demos: tuple[CompletedProcess[bytes], CompletedProcess[bytes]],
) -> None:
    told = demos[0].stdout.decode()
    assert "Portal   http://127.0.0.1:" in told
    assert "astrid@nordbygg.example" in told


def test_files_and_mails_lie_where_it_says(
    demos: tuple[CompletedProcess[bytes], CompletedProcess[bytes]], demo_home: Path
) -> None:
    assert len(list((demo_home / "exchange").glob("*/havnegade-byg/*.xml"))) == len(demos)
    mails = [str(mail["To"]) for _, mail in caught(demo_home / "mails")]
    assert len([to for to in mails if "laskut@kuusikko.example" in to]) == len(demos)
    assert any("karin@alvsala.example" in to for to in mails), "the hub tells her of what arrived"


def test_its_documents_keep_the_rules_and_never_repeat_a_number(tmp_path: Path) -> None:
    made = make_documents(tmp_path, now())
    assert len({one.number for one in made}) == len(DOCUMENTS)
    for one in made:
        verdict = check(one.path.read_bytes())
        assert (verdict.verdict.value, verdict.document) == ("accepted", one.number)


def test_each_receiver_of_the_demo_is_reached() -> None:
    assert {document.receiver for document in DOCUMENTS} == {buyer.key for buyer in BUYERS}
    assert SELLER.key not in {document.receiver for document in DOCUMENTS}
