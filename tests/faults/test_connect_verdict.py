"""The agent's campaign sees a file that was lost, doubled, altered or left behind; and its file system does refuse."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from depesch.kit.hashing import sha256_hex
from tests.faults.connect_agent import refusing
from tests.faults.connect_campaign import Campaign, Laid
from tests.faults.scene import DocumentSeen, Report

CONTENT = b"an invoice"


class Known(Campaign):
    """A campaign whose hub says what the test tells it to."""

    ways: tuple[str, ...] = ("out", "in")

    def seen(self) -> Report:
        """Return a hub's report of one document for each of `ways`."""
        documents = tuple(
            DocumentSeen(
                id=str(at), company="", direction=way, state="", problem_code="", number="N-1",
                original_sha256=sha256_hex(CONTENT), attempts=1,
            )
            for at, way in enumerate(self.ways)
        )  # fmt: skip
        return Report(documents=documents, files=0, events=0, is_sound=True, faults=())


@pytest.fixture
def campaign(tmp_path: Path) -> Known:
    """A campaign that went well: one file, sent and collected."""
    made = Known(tmp_path, files=1, seed=1, least_kills=0)
    for folder in ("nordbygg/out", "nordbygg/sent", "nordbygg/failed", "maleri/in"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "nordbygg" / "sent" / "N-1.xml").write_bytes(CONTENT)
    (tmp_path / "nordbygg" / "sent" / "N-1.xml.receipt.json").write_bytes(b"{}")
    (tmp_path / "maleri" / "in" / "N-1.xml").write_bytes(CONTENT)
    made.laid.append(Laid(number="N-1", seller="nordbygg", buyer="maleri", sha256=sha256_hex(CONTENT)))
    return made


def faults(campaign: Known) -> int:
    return len(list(campaign.faults_in(campaign.seen())))


def test_all_well_is_clean(campaign: Known) -> None:
    assert faults(campaign) == 0


@pytest.mark.parametrize("ways", [("in",), ("out",), ("out", "out", "in"), ("out", "in", "in")])
def test_a_document_that_is_lost_or_doubled_is_a_fault(campaign: Known, ways: tuple[str, ...]) -> None:
    campaign.ways = ways
    assert faults(campaign) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [("maleri/in/N-1.xml", b"altered"), ("maleri/in/N-1_2.xml", CONTENT), ("nordbygg/sent/N-1_2.xml", CONTENT),
     ("nordbygg/failed/N-2.xml", b"x"), ("nordbygg/out/.depesch/a/N-2.xml", b"x")],
)  # fmt: skip
def test_a_file_that_is_altered_doubled_or_left_behind_is_a_fault(campaign: Known, name: str, content: bytes) -> None:
    path = campaign.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    assert faults(campaign) == 1


def test_the_file_system_refuses_before_and_after_the_deed() -> None:
    done: list[int] = []
    call = refusing(done.append, random.Random(1))
    refused = 0
    for at in range(10_000):
        try:
            call(at)
        except OSError:
            refused += 1
    assert 50 < refused < 200
    assert 10_000 - refused < len(done) < 10_000
