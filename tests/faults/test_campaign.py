"""A short fault campaign; the long one is `make faults`."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from tests.faults.campaign import Campaign
from tests.faults.scene import DocumentSeen, Report
from tests.faults.verdict import Submitted, judge


@pytest.mark.faults
@pytest.mark.timeout(600)
def test_nothing_is_lost_doubled_or_altered_under_kill_9() -> None:
    # Not below pytest's own folder, which another run of pytest closes to PostgreSQL's user.
    with tempfile.TemporaryDirectory(prefix="depesch-faults-") as folder:
        Path(folder).chmod(0o755)
        verdict = Campaign(Path(folder) / "campaign", documents=60, seed=1, pause_s=(0.3, 1.2), least_kills=8).run()
    print(verdict.text())  # noqa: T201  the figures of this run
    assert verdict.faults == ()
    assert sum(verdict.kills.values()) >= 8


SUBMITTED = Submitted(number="A1", channel="folder", sha256="aa", document_id="1")
SEEN = DocumentSeen(
    id="1",
    company="Nordbygg Fasad AB",
    direction="out",
    state="delivered",
    problem_code="",
    number="A1",
    original_sha256="aa",
    attempts=1,
)


def _faults(seen: tuple[DocumentSeen, ...], files: dict[str, int]) -> tuple[str, ...]:
    report = Report(documents=seen, files=1, events=1, is_sound=True, faults=())
    return judge([SUBMITTED], report, mails=(), files=files, kills={}, elapsed_s=1).faults


def test_a_sound_run_is_judged_clean() -> None:
    assert _faults((SEEN,), {"aa": 1}) == ()


@pytest.mark.parametrize("copies", [0, 2], ids=["lost", "doubled"])
def test_a_lost_or_doubled_file_is_seen(copies: int) -> None:
    assert len(_faults((SEEN,), {"aa": copies})) == 1


def test_a_document_that_vanished_after_its_acknowledgement_is_seen() -> None:
    assert len(_faults((), {"aa": 1})) == 1
