"""A print partner who takes jobs over FTP with TLS and answers with CSV files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from depesch.hub.flows.models import DocumentState
from depesch.hub.letters.models import JobState, LetterState, PrintJob
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from tests.channels.ftps.server import ftpd
from tests.hub.letters.scene import LATER, Scene, found

S = DocumentState


@pytest.fixture
def over_ftps(nordbygg: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    """Nordbygg with a print partner behind a real FTPS server."""
    with ftpd(tmp_path / "ftpd", "a secret of the partner's") as server:
        yield Scene(nordbygg, server, tmp_path, monkeypatch)


@pytest.mark.row("S-080", "S-022")
def test_a_job_goes_over_ftps_once_and_csv_answers_bring_it_to_its_end(over_ftps: Scene) -> None:
    over_ftps.customer()
    document = over_ftps.sent("F-1")
    over_ftps.hour_comes()
    assert over_ftps.posted_out() == 1
    assert over_ftps.posted_out() == 0
    (job,) = over_ftps.print_jobs()
    assert job.state == JobState.HANDED
    assert job.receipt
    manifest = over_ftps.manifest()  # one job lies at the partner's, whole
    (letter,) = (file.letter for each in manifest.envelopes for file in each.files)
    head = "job;letter;state;at;reason\n"
    assert over_ftps.answer_csv(f"{head}{manifest.job};{letter};produced;;\n") == 1
    posted = f"{head}{manifest.job};{letter};posted;2026-11-23T18:00:00+01:00;\n"
    assert over_ftps.answer_csv(posted) == 1
    assert found(over_ftps.company, document.id).state == S.DELIVERED
    assert over_ftps.answer_csv(posted, name="again.csv") == 0
    returned = f"{head}{manifest.job};{letter};returned;2026-12-01T09:00:00+01:00;flyttat, okänt vart\n"
    assert over_ftps.answer_csv(returned) == 1
    back = found(over_ftps.company, document.id)
    assert (back.state, over_ftps.letters()[0].reason) == (S.UNDELIVERABLE, "flyttat, okänt vart")


def test_a_server_that_is_away_gets_the_same_job_later(over_ftps: Scene) -> None:
    over_ftps.customer()
    over_ftps.sent("F-1")
    over_ftps.hour_comes()
    over_ftps.server.stop()
    over_ftps.posted_out()
    (job,) = over_ftps.print_jobs()
    assert (job.state, job.tries) == (JobState.MADE, 1)
    assert job.problem
    over_ftps.server.start()
    over_ftps.partner("")  # its port may be another one now
    with acting_for(over_ftps.company.id):
        PrintJob.objects.update(try_at=job.made_at - LATER)
    assert over_ftps.posted_out() == 1
    assert len(over_ftps.jobs()) == 1
    assert over_ftps.manifest().job == str(job.id)


@pytest.mark.parametrize(
    "row",
    [
        "{job};{letter};lost;;",  # no such state
        "{job};{letter};returned;;",  # no reason
        "{job};{letter};posted;2026-11-23T18:00:00;",  # no time zone
        "{job};{letter};posted",  # too few columns
        "{job};{letter};posted;;;more",
        "{job};0d1e0d1e-0d1e-4d1e-8d1e-0d1e0d1e0d1e;posted;;",  # not of this job
        "7d1e0d1e-0d1e-4d1e-8d1e-0d1e0d1e0d1e;{letter};posted;;",  # no such job
        "no id;{letter};posted;;",
    ],
)
def test_a_csv_answer_that_cannot_be_used_is_put_aside_with_its_reason(scene: Scene, row: str) -> None:
    scene.customer()
    scene.sent("F-1")
    scene.hour_comes()
    scene.posted_out()
    manifest = scene.manifest()
    letter = manifest.envelopes[0].files[0].letter
    text = f"job;letter;state;at;reason\n{row.format(job=manifest.job, letter=letter)}\n"
    assert scene.answer_csv(text) == 0
    assert (scene.answers / "unusable" / "answer.csv").read_text(encoding="utf-8-sig") == text
    assert (scene.answers / "unusable" / "answer.csv.reason.txt").read_text().strip()
    assert scene.letters()[0].state == LetterState.PACKED
